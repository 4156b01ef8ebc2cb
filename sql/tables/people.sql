create table people (
    email varchar not null,
    valid_from date not null,
    name varchar,
    post varchar,
    roles varchar,
    service_codes varchar,
    portfolio varchar,
    is_deputy_for varchar,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table people is 'One row per row sent: a person who signs in, and the roles they hold. Appended to, never changed.';
comment on column people.email is 'The address they sign in with.';
comment on column people.valid_from is 'The first day of this row.';
comment on column people.name is 'The person''s name; empty where it is not needed.';
comment on column people.post is 'The post they hold: it is what others are shown.';
comment on column people.roles is 'The roles they hold, with ; between them.';
comment on column people.service_codes is 'The services those roles are of, with ; between them.';
comment on column people.portfolio is 'The portfolios those roles are of, with ; between them.';
comment on column people.is_deputy_for is 'The addresses of those whose roles they stand in for, with ; between them.';
comment on column people.valid_to is 'The last day of this row; empty while it stands.';
comment on column people.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column people.note is 'Anything a reader should know of this row.';
comment on column people.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column people.load_id is 'The load it came in.';
comment on column people.source_row is 'Its row in the file; the headings are row 1.';
