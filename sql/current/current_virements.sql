create view current_virements as
select virements.*, accepted_loads.accepted_no
from virements
inner join accepted_loads using (load_id)
qualify row_number() over (partition by virement_no order by accepted_no desc, source_row desc) = 1;

comment on view current_virements is 'One row per virement_no: the row in force at as_at.';
comment on column current_virements.virement_no is 'The virement''s number.';
comment on column current_virements.on_date is 'The day it was made.';
comment on column current_virements.from_cost_centre is 'The cost centre it came from.';
comment on column current_virements.to_cost_centre is 'The cost centre it went to.';
comment on column current_virements.amount is 'Pounds moved.';
comment on column current_virements.purpose is 'What it was for.';
comment on column current_virements.decided_by is 'Who decided it.';
comment on column current_virements.for_indicator is 'The measure it was meant to help.';
comment on column current_virements.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_virements.note is 'Anything a reader should know of this row.';
comment on column current_virements.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_virements.load_id is 'The load it came in.';
comment on column current_virements.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_virements.accepted_no is 'The acceptance that put it in force; a later one wins.';
