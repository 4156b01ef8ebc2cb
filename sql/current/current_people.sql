create view current_people as
select people.*, accepted_loads.accepted_no
from people
inner join accepted_loads using (load_id)
qualify row_number() over (partition by email, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_people is 'One row per email and valid_from: the row in force at as_at.';
comment on column current_people.email is 'The address they sign in with.';
comment on column current_people.valid_from is 'The first day of this row.';
comment on column current_people.name is 'The person''s name; empty where it is not needed.';
comment on column current_people.post is 'The post they hold: it is what others are shown.';
comment on column current_people.roles is 'The roles they hold, with ; between them.';
comment on column current_people.service_codes is 'The services those roles are of, with ; between them.';
comment on column current_people.portfolio is 'The portfolios those roles are of, with ; between them.';
comment on column current_people.is_deputy_for is 'The addresses of those whose roles they stand in for, with ; between them.';
comment on column current_people.valid_to is 'The last day of this row; empty while it stands.';
comment on column current_people.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_people.note is 'Anything a reader should know of this row.';
comment on column current_people.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_people.load_id is 'The load it came in.';
comment on column current_people.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_people.accepted_no is 'The acceptance that put it in force; a later one wins.';
