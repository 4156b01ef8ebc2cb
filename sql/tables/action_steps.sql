create table action_steps (
    action_code varchar not null,
    step_no varchar not null,
    step_order integer,
    title varchar,
    start_date date,
    due_date date,
    due_text varchar,
    is_ongoing boolean,
    officer varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table action_steps is 'One row per row sent: a step of an action. Appended to, never changed.';
comment on column action_steps.action_code is 'The code of an action that is held.';
comment on column action_steps.step_no is 'The step''s number, as written.';
comment on column action_steps.step_order is 'Its place among the steps.';
comment on column action_steps.title is 'What is to be done.';
comment on column action_steps.start_date is 'The day it starts.';
comment on column action_steps.due_date is 'The day it is due.';
comment on column action_steps.due_text is 'When it is due, as written.';
comment on column action_steps.is_ongoing is 'True where it has no end.';
comment on column action_steps.officer is 'The officer or post, as written.';
comment on column action_steps.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column action_steps.note is 'Anything a reader should know of this row.';
comment on column action_steps.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column action_steps.load_id is 'The load it came in.';
comment on column action_steps.source_row is 'Its row in the file; the headings are row 1.';
