create table budgets (
    cost_centre varchar not null,
    financial_year varchar not null,
    service_code varchar,
    title varchar,
    fund varchar,
    approved_budget decimal(18, 6),
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table budgets is 'One row per row sent: a cost centre''s year. Appended to, never changed.';
comment on column budgets.cost_centre is 'The cost centre''s code.';
comment on column budgets.financial_year is 'A financial year, as 2009/10.';
comment on column budgets.service_code is 'The service that holds it.';
comment on column budgets.title is 'Its name.';
comment on column budgets.fund is 'The fund; funds are never netted.';
comment on column budgets.approved_budget is 'The year''s budget in pounds.';
comment on column budgets.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column budgets.note is 'Anything a reader should know of this row.';
comment on column budgets.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column budgets.load_id is 'The load it came in.';
comment on column budgets.source_row is 'Its row in the file; the headings are row 1.';
