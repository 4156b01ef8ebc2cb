-- The newest audit of each measure; one dated after today does not count yet.
create view measure_last_audit as
select indicator_code, audited_on, finding, summary, audited_by, load_id
from current_measure_audits
where audited_on <= today()
qualify row_number() over (partition by indicator_code order by audited_on desc) = 1;

comment on view measure_last_audit is 'One row per indicator that was ever audited: its newest audit in force.';
comment on column measure_last_audit.indicator_code is 'The indicator.';
comment on column measure_last_audit.audited_on is 'The day it was audited last.';
comment on column measure_last_audit.finding is 'borne out, borne out in part or not borne out, by the papers behind its figures.';
comment on column measure_last_audit.summary is 'Which figures were gone through, and what was found.';
comment on column measure_last_audit.audited_by is 'The post that audited it.';
comment on column measure_last_audit.load_id is 'The load it came in.';
