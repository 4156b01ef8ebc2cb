create table budget_positions (
    cost_centre varchar not null,
    period varchar not null,
    budget_to_date decimal(18, 6),
    actual_to_date decimal(18, 6),
    forecast_outturn decimal(18, 6),
    reason varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table budget_positions is 'One row per row sent: a cost centre''s money at a date. Appended to, never changed.';
comment on column budget_positions.cost_centre is 'The code of a cost centre that is held.';
comment on column budget_positions.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column budget_positions.budget_to_date is 'The year''s budget to the period''s end, in pounds.';
comment on column budget_positions.actual_to_date is 'Spent to the period''s end, in pounds.';
comment on column budget_positions.forecast_outturn is 'What the year is expected to cost, in pounds.';
comment on column budget_positions.reason is 'Why the forecast differs from the budget.';
comment on column budget_positions.load_id is 'The load it came in.';
comment on column budget_positions.source_row is 'Its row in the file; the headings are row 1.';
