create table enquiry_events (
    event_no integer not null,
    line_no integer not null,
    kind varchar not null,
    question_no integer,
    done_by varchar not null,
    done_as varchar not null,
    happened_at timestamp not null,
);

comment on table enquiry_events is 'One row per step of a private line of enquiry, its being noted included. Appended to, never changed.';
comment on column enquiry_events.event_no is 'Counted under the writer lock, so order never depends on a clock.';
comment on column enquiry_events.line_no is 'The line.';
comment on column enquiry_events.kind is 'noted, asked (made a question, which everybody may read) or put aside.';
comment on column enquiry_events.question_no is 'The question it became; null for a step that made none.';
comment on column enquiry_events.done_by is 'The identity of who did it.';
comment on column enquiry_events.done_as is 'How who did it is named on the page: a post.';
comment on column enquiry_events.happened_at is 'When, UTC, by the server''s clock.';
