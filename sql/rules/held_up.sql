-- What is stopping a return changes nothing about when it is due or how late it is: it is said beside it.
create view held_up as
select dataset, service_code, period, reason, expected_on, said_at, by_whom
from hold_ups
where said_at <= as_at()
qualify row_number() over (partition by dataset, service_code, period order by hold_up_no desc) = 1 and reason <> '';

comment on view held_up is 'One row per return that something is stopping, as it was last said.';
comment on column held_up.reason is 'What is stopping it, in the words of whoever owes it.';
comment on column held_up.expected_on is 'The day it is expected; null where nobody can say.';
comment on column held_up.said_at is 'When it was said, UTC.';
comment on column held_up.by_whom is 'The post that said it.';
