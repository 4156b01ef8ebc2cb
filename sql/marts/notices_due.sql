-- Notices that wait, for each who holds the role they are for: a member is written to by address alone, never all of them.
-- One that has waited for a fortnight says nothing new.
create view notices_due as
with wanted as (
    select distinct
        notice_no, 'notice ' || notice_no as about, coalesce(nullif(to_email, ''), roles_held.email) as sent_to,
        notices.about as subject, words, link,
    from notices
    left join roles_held
        on to_email = '' and to_role = roles_held.role and to_role <> 'member'
        and to_service = roles_held.service_code and to_portfolio = roles_held.portfolio
    where queued_at >= today() - interval 14 days
)

from wanted
anti join letters_written using (about, sent_to)
where sent_to is not null;

comment on view notices_due is 'One row per notice and person it is to be sent to by e-mail now.';
comment on column notices_due.subject is 'The subject of the e-mail.';
