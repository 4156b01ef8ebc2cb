create table partners (
    id varchar not null,
    name varchar,
    also_written_as varchar,
    kind varchar,
    listed_as_key_partner varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table partners is 'One row per row sent: a partner body. Appended to, never changed.';
comment on column partners.id is 'A code for the partner.';
comment on column partners.name is 'The body''s name.';
comment on column partners.also_written_as is 'Other names in the papers.';
comment on column partners.kind is 'What kind of body it is.';
comment on column partners.listed_as_key_partner is 'Y where the service plan lists it as a key partner.';
comment on column partners.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column partners.note is 'Anything a reader should know of this row.';
comment on column partners.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column partners.load_id is 'The load it came in.';
comment on column partners.source_row is 'Its row in the file; the headings are row 1.';
