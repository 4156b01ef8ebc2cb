-- Where a measure stands now: its newest figure, or the late return that should have brought one. A measure that is no
-- longer collected stands nowhere.
create view indicator_latest as
select indicator_status.*
from indicator_status
where not is_rolled_up and period_start <= today() and coalesce(retired_on >= today(), true)
    and (status <> 'due' or kind = 'milestone')
qualify row_number() over (partition by indicator_code order by period_end desc) = 1;

comment on view indicator_latest is 'One row per indicator: its newest period that is in, judged or late, at its own frequency.';
