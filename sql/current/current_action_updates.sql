create view current_action_updates as
select action_updates.*, accepted_loads.accepted_no
from action_updates
inner join accepted_loads using (load_id)
where in_scope(action_code)
qualify row_number() over (partition by action_code, step_no, as_of order by accepted_no desc, source_row desc) = 1;

comment on view current_action_updates is 'One row per action_code, step_no, as_of: the row in force at as_at.';
comment on column current_action_updates.action_code is 'The code of an action that is held.';
comment on column current_action_updates.step_no is 'The step''s number; empty for the whole action.';
comment on column current_action_updates.as_of is 'The day the progress was true, as 2009-12-31.';
comment on column current_action_updates.state is 'How far it has come.';
comment on column current_action_updates.state_as_written is 'The state in the sender''s own words.';
comment on column current_action_updates.percent_complete is 'How much is done, 0 to 100.';
comment on column current_action_updates.revised_due is 'The new date, where it is put back.';
comment on column current_action_updates.reason_for_change is 'Why the date changed.';
comment on column current_action_updates.comment is 'What was done and what comes next.';
comment on column current_action_updates.load_id is 'The load it came in.';
comment on column current_action_updates.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_action_updates.accepted_no is 'The acceptance that put it in force; a later one wins.';
