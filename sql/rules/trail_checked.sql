-- The trail, each event with what is wrong with it. A row changed, taken out, put in or moved breaks the chain at a known
-- event. Whoever makes the whole chain again breaks nothing here: only a head sent out earlier tells (trail.heads_kept).
create view trail_checked as
with placed as (
    select
        *,
        lag(event_no, 1, 0) over (order by event_no, hash) as event_before,
        lag(hash, 1, '') over (order by event_no, hash) as hash_before,
    from trail
)

select
    * exclude (event_before, hash_before),
    case
        when event_no = event_before then 'there is more than one event of this number'
        when event_no > event_before + 2 then concat('events ', event_before + 1, ' to ', event_no - 1, ' before it are missing')
        when event_no <> event_before + 1 then concat('event ', event_before + 1, ' before it is missing')
        when hash <> trail_hash(event_no, happened_at, who, acting_role, what, about, load_id, detail, previous_hash)
            then 'it is not as it was written'
        when previous_hash <> hash_before then 'it does not follow from the event before it'
        else ''
    end as fault,
from placed;

comment on view trail_checked is 'One row per event of the trail, with what is wrong with it.';
comment on column trail_checked.fault is 'What is wrong with it; empty where nothing is.';
