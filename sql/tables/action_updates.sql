create table action_updates (
    action_code varchar not null,
    step_no varchar not null,
    as_of date not null,
    state varchar,
    state_as_written varchar,
    percent_complete decimal(18, 6),
    revised_due date,
    reason_for_change varchar,
    comment varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table action_updates is 'One row per row sent: progress on an action or one of its steps. Appended to, never changed.';
comment on column action_updates.action_code is 'The code of an action that is held.';
comment on column action_updates.step_no is 'The step''s number; empty for the whole action.';
comment on column action_updates.as_of is 'The day the progress was true, as 2009-12-31.';
comment on column action_updates.state is 'How far it has come.';
comment on column action_updates.state_as_written is 'The state in the sender''s own words.';
comment on column action_updates.percent_complete is 'How much is done, 0 to 100.';
comment on column action_updates.revised_due is 'The new date, where it is put back.';
comment on column action_updates.reason_for_change is 'Why the date changed.';
comment on column action_updates.comment is 'What was done and what comes next.';
comment on column action_updates.load_id is 'The load it came in.';
comment on column action_updates.source_row is 'Its row in the file; the headings are row 1.';
