create table calendar (
    entry_code varchar not null,
    title varchar,
    audience varchar,
    month_from integer,
    month_to integer,
    frequency varchar,
    due_rule varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table calendar is 'One row per row sent: a date or season in the year''s cycle. Appended to, never changed.';
comment on column calendar.entry_code is 'A code, as CAL-01.';
comment on column calendar.title is 'What happens.';
comment on column calendar.audience is 'Who it is for.';
comment on column calendar.month_from is 'The month it begins, 1 to 12.';
comment on column calendar.month_to is 'The month it ends, 1 to 12.';
comment on column calendar.frequency is 'How often, as written.';
comment on column calendar.due_rule is 'The months or rule, as written.';
comment on column calendar.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column calendar.note is 'Anything a reader should know of this row.';
comment on column calendar.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column calendar.load_id is 'The load it came in.';
comment on column calendar.source_row is 'Its row in the file; the headings are row 1.';
