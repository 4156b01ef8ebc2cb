-- Where the chart of a series says that it stands, once each of its own periods was in: the one place at which a forecast
-- takes anything from statistical process control. The newest point is taken as it is charted; an earlier one as it would
-- have been charted then, or the forecasts of past years would be judged by what nobody knew yet.
-- It reads the points and not what is said of them, because the two together take three times as long to plan.
create view forecast_levels as
with points as (
    select
        spc_points.*, financial_year, shift_length, trend_length,
        -- Changes wherever a figure is missing; a ghost is bridged.
        period_index - count(value) over in_order as stretch,
        last_value(if(is_usable, period, null) ignore nulls) over whole_series = period as is_newest,
    from spc_points
    inner join series_methods using (series_key, indicator_code)
    inner join (select period, financial_year from periods) using (period)
    -- What is charted must be the figures themselves: not their change on a year before.
    where in_scope(spc_points.indicator_code) and refused_because = '' and not is_on_year
    window
        in_order as (partition by series_key order by period_index),
        whole_series as (
            partition by series_key order by period_index rows between unbounded preceding and unbounded following
        )
),

beside as (
    select
        *,
        value - lag(value) over in_stretch as rise,
        if(is_used and lag(is_used) over in_phase, abs(value - lag(value) over in_phase), null) as moving_range,
    from points
    where is_usable
    window
        in_stretch as (partition by series_key, stretch order by period_index),
        in_phase as (partition by series_key, stretch, phase order by period_index)
),

as_known as (
    select
        *,
        count(*) over up_to_it as points_by_then,
        count(*) over so_far as points_in_phase,
        if(is_newest, mean, avg(if(is_used, value, null)) over so_far) as usual_level,
        if(is_newest, upper_limit - mean, 2.66 * avg(moving_range) over so_far) as spread,
        1e-9 * greatest(1, abs(usual_level)) as slack,
        count(*) over shift_long = shift_length as could_shift,
        min(value) over shift_long as least, max(value) over shift_long as most, avg(value) over shift_long as recent_mean,
        avg(value) over this_run as mean_of_run,
        greatest(count(if(rise > 0, 1, null)) over trend_long, count(if(rise < 0, 1, null)) over trend_long) = trend_length - 1
            as was_trend,
    from beside
    window
        up_to_it as (partition by series_key order by period_index),
        so_far as (partition by series_key, phase order by period_index),
        shift_long as (partition by series_key, stretch, phase order by period_index rows shift_length - 1 preceding),
        this_run as (partition by series_key, stretch, phase order by period_index rows run_length - 1 preceding),
        trend_long as (partition by series_key, stretch order by period_index rows trend_length - 2 preceding)
),

said as (
    select
        *,
        limits_status_of(points_by_then, points_in_phase, spread) as limits_then,
        if(is_newest, astronomical <> 0 or trend <> 0, abs(value - usual_level) > spread + slack or was_trend) as is_moving,
        if(
            is_newest, shift <> 0, could_shift and (least > usual_level + slack or most < usual_level - slack)
        ) as has_shifted,
    from as_known
    -- Provisional limits carry no sign; twelve figures of one phase are yet enough for where a stock stands.
    where limits_then in ('established', 'no_variation') or (limits_then = 'provisional' and points_in_phase >= 12)
)

select
    indicator_code, financial_year, part,
    case when is_moving then 'latest figure' when has_shifted then 'level since it shifted' else 'usual level' end as basis,
    case
        when is_moving then value when has_shifted then if(is_newest, mean_of_run, recent_mean) else usual_level
    end::decimal(18, 6) as level,
    usual_level::decimal(18, 6) as usual_level,
    spread::decimal(18, 6) as spread,
    limits_then <> 'provisional' as is_firm,
from said;

comment on view forecast_levels is 'One row per indicator and own period at which its chart had limits: the level for a forecast to stand on.';
comment on column forecast_levels.basis is 'Where a stock stands: at its usual level, at its level since it shifted, or at its latest figure.';
comment on column forecast_levels.level is 'That level, in the indicator''s unit; at a shift, the mean of its run, or of its last seven at an earlier point.';
comment on column forecast_levels.usual_level is 'The mean of the phase, in the indicator''s unit: what the periods to come are taken to be.';
comment on column forecast_levels.spread is 'How far from it one period''s figure may lie: 2.66 mean moving ranges.';
comment on column forecast_levels.is_firm is 'True where its limits were firm then; a rate or a count stands on no others.';
