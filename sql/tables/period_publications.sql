create table period_publications (
    publication_no integer not null,
    period varchar not null,
    published_at timestamp not null,
    by_whom varchar not null,
    identity varchar not null,
    reason varchar not null,
    sql_digest varchar not null,
    last_event_no integer not null,
);

comment on table period_publications is 'One row per period that was published. It and every period within it is closed from then on: figures are revised, never replaced.';
comment on column period_publications.publication_no is 'Counted under the writer lock.';
comment on column period_publications.period is 'The period, as 2009/10 Q2 or 2009/10.';
comment on column period_publications.published_at is 'When, UTC, by the server''s clock.';
comment on column period_publications.by_whom is 'The post that published it.';
comment on column period_publications.identity is 'Who published it: what tells that person from any other.';
comment on column period_publications.reason is 'What was said of it, such as the minute that approved it.';
comment on column period_publications.sql_digest is 'The fingerprint of the rules that judged it.';
comment on column period_publications.last_event_no is 'The newest change of a load''s state that was in it.';
