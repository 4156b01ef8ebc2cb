-- Reminders that are to be written and have not been: to those who send the service's returns, its budget holders where they
-- are of money, and to its head once one is three days late.
create view letters_due as
with wanted as (
    select distinct
        concat_ws(' ', 'return', service_code, dataset, period, step) as about,
        email as sent_to, service_code, service_title, dataset, period, due_date, rows_to_go, step,
        is_held_up, expected_on,
    from reminders_due
    inner join roles_held using (service_code)
    where role = 'manager'
        or (role = 'budget' and dataset = 'budget_positions')
        or (role = 'head' and is_for_head)
)

from wanted
anti join letters_written using (about, sent_to);

comment on view letters_due is 'One row per person and return they are to be reminded of by e-mail now.';
comment on column letters_due.about is 'What is written of; the same thing is written to the same person once.';
comment on column letters_due.sent_to is 'The address.';
