create table question_events (
    event_no integer not null,
    question_no integer not null,
    kind varchar not null,
    words varchar not null,
    answer_by date,
    is_own_choice boolean not null,
    done_by varchar not null,
    done_as varchar not null,
    happened_at timestamp not null,
);

comment on table question_events is 'One row per step of a question, its being asked included. Nothing is changed once it is sent.';
comment on column question_events.event_no is 'Counted under the writer lock, so order never depends on a clock.';
comment on column question_events.question_no is 'The question.';
comment on column question_events.kind is 'asked, answered, followed up, satisfied, not satisfied, referred to scrutiny, taken up by scrutiny or concluded.';
comment on column question_events.words is 'What was said: the answer, the follow-up, the reason or what came of it.';
comment on column question_events.answer_by is 'The day by which an answer is asked for; null for a step that asks for none.';
comment on column question_events.is_own_choice is 'True where that day is the system''s usual one, ten working days, and nobody set it.';
comment on column question_events.done_by is 'The identity of who did it.';
comment on column question_events.done_as is 'How who did it is named on the page: a post.';
comment on column question_events.happened_at is 'When, UTC, by the server''s clock.';
