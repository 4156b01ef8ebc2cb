create table portfolios (
    portfolio varchar not null,
    valid_from date not null,
    holder varchar,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table portfolios is 'One row per row sent: a portfolio and who holds it. Appended to, never changed.';
comment on column portfolios.portfolio is 'The portfolio''s name.';
comment on column portfolios.valid_from is 'The first day of this row.';
comment on column portfolios.holder is 'The councillor who holds it, as written; empty when not known.';
comment on column portfolios.valid_to is 'The last day of this row; empty while it stands.';
comment on column portfolios.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column portfolios.note is 'Anything a reader should know of this row.';
comment on column portfolios.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column portfolios.load_id is 'The load it came in.';
comment on column portfolios.source_row is 'Its row in the file; the headings are row 1.';
