create view current_actions as
select actions.*, accepted_loads.accepted_no
from actions
inner join accepted_loads using (load_id)
where in_scope(action_code)
qualify row_number() over (partition by action_code, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_actions is 'One row per action_code and valid_from: the row in force at as_at.';
comment on column current_actions.action_code is 'A code, as CA-01.';
comment on column current_actions.valid_from is 'The first day of this row.';
comment on column current_actions.plan is 'The plan it stands in.';
comment on column current_actions.kind is 'Council action, improvement action, corrective action or project.';
comment on column current_actions.title is 'What is to be done.';
comment on column current_actions.portfolio is 'The portfolio that answers for it.';
comment on column current_actions.service_code is 'The service that does it.';
comment on column current_actions.officer is 'The officer or post, as written.';
comment on column current_actions.start_date is 'The day it starts.';
comment on column current_actions.due_date is 'The day it is due.';
comment on column current_actions.due_text is 'When it is due, as written.';
comment on column current_actions.is_inferred_due is 'True where the day was worked out from the words.';
comment on column current_actions.success_criterion is 'How it will be known to have worked.';
comment on column current_actions.resources is 'What it needs.';
comment on column current_actions.outputs is 'What it makes.';
comment on column current_actions.outcomes is 'What changes for people.';
comment on column current_actions.other_services is 'Who else takes part.';
comment on column current_actions.preamble is 'Words before its steps.';
comment on column current_actions.valid_to is 'The last day of this row; empty while it stands.';
comment on column current_actions.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_actions.note is 'Anything a reader should know of this row.';
comment on column current_actions.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_actions.load_id is 'The load it came in.';
comment on column current_actions.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_actions.accepted_no is 'The acceptance that put it in force; a later one wins.';
