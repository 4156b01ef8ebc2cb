create table quartiles (
    indicator_code varchar not null,
    period varchar not null,
    "group" varchar not null,
    upper_quartile decimal(18, 6),
    median decimal(18, 6),
    lower_quartile decimal(18, 6),
    source varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table quartiles is 'One row per row sent: published thresholds of a group of authorities. Appended to, never changed.';
comment on column quartiles.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column quartiles.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column quartiles.group is 'The group of authorities they are of, as all districts.';
comment on column quartiles.upper_quartile is 'The figure above which a quarter of the group lies.';
comment on column quartiles.median is 'The middle figure of the group.';
comment on column quartiles.lower_quartile is 'The figure below which a quarter of the group lies.';
comment on column quartiles.source is 'Who published them.';
comment on column quartiles.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column quartiles.note is 'Anything a reader should know of this row.';
comment on column quartiles.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column quartiles.load_id is 'The load it came in.';
comment on column quartiles.source_row is 'Its row in the file; the headings are row 1.';
