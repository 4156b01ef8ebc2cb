create view current_risk_assessments as
select risk_assessments.*, accepted_loads.accepted_no
from risk_assessments
inner join accepted_loads using (load_id)
where in_scope(risk_code)
qualify row_number() over (partition by risk_code, assessed_on order by accepted_no desc, source_row desc) = 1;

comment on view current_risk_assessments is 'One row per risk_code and assessed_on: the row in force at as_at.';
comment on column current_risk_assessments.risk_code is 'The code of a risk that is held.';
comment on column current_risk_assessments.assessed_on is 'The day it was assessed, as 2009-12-31.';
comment on column current_risk_assessments.gross_likelihood is 'Before controls, 1 to 5.';
comment on column current_risk_assessments.gross_impact is 'Before controls, 1 to 5.';
comment on column current_risk_assessments.net_likelihood is 'After controls, 1 to 5.';
comment on column current_risk_assessments.net_impact is 'After controls, 1 to 5.';
comment on column current_risk_assessments.controls_in_place is 'What is done about it now.';
comment on column current_risk_assessments.comment is 'What changed.';
comment on column current_risk_assessments.decided_by is 'Who decided the score.';
comment on column current_risk_assessments.load_id is 'The load it came in.';
comment on column current_risk_assessments.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_risk_assessments.accepted_no is 'The acceptance that put it in force; a later one wins.';
