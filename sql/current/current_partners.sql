create view current_partners as
select partners.*, accepted_loads.accepted_no
from partners
inner join accepted_loads using (load_id)
qualify row_number() over (partition by id order by accepted_no desc, source_row desc) = 1;

comment on view current_partners is 'One row per id: the row in force at as_at.';
comment on column current_partners.id is 'A code for the partner.';
comment on column current_partners.name is 'The body''s name.';
comment on column current_partners.also_written_as is 'Other names in the papers.';
comment on column current_partners.kind is 'What kind of body it is.';
comment on column current_partners.listed_as_key_partner is 'Y where the service plan lists it as a key partner.';
comment on column current_partners.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_partners.note is 'Anything a reader should know of this row.';
comment on column current_partners.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_partners.load_id is 'The load it came in.';
comment on column current_partners.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_partners.accepted_no is 'The acceptance that put it in force; a later one wins.';
