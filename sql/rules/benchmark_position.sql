-- Where we stand in each group we are compared with. A year whose own quartiles are not there is held against those of
-- the newest year before it that has some, and says so: councils had last year's quartiles to go by, never this year's.
create view benchmark_position as
with thresholds as (
    select quartile_thresholds.*, frequency, period_index
    from quartile_thresholds
    inner join periods using (period)
),

asked as (
    select
        indicator_code, "group", frequency,
        -- Counts need one place for each indicator: that in its largest group.
        row_number() over (
            partition by indicator_code, frequency order by max(of) desc nulls last, "group"
        ) = 1 as is_main,
    from thresholds
    group by indicator_code, "group", frequency
    having us() = '' or bool_or(has_us)
),

held as (
    select
        our_figures.*, periods.frequency, periods.period_index, "group", is_main, coalesce(good_is, '') as good_is,
    from our_figures
    inner join periods using (period)
    inner join asked on our_figures.indicator_code = asked.indicator_code and periods.frequency = asked.frequency
    left join polarities on our_figures.indicator_code = polarities.indicator_code
),

compared as (
    select
        held.*, own.our_rank as rank, own.of, own.middle,
        parted.period as threshold_period, parted.threshold_source, parted.source, parted.q1, parted.median, parted.q3,
        parted.of as authorities,
    from held
    left join thresholds as own using (indicator_code, period, "group")
    asof left join (from thresholds where q1 is not null) as parted
        on held.indicator_code = parted.indicator_code and held."group" = parted."group"
        and held.frequency = parted.frequency and held.period_index >= parted.period_index
),

banded as (
    select
        *,
        case
            when good_is not in ('higher', 'lower') then 'neither a higher nor a lower figure is better'
            when is_doubtful then 'the figure is marked doubtful'
            when q1 is null and of is null then 'no other figures for the period'
            when q1 is null then 'fewer than 12 authorities'
            else place_of(good_is, value, q1, median, q3)
        end as reason,
    from compared
)

select
    indicator_code, period, "group", is_main, value, is_doubtful, good_is, q1, median, q3,
    quarter_of(reason) as band, rank, of, middle, authorities, threshold_period, threshold_source, source, reason,
    case
        when band = 'below' then median
        when band = 'worst' then if(good_is = 'lower', q3, q1)
        when band = 'above' then if(good_is = 'lower', q1, q3)
    end as next_edge,
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
comment on column benchmark_position.authorities is 'How many authorities counted in that period; null where only quartiles were published.';
comment on column benchmark_position.reason is 'The rule that fired.';
comment on column benchmark_position.next_edge is 'The figure at which the next better quarter begins; null in the best one.';
comment on column benchmark_position.to_next is 'How far our figure is from it, in the indicator''s unit.';
comment on column benchmark_position.previous_band is 'The quarter of the period before, in the same group.';
comment on column benchmark_position.movement is 'better, worse or same as then; n/a where either has no quarter.';
