create view current_standard_confirmations as
select standard_confirmations.*, accepted_loads.accepted_no
from standard_confirmations
inner join accepted_loads using (load_id)
qualify row_number() over (partition by service_code, period order by accepted_no desc, source_row desc) = 1;

comment on view current_standard_confirmations is 'One row per service_code and period: the row in force at as_at.';
comment on column current_standard_confirmations.service_code is 'The code of a service that is held, as HO.';
comment on column current_standard_confirmations.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column current_standard_confirmations.answer is 'Whether the data meets the council''s data quality standards.';
comment on column current_standard_confirmations.statement is 'What the answer rests on, and what is being put right.';
comment on column current_standard_confirmations.confirmed_on is 'The day it was said.';
comment on column current_standard_confirmations.confirmed_by is 'The post that said it.';
comment on column current_standard_confirmations.load_id is 'The load it came in.';
comment on column current_standard_confirmations.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_standard_confirmations.accepted_no is 'The acceptance that put it in force; a later one wins.';
