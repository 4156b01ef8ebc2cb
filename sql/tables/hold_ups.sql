create table hold_ups (
    hold_up_no integer not null,
    dataset varchar not null,
    service_code varchar not null,
    period varchar not null,
    reason varchar not null,
    expected_on date,
    said_at timestamp not null,
    by_whom varchar not null,
    identity varchar not null,
);

comment on table hold_ups is 'One row per time somebody said what is stopping a return, or that nothing is. Appended to, never changed: the newest counts.';
comment on column hold_ups.hold_up_no is 'Counted from 1 under the writer lock; of two, the higher is the later.';
comment on column hold_ups.dataset is 'The dataset of the return.';
comment on column hold_ups.service_code is 'The service whose return it is.';
comment on column hold_ups.period is 'The period of the return.';
comment on column hold_ups.reason is 'What is stopping it; empty where nothing is any more.';
comment on column hold_ups.expected_on is 'The day it is expected; null where nobody can say, or nothing is stopping it.';
comment on column hold_ups.said_at is 'When, UTC, by the server''s clock.';
comment on column hold_ups.by_whom is 'The post that said it.';
comment on column hold_ups.identity is 'Who said it: what tells that person from any other.';
