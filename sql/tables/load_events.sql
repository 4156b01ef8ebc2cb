create table load_events (
    event_no integer not null,
    load_id integer not null,
    state varchar not null,
    changed_at timestamp not null,
    by_whom varchar not null,
    reason varchar not null,
);

comment on table load_events is 'One row per change of a load''s state. Only signed off counts.';
comment on column load_events.event_no is 'Counted under the writer lock, so order never depends on a clock.';
comment on column load_events.load_id is 'The load that changed.';
comment on column load_events.state is 'waiting for sign-off, signed off, sent back, taken back, reopened or withdrawn.';
comment on column load_events.changed_at is 'When, UTC, by the server''s clock.';
comment on column load_events.by_whom is 'The post that changed it.';
comment on column load_events.reason is 'Why; empty for an ordinary sign-off.';
