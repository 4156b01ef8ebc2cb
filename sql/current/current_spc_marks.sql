create view current_spc_marks as
select spc_marks.*, accepted_loads.accepted_no
from spc_marks
inner join accepted_loads using (load_id)
where in_scope(indicator_code)
qualify row_number() over (partition by indicator_code, period, kind order by accepted_no desc, source_row desc) = 1;

comment on view current_spc_marks is 'One row per indicator_code, period, kind: the row in force at as_at.';
comment on column current_spc_marks.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column current_spc_marks.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column current_spc_marks.kind is 'What the mark means.';
comment on column current_spc_marks.reason is 'Why it was made.';
comment on column current_spc_marks.author is 'Who made it.';
comment on column current_spc_marks.marked_on is 'The day it was made.';
comment on column current_spc_marks.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_spc_marks.note is 'Anything a reader should know of this row.';
comment on column current_spc_marks.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_spc_marks.load_id is 'The load it came in.';
comment on column current_spc_marks.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_spc_marks.accepted_no is 'The acceptance that put it in force; a later one wins.';
