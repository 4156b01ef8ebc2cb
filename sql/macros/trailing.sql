-- The fingerprint of one event of the trail, over all it says and the fingerprint of the event before it. The parts are
-- divided by a character that no part may hold, so that words cannot be moved from one to the next.
create or replace macro trail_hash(event_no, happened_at, who, acting_role, what, about, load_id, detail, previous_hash) as sha256(
    concat_ws(
        chr(31), event_no::varchar, strftime(happened_at, '%Y-%m-%dT%H:%M:%S.%f'), who, acting_role, what, about,
        coalesce(load_id::varchar, ''), detail, previous_hash
    )
);
