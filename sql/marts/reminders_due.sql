-- The reminder that each return has come to, by working days to its due day. Only the newest: whoever was reminded late is
-- not told three things at once. Five days after, it stands under What is owed and in reports, and no letter goes.
create view reminders_due as
with steps as (
    from (values
        (10, 4, 'template ready', false),
        (3, 1, 'rows to go', false),
        (0, 0, 'due today', false),
        (-1, -2, 'just overdue', false),
        (-3, -4, 'overdue for both', true)
    ) as steps (from_days, to_days, step, is_for_head)
),

-- What waits for sign-off is no longer its sender's to send. What corrects a row that is in covers none that is missing.
waiting as (
    select service_code, dataset, period, count(distinct code) as rows_waiting
    from (
        select service_code, dataset, period, code, bool_or(load_states.state = 'signed off') as is_in
        from returned_rows
        inner join load_states using (load_id)
        where load_states.state in ('waiting for sign-off', 'signed off')
        group by all
        having bool_or(load_states.state = 'waiting for sign-off')
    ) as sent
    where not is_in
    group by all
),

wanted as (
    -- On a Saturday no working day has passed since Friday, and what was due then is overdue all the same.
    select
        returns_owed.*, if(state = 'late', -greatest(days_late, 1), days_left) as days_to_go,
        rows_owed - rows_in - coalesce(waiting.rows_waiting, 0) as rows_to_go,
    from returns_owed
    left join waiting using (service_code, dataset, period)
    where state in ('due', 'late')
)

select
    wanted.service_code, wanted.dataset, wanted.period, wanted.due_date, wanted.rows_to_go,
    wanted.days_to_go, steps.step, steps.is_for_head, held_up_by is not null as is_held_up, expected_on,
from wanted
inner join steps on wanted.days_to_go between steps.to_days and steps.from_days
where wanted.rows_to_go > 0;

comment on view reminders_due is 'One row per return that a reminder goes out for today: which one, and to whom.';
comment on column reminders_due.rows_to_go is 'Rows that are neither in nor wait for sign-off.';
comment on column reminders_due.days_to_go is 'English working days to the due day; below nought past it.';
comment on column reminders_due.step is 'Template ready (10 to 4 days before), rows to go (3 to 1), due today, just overdue (1 to 2 after), overdue for both (3 to 4).';
comment on column reminders_due.is_held_up is 'True where it was said what is stopping it.';
comment on column reminders_due.expected_on is 'The day it is then expected; null where nobody said.';
comment on column reminders_due.is_for_head is 'True where the head of service is told too.';
