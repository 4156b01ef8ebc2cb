-- Where we stand in each group we are compared with. A year whose own quartiles are not there is held against those of
-- the newest year before it that has some, and says so: councils had last year's quartiles to go by, never this year's.
create view benchmark_position as
with sizes as (
    select indicator_code, "group", frequency, count(distinct authority_code) as authorities
    from compared_figures
    inner join periods using (period)
    group by indicator_code, "group", frequency
    having us() = '' or bool_or(is_us)
    union all
    select distinct indicator_code, "group", frequency, 0 from current_quartiles inner join periods using (period)
    where us() = '' and in_scope(indicator_code)
),

asked as (
    select
        indicator_code, "group", frequency,
        -- Counts need one place for each indicator: that in its largest group.
        row_number() over (partition by indicator_code, frequency order by max(authorities) desc, "group") = 1 as is_main,
    from sizes
    group by indicator_code, "group", frequency
),

dated as (
    select quartile_thresholds.* rename (period as threshold_period), frequency, period_index
    from quartile_thresholds
    inner join periods using (period)
),

held as (
    select
        our_figures.indicator_code, our_figures.period, asked."group", is_main, our_figures.value, our_figures.is_doubtful,
        periods.frequency, periods.period_index, coalesce(polarities.good_is, '') as good_is,
        dated.* exclude (indicator_code, "group", frequency, period_index),
        -- From the best edge to the worst: where less is better the lowest figure is the best.
        if(polarities.good_is = 'lower', [q1, median, q3], [q3, median, q1]) as edges,
    from our_figures
    inner join periods using (period)
    inner join asked on our_figures.indicator_code = asked.indicator_code and periods.frequency = asked.frequency
    left join polarities on our_figures.indicator_code = polarities.indicator_code
    asof left join dated
        on our_figures.indicator_code = dated.indicator_code and asked."group" = dated."group"
        and periods.frequency = dated.frequency and periods.period_index >= dated.period_index
),

banded as (
    select
        held.*, compared_figures.rank, compared_figures.of, compared_figures.middle,
        case
            when held.good_is not in ('higher', 'lower') then 'neither a higher nor a lower figure is better'
            when held.is_doubtful then 'the figure is marked doubtful'
            when q1 is null and of is null then 'no other figures for the period'
            when q1 is null then 'fewer than 12 authorities'
            when q1 = q3 then 'no spread'
            when short_of(held.good_is, held.value, edges[1], null, null) <= 0 then 'at or past the best quarter''s edge'
            when short_of(held.good_is, held.value, edges[2], null, null) <= 0 then 'at or past the middle'
            when short_of(held.good_is, held.value, edges[3], null, null) < 0 then 'past the bottom quarter''s edge'
            else 'at or short of the bottom quarter''s edge'
        end as reason,
    from held
    left join compared_figures
        on compared_figures.is_us and held.indicator_code = compared_figures.indicator_code
        and held.period = compared_figures.period and held."group" = compared_figures."group"
)

select
    indicator_code, period, "group", is_main, value, is_doubtful, good_is, q1, median, q3,
    quarter_of(reason) as band, rank, of, middle, authorities, threshold_period, threshold_source, source, reason,
    case band when 'worst' then edges[3] when 'below' then edges[2] when 'above' then edges[1] end as next_edge,
    abs(next_edge - value) as to_next,
    if(lag(period_index) over earlier = period_index - 1, lag(band) over earlier, null) as previous_band,
    moved_between(previous_band, band) as movement,
from banded
window earlier as (partition by indicator_code, "group", frequency order by period_index);

comment on view benchmark_position is 'One row per indicator, period and group: where our figure stands among others, and the rule that says so.';
comment on column benchmark_position.is_main is 'True for the indicator''s largest group, which counts go by.';
comment on column benchmark_position.value is 'Our figure, in the indicator''s unit.';
comment on column benchmark_position.band is 'The quarter it stands in: best, above, below, worst; null where there is none, and the reason says why.';
comment on column benchmark_position.rank is 'Our rank among the figures of the same period; 1 is best.';
comment on column benchmark_position.of is 'How many are ranked, ourselves among them; null where nobody else has a figure for the period.';
comment on column benchmark_position.middle is 'The middle figure of the same period.';
comment on column benchmark_position.threshold_period is 'The period the quartiles are of: our own, or the newest before it that has some.';
comment on column benchmark_position.reason is 'The rule that fired.';
comment on column benchmark_position.next_edge is 'The figure at which the next better quarter begins; null in the best one.';
comment on column benchmark_position.to_next is 'How far our figure is from it, in the indicator''s unit.';
comment on column benchmark_position.previous_band is 'The quarter of the period before, in the same group.';
comment on column benchmark_position.movement is 'better, worse or same as then; n/a where either has no quarter.';
