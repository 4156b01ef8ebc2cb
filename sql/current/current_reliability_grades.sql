create view current_reliability_grades as
select reliability_grades.*, accepted_loads.accepted_no
from reliability_grades
inner join accepted_loads using (load_id)
where in_scope(indicator_code)
qualify row_number() over (partition by indicator_code, graded_on order by accepted_no desc, source_row desc) = 1;

comment on view current_reliability_grades is 'One row per indicator_code and graded_on: the row in force at as_at.';
comment on column current_reliability_grades.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column current_reliability_grades.graded_on is 'The day it was graded.';
comment on column current_reliability_grades.grade is 'How far its figures can be relied on.';
comment on column current_reliability_grades.reason is 'What the grade rests on.';
comment on column current_reliability_grades.graded_by is 'The post that gave it.';
comment on column current_reliability_grades.load_id is 'The load it came in.';
comment on column current_reliability_grades.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_reliability_grades.accepted_no is 'The acceptance that put it in force; a later one wins.';
