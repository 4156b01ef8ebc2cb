create table recommendation_events (
    event_no integer not null,
    recommendation_no integer not null,
    kind varchar not null,
    words varchar not null,
    done_by varchar not null,
    done_as varchar not null,
    happened_at timestamp not null,
);

comment on table recommendation_events is 'One row per step of a recommendation, its being made included. Nothing is changed once it is sent.';
comment on column recommendation_events.event_no is 'Counted under the writer lock, so order never depends on a clock.';
comment on column recommendation_events.recommendation_no is 'The recommendation.';
comment on column recommendation_events.kind is 'made, accepted, not accepted or done.';
comment on column recommendation_events.words is 'What was said with it: why it is not accepted, what will be or was done.';
comment on column recommendation_events.done_by is 'The identity of who did it.';
comment on column recommendation_events.done_as is 'How who did it is named on the page: a post.';
comment on column recommendation_events.happened_at is 'When, UTC, by the server''s clock.';
