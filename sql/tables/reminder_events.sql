create table reminder_events (
    message_id varchar not null,
    sent_to varchar not null,
    service_code varchar not null,
    dataset varchar not null,
    period varchar not null,
    step varchar not null,
    state varchar not null,
    happened_at timestamp not null,
    words varchar not null,
);

comment on table reminder_events is 'One row per return in a letter, and what became of it. Appended to, never changed.';
comment on column reminder_events.message_id is 'The letter; one letter may speak of several returns.';
comment on column reminder_events.sent_to is 'The address it was written to.';
comment on column reminder_events.service_code is 'The service that owes the return.';
comment on column reminder_events.dataset is 'What is owed.';
comment on column reminder_events.period is 'For which period.';
comment on column reminder_events.step is 'Which of the reminders: template ready, some rows to go, due today, just overdue, or overdue for both.';
comment on column reminder_events.state is 'begun, sent or not sent. A letter that was begun and never ended is written again.';
comment on column reminder_events.happened_at is 'When, UTC, by the server''s clock.';
comment on column reminder_events.words is 'Why it did not go; empty where it did.';
