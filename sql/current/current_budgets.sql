create view current_budgets as
select budgets.*, accepted_loads.accepted_no
from budgets
inner join accepted_loads using (load_id)
where in_scope(cost_centre)
qualify row_number() over (partition by cost_centre, financial_year order by accepted_no desc, source_row desc) = 1;

comment on view current_budgets is 'One row per cost_centre and financial_year: the row in force at as_at.';
comment on column current_budgets.cost_centre is 'The cost centre''s code.';
comment on column current_budgets.financial_year is 'A financial year, as 2009/10.';
comment on column current_budgets.service_code is 'The service that holds it.';
comment on column current_budgets.title is 'Its name.';
comment on column current_budgets.fund is 'The fund; funds are never netted.';
comment on column current_budgets.approved_budget is 'The year''s budget in pounds.';
comment on column current_budgets.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_budgets.note is 'Anything a reader should know of this row.';
comment on column current_budgets.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_budgets.load_id is 'The load it came in.';
comment on column current_budgets.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_budgets.accepted_no is 'The acceptance that put it in force; a later one wins.';
