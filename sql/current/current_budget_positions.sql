create view current_budget_positions as
select budget_positions.*, accepted_loads.accepted_no
from budget_positions
inner join accepted_loads using (load_id)
where in_scope(cost_centre)
qualify row_number() over (partition by cost_centre, period order by accepted_no desc, source_row desc) = 1;

comment on view current_budget_positions is 'One row per cost_centre and period: the row in force at as_at.';
comment on column current_budget_positions.cost_centre is 'The code of a cost centre that is held.';
comment on column current_budget_positions.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column current_budget_positions.budget_to_date is 'The year''s budget to the period''s end, in pounds.';
comment on column current_budget_positions.actual_to_date is 'Spent to the period''s end, in pounds.';
comment on column current_budget_positions.forecast_outturn is 'What the year is expected to cost, in pounds.';
comment on column current_budget_positions.reason is 'Why the forecast differs from the budget.';
comment on column current_budget_positions.load_id is 'The load it came in.';
comment on column current_budget_positions.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_budget_positions.accepted_no is 'The acceptance that put it in force; a later one wins.';
