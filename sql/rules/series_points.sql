-- The points of a series' chart: its figures, or what its method makes of them, each in its phase. A new phase begins with
-- the first row on or after the day it was marked; one marked on the first row or before changes nothing.
-- Marks are few and points many, so what marks change is joined to the points; nothing is put in order for it.
create view series_points as
with charted as materialized (
    select
        series_key, series_figures.indicator_code, period, period_start, period_index, row_no, part,
        trend_method <> 'none' as is_judged,
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
    select
        series_key,
        min(period_start) filter (where period_start >= marked_start) as started,
    from series_marks
    inner join charted using (series_key)
    where kind in ('rebase', 'break')
    group by series_key, marked_start
    having started > min(period_start) and (spc_rules() = 'default' or started = marked_start)
),

phases as (
    select
        series_key, started,
        1 + row_number() over in_order as phase,
        coalesce(lead(started) over in_order, date '9999-12-31') as next_started,
    from (from phase_starts group by all)
    window in_order as (partition by series_key order by started)
),

ghosts as (
    select series_key, marked_start as period_start, any_value(reason) as ghost_reason
    from series_marks
    where kind = 'ghost'
    group by all
),

-- From each ghost to the next, how many there have been. One with no figure bridges nothing.
bridged as (
    select
        series_key, period_start as bridged_from,
        row_number() over in_order as ghosts_so_far,
        coalesce(lead(period_start) over in_order, date '9999-12-31') as next_ghost,
    from ghosts
    inner join charted using (series_key, period_start)
    where value is not null
    window in_order as (partition by series_key order by period_start)
)

select
    charted.* exclude (row_no),
    ghost_reason is not null as is_ghost,
    ghost_reason,
    coalesce(phase, 1) as phase,
    if(spc_rules() = 'default', period_index, row_no) - coalesce(ghosts_so_far, 0) as step,
from charted
left join phases
    on charted.series_key = phases.series_key and charted.period_start >= started and charted.period_start < next_started
left join ghosts on charted.series_key = ghosts.series_key and charted.period_start = ghosts.period_start
left join bridged
    on charted.series_key = bridged.series_key and charted.period_start >= bridged_from and charted.period_start < next_ghost;

comment on view series_points is 'One row per series and period from its first figure to its newest: what its chart shows.';
comment on column series_points.value is 'What is charted: the figure of the period, or its change on a year before; see series_methods.';
comment on column series_points.phase is 'Counts from 1; a mark of rebase or break begins the next.';
comment on column series_points.is_ghost is 'True where somebody has said that this figure is not to count.';
comment on column series_points.ghost_reason is 'Why it is not to count.';
comment on column series_points.step is 'Counts periods without ghosts: two figures with no number between theirs have nothing missing between them.';
comment on column series_points.is_judged is 'True where its method judges changes at all.';
comment on column series_points.target is 'The level this point can be held against; null where there is none.';
