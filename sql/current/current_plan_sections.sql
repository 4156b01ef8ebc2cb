create view current_plan_sections as
select plan_sections.*, accepted_loads.accepted_no
from plan_sections
inner join accepted_loads using (load_id)
qualify row_number() over (partition by plan, section_no order by accepted_no desc, source_row desc) = 1;

comment on view current_plan_sections is 'One row per plan and section_no: the row in force at as_at.';
comment on column current_plan_sections.plan is 'The plan''s name.';
comment on column current_plan_sections.section_no is 'The section''s number in the plan.';
comment on column current_plan_sections.title is 'The section''s heading.';
comment on column current_plan_sections.text is 'The section''s words.';
comment on column current_plan_sections.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_plan_sections.note is 'Anything a reader should know of this row.';
comment on column current_plan_sections.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_plan_sections.load_id is 'The load it came in.';
comment on column current_plan_sections.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_plan_sections.accepted_no is 'The acceptance that put it in force; a later one wins.';
