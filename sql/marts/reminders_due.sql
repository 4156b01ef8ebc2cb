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

wanted as (
    -- On a Saturday no working day has passed since Friday, and what was due then is overdue all the same.
    select *, if(state = 'late', -greatest(days_late, 1), days_left) as days_to_go
    from returns_owed
    where state in ('due', 'late')
)

select
    wanted.service_code, wanted.dataset, wanted.period, wanted.due_date, wanted.rows_owed - wanted.rows_in as rows_to_go,
    wanted.days_to_go, steps.step, steps.is_for_head, held_up_by is not null as is_held_up, expected_on,
from wanted
inner join steps on wanted.days_to_go between steps.to_days and steps.from_days;

comment on view reminders_due is 'One row per return that a reminder goes out for today: which one, and to whom.';
comment on column reminders_due.rows_to_go is 'Rows that are not in.';
comment on column reminders_due.days_to_go is 'English working days to the due day; below nought past it.';
comment on column reminders_due.step is 'Template ready (10 to 4 days before), rows to go (3 to 1), due today, just overdue (1 to 2 after), overdue for both (3 to 4).';
comment on column reminders_due.is_held_up is 'True where it was said what is stopping it.';
comment on column reminders_due.expected_on is 'The day it is then expected; null where nobody said.';
comment on column reminders_due.is_for_head is 'True where the head of service is told too.';
