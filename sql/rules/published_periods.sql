-- Publishing a quarter closes its months too, and publishing a year closes all of its quarters and months.
create view published_periods as
select periods.period, periods.period_start, periods.period_end, min(publications.published_at) as published_at,
    arg_min(publications.publication_no, publications.publication_no) as publication_no,
    arg_min(publications.by_whom, publications.publication_no) as published_by,
    arg_min(publications.last_event_no, publications.publication_no) as last_event_no,
from period_publications as publications
inner join periods as whole on whole.period = publications.period
inner join periods on periods.period_start >= whole.period_start and periods.period_end <= whole.period_end
where publications.published_at <= as_at()
group by all;

comment on view published_periods is 'One row per period that is closed: published itself, or within one that was.';
comment on column published_periods.period is 'The period.';
comment on column published_periods.period_start is 'Its first day.';
comment on column published_periods.period_end is 'Its last day.';
comment on column published_periods.published_at is 'When it was first published, UTC.';
comment on column published_periods.publication_no is 'The publication that closed it.';
comment on column published_periods.published_by is 'The post that published it.';
comment on column published_periods.last_event_no is 'The newest change of a load''s state that was in it; whatever was signed off later came after publication.';
