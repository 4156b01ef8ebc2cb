-- What each service owes, and how much of it is in. A measure that rolls up is asked for once, at its own frequency.
create view returns_owed as
with actions_begun as (
    select action_code, min(valid_from) as begun_on from current_actions group by all
),

risks_begun as (
    select risk_code, min(valid_from) as begun_on from current_risks group by all
),

owed as (
    select
        service_code, 'indicator_results' as dataset, period, period_end,
        -- The first day by which something that is not in is due, so that a return is late when a measure of it is.
        coalesce(min(due_date) filter (where not has_come), min(due_date)) as due_date,
        count(*) as rows_owed,
        count(*) filter (where has_come) as rows_in,
        mode(officer) as owner_role,
    from (select *, is_in or expected_on is not null or coalesce(result_text, '') <> '' as has_come from indicator_status)
    where not is_rolled_up and period_start <= today()
    group by all

    union all

    select
        action_progress.service_code, 'action_updates' as dataset, periods.period, periods.period_end,
        any_value(quarter_due.day) as due_date,
        count(*) as rows_owed,
        count(*) filter (where exists (
            from current_action_updates
            where current_action_updates.action_code = action_progress.action_code
                and as_of between periods.period_start and quarter_due.day
        )) as rows_in,
        mode(action_progress.officer) as owner_role,
    from action_progress
    inner join actions_begun using (action_code)
    inner join periods on periods.frequency = 'quarterly' and periods.period_start <= today()
    inner join working_days as quarter_due
        on quarter_due.is_working and quarter_due.working_day_no = periods.end_working_day_no + 20
    where action_progress.service_code <> ''
        and begun_on <= periods.period_end
        and coalesce(action_progress.start_date, begun_on) <= periods.period_end
        and coalesce(action_progress.valid_to, date '9999-12-31') >= periods.period_end
        and coalesce(completed_on, date '9999-12-31') >= periods.period_start
        and not (delivery_state in ('cancelled', 'deferred') and last_update < periods.period_start)
    group by all

    union all

    select
        risk_scores.service_code, 'risk_assessments' as dataset, periods.period, periods.period_end,
        any_value(quarter_due.day) as due_date,
        count(*) as rows_owed,
        count(*) filter (where exists (
            from current_risk_assessments
            where current_risk_assessments.risk_code = risk_scores.risk_code
                and current_risk_assessments.assessed_on between periods.period_start and quarter_due.day
        )) as rows_in,
        mode(risk_scores.owner_role) as owner_role,
    from risk_scores
    inner join risks_begun using (risk_code)
    inner join periods
        on periods.frequency = case
            when risk_scores.review_every in ('monthly', 'half-yearly', 'annual') then risk_scores.review_every else 'quarterly'
        end
        and periods.period_start <= today()
    inner join working_days as quarter_due
        on quarter_due.is_working and quarter_due.working_day_no = periods.end_working_day_no + 20
    where risk_scores.service_code <> ''
        and begun_on <= periods.period_start
        and coalesce(risk_scores.valid_to, date '9999-12-31') >= periods.period_end
    group by all

    union all

    select
        current_budgets.service_code, 'budget_positions' as dataset, periods.period, periods.period_end,
        any_value(quarter_due.day) as due_date,
        count(*) as rows_owed,
        count(budget_figures.cost_centre) as rows_in,
        'Accountant' as owner_role,
    from current_budgets
    inner join periods
        on periods.frequency = 'quarterly' and current_budgets.financial_year = periods.financial_year
        and periods.period_start <= today()
    inner join working_days as quarter_due
        on quarter_due.is_working and quarter_due.working_day_no = periods.end_working_day_no + 20
    left join budget_figures
        on current_budgets.cost_centre = budget_figures.cost_centre and periods.period = budget_figures.period
    group by all
),

with_states as (
    select
        *,
        case
            when rows_in >= rows_owed then 'in'
            when today() <= period_end then 'not finished'
            when today() > due_date then 'late'
            when rows_in > 0 then 'part in'
            else 'due'
        end as state,
    from owed
)

select
    service_code, dataset, period, period_end, due_date, rows_owed, rows_in, owner_role, state,
    if(state = 'late', now_days.working_day_no - due_days.working_day_no, 0) as days_late,
    if(state in ('due', 'part in'), due_days.working_day_no - now_days.working_day_no, null) as days_left,
from with_states
inner join working_days as due_days on with_states.due_date = due_days.day
inner join working_days as now_days on now_days.day = today();

comment on view returns_owed is 'One row per service, dataset and period that has begun: what is owed and what is in.';
comment on column returns_owed.due_date is 'The day it is due, or the first of them that is not in: 20 working days after the period''s end unless a measure says otherwise.';
comment on column returns_owed.dataset is 'indicator_results, action_updates, risk_assessments or budget_positions.';
comment on column returns_owed.rows_owed is 'Rows wanted.';
comment on column returns_owed.rows_in is 'Rows that are in, those with an accepted reason for having no figure included.';
comment on column returns_owed.owner_role is 'The post that returns most of its rows.';
comment on column returns_owed.state is 'in, late, part in, due, or not finished while the period still runs.';
comment on column returns_owed.days_late is 'English working days past the due day.';
comment on column returns_owed.days_left is 'English working days until the due day; null when it is in, late or not finished.';
