create table posts (
    id varchar not null,
    kind varchar,
    name varchar,
    post varchar,
    team varchar,
    fte varchar,
    qualifier varchar,
    also_written_as varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table posts is 'One row per row sent: a post or a named person in the papers. Appended to, never changed.';
comment on column posts.id is 'A code for the post.';
comment on column posts.kind is 'Person or post.';
comment on column posts.name is 'The person''s name where the papers give one.';
comment on column posts.post is 'The post''s title.';
comment on column posts.team is 'The team.';
comment on column posts.fte is 'Full-time equivalent, as written.';
comment on column posts.qualifier is 'Temporary, part-time and so on, as written.';
comment on column posts.also_written_as is 'Other spellings in the papers.';
comment on column posts.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column posts.note is 'Anything a reader should know of this row.';
comment on column posts.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column posts.load_id is 'The load it came in.';
comment on column posts.source_row is 'Its row in the file; the headings are row 1.';
