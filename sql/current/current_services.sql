create view current_services as
select services.*, accepted_loads.accepted_no
from services
inner join accepted_loads using (load_id)
qualify row_number() over (partition by service_code, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_services is 'One row per service_code and valid_from: the row in force at as_at.';
comment on column current_services.service_code is 'A short code, as HO.';
comment on column current_services.valid_from is 'The first day of this row.';
comment on column current_services.title is 'The service''s name.';
comment on column current_services.directorate is 'The directorate it belongs to.';
comment on column current_services.head_of_service is 'The post that heads it.';
comment on column current_services.data_quality_champion is 'The post that answers for its data.';
comment on column current_services.valid_to is 'The last day of this row; empty while it stands.';
comment on column current_services.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_services.note is 'Anything a reader should know of this row.';
comment on column current_services.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_services.load_id is 'The load it came in.';
comment on column current_services.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_services.accepted_no is 'The acceptance that put it in force; a later one wins.';
