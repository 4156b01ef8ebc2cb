create view current_plan_items as
select plan_items.*, accepted_loads.accepted_no
from plan_items
inner join accepted_loads using (load_id)
qualify row_number() over (partition by item_code, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_plan_items is 'One row per item_code and valid_from: the row in force at as_at.';
comment on column current_plan_items.item_code is 'A code, as A or SO-PP1.';
comment on column current_plan_items.valid_from is 'The first day of this row.';
comment on column current_plan_items.kind is 'What kind of thing it is.';
comment on column current_plan_items.title is 'Its wording.';
comment on column current_plan_items.portfolio is 'The portfolio that answers for it.';
comment on column current_plan_items.service_code is 'The service that owns it.';
comment on column current_plan_items.team is 'The team that owns it.';
comment on column current_plan_items.officer is 'The officer or post, as written.';
comment on column current_plan_items.valid_to is 'The last day of this row; empty while it stands.';
comment on column current_plan_items.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_plan_items.note is 'Anything a reader should know of this row.';
comment on column current_plan_items.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_plan_items.load_id is 'The load it came in.';
comment on column current_plan_items.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_plan_items.accepted_no is 'The acceptance that put it in force; a later one wins.';
