-- What is to be written to whom by e-mail, and has not been: a reminder to those who hold the service's return, and to its
-- head once it is three days late. A letter that was begun and never ended is written again after an hour: better one that
-- comes twice than none.
create view letters_due as
with wanted as (
    select
        concat_ws(' ', 'return', service_code, dataset, period, step) as about,
        email as sent_to, service_code, service_title, dataset, period, due_date, rows_to_go, step,
    from reminders_due
    inner join roles_held using (service_code)
    where role = 'manager' or (role = 'head' and is_for_head)
),

written as (
    select about, sent_to, arg_max(state, happened_at) as state, max(happened_at) as happened_at
    from letter_events
    group by all
)

select distinct wanted.*
from wanted
left join written using (about, sent_to)
where coalesce(state, 'not sent') = 'not sent'
    or (state = 'begun' and happened_at < getvariable('moment')::timestamp - interval 1 hour);

comment on view letters_due is 'One row per person and thing that is to be written to them. Reads the variable `moment`: the server''s clock, UTC.';
comment on column letters_due.about is 'What is written of; the same thing is written to the same person once.';
comment on column letters_due.sent_to is 'The address.';
