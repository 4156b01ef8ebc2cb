-- Where a measure stands now: its newest figure, or the late return that should have brought one. A measure that is no
-- longer collected stands nowhere.
create view indicator_latest as
select indicator_status.*
from indicator_status
where is_latest;

comment on view indicator_latest is 'One row per indicator: its newest period that is in, judged or late, at its own frequency.';
