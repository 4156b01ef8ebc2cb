create table risk_assessments (
    risk_code varchar not null,
    assessed_on date not null,
    gross_likelihood integer,
    gross_impact integer,
    net_likelihood integer,
    net_impact integer,
    controls_in_place varchar,
    comment varchar,
    decided_by varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table risk_assessments is 'One row per row sent: a risk''s likelihood and impact, before and after its controls. Appended to, never changed.';
comment on column risk_assessments.risk_code is 'The code of a risk that is held.';
comment on column risk_assessments.assessed_on is 'The day it was assessed, as 2009-12-31.';
comment on column risk_assessments.gross_likelihood is 'Before controls, 1 to 5.';
comment on column risk_assessments.gross_impact is 'Before controls, 1 to 5.';
comment on column risk_assessments.net_likelihood is 'After controls, 1 to 5.';
comment on column risk_assessments.net_impact is 'After controls, 1 to 5.';
comment on column risk_assessments.controls_in_place is 'What is done about it now.';
comment on column risk_assessments.comment is 'What changed.';
comment on column risk_assessments.decided_by is 'Who decided the score.';
comment on column risk_assessments.load_id is 'The load it came in.';
comment on column risk_assessments.source_row is 'Its row in the file; the headings are row 1.';
