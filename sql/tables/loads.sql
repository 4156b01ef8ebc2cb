create table loads (
    load_id integer not null,
    submission_id varchar not null,
    dataset varchar not null,
    period varchar not null,
    service_code varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    size_bytes bigint not null,
    rows_stored integer not null,
    is_illustrative boolean not null,
    layout varchar not null,
    explanations varchar not null,
    loaded_at timestamp not null,
    by_whom varchar not null,
);

comment on table loads is 'One row per load: who sent which file, when, and what was in it.';
comment on column loads.load_id is 'The load''s number, counted under the writer lock.';
comment on column loads.submission_id is 'Shared by the loads of one file that makes several datasets.';
comment on column loads.dataset is 'The dataset its rows belong to.';
comment on column loads.period is 'The latest period in the file; empty for a plan.';
comment on column loads.service_code is 'The service that sent it; empty where several or none.';
comment on column loads.file_name is 'The file''s name as sent.';
comment on column loads.sha256 is 'The file''s fingerprint.';
comment on column loads.size_bytes is 'The file''s size in bytes.';
comment on column loads.rows_stored is 'Rows stored.';
comment on column loads.is_illustrative is 'True where the figures are made up for a demonstration.';
comment on column loads.layout is 'The layout someone else''s file was read through; empty for our own template.';
comment on column loads.explanations is 'What the sender said of rows that were asked about, as JSON: row to words.';
comment on column loads.loaded_at is 'When it arrived, UTC.';
comment on column loads.by_whom is 'The post that sent it.';
