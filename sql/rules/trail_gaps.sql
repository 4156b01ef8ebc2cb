-- Where the trail and the record of loads do not agree: each change of a load's state since the trail began has its event,
-- and each such event its change.
create view trail_gaps as
with told as (
    select *, try_cast(regexp_extract(detail, '^load event (\d+),', 1) as integer) as load_event_no
    from trail
    where load_id is not null and detail like 'load event %'
)

select
    load_event_no, load_id,
    concat('load ', load_id, ': load event ', load_event_no, ' has no event in the trail that says the same') as fault,
from trail_of_loads
anti join told using (load_event_no, happened_at, what, about, load_id, detail)
where load_event_no >= (select min(load_event_no) from told)
union all
select
    load_event_no, load_id,
    concat('event ', event_no, ' of the trail: load event ', load_event_no, ' is not recorded as it says') as fault,
from told
anti join trail_of_loads using (load_event_no, happened_at, what, about, load_id, detail);

comment on view trail_gaps is 'One row per change of a load''s state that the trail and load_events do not tell alike.';
