create view follows_now as
select identity, indicator_code, happened_at as followed_at
from follow_events
where happened_at <= as_at()
qualify row_number() over (partition by identity, indicator_code order by event_no desc) = 1 and kind = 'follow';

comment on view follows_now is 'One row per person and measure on their list.';
comment on column follows_now.followed_at is 'When it was put on the list, UTC.';
