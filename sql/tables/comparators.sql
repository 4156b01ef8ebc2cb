create table comparators (
    indicator_code varchar not null,
    period varchar not null,
    authority_code varchar not null,
    authority varchar,
    "group" varchar,
    value decimal(18, 6),
    is_doubtful boolean,
    source varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table comparators is 'One row per row sent: another authority''s figure. Appended to, never changed.';
comment on column comparators.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column comparators.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column comparators.authority_code is 'The authority''s own code, as E07000012.';
comment on column comparators.authority is 'Its name.';
comment on column comparators.group is 'The groups of authorities it is compared in, separated by ;, as all districts.';
comment on column comparators.value is 'A number alone, in the measure''s own unit; empty where it published none.';
comment on column comparators.is_doubtful is 'True where its publisher or auditor doubts it; it then counts in no quartile.';
comment on column comparators.source is 'Who published it.';
comment on column comparators.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column comparators.note is 'Anything a reader should know of this row.';
comment on column comparators.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column comparators.load_id is 'The load it came in.';
comment on column comparators.source_row is 'Its row in the file; the headings are row 1.';
