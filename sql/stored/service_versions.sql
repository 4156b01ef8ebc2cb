-- Each row of a service stands until the day before the next, so that a service that has ended stays ended.
create view service_versions as
select
    service_code, title, directorate, head_of_service, data_quality_champion, valid_from,
    least(
        coalesce(valid_to, date '9999-12-31'),
        coalesce(lead(valid_from) over (partition by service_code order by valid_from) - 1, date '9999-12-31')
    ) as valid_until,
from current_services;

comment on view service_versions is 'One row per service and valid_from, with the days between which it stands.';
comment on column service_versions.valid_until is 'The last day on which it stands; 9999-12-31 while none is known.';
