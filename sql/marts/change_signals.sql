-- What a reader should take from a series' chart: its newest point in a word, and what that means beside the target. The
-- order is that of a scorecard: getting worse and bound to miss comes first.
create view change_signals as
with named as (
    select
        *,
        case
            when starts_with(variation, 'improvement') then 'better'
            when starts_with(variation, 'concern') then 'worse'
            when starts_with(variation, 'neutral') then 'changed'
            when variation = 'common_cause' then 'usual'
            when trend_method <> 'none' and points_used > 0 then 'few'
            else ''
        end as signal,
    from spc_summary
)

select
    indicator_code, signal, variation, assurance, trend_method, refused_because, limits_status, latest_period, latest_value,
    mean, lower_limit, upper_limit, latest_rule, run_length, is_seasonal, seasonal_move, points_used, points_in_phase,
    -- What the series, or its newest phase, still wants before its limits are firm.
    greatest(15 - points_used, 12 - points_in_phase, 0) as points_short,
    case
        when signal = 'worse' and assurance = 'fail' then 'act now'
        when signal = 'usual' and assurance = 'fail' then 'redesign'
        when signal = 'better' and assurance = 'fail' then 'working'
        when signal = 'worse' then 'watch'
        when signal = 'usual' and assurance = 'hit_or_miss' then 'chance'
        when signal = 'better' and assurance = 'hit_or_miss' then 'improving'
        when signal = 'usual' and assurance = 'pass' then 'stable'
        when signal = 'better' and assurance = 'pass' then 'celebrate'
        else ''
    end as reading,
    case
        when signal = 'worse' and assurance = 'fail' then 1
        when signal = 'worse' then 2
        when assurance = 'fail' then 3
        when assurance = 'hit_or_miss' then 4
        when signal = 'usual' then 5
        when signal in ('better', 'changed') then 6
        else 7
    end as scorecard_place,
from named;

comment on view change_signals is 'One row per series: its newest signal in a word, what it means beside the target, and its place on a scorecard.';
comment on column change_signals.signal is 'better, worse, changed (neither way is good), usual, few (too few figures), or empty where changes are not judged.';
comment on column change_signals.points_short is 'How many more figures make its limits firm.';
comment on column change_signals.reading is 'Signal and assurance read together: act now, redesign, working, watch, chance, improving, stable or celebrate.';
comment on column change_signals.scorecard_place is '1 worse and bound to miss, 2 worse, 3 bound to miss, 4 chance decides, 5 usual, 6 better, 7 not judged.';
