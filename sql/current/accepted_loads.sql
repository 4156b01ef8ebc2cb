-- What counts: loads whose newest state, at as_at, is signed off. The newest acceptance of a key wins,
-- so a withdrawn load gives way to the figure before it, and signing it off again brings it back on top.
create view accepted_loads as
with latest as (
    select *
    from load_events
    where changed_at <= as_at()
    qualify row_number() over (partition by load_id order by event_no desc) = 1
)

select
    loads.load_id, latest.event_no as accepted_no, latest.changed_at as accepted_at, loads.is_illustrative, loads.loaded_at
from loads
inner join latest using (load_id)
where latest.state = 'signed off';

comment on view accepted_loads is 'One row per load in force at as_at.';
comment on column accepted_loads.load_id is 'The load.';
comment on column accepted_loads.accepted_no is 'The event that signed it off; where two loads hold one key the higher wins.';
comment on column accepted_loads.accepted_at is 'When it was signed off, UTC.';
comment on column accepted_loads.is_illustrative is 'True where its figures are made up for a demonstration.';
comment on column accepted_loads.loaded_at is 'When it arrived, UTC.';
