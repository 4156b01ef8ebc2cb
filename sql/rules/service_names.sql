create view service_names as
select service_code, title, directorate, head_of_service, data_quality_champion
from current_services
where coalesce(valid_to, date '9999-12-31') >= today() and valid_from <= today()
qualify row_number() over (partition by service_code order by valid_from desc) = 1;

comment on view service_names is 'One row per service that stands today.';
