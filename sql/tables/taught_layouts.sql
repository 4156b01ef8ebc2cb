create table taught_layouts (
    layout_no integer not null,
    dataset varchar not null,
    service_code varchar not null,
    headings varchar not null,
    taught_at timestamp not null,
    by_whom varchar not null,
    identity varchar not null,
);

comment on table taught_layouts is 'One row per time somebody said what the columns of their own system''s export are. Appended to; the newest that fits a file is used.';
comment on column taught_layouts.layout_no is 'Counted from 1 under the writer lock; of two, the higher is the later.';
comment on column taught_layouts.dataset is 'The dataset its rows are.';
comment on column taught_layouts.service_code is 'The service whose export it is.';
comment on column taught_layouts.headings is 'What each of the export''s headings means, as JSON: its heading to ours, or to nothing where it is left out.';
comment on column taught_layouts.taught_at is 'When, UTC, by the server''s clock.';
comment on column taught_layouts.by_whom is 'The post that said so.';
comment on column taught_layouts.identity is 'Who said so: what tells that person from any other.';
