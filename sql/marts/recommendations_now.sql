-- What became of each recommendation: whatever was said last counts. It is outstanding until it is done or not accepted.
create view recommendations_now as
with newest as (
    select
        recommendation_no,
        replace(arg_max(kind, event_no), 'made', 'waiting') as state,
        -- What it was made with is no answer to it.
        coalesce(arg_max(words, event_no) filter (where kind <> 'made'), '') as answer,
        coalesce(arg_max(done_as, event_no) filter (where kind <> 'made'), '') as answered_as,
        max(happened_at) as last_step_at,
    from recommendation_events
    where happened_at <= as_at()
    group by recommendation_no
)

select
    recommendations.*, newest.state, answer, answered_as, newest.last_step_at,
    newest.state in ('waiting', 'accepted') as is_outstanding,
    if(newest.state = 'waiting', greatest(today_days.working_day_no - due_days.working_day_no, 0), 0) as days_late,
    questions_now.portfolio, questions_now.service_code, questions_now.is_exempt, questions_now.about_kind,
    questions_now.about_code, questions_now.about_title, questions_now.holder, questions_now.officer,
from recommendations
inner join newest using (recommendation_no)
inner join questions_now using (question_no)
inner join working_days as due_days on recommendations.answer_by = due_days.day
inner join working_days as today_days on today_days.day = today();

comment on view recommendations_now is 'One row per recommendation of Scrutiny: to whom, by when an answer is asked for, and what became of it.';
comment on column recommendations_now.state is 'waiting, accepted, not accepted or done.';
comment on column recommendations_now.answer is 'What was last said of it; empty while it waits.';
comment on column recommendations_now.answered_as is 'How who said that is named on the page; empty while it waits.';
comment on column recommendations_now.last_step_at is 'When anything was last done with it, UTC.';
comment on column recommendations_now.is_outstanding is 'True until it is done, or not accepted.';
comment on column recommendations_now.days_late is 'English working days past the day an answer was asked for, while it waits; 0 otherwise.';
comment on column recommendations_now.is_exempt is 'True where its question is about a risk that is exempt today: only those who may see the risk may see it.';
comment on column recommendations_now.about_title is 'The name of what its question is about; empty where that is exempt.';
comment on column recommendations_now.holder is 'The portfolio holder today as the papers name them; empty where they name none.';
