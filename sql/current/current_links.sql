create view current_links as
select links.*, accepted_loads.accepted_no
from links
inner join accepted_loads using (load_id)
qualify row_number() over (partition by from_code, to_code, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_links is 'One row per from_code, to_code, valid_from: the row in force at as_at.';
comment on column current_links.from_code is 'The code of what serves.';
comment on column current_links.to_code is 'The code of what is served.';
comment on column current_links.valid_from is 'The first day of this row.';
comment on column current_links.valid_to is 'The last day of this row; empty while it stands.';
comment on column current_links.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_links.note is 'Anything a reader should know of this row.';
comment on column current_links.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_links.load_id is 'The load it came in.';
comment on column current_links.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_links.accepted_no is 'The acceptance that put it in force; a later one wins.';
