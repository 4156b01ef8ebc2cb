create view current_risks as
select risks.*, accepted_loads.accepted_no
from risks
inner join accepted_loads using (load_id)
where in_scope(risk_code)
qualify row_number() over (partition by risk_code, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_risks is 'One row per risk_code and valid_from: the row in force at as_at.';
comment on column current_risks.risk_code is 'A code, as RSK-01.';
comment on column current_risks.valid_from is 'The first day of this row.';
comment on column current_risks.register is 'The register it is on.';
comment on column current_risks.cause is 'What could start it.';
comment on column current_risks.event is 'What would happen.';
comment on column current_risks.consequence is 'What would follow.';
comment on column current_risks.portfolio is 'The portfolio that answers for it.';
comment on column current_risks.service_code is 'The service that owns it.';
comment on column current_risks.owner_role is 'The post that owns it.';
comment on column current_risks.controls is 'What is done about it.';
comment on column current_risks.target_likelihood is 'The likelihood aimed at, 1 to 5.';
comment on column current_risks.target_impact is 'The impact aimed at, 1 to 5.';
comment on column current_risks.review_every is 'Quarterly, half-yearly or annual.';
comment on column current_risks.is_exempt is 'True where the public may not read it.';
comment on column current_risks.valid_to is 'The last day of this row; empty while it stands.';
comment on column current_risks.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_risks.note is 'Anything a reader should know of this row.';
comment on column current_risks.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_risks.load_id is 'The load it came in.';
comment on column current_risks.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_risks.accepted_no is 'The acceptance that put it in force; a later one wins.';
