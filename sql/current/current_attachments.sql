create view current_attachments as
select attachments.*, accepted_loads.accepted_no
from attachments
inner join accepted_loads using (load_id)
where in_scope(dataset)
qualify row_number() over (partition by dataset, key, file_name order by accepted_no desc, source_row desc) = 1;

comment on view current_attachments is 'One row per dataset, key and file_name: the paper in force at as_at.';
comment on column current_attachments.dataset is 'The dataset of the figure it is behind.';
comment on column current_attachments.key is 'The key of that figure, its parts joined by |, as HO05|2010/11 Q2.';
comment on column current_attachments.file_name is 'The file''s name as sent.';
comment on column current_attachments.sha256 is 'The file''s fingerprint; the file itself is in kept_files.';
comment on column current_attachments.size is 'The file''s size in bytes.';
comment on column current_attachments.note is 'What it shows.';
comment on column current_attachments.load_id is 'The load it came in.';
comment on column current_attachments.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_attachments.accepted_no is 'The acceptance that put it in force; a later one wins.';
