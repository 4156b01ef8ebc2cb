-- Whether a series may be judged by its usual ups and downs, how, and if not why. It is worked out, never chosen: a chart
-- of rolling averages, or of a figure that moves with the seasons, cries wolf at nearly every point.
create view series_methods as
with figures as materialized (
    select * from series_figures where in_scope(indicator_code)
),

bounds as materialized (
    select
        series_key,
        count(figure) as figures,
        count(value_as_returned) as returned,
        min(period_index) filter (where figure is not null) as first_index,
        max(period_index) filter (where figure is not null) as last_index,
        avg(figure) as mean,
    from figures
    group by series_key
),

-- A season is seen where figures a year apart go together, and more so than figures half a year apart: those go together
-- in any series that rises or falls for long.
usual_moves as (
    select series_key, list({'part': part, 'move': usual_move} order by part) as usual_moves
    from (
        select series_key, part, avg(move) as usual_move
        from figures
        group by series_key, part
        having count(move) >= 2
    )
    group by series_key
),

pairs as (
    select
        series_key,
        sum((figure - mean) * (a_year_before - mean)) as a_year_apart,
        sum((figure - mean) * (half_a_year_before - mean)) as half_a_year_apart,
        sum((figure - mean) * (figure - mean)) as spread,
    from figures
    inner join bounds using (series_key)
    where parts in (4, 12) and figures >= 3 * parts
    group by series_key
),

known as (
    select
        series_definitions.*, usual_moves,
        coalesce(figures, 0) as figures, coalesce(returned, 0) as returned, first_index, last_index,
        coalesce(abs(a_year_apart / nullif(spread, 0)) > 0.5 and a_year_apart > half_a_year_apart, false) as is_seasonal,
        is_seasonal and figures >= parts + 15 as is_on_year,
    from series_definitions
    left join bounds using (series_key)
    left join pairs using (series_key)
    left join usual_moves using (series_key)
    where in_scope(indicator_code)
),

refused as (
    select
        *,
        case
            when kind = 'milestone' then 'a milestone is reached or it is not'
            when class = 'data_only' then 'it is collected as data and never judged'
            when frequency = 'survey' then 'a survey''s figures also differ by the chance of who answered'
            when expected_in <> '' then 'its periods are not evenly spaced'
            when value_basis = 'rolling' then 'each figure shares most of its months with the one before'
            when figures = 0 and returned > 0 then 'a rate so far this year cannot be taken apart without its numbers of cases'
            when is_seasonal and not is_on_year
                then 'it moves with the seasons, and has too few years to set each figure beside the year before'
            when figures < 12 then 'too few figures for limits, ' || figures || ' of 12'
            else ''
        end as refused_because,
    from known
)

select
    indicator_code, series_key, good_is, frequency, parts, value_basis, is_rate_so_far, adds_up, shift_length, trend_length,
    is_screened, conflict_policy, baseline_points, figures, first_index, last_index, is_seasonal, is_on_year, refused_because, usual_moves,
    case
        when refused_because like 'too few figures%' then 'run chart'
        when refused_because <> '' then 'none'
        when is_on_year then 'XmR of the change on a year before'
        when adds_up or is_rate_so_far then 'XmR of each period''s own figure'
        else 'XmR'
    end as trend_method,
from refused;

comment on view series_methods is 'One row per series: how its changes are judged, or why they are not.';
comment on column series_methods.figures is 'Figures it has, each of one period alone.';
comment on column series_methods.first_index is 'The place of its first figure among periods.';
comment on column series_methods.last_index is 'The place of its newest figure among periods.';
comment on column series_methods.is_seasonal is 'True where figures a year apart go together (autocorrelation over 0.5), and more so than half a year apart.';
comment on column series_methods.usual_moves is 'For each part of the year, how far its figure usually is from that of the period before.';
comment on column series_methods.is_on_year is 'True where what is charted is the change on the same period a year before.';
comment on column series_methods.refused_because is 'Why there are no limits; empty where there are.';
comment on column series_methods.trend_method is 'XmR, with what is charted if not the figures themselves; run chart where there are too few; or none.';
