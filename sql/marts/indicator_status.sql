-- What a reader sees today. A figure that should be here and is not is late, with its last status beside it and never
-- in its place; a milestone whose day has passed is below target whether or not anybody says so.
create view indicator_status as
select
    *,
    case
        when today() > settled_after then settled_reason
        when kind = 'milestone' then 'its date is still ahead'
        when today() > period_end then 'the return is not due yet'
        else 'the period has not finished'
    end as reason,
    if(today() > settled_after, settled_status, 'due') as status,
    today() between stands_from and stands_until as is_latest,
from indicator_series;

comment on view indicator_status is 'One row per indicator and expected period: its status today and the rule that gave it.';
comment on column indicator_status.reason is 'The rule that fired.';
comment on column indicator_status.status is 'on, near, below, info, due or late.';
comment on column indicator_status.is_latest is 'True where it says how its measure stands now.';
