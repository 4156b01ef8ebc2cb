create table schema_meta (
    version integer not null,
    sql_digest varchar not null,
    built_at timestamp not null,
);

comment on table schema_meta is 'One row: the shape of this database.';
comment on column schema_meta.version is 'The version of the tables; views follow sql_digest.';
comment on column schema_meta.sql_digest is 'The fingerprint of the rules it was built with.';
comment on column schema_meta.built_at is 'When its views were last built, UTC.';
