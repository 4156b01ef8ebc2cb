create table virements (
    virement_no varchar not null,
    on_date date,
    from_cost_centre varchar,
    to_cost_centre varchar,
    amount decimal(18, 6),
    purpose varchar,
    decided_by varchar,
    for_indicator varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table virements is 'One row per row sent: money moved from one cost centre to another. Appended to, never changed.';
comment on column virements.virement_no is 'The virement''s number.';
comment on column virements.on_date is 'The day it was made.';
comment on column virements.from_cost_centre is 'The cost centre it came from.';
comment on column virements.to_cost_centre is 'The cost centre it went to.';
comment on column virements.amount is 'Pounds moved.';
comment on column virements.purpose is 'What it was for.';
comment on column virements.decided_by is 'Who decided it.';
comment on column virements.for_indicator is 'The measure it was meant to help.';
comment on column virements.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column virements.note is 'Anything a reader should know of this row.';
comment on column virements.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column virements.load_id is 'The load it came in.';
comment on column virements.source_row is 'Its row in the file; the headings are row 1.';
