-- What each service owes, and how much of it is in: figures and parts of figures, progress, scores and money.
create view returns_owed as
with owed as (
    select
        service_code, 'indicator_results' as dataset, period, period_end,
        -- The first day by which something that is not in is due, so that a return is late when a measure of it is.
        coalesce(min(due_date) filter (where not has_come), min(due_date)) as due_date,
        count(*) as rows_owed,
        count(*) filter (where has_come) as rows_in,
        mode(officer order by officer) as owner_role,
    from figures_wanted
    where period_start <= today()
    group by service_code, period, period_end

    union all

    select service_code, dataset, period, period_end, due_date, rows_owed, rows_in, owner_role
    from returns_expected
    where period_start <= today()
),

with_states as (
    select
        *,
        case
            when rows_in >= rows_owed then 'in'
            when today() <= period_end then 'not finished'
            when today() > due_date then 'late'
            else 'due'
        end as state,
    from owed
)

select
    service_code, dataset, with_states.period, with_states.period_end, due_date, rows_owed, rows_in, owner_role, state,
    if(state = 'late', now_days.working_day_no - due_days.working_day_no, 0) as days_late,
    if(state = 'due', due_days.working_day_no - now_days.working_day_no, null) as days_left,
    coalesce(returns_stages.rows_waiting, 0) as rows_waiting,
    stage_of(
        rows_waiting, rows_in, rows_owed, coalesce(returns_stages.stage = 'revised', false), published_periods.period is not null
    ) as stage,
    if(stage in ('not started', 'part in', 'signed off'), null, coalesce(returns_stages.stage_at, published_at)) as stage_at,
    if(stage in ('not started', 'part in', 'signed off'), null, coalesce(returns_stages.stage_by, published_by)) as stage_by,
    coalesce(returns_stages.rows_after_publication, 0) as rows_after_publication,
    if(state = 'in', null, held_up.reason) as held_up_by,
    if(state = 'in', null, held_up.expected_on) as expected_on,
from with_states
left join returns_stages using (service_code, dataset, period)
left join held_up using (service_code, dataset, period)
left join published_periods on with_states.period = published_periods.period
inner join working_days as due_days on with_states.due_date = due_days.day
inner join working_days as now_days on now_days.day = today();

comment on view returns_owed is 'One row per service, dataset and period that has begun: what is owed and what is in.';
comment on column returns_owed.due_date is 'The day it is due, or the first of them that is not in: 20 working days after the period''s end unless a measure says otherwise.';
comment on column returns_owed.dataset is 'indicator_results, action_updates, risk_assessments or budget_positions.';
comment on column returns_owed.rows_owed is 'Rows wanted.';
comment on column returns_owed.rows_in is 'Rows that are in, those with an accepted reason for having no figure included.';
comment on column returns_owed.owner_role is 'The post that returns most of its rows.';
comment on column returns_owed.state is 'Whether it is in time: in, late, due, or not finished while the period still runs. stage says where it stands.';
comment on column returns_owed.stage is 'Where it stands: not started, part in, waiting for sign-off, and once all is in signed off, published or revised.';
comment on column returns_owed.stage_at is 'When it came to that stage, UTC; null where nothing waits and nothing is published.';
comment on column returns_owed.stage_by is 'The post that brought it there; null where nothing waits and nothing is published.';
comment on column returns_owed.rows_waiting is 'Rows that wait for sign-off; they are not among those in.';
comment on column returns_owed.rows_after_publication is 'Rows that came first when their period had been published.';
comment on column returns_owed.held_up_by is 'What is stopping it, in the words of whoever owes it; null where nothing was said or it is in. It is no less late for it.';
comment on column returns_owed.expected_on is 'The day they expect to send it; null where nobody said.';
comment on column returns_owed.days_late is 'English working days past the due day.';
comment on column returns_owed.days_left is 'English working days until the due day; null when it is in, late or not finished.';
