-- The same status as in `indicator_status`, from the narrow table: for whatever lists or counts.
create view indicator_today as
select
    * exclude (settled_status, settled_after, stands_from, stands_until),
    if(today() > settled_after, settled_status, 'due') as status,
    today() between stands_from and stands_until as is_latest,
from indicator_standings;

comment on view indicator_today is 'One row per indicator and expected period: its status today, and what lists and counts ask beside it.';
comment on column indicator_today.status is 'on, near, below, info, due or late.';
comment on column indicator_today.is_latest is 'True where it says how its measure stands now.';
