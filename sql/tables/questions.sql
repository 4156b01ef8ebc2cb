create table questions (
    question_no integer not null,
    about_kind varchar not null,
    about_code varchar not null,
    route varchar not null,
    portfolio varchar not null,
    service_code varchar not null,
    officer varchar not null,
    words varchar not null,
    reason varchar not null,
    asked_by varchar not null,
    asked_as varchar not null,
    asked_at timestamp not null,
    is_illustrative boolean not null,
);

comment on table questions is 'One row per question, as it was sent: what it is about, who asked it, and whom.';
comment on column questions.question_no is 'The question''s number, counted under the writer lock.';
comment on column questions.about_kind is 'measure, action, risk or service.';
comment on column questions.about_code is 'The code of what is asked about.';
comment on column questions.route is 'To whom it was sent: holder, officer (copied to the holder), or scrutiny.';
comment on column questions.portfolio is 'The portfolio that answers for it, on the day it was asked.';
comment on column questions.service_code is 'The service it belongs to, on the day it was asked; empty where none is given.';
comment on column questions.officer is 'The post or person the plan names for it, on the day it was asked; empty where none is given.';
comment on column questions.words is 'The question.';
comment on column questions.reason is 'Why it went straight to Scrutiny; empty where it did not.';
comment on column questions.asked_by is 'The identity of who asked: what only they may do is known by it.';
comment on column questions.asked_as is 'How who asked is named on the page: a post.';
comment on column questions.asked_at is 'When it was sent, UTC, by the server''s clock.';
comment on column questions.is_illustrative is 'True where it was made up for a demonstration.';
