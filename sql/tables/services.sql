create table services (
    service_code varchar not null,
    valid_from date not null,
    title varchar,
    directorate varchar,
    head_of_service varchar,
    data_quality_champion varchar,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table services is 'One row per row sent: a service or team that owns measures, actions, risks and money. Appended to, never changed.';
comment on column services.service_code is 'A short code, as HO.';
comment on column services.valid_from is 'The first day of this row.';
comment on column services.title is 'The service''s name.';
comment on column services.directorate is 'The directorate it belongs to.';
comment on column services.head_of_service is 'The post that heads it.';
comment on column services.data_quality_champion is 'The post that answers for its data.';
comment on column services.valid_to is 'The last day of this row; empty while it stands.';
comment on column services.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column services.note is 'Anything a reader should know of this row.';
comment on column services.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column services.load_id is 'The load it came in.';
comment on column services.source_row is 'Its row in the file; the headings are row 1.';
