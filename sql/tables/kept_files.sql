create table kept_files (
    sha256 varchar not null,
    size_bytes bigint not null,
    content blob not null,
    kept_at timestamp not null,
);

comment on table kept_files is 'One row per file that somebody sent, kept just as it came: returns on their way, and working papers.';
comment on column kept_files.sha256 is 'The file''s fingerprint; the same file is kept once.';
comment on column kept_files.size_bytes is 'The file''s size in bytes.';
comment on column kept_files.content is 'The file itself.';
comment on column kept_files.kept_at is 'When it first came, UTC.';
