create table actions (
    action_code varchar not null,
    valid_from date not null,
    plan varchar,
    kind varchar,
    title varchar,
    portfolio varchar,
    service_code varchar,
    officer varchar,
    start_date date,
    due_date date,
    due_text varchar,
    is_inferred_due boolean,
    success_criterion varchar,
    resources varchar,
    outputs varchar,
    outcomes varchar,
    other_services varchar,
    preamble varchar,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table actions is 'One row per row sent: something to be done: a Council Action, an improvement, a corrective action or a project. Appended to, never changed.';
comment on column actions.action_code is 'A code, as CA-01.';
comment on column actions.valid_from is 'The first day of this row.';
comment on column actions.plan is 'The plan it stands in.';
comment on column actions.kind is 'Council action, improvement action, corrective action or project.';
comment on column actions.title is 'What is to be done.';
comment on column actions.portfolio is 'The portfolio that answers for it.';
comment on column actions.service_code is 'The service that does it.';
comment on column actions.officer is 'The officer or post, as written.';
comment on column actions.start_date is 'The day it starts.';
comment on column actions.due_date is 'The day it is due.';
comment on column actions.due_text is 'When it is due, as written.';
comment on column actions.is_inferred_due is 'True where the day was worked out from the words.';
comment on column actions.success_criterion is 'How it will be known to have worked.';
comment on column actions.resources is 'What it needs.';
comment on column actions.outputs is 'What it makes.';
comment on column actions.outcomes is 'What changes for people.';
comment on column actions.other_services is 'Who else takes part.';
comment on column actions.preamble is 'Words before its steps.';
comment on column actions.valid_to is 'The last day of this row; empty while it stands.';
comment on column actions.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column actions.note is 'Anything a reader should know of this row.';
comment on column actions.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column actions.load_id is 'The load it came in.';
comment on column actions.source_row is 'Its row in the file; the headings are row 1.';
