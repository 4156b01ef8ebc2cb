create table reliability_grades (
    indicator_code varchar not null,
    graded_on date not null,
    grade varchar,
    reason varchar,
    graded_by varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table reliability_grades is 'One row per row sent: how far a champion holds that a measure can be relied on. Appended to, never changed.';
comment on column reliability_grades.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column reliability_grades.graded_on is 'The day it was graded.';
comment on column reliability_grades.grade is 'How far its figures can be relied on.';
comment on column reliability_grades.reason is 'What the grade rests on.';
comment on column reliability_grades.graded_by is 'The post that gave it.';
comment on column reliability_grades.load_id is 'The load it came in.';
comment on column reliability_grades.source_row is 'Its row in the file; the headings are row 1.';
