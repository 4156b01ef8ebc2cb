-- What is going well, by rules as plain as those for what is not.
-- Where a measure's usual ups and downs are known, two figures in a row say nothing: its signal does.
create view successes as
with signals as (
    select indicator_code, latest_period as period, variation from spc_summary where variation is not null
),

measures as (
    select
        'indicator' as subject, indicator_code as code, title, service_code, portfolio, period, status, is_key,
        is_latest,
        case
            when status <> 'on' then null
            when kind = 'milestone' then 'reached by its date'
            when misses_before >= 2 then 'back on target after ' || misses_before || ' ' || periods_called(frequency)
            when beat_target then 'beat its target'
            when starts_with(variation, 'improvement') then 'on target, and a real change for the better'
            when variation is null and change_on_previous = 'better' and change_on_year = 'better' then 'on target, better than last time and than last year'
        end as why_listed,
        case when misses_before >= 2 then 1 when beat_target then 2 else 3 end as rank,
    from indicator_today
    left join signals using (indicator_code, period)
    where class = 'target'
),

done as (
    select
        'action' as subject, action_code as code, title, service_code, portfolio, '' as period, rag as status, false as is_key,
        true as is_latest,
        if(
            delivery_state = 'complete' and days_late = 0 and completed_on >= today() - 100, 'completed by its date', null
        ) as why_listed,
        3 as rank,
    from action_status
),

lower_risks as (
    select
        'risk' as subject, risk_code as code, if(event <> '', event, coalesce(nullif(cause, ''), consequence)) as title, service_code,
        portfolio, '' as period, band as status, false as is_key, true as is_latest,
        if(movement = 'fell', 'the score fell from ' || previous_net_score || ' to ' || net_score, null) as why_listed,
        3 as rank,
    from risk_status
    where not coalesce(is_exempt, false)
)

select subject, code, title, service_code, portfolio, period, status, is_key, is_latest, why_listed, rank
from (
    from measures
    union all by name from done
    union all by name from lower_risks
)
where why_listed is not null;

comment on view successes is 'One row per indicator and period, action or risk that goes well, with the rule that lists it.';
comment on column successes.subject is 'indicator, action or risk.';
comment on column successes.code is 'Its code.';
comment on column successes.is_latest is 'True where it is how things stand now, not how they stood in an earlier period.';
comment on column successes.why_listed is 'Why it is listed.';
comment on column successes.rank is 'Its place: 1 recovered, 2 beat its target, 3 the rest.';
