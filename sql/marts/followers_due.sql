-- What those who follow a measure are told by e-mail: that its definition, target or owner changed while they followed it.
-- Who has left is told nothing, and neither is anybody of what is more than a fortnight old.
create view followers_due as
with wanted as (
    select distinct
        concat_ws(' ', 'follow', indicator_code, what, strftime(changed_at, '%Y-%m-%dT%H:%M:%S')) as about,
        lower(identity) as sent_to, indicator_code, what, changed_at,
    from measure_changes
    inner join follows_now using (indicator_code)
    where what in ('definition', 'target', 'owner') and contains(identity, '@')
        and followed_at < changed_at and changed_at >= today() - interval 14 days
)

from wanted
anti join letters_written using (about, sent_to)
anti join (from people_today where not is_in_post) as left_since on sent_to = left_since.email;

comment on view followers_due is 'One row per person, measure they follow and change of it that they are to be told of by e-mail now.';
comment on column followers_due.about is 'What is written of; the same thing is written to the same person once.';
comment on column followers_due.sent_to is 'The address.';
comment on column followers_due.what is 'definition, target or owner.';
comment on column followers_due.changed_at is 'When it was signed off, UTC.';
