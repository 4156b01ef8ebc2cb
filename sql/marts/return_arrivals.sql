-- When the rows of a return first came, and how many of them after their own due day. What was sent, taken back and sent
-- again came when it was sent again: only what is signed off counts. A revision is not an arrival.
create view return_arrivals as
with figures as (
    select indicator_code, period, category, min(accepted_loads.loaded_at)::date as came_on
    from indicator_results
    inner join accepted_loads using (load_id)
    where dimension = '' and category = '' or dimension = 'service'
    group by all
),

quarters as (
    select periods.period, period_start, days.day as due_date
    from periods
    inner join working_days as days on days.is_working and days.working_day_no = periods.end_working_day_no + 20
    where frequency = 'quarterly'
),

updates as (
    select action_code, quarters.period, due_date, min(accepted_loads.loaded_at)::date as came_on
    from action_updates
    inner join accepted_loads using (load_id)
    inner join quarters on as_of between quarters.period_start and due_date
    group by all
),

scores as (
    select risk_code, quarters.period, due_date, min(accepted_loads.loaded_at)::date as came_on
    from risk_assessments
    inner join accepted_loads using (load_id)
    inner join quarters on assessed_on between quarters.period_start and due_date
    group by all
),

positions as (
    select cost_centre, budget_positions.period, due_date, min(accepted_loads.loaded_at)::date as came_on
    from budget_positions
    inner join accepted_loads using (load_id)
    inner join quarters using (period)
    group by all
),

-- A row that is asked about again while its return runs is one row of it, by the day it first came.
came as (
    select service_code, 'indicator_results' as dataset, period, due_date, came_on
    from figures_wanted
    inner join figures using (indicator_code, period, category)
    where has_come
    union all
    select service_code, 'action_updates' as dataset, period, updates.due_date, came_on
    from updates inner join action_progress using (action_code)
    union all
    select service_code, 'risk_assessments' as dataset, period, due_date, came_on
    from scores inner join risk_scores using (risk_code)
    union all
    select service_code, 'budget_positions' as dataset, positions.period, due_date, came_on
    from positions
    inner join periods using (period)
    inner join current_budgets using (cost_centre, financial_year)
)

select
    service_code, dataset, period, min(came_on) as first_came, max(came_on) as last_came,
    count(*) filter (where came_on > due_date) as rows_late,
from came
where service_code <> ''
group by all;

comment on view return_arrivals is 'One row per service, dataset and period of which something has come: when it came.';
comment on column return_arrivals.first_came is 'The day its first row came.';
comment on column return_arrivals.last_came is 'The day its last row came that has come so far.';
comment on column return_arrivals.rows_late is 'Rows that first came after their own due day.';
