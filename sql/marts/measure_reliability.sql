-- The newest grade a champion gave each measure; one dated after today does not count yet.
create view measure_reliability as
select
    indicator_code, grade, reason, graded_on, graded_by, load_id,
    count(*) over (partition by indicator_code) as times_graded,
from current_reliability_grades
where graded_on <= today()
qualify row_number() over (partition by indicator_code order by graded_on desc) = 1;

comment on view measure_reliability is 'One row per measure that was graded: how far its figures can be relied on, by its champion''s newest grade.';
comment on column measure_reliability.times_graded is 'How often it has been graded, this time included.';
