-- What people have said of a series: from here it is another process, or this figure is not to count.
create view series_marks as
select
    indicator_code as series_key, current_spc_marks.kind, periods.period_start as marked_start, reason, author, marked_on,
    current_spc_marks.period as marked_period,
from current_spc_marks
inner join periods using (period);

comment on view series_marks is 'One row per mark on a series: a new phase from a day, or a figure left out of the reckoning.';
comment on column series_marks.series_key is 'The series; an indicator''s own code where it is ours.';
comment on column series_marks.marked_start is 'The first day of the period it was made on.';
comment on column series_marks.marked_period is 'The period it was made on.';
