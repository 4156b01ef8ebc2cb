-- What needs attention, and the rule that says so. The rule is printed on the page, so that nobody has to ask
-- why a thing is listed or why another is not.
-- Where a measure's usual ups and downs are known, two figures in a row say nothing: its signal does.
create view exceptions as
with signals as (
    select
        indicator_code, latest_period as period, starts_with(variation, 'concern') as is_worse,
        if(is_worse, '; a real change for the worse', '') as and_worse,
    from spc_summary
    where variation is not null
),

measures as (
    select
        'indicator' as subject, indicator_code as code, title, service_code, portfolio, period,
        status, is_key, is_latest,
        case
            when status = 'below' and run_of_misses >= 2
                then 'below target, and off target for ' || run_of_misses || ' ' || periods_called(frequency) || ' running' || coalesce(and_worse, '')
            when status = 'below' then 'below target' || coalesce(and_worse, '')
            when status = 'late' then 'the return is overdue'
            when status = 'near' and run_of_misses >= 2
                then 'slightly below target for ' || run_of_misses || ' ' || periods_called(frequency) || ' running' || coalesce(and_worse, '')
            when status in ('on', 'near') and is_worse then 'a real change for the worse, though not below target'
            when status in ('on', 'near') and is_worse is null and change_on_previous = 'worse' and change_on_year = 'worse'
                and likelihood = 'unlikely'
                then 'unlikely to meet the year''s target'
        end as why_listed,
        case when status = 'below' then 1 when status = 'late' then 2 when status = 'on' or is_worse then 3 else 4 end as rank,
        run_of_misses + if(is_worse, 100, 0) as weight,
    from indicator_today
    left join signals using (indicator_code, period)
    where class = 'target' or status = 'late'
),

late_actions as (
    select
        'action' as subject, action_code as code, title, service_code, portfolio, '' as period, rag as status, false as is_key,
        true as is_latest,
        case
            when rag = 'overdue' then days_late || ' days past its date'
            when is_stale then 'nothing has been said of it for two quarters'
        end as why_listed,
        if(rag = 'overdue', 2, 4) as rank,
        days_late as weight,
    from action_status
),

high_risks as (
    select
        'risk' as subject, risk_code as code, if(event <> '', event, coalesce(nullif(cause, ''), consequence)) as title, service_code,
        portfolio, '' as period, band as status, false as is_key, true as is_latest,
        case
            when movement = 'rose' then 'the score rose from ' || previous_net_score || ' to ' || net_score
            when band = 'very high' then 'the score is very high, ' || net_score || ' of 25'
            when is_review_overdue and net_score >= 10 then 'a high risk whose review is overdue'
        end as why_listed,
        3 as rank,
        coalesce(net_score, 0) as weight,
    from risk_status
    where not coalesce(is_exempt, false)
),

over_budget as (
    select
        'budget' as subject, service_code || ' ' || fund as code, fund as title, service_code, '' as portfolio, period,
        state as status, false as is_key,
        period_end = max(period_end) over () as is_latest,
        if(
            state = 'over budget' and forecast_variance >= 10000,
            coalesce(
                'forecast to spend ' || forecast_variance_percent || '% over its budget',
                'forecast to spend £' || format('{:,}', forecast_variance::bigint) || ' with no budget'
            ), null
        ) as why_listed,
        3 as rank,
        forecast_variance / 10000 as weight,
    from budget_status
)

select subject, code, title, service_code, portfolio, period, status, is_key, is_latest, why_listed, rank, weight
from (
    from measures
    union all by name from late_actions
    union all by name from high_risks
    union all by name from over_budget
)
where why_listed is not null;

comment on view exceptions is 'One row per indicator and period, action, risk or budget that needs attention, with the rule that lists it.';
comment on column exceptions.subject is 'indicator, action, risk or budget.';
comment on column exceptions.code is 'Its code; service and fund for a budget.';
comment on column exceptions.is_latest is 'True where it is how things stand now, not how they stood in an earlier period.';
comment on column exceptions.why_listed is 'Why it is listed.';
comment on column exceptions.rank is 'Its place: 1 below target, 2 overdue, 3 unlikely, risen or over budget, 4 the rest.';
comment on column exceptions.weight is 'Its place within its rank; more comes first: real changes for the worse, then the longest run.';
