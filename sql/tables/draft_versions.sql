create table draft_versions (
    draft_id integer not null,
    version_no integer not null,
    state varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    edits varchar not null,
    reasons varchar not null,
    note varchar not null,
    load_id integer,
    changed_at timestamp not null,
    by_whom varchar not null,
    identity varchar not null,
);

comment on table draft_versions is 'One row per change of a draft, each whole in itself. Appended to, never changed: the newest is the draft.';
comment on column draft_versions.draft_id is 'The draft that changed.';
comment on column draft_versions.version_no is 'Counted from 1 within the draft. A change is refused where somebody else''s came between.';
comment on column draft_versions.state is 'draft, checked, sent or removed.';
comment on column draft_versions.file_name is 'The file''s name as it came.';
comment on column draft_versions.sha256 is 'The file''s fingerprint; the file is in kept_files. Empty where the draft was filled in on the page.';
comment on column draft_versions.edits is 'Cells put right on the page, as JSON.';
comment on column draft_versions.reasons is 'What was said of rows that were asked about, as JSON.';
comment on column draft_versions.note is 'Why it came back to a draft, or why it was removed; empty for an ordinary change.';
comment on column draft_versions.load_id is 'The load that came of it; null while it has not been sent.';
comment on column draft_versions.changed_at is 'When, UTC, by the server''s clock.';
comment on column draft_versions.by_whom is 'The post that changed it.';
comment on column draft_versions.identity is 'Who changed it: what tells that person from any other.';
