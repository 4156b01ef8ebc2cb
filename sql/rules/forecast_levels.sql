-- Where the chart of a series says that it stands, once each of its own periods was in: the one place at which a forecast
-- takes anything from statistical process control. The newest point is taken as it is charted; an earlier one as it would
-- have been charted then, or the forecasts of past years would be judged by what nobody knew yet.
create view forecast_levels as
with points as (
    select
        spc_points.* exclude (part), periods.financial_year, periods.part, limits_status,
        spc_summary.latest_period = spc_points.period as is_newest,
    from spc_points
    inner join spc_summary using (series_key)
    inner join periods using (period)
    where is_usable and in_scope(spc_points.indicator_code)
        -- What is charted must be the figures themselves: not their change on a year before.
        and trend_method in ('XmR', 'XmR of each period''s own figure')
),

beside as (
    select
        *,
        if(lag(period_index) over in_phase = period_index - 1, value - lag(value) over in_phase, null) as rise,
        if(is_used and lag(is_used) over in_phase, abs(rise), null) as moving_range,
    from points
    window in_phase as (partition by series_key, phase order by period_index)
),

as_known as (
    select
        *,
        if(is_newest, limits_status in ('established', 'no_variation'), count(*) over up_to_it >= 15 and count(*) over so_far >= 12)
            as is_established,
        if(is_newest, mean, avg(if(is_used, value, null)) over so_far) as usual_level,
        if(is_newest, upper_limit - mean, 2.66 * avg(moving_range) over so_far) as spread,
        period_index - first_value(period_index) over last_seven = 6 as has_seven,
        min(value) over last_seven as least, max(value) over last_seven as most, avg(value) over last_seven as mean_of_seven,
        avg(value) over this_run as mean_of_run,
        count(if(rise > 0, 1, null)) over last_six = 6 or count(if(rise < 0, 1, null)) over last_six = 6 as was_trend,
    from beside
    window
        up_to_it as (partition by series_key order by period_index),
        so_far as (partition by series_key, phase order by period_index),
        last_seven as (partition by series_key, phase order by period_index rows 6 preceding),
        last_six as (partition by series_key, phase order by period_index rows 5 preceding),
        this_run as (partition by series_key, phase order by period_index rows coalesce(run_length, 1) - 1 preceding)
)

select
    indicator_code, financial_year, part,
    case
        when if(is_newest, astronomical <> 0 or trend <> 0, abs(value - usual_level) > spread or was_trend) then 'latest figure'
        when if(is_newest, shift <> 0, has_seven and (least > usual_level or most < usual_level)) then 'level since it shifted'
        else 'usual level'
    end as basis,
    case basis
        when 'latest figure' then value when 'usual level' then usual_level else if(is_newest, mean_of_run, mean_of_seven)
    end::decimal(18, 6) as level,
    usual_level::decimal(18, 6) as usual_level,
    spread::decimal(18, 6) as spread,
from as_known
where is_established;

comment on view forecast_levels is 'One row per indicator and own period at which its chart was established: the level for a forecast to stand on.';
comment on column forecast_levels.basis is 'Where a stock stands: at its usual level, at its level since it shifted, or at its latest figure.';
comment on column forecast_levels.level is 'That level, in the indicator''s unit; at a shift, the mean of its run, or of seven at an earlier point.';
comment on column forecast_levels.usual_level is 'The mean of the phase, in the indicator''s unit: what the periods to come are taken to be.';
comment on column forecast_levels.spread is 'How far from it one period''s figure may lie: 2.66 mean moving ranges.';
