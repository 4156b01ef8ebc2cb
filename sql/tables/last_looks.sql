create table last_looks (
    identity varchar not null,
    looked_at timestamp not null,
);

comment on table last_looks is 'One row per person: when they last opened the Overview. It is replaced at each visit, and says nothing of any other.';
comment on column last_looks.identity is 'Whose visit it was.';
comment on column last_looks.looked_at is 'When it began, UTC, by the server''s clock.';
