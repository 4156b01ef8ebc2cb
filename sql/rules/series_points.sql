-- The points of a series' chart: its figures, or what its method makes of them, each in its phase. A new phase begins with
-- the first row on or after the day it was marked; one marked on the first row or before changes nothing.
create view series_points as
with charted as materialized (
    select
        series_key, series_figures.indicator_code, period, period_start, period_index, part,
        good_is, shift_length, trend_length, is_screened, conflict_policy, baseline_points, trend_method <> 'none' as is_judged,
        if(is_on_year, figure - a_year_before, figure) as value,
        if(is_on_year, null, target) as target,
        if(is_on_year, null, target_low) as target_low,
        if(is_on_year, null, target_high) as target_high,
    from series_figures
    inner join series_methods using (series_key)
    where in_scope(series_figures.indicator_code)
        and period_index between first_index + if(is_on_year, series_methods.parts, 0) and last_index
),

phase_starts as (
    select distinct charted.series_key, charted.period_start
    from series_marks
    asof join charted
        on series_marks.series_key = charted.series_key and series_marks.marked_start <= charted.period_start
    where series_marks.kind in ('rebase', 'break')
        and (spc_rules() = 'default' or series_marks.marked_start = charted.period_start)
),

ghosts as (
    select series_key, marked_start as period_start, any_value(reason) as ghost_reason
    from series_marks
    where kind = 'ghost'
    group by all
)

select
    charted.*,
    ghost_reason is not null as is_ghost,
    ghost_reason,
    count(phase_starts.period_start) over in_order
    + if(first_value(phase_starts.period_start) over in_order is null, 1, 0) as phase,
    -- Changes wherever a figure is missing or a period is absent, so that nothing is joined across it.
    100000 * count(*) filter (where value is null) over in_order
    + if(spc_rules() = 'default', period_index - row_number() over in_order, 0) as stretch,
from charted
left join phase_starts using (series_key, period_start)
left join ghosts using (series_key, period_start)
window in_order as (partition by series_key order by period_index rows unbounded preceding);

comment on view series_points is 'One row per series and period from its first figure to its newest: what its chart shows.';
comment on column series_points.value is 'What is charted: the figure of the period, or its change on a year before; see series_methods.';
comment on column series_points.phase is 'Counts from 1; a mark of rebase or break begins the next.';
comment on column series_points.is_ghost is 'True where somebody has said that this figure is not to count.';
comment on column series_points.ghost_reason is 'Why it is not to count.';
comment on column series_points.stretch is 'A number that changes wherever a figure is missing.';
comment on column series_points.is_judged is 'True where its method judges changes at all.';
comment on column series_points.target is 'The level this point can be held against; null where there is none.';
