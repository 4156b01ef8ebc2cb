create table letter_events (
    about varchar not null,
    sent_to varchar not null,
    message_id varchar not null,
    state varchar not null,
    happened_at timestamp not null,
    words varchar not null,
);

comment on table letter_events is 'One row per thing written to a person by e-mail, and what became of it. Appended to, never changed.';
comment on column letter_events.about is 'What was written of: a reminder of a return, or a notice, by its number.';
comment on column letter_events.sent_to is 'The address.';
comment on column letter_events.message_id is 'The e-mail; one may speak of several things.';
comment on column letter_events.state is 'begun, sent or not sent.';
comment on column letter_events.happened_at is 'When, UTC, by the server''s clock.';
comment on column letter_events.words is 'Why it did not go; empty where it did.';
