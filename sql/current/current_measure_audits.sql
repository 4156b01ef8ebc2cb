create view current_measure_audits as
select measure_audits.*, accepted_loads.accepted_no
from measure_audits
inner join accepted_loads using (load_id)
where in_scope(indicator_code)
qualify row_number() over (partition by indicator_code, audited_on order by accepted_no desc, source_row desc) = 1;

comment on view current_measure_audits is 'One row per indicator_code and audited_on: the row in force at as_at.';
comment on column current_measure_audits.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column current_measure_audits.audited_on is 'The day it was audited.';
comment on column current_measure_audits.finding is 'Whether the papers behind its figures bear them out.';
comment on column current_measure_audits.summary is 'Which figures were gone through, and what was found.';
comment on column current_measure_audits.audited_by is 'The post that audited it.';
comment on column current_measure_audits.load_id is 'The load it came in.';
comment on column current_measure_audits.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_measure_audits.accepted_no is 'The acceptance that put it in force; a later one wins.';
