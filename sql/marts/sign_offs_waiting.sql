-- Whose a return is, is told by its rows: one load may hold those of several services, and each of them has it to sign off.
create view sign_offs_waiting as
select
    load_id, loads.dataset, loads.period, returned_rows.service_code, file_name, count(*) as rows_waiting, loads.by_whom,
    load_states.changed_at as waiting_since, any_value(coalesce(title, returned_rows.service_code)) as service_title,
from loads
inner join load_states using (load_id)
inner join returned_rows using (load_id)
left join service_names on returned_rows.service_code = service_names.service_code
where load_states.state = 'waiting for sign-off'
group by all;

comment on view sign_offs_waiting is 'One row per return and service whose rows it holds, that was sent and waits for a second person to sign it off.';
comment on column sign_offs_waiting.rows_waiting is 'Rows of the service in it.';
comment on column sign_offs_waiting.waiting_since is 'When it came to wait, UTC.';
