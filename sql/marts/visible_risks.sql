create view visible_risks as
from risk_status
where may_see(is_exempt, service_code, portfolio);

comment on view visible_risks is 'One row per risk that stands today and that whoever asks may read.';
