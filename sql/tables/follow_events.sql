create table follow_events (
    event_no integer not null,
    identity varchar not null,
    indicator_code varchar not null,
    kind varchar not null,
    happened_at timestamp not null,
);

comment on table follow_events is 'One row per measure put on somebody''s list or taken off it.';
comment on column follow_events.event_no is 'Counted under the writer lock, so order never depends on a clock.';
comment on column follow_events.identity is 'Whose list it is.';
comment on column follow_events.indicator_code is 'The measure.';
comment on column follow_events.kind is 'follow or stop.';
comment on column follow_events.happened_at is 'When, UTC, by the server''s clock.';
