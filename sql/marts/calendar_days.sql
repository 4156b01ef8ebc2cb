-- What falls on a known day: the due days of returns, which are computed, and the next reviews of risks. Exempt risks are
-- left out: whoever has the address of a feed may read it.
create view calendar_days as
with returns_due as (
    select
        service_code, 'indicator_results' as dataset, period, due_date as day, count(*) as rows_owed,
        count(*) filter (where has_come) as rows_in,
    from figures_wanted
    group by all
    union all
    select service_code, dataset, period, due_date as day, rows_owed, rows_in
    from returns_expected
)

select
    'return' as kind, service_code, dataset, returns_due.period, day, rows_owed, rows_in,
    case when rows_in >= rows_owed then 'in' when today() > day then 'late' else 'due' end as state,
    coalesce(rows_waiting, 0) as rows_waiting,
    stage_of(
        coalesce(rows_waiting, 0), rows_in, rows_owed, coalesce(stage = 'revised', false), published_periods.period is not null
    ) as stage,
from returns_due
left join returns_stages using (service_code, dataset, period)
left join published_periods on returns_due.period = published_periods.period
where service_code <> ''

union all

select
    'review' as kind, service_code, 'risk_assessments' as dataset, '' as period, next_review as day,
    count(*) as rows_owed, 0 as rows_in,
    if(bool_or(is_review_overdue), 'late', 'due') as state, 0 as rows_waiting, '' as stage,
from risk_status
where service_code <> '' and next_review is not null and not coalesce(is_exempt, false)
group by service_code, next_review;

comment on view calendar_days is 'One row per service, dataset, period and day on which something of it is due.';
comment on column calendar_days.kind is 'return, or review of risks.';
comment on column calendar_days.period is 'The period the return is for; empty for a review.';
comment on column calendar_days.day is 'The day it is due.';
comment on column calendar_days.rows_owed is 'Rows of the return due that day; risks to review.';
comment on column calendar_days.rows_in is 'Rows of them that have come.';
comment on column calendar_days.rows_waiting is 'Rows of the whole return that wait for sign-off; 0 for a review.';
comment on column calendar_days.stage is 'Where the return stands, as in `returns_owed`; empty for a review.';
comment on column calendar_days.state is 'in, late, or due while its day is still to come.';
