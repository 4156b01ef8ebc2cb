create table plan_sections (
    plan varchar not null,
    section_no varchar not null,
    title varchar,
    text varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table plan_sections is 'One row per row sent: a part of a plan that is prose. Appended to, never changed.';
comment on column plan_sections.plan is 'The plan''s name.';
comment on column plan_sections.section_no is 'The section''s number in the plan.';
comment on column plan_sections.title is 'The section''s heading.';
comment on column plan_sections.text is 'The section''s words.';
comment on column plan_sections.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column plan_sections.note is 'Anything a reader should know of this row.';
comment on column plan_sections.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column plan_sections.load_id is 'The load it came in.';
comment on column plan_sections.source_row is 'Its row in the file; the headings are row 1.';
