-- What a series says now, from its newest point: is it changing beyond its usual ups and downs, and will it keep meeting its
-- target if nothing changes. The newest point alone answers: a quarter of charts of pure noise carry some older flag.
create view spc_summary as
with newest as (
    select
        series_key,
        count(*) as points_used,
        max_by({
            'phase': phase, 'period': period, 'value': value, 'mean': mean, 'lower': lower_limit, 'upper': upper_limit,
            'target': target, 'low': target_low, 'high': target_high, 'type': point_type, 'any_high': any_high, 'any_low': any_low,
            'rule': primary_rule, 'part': part, 'run': run_length, 'side': side, 'shift': shift
        }, period_index) as at_newest,
        list(phase) as phases,
    from spc_points
    where is_usable and in_scope(indicator_code)
    group by series_key
),

counted as (
    select
        series_methods.*,
        list_filter(usual_moves, lambda each: each.part = at_newest.part)[1].move as usual_move,
        coalesce(points_used, 0) as points_used,
        at_newest,
        len(list_filter(phases, lambda phase: phase = at_newest.phase)) as points_in_phase,
        1e-9 * greatest(1, abs(at_newest.mean)) as slack,
        limits_status_of(points_used, points_in_phase, at_newest.upper - at_newest.mean) as limits_status,
    from series_methods
    left join newest using (series_key)
    where in_scope(indicator_code)
),

judged as (
    select
        *,
        refused_because = '' and limits_status in ('established', 'no_variation') as has_icons,
        -- A target on a limit counts as passed or failed, passed first: a constant 100% against 100% is a pass.
        if(spc_rules() = 'nhsr', -slack, slack) as leeway,
        case good_is
            when 'higher' then case
                when at_newest.target <= at_newest.lower + leeway then 'pass'
                when at_newest.target >= at_newest.upper - leeway then 'fail'
                when at_newest.target is not null then 'hit_or_miss'
            end
            when 'lower' then case
                when at_newest.target >= at_newest.upper - leeway then 'pass'
                when at_newest.target <= at_newest.lower + leeway then 'fail'
                when at_newest.target is not null then 'hit_or_miss'
            end
            -- A range may be open at one end.
            when 'range' then case
                when at_newest.low is null and at_newest.high is null then null
                when coalesce(at_newest.low <= at_newest.lower + leeway, true)
                    and coalesce(at_newest.high >= at_newest.upper - leeway, true) then 'pass'
                when at_newest.low > at_newest.upper + slack or at_newest.high < at_newest.lower - slack then 'fail'
                else 'hit_or_miss'
            end
        end as would_hold,
    from counted
)

select
    indicator_code, series_key, good_is, trend_method, points_used, points_in_phase, limits_status,
    if(
        has_icons,
        case at_newest.type
            when 'improvement' then if(good_is = 'higher', 'improvement_high', 'improvement_low')
            when 'concern' then if(good_is = 'higher', 'concern_low', 'concern_high')
            else at_newest.type
        end, null
    ) as variation,
    if(has_icons, would_hold, null) as assurance,
    at_newest.period as latest_period,
    refused_because,
    at_newest.value as latest_value, at_newest.mean as mean, at_newest.lower as lower_limit, at_newest.upper as upper_limit,
    at_newest.rule as latest_rule, at_newest.phase as phase,
    if(at_newest.side = 0, 0, at_newest.run) as run_length,
    at_newest.shift as shift,
    is_seasonal,
    case when is_seasonal and usual_move > 0 then 'rises' when is_seasonal and usual_move < 0 then 'falls' else '' end as seasonal_move,
from judged;

comment on view spc_summary is 'One row per series: whether it changes beyond its usual ups and downs, and whether its target will be met if nothing changes.';
comment on column spc_summary.points_used is 'Points that take part.';
comment on column spc_summary.points_in_phase is 'Of those, how many lie in the newest phase.';
comment on column spc_summary.limits_status is 'no_data, no_limits, run_chart_only, no_variation, provisional or established.';
comment on column spc_summary.variation is 'common_cause, or improvement, concern or neutral with _high or _low; null unless limits are established.';
comment on column spc_summary.assurance is 'pass, fail or hit_or_miss against the target of the newest point; null where it cannot be said.';
comment on column spc_summary.latest_period is 'The period of the newest point that takes part.';
comment on column spc_summary.latest_value is 'What is charted there.';
comment on column spc_summary.latest_rule is 'The rule that fires there, if any.';
comment on column spc_summary.run_length is 'How many points in a row, with it, lie on its side of the mean.';
comment on column spc_summary.seasonal_move is 'rises or falls: what a seasonal figure usually does between the period before and its newest; else empty.';
