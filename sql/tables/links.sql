create table links (
    from_code varchar not null,
    to_code varchar not null,
    valid_from date not null,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table links is 'One row per row sent: this serves that, between any two coded things. Appended to, never changed.';
comment on column links.from_code is 'The code of what serves.';
comment on column links.to_code is 'The code of what is served.';
comment on column links.valid_from is 'The first day of this row.';
comment on column links.valid_to is 'The last day of this row; empty while it stands.';
comment on column links.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column links.note is 'Anything a reader should know of this row.';
comment on column links.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column links.load_id is 'The load it came in.';
comment on column links.source_row is 'Its row in the file; the headings are row 1.';
