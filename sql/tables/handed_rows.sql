create table handed_rows (
    handed_no integer not null,
    dataset varchar not null,
    service_code varchar not null,
    period varchar not null,
    code varchar not null,
    to_post varchar not null,
    handed_at timestamp not null,
    by_whom varchar not null,
    identity varchar not null,
);

comment on table handed_rows is 'One row per row of a return handed to a colleague, or taken back. Appended to, never changed: the newest counts.';
comment on column handed_rows.handed_no is 'Counted from 1 under the writer lock; of two, the higher is the later.';
comment on column handed_rows.dataset is 'The dataset of the return.';
comment on column handed_rows.service_code is 'The service whose return it is.';
comment on column handed_rows.period is 'The period of the return.';
comment on column handed_rows.code is 'The code of the measure, action, risk or cost centre.';
comment on column handed_rows.to_post is 'The post that fills it in; empty where it was taken back.';
comment on column handed_rows.handed_at is 'When, UTC, by the server''s clock.';
comment on column handed_rows.by_whom is 'The post that handed it on.';
comment on column handed_rows.identity is 'Who handed it on: what tells that person from any other.';
