create table recommendations (
    recommendation_no integer not null,
    question_no integer not null,
    to_whom varchar not null,
    words varchar not null,
    answer_by date not null,
    is_own_choice boolean not null,
    made_by varchar not null,
    made_as varchar not null,
    made_at timestamp not null,
    is_illustrative boolean not null,
);

comment on table recommendations is 'One row per recommendation of Scrutiny on a question that was before it, as it was made.';
comment on column recommendations.recommendation_no is 'Its number, counted under the writer lock.';
comment on column recommendations.question_no is 'The question it came of.';
comment on column recommendations.to_whom is 'cabinet, holder (of the question''s portfolio) or officer (the head of its service).';
comment on column recommendations.words is 'What is recommended.';
comment on column recommendations.answer_by is 'The day by which it is to be accepted or not.';
comment on column recommendations.is_own_choice is 'True where that day is the system''s usual one, ten working days, and nobody set it.';
comment on column recommendations.made_by is 'The identity of who wrote it down.';
comment on column recommendations.made_as is 'How who wrote it down is named on the page: a post.';
comment on column recommendations.made_at is 'When, UTC, by the server''s clock.';
comment on column recommendations.is_illustrative is 'True where it was made up for a demonstration.';
