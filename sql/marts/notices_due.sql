create view notices_due as
with wanted as (
    select notice_no, 'notice ' || notice_no as about, sent_to, subject, words, link from notices_addressed
)

from wanted
anti join letters_written using (about, sent_to)
where sent_to is not null;

comment on view notices_due is 'One row per notice and person it is to be sent to by e-mail now.';
comment on column notices_due.subject is 'The subject of the e-mail.';
