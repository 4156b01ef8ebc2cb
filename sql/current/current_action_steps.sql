create view current_action_steps as
select action_steps.*, accepted_loads.accepted_no
from action_steps
inner join accepted_loads using (load_id)
where in_scope(action_code)
qualify row_number() over (partition by action_code, step_no order by accepted_no desc, source_row desc) = 1;

comment on view current_action_steps is 'One row per action_code and step_no: the row in force at as_at.';
comment on column current_action_steps.action_code is 'The code of an action that is held.';
comment on column current_action_steps.step_no is 'The step''s number, as written.';
comment on column current_action_steps.step_order is 'Its place among the steps.';
comment on column current_action_steps.title is 'What is to be done.';
comment on column current_action_steps.start_date is 'The day it starts.';
comment on column current_action_steps.due_date is 'The day it is due.';
comment on column current_action_steps.due_text is 'When it is due, as written.';
comment on column current_action_steps.is_ongoing is 'True where it has no end.';
comment on column current_action_steps.officer is 'The officer or post, as written.';
comment on column current_action_steps.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_action_steps.note is 'Anything a reader should know of this row.';
comment on column current_action_steps.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_action_steps.load_id is 'The load it came in.';
comment on column current_action_steps.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_action_steps.accepted_no is 'The acceptance that put it in force; a later one wins.';
