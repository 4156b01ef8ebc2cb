-- The returns of actions, risks and money that are asked for quarter by quarter, and what came of each by its day.
-- Those of measures are in `indicator_series` already. Nothing here changes at midnight: `returns_owed` says what is late.
create view returns_expected as
with actions_begun as (
    select action_code, min(valid_from) as begun_on from current_actions group by all
),

risks_begun as (
    select risk_code, min(valid_from) as begun_on from current_risks group by all
),

expected_until as (
    select max(value::date) as horizon from settings where name = 'horizon'
)

select
    action_progress.service_code, 'action_updates' as dataset, periods.period, periods.period_start, periods.period_end,
    any_value(quarter_due.day) as due_date,
    count(*) as rows_owed,
    count(*) filter (where exists (
        from current_action_updates
        where current_action_updates.action_code = action_progress.action_code
            and as_of between periods.period_start and quarter_due.day
    )) as rows_in,
    mode(action_progress.officer order by action_progress.officer) as owner_role,
from action_progress
inner join actions_begun using (action_code)
inner join periods on periods.frequency = 'quarterly' and periods.period_end <= (select horizon from expected_until)
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
    risk_scores.service_code, 'risk_assessments' as dataset, periods.period, periods.period_start, periods.period_end,
    any_value(quarter_due.day) as due_date,
    count(*) as rows_owed,
    count(*) filter (where exists (
        from current_risk_assessments
        where current_risk_assessments.risk_code = risk_scores.risk_code
            and current_risk_assessments.assessed_on between periods.period_start and quarter_due.day
    )) as rows_in,
    mode(risk_scores.owner_role order by risk_scores.owner_role) as owner_role,
from risk_scores
inner join risks_begun using (risk_code)
inner join periods
    on periods.frequency = case
        when risk_scores.review_every in ('monthly', 'half-yearly', 'annual') then risk_scores.review_every else 'quarterly'
    end
    and periods.period_end <= (select horizon from expected_until)
inner join working_days as quarter_due
    on quarter_due.is_working and quarter_due.working_day_no = periods.end_working_day_no + 20
where risk_scores.service_code <> ''
    and begun_on <= periods.period_start
    and coalesce(risk_scores.valid_to, date '9999-12-31') >= periods.period_end
group by all

union all

select
    current_budgets.service_code, 'budget_positions' as dataset, periods.period, periods.period_start, periods.period_end,
    any_value(quarter_due.day) as due_date,
    count(*) as rows_owed,
    count(budget_figures.cost_centre) as rows_in,
    'Accountant' as owner_role,
from current_budgets
inner join periods
    on periods.frequency = 'quarterly' and current_budgets.financial_year = periods.financial_year
    and periods.period_end <= (select horizon from expected_until)
inner join working_days as quarter_due
    on quarter_due.is_working and quarter_due.working_day_no = periods.end_working_day_no + 20
left join budget_figures
    on current_budgets.cost_centre = budget_figures.cost_centre and periods.period = budget_figures.period
group by all;

comment on view returns_expected is 'One row per service, dataset and period to the end of next year: rows of actions, risks and money that are wanted.';
comment on column returns_expected.dataset is 'action_updates, risk_assessments or budget_positions.';
comment on column returns_expected.due_date is 'The day it is due: 20 working days after the period''s end.';
comment on column returns_expected.rows_owed is 'Rows wanted.';
comment on column returns_expected.rows_in is 'Rows that came by that day.';
comment on column returns_expected.owner_role is 'The post that returns most of its rows.';
