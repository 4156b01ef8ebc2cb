-- Whom each notice is for, by the list of people as it is today: a member is written to by address alone, never all of them.
-- One that has waited for a fortnight says nothing new.
create view notices_addressed as
select distinct
    notice_no, to_role, to_post, coalesce(nullif(to_email, ''), roles_held.email) as sent_to,
    notices.about as subject, words, link,
from notices
left join roles_held
    on to_email = '' and to_role = roles_held.role and to_role <> 'member'
    and to_service = roles_held.service_code and to_portfolio = roles_held.portfolio
where queued_at >= today() - interval 14 days;

comment on view notices_addressed is 'One row per notice of the last fortnight and person it is for; one without an address where nobody holds its role.';
comment on column notices_addressed.sent_to is 'The address; null where nobody on the list of people holds the role it is for.';
comment on column notices_addressed.subject is 'The subject of the e-mail.';
