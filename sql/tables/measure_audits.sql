create table measure_audits (
    indicator_code varchar not null,
    audited_on date not null,
    finding varchar,
    summary varchar,
    audited_by varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table measure_audits is 'One row per row sent: that a measure was audited, and what was found. Appended to, never changed.';
comment on column measure_audits.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column measure_audits.audited_on is 'The day it was audited.';
comment on column measure_audits.finding is 'Whether the papers behind its figures bear them out.';
comment on column measure_audits.summary is 'Which figures were gone through, and what was found.';
comment on column measure_audits.audited_by is 'The post that audited it.';
comment on column measure_audits.load_id is 'The load it came in.';
comment on column measure_audits.source_row is 'Its row in the file; the headings are row 1.';
