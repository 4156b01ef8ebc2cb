-- Whether money as returned agrees with the ledger it was taken from, return by return. A total is given for a whole file.
create view ledger_differences as
with counted as (
    select
        budget_positions.load_id, sum(budget_positions.actual_to_date) as reported, count(*) as cost_centres,
        list(distinct budget_positions.period order by budget_positions.period) as periods,
        list(distinct budgets.service_code order by budgets.service_code) as services,
        bool_or(current.load_id is not null) as is_in_force,
    from budget_positions
    inner join periods on budget_positions.period = periods.period
    left join current_budgets as budgets
        on budget_positions.cost_centre = budgets.cost_centre and periods.financial_year = budgets.financial_year
    left join current_budget_positions as current
        on budget_positions.cost_centre = current.cost_centre and budget_positions.period = current.period
        and budget_positions.load_id = current.load_id
    where budget_positions.load_id in (select load_id from sendings where control_total is not null)
    group by budget_positions.load_id
)

select
    load_id, counted.periods, counted.services, control_total, reported, control_total - reported as difference,
    cost_centres, difference = 0 as is_reconciled,
from counted
inner join sendings using (load_id)
where is_in_force;

comment on view ledger_differences is 'One row per money return in force that carries the ledger''s control total: whether the two agree.';
comment on column ledger_differences.periods is 'The periods of its rows.';
comment on column ledger_differences.services is 'The services whose cost centres it holds.';
comment on column ledger_differences.reported is 'Spending to date of all its cost centres together, in pounds.';
comment on column ledger_differences.difference is 'What the ledger has more than the return, in pounds; less than nought where it has less.';
comment on column ledger_differences.cost_centres is 'How many cost centres it holds.';
comment on column ledger_differences.is_reconciled is 'True where the two agree to the penny.';
