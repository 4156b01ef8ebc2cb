create view question_times as
select
    portfolio,
    count(*)::integer as asked,
    count_if(state = 'waiting')::integer as waiting,
    count_if(state = 'waiting' and days_late > 0)::integer as waiting_late,
    count_if(first_answered_at is not null)::integer as answered,
    count_if(first_answered_at is not null and not first_was_late)::integer as answered_in_time,
    count_if(state = 'escalated')::integer as escalated,
    median(answer_days)::decimal(18, 6) as middle_days,
from questions_now
inner join (select question_no, days_late > 0 as first_was_late from question_turns where turn_no = 1) using (question_no)
group by portfolio;

comment on view question_times is 'One row per portfolio that was ever asked a question: how many, where they stand, and how long answers took.';
comment on column question_times.asked is 'Questions asked.';
comment on column question_times.waiting is 'Questions that wait for an answer.';
comment on column question_times.waiting_late is 'Of those, how many are past the day the answer was asked for.';
comment on column question_times.answered is 'Questions that have been answered at least once.';
comment on column question_times.answered_in_time is 'Of those, how many had their first answer by the day it was asked for.';
comment on column question_times.escalated is 'Questions before Scrutiny.';
comment on column question_times.middle_days is 'The middle one of the English working days that first answers took; null while there is none.';
