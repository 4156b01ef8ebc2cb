create table attachments (
    dataset varchar not null,
    key varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    size integer not null,
    note varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table attachments is 'One row per row sent: a working paper behind a figure. Appended to, never changed.';
comment on column attachments.dataset is 'The dataset of the figure it is behind.';
comment on column attachments.key is 'The key of that figure, its parts joined by |, as HO05|2010/11 Q2.';
comment on column attachments.file_name is 'The file''s name as sent.';
comment on column attachments.sha256 is 'The file''s fingerprint; the file itself is in kept_files.';
comment on column attachments.size is 'The file''s size in bytes.';
comment on column attachments.note is 'What it shows.';
comment on column attachments.load_id is 'The load it came in.';
comment on column attachments.source_row is 'Its row in the file; the headings are row 1.';
