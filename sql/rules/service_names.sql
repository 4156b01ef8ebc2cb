create view service_names as
select service_code, title, directorate, head_of_service, data_quality_champion
from service_versions
where today() between valid_from and valid_until;

comment on view service_names is 'One row per service that stands today.';
