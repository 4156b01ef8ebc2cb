create view sign_offs_waiting as
select
    load_id, dataset, loads.period, loads.service_code, file_name, rows_stored, loads.by_whom, changed_at as waiting_since,
    coalesce(title, loads.service_code) as service_title,
from loads
inner join (
    select * from load_events where changed_at <= as_at()
    qualify row_number() over (partition by load_id order by event_no desc) = 1
) as newest using (load_id)
left join service_names on loads.service_code = service_names.service_code
where newest.state = 'waiting for sign-off';

comment on view sign_offs_waiting is 'One row per return that was sent and waits for a second person to sign it off.';
comment on column sign_offs_waiting.waiting_since is 'When it came to wait, UTC.';
