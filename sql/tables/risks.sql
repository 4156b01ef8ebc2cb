create table risks (
    risk_code varchar not null,
    valid_from date not null,
    register varchar,
    cause varchar,
    event varchar,
    consequence varchar,
    portfolio varchar,
    service_code varchar,
    owner_role varchar,
    controls varchar,
    target_likelihood integer,
    target_impact integer,
    review_every varchar,
    is_exempt boolean,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table risks is 'One row per row sent: a risk: cause, event and consequence. Appended to, never changed.';
comment on column risks.risk_code is 'A code, as RSK-01.';
comment on column risks.valid_from is 'The first day of this row.';
comment on column risks.register is 'The register it is on.';
comment on column risks.cause is 'What could start it.';
comment on column risks.event is 'What would happen.';
comment on column risks.consequence is 'What would follow.';
comment on column risks.portfolio is 'The portfolio that answers for it.';
comment on column risks.service_code is 'The service that owns it.';
comment on column risks.owner_role is 'The post that owns it.';
comment on column risks.controls is 'What is done about it.';
comment on column risks.target_likelihood is 'The likelihood aimed at, 1 to 5.';
comment on column risks.target_impact is 'The impact aimed at, 1 to 5.';
comment on column risks.review_every is 'Quarterly, half-yearly or annual.';
comment on column risks.is_exempt is 'True where the public may not read it.';
comment on column risks.valid_to is 'The last day of this row; empty while it stands.';
comment on column risks.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column risks.note is 'Anything a reader should know of this row.';
comment on column risks.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column risks.load_id is 'The load it came in.';
comment on column risks.source_row is 'Its row in the file; the headings are row 1.';
