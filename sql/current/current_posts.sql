create view current_posts as
select posts.*, accepted_loads.accepted_no
from posts
inner join accepted_loads using (load_id)
qualify row_number() over (partition by id order by accepted_no desc, source_row desc) = 1;

comment on view current_posts is 'One row per id: the row in force at as_at.';
comment on column current_posts.id is 'A code for the post.';
comment on column current_posts.kind is 'Person or post.';
comment on column current_posts.name is 'The person''s name where the papers give one.';
comment on column current_posts.post is 'The post''s title.';
comment on column current_posts.team is 'The team.';
comment on column current_posts.fte is 'Full-time equivalent, as written.';
comment on column current_posts.qualifier is 'Temporary, part-time and so on, as written.';
comment on column current_posts.also_written_as is 'Other spellings in the papers.';
comment on column current_posts.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_posts.note is 'Anything a reader should know of this row.';
comment on column current_posts.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_posts.load_id is 'The load it came in.';
comment on column current_posts.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_posts.accepted_no is 'The acceptance that put it in force; a later one wins.';
