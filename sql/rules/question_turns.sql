-- Asking and following up each wait for an answer: one turn each. What is said before the next turn answers this one.
create view question_turns as
with steps as (
    select question_no, event_no, kind, answer_by, is_own_choice, happened_at
    from question_events
    where happened_at <= as_at()
),

turns as (
    select
        question_no, event_no as from_event, answer_by, is_own_choice, happened_at as asked_at,
        row_number() over of_question as turn_no,
        coalesce(lead(event_no) over of_question, 2147483647) as until_event,
    from steps
    where kind in ('asked', 'followed up')
    window of_question as (partition by question_no order by event_no)
),

ended as (
    select
        turns.question_no, turns.turn_no, turns.asked_at, turns.answer_by, turns.is_own_choice,
        min(steps.happened_at) filter (where steps.kind = 'answered') as answered_at,
        -- What is settled, by whatever was said, is not waited for.
        min(steps.happened_at) filter (where steps.kind in ('answered', 'satisfied', 'concluded')) as ended_at,
    from turns
    left join steps
        on turns.question_no = steps.question_no and steps.event_no > turns.from_event and steps.event_no < turns.until_event
    group by all
)

select
    ended.question_no, turn_no, asked_at, ended.answer_by, is_own_choice, answered_at, ended_at,
    if(answered_at is null, null, ended_days.working_day_no - asked_days.working_day_no) as answer_days,
    greatest(ended_days.working_day_no - due_days.working_day_no, 0) as days_late,
from ended
inner join working_days as asked_days on asked_at::date = asked_days.day
inner join working_days as due_days on ended.answer_by = due_days.day
inner join working_days as ended_days on coalesce(answered_at::date, ended_at::date, today()) = ended_days.day;

comment on view question_turns is 'One row per question and per follow-up of it: by when an answer was asked for, and when it came.';
comment on column question_turns.turn_no is '1 for the question itself, then its follow-ups in order.';
comment on column question_turns.asked_at is 'When it was asked, UTC.';
comment on column question_turns.answered_at is 'When it was first answered, UTC; null while it is not.';
comment on column question_turns.ended_at is 'When waiting for it ended, UTC: by its answer, or by being settled without one; null while it waits.';
comment on column question_turns.answer_days is 'English working days from asking to the answer; null while there is none.';
comment on column question_turns.days_late is 'English working days past the day asked for, up to the answer or today; 0 where in time.';
