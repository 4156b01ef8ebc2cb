-- What the trail must say of each change of a load's state. Free words (the file's name, the reason, who) are left to
-- load_events and loads, where a person can be forgotten; the fingerprint of the file stands here, and cannot be changed.
create view trail_of_loads as
select
    load_events.event_no as load_event_no,
    load_events.changed_at as happened_at,
    'load ' || load_events.state as what,
    concat_ws(', ', replace(loads.dataset, '_', ' '), nullif(loads.period, ''), nullif(loads.service_code, '')) as about,
    load_events.load_id,
    concat_ws(
        ', ', 'load event ' || load_events.event_no, loads.rows_stored || ' rows', 'SHA-256 ' || loads.sha256,
        if(loads.is_illustrative, 'illustrative', null)
    ) as detail,
    load_events.by_whom,
from load_events
inner join loads using (load_id);

comment on view trail_of_loads is 'One row per change of a load''s state: the event of the trail that must stand for it.';
comment on column trail_of_loads.load_event_no is 'The change''s own number in load_events.';
