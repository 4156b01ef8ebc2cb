create view shared_measures as
select indicator_code
from indicator_versions
where today() between valid_from and valid_until
group by indicator_code
having bool_or(is_partnership);

comment on view shared_measures is 'One row per measure that is shared with partners today.';
