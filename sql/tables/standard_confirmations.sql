create table standard_confirmations (
    service_code varchar not null,
    period varchar not null,
    answer varchar,
    statement varchar,
    confirmed_on date,
    confirmed_by varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table standard_confirmations is 'One row per row sent: what a champion says of a service''s data against the standard. Appended to, never changed.';
comment on column standard_confirmations.service_code is 'The code of a service that is held, as HO.';
comment on column standard_confirmations.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column standard_confirmations.answer is 'Whether the data meets the council''s data quality standards.';
comment on column standard_confirmations.statement is 'What the answer rests on, and what is being put right.';
comment on column standard_confirmations.confirmed_on is 'The day it was said.';
comment on column standard_confirmations.confirmed_by is 'The post that said it.';
comment on column standard_confirmations.load_id is 'The load it came in.';
comment on column standard_confirmations.source_row is 'Its row in the file; the headings are row 1.';
