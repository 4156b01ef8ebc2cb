-- Where each question stands. The protocol guides and does not lock: whatever was done last, by whoever may, counts.
create view questions_now as
with steps as (
    select
        question_no,
        max(event_no) filter (where kind = 'satisfied') as satisfied_no,
        max(event_no) filter (where kind = 'not satisfied') as not_satisfied_no,
        max(event_no) filter (where kind in ('answered', 'followed up')) as spoken_no,
        max(event_no) filter (where kind = 'followed up') as followed_no,
        max(event_no) filter (where kind = 'taken up by scrutiny') as taken_up_no,
        max(event_no) filter (where kind in ('referred to scrutiny', 'taken up by scrutiny')) as escalated_no,
        max(event_no) filter (where kind = 'concluded') as concluded_no,
        max(happened_at) as last_step_at,
        count_if(kind = 'answered')::integer as answers,
    from question_events
    where happened_at <= as_at()
    group by question_no
),

closing as (
    select
        *,
        -- What Scrutiny took up itself is Scrutiny's to conclude, whatever who asked thinks of the answer.
        greatest(
            concluded_no,
            if(satisfied_no > coalesce(taken_up_no, 0) and coalesce(concluded_no, 0) < coalesce(taken_up_no, 0), null, satisfied_no)
        ) as closed_no,
    from steps
),

turns as (
    select
        question_no,
        count(*)::integer as turns,
        min(answered_at) as first_answered_at,
        max_by(asked_at, turn_no) as waiting_since,
        max_by(answer_by, turn_no) as answer_by,
        max_by(is_own_choice, turn_no) as is_own_choice,
        max_by(ended_at is null, turn_no) as is_waiting,
        max_by(days_late, turn_no) as days_late,
        max(days_late) > 0 as was_late,
        min_by(answer_days, turn_no) filter (where turn_no = 1) as answer_days,
    from question_turns
    group by question_no
),

risks as (
    select risk_code, coalesce(arg_max(is_exempt, valid_from), false) as is_exempt from current_risks group by risk_code
)

select
    questions.*, turns.turns, answers, first_answered_at, waiting_since, turns.answer_by, turns.is_own_choice,
    days_late, was_late, answer_days, last_step_at,
    case
        when closed_no > coalesce(greatest(escalated_no, followed_no), 0) then 'closed'
        when escalated_no > coalesce(closed_no, 0) or route = 'scrutiny' then 'escalated'
        when is_waiting then 'waiting'
        else 'answered'
    end as state,
    is_waiting and state <> 'closed' as is_unanswered,
    coalesce(not_satisfied_no > coalesce(greatest(spoken_no, satisfied_no), 0), false) and state <> 'closed' as is_not_satisfied,
    escalated_no is not null or route = 'scrutiny' as was_escalated,
    coalesce(risks.is_exempt, false) as is_exempt,
    coalesce(titles.title, '') as about_title, coalesce(holder, '') as holder,
    coalesce(service_names.title, '') as service_title,
from questions
inner join closing using (question_no)
inner join turns using (question_no)
left join risks on about_kind = 'risk' and about_code = risk_code
left join coded_things as titles on about_kind = kind and about_code = code
left join portfolio_holders using (portfolio)
left join service_names using (service_code);

comment on view questions_now is 'One row per question: where it stands, whom it waits for, and how long that has taken.';
comment on column questions_now.turns is 'How many times an answer was asked for: once, and once more for each follow-up.';
comment on column questions_now.answers is 'How many answers have been given.';
comment on column questions_now.first_answered_at is 'When it was first answered, UTC; null while it is not.';
comment on column questions_now.waiting_since is 'When an answer was last asked for, UTC.';
comment on column questions_now.answer_by is 'The day by which the last answer asked for was wanted.';
comment on column questions_now.is_own_choice is 'True where that day is the system''s usual one, ten working days, and nobody set it.';
comment on column questions_now.days_late is 'English working days by which the last answer asked for is or was late; 0 where in time.';
comment on column questions_now.was_late is 'True where any answer to it is or was late.';
comment on column questions_now.answer_days is 'English working days from the question to its first answer; null while there is none.';
comment on column questions_now.last_step_at is 'When anything was last done with it, UTC.';
comment on column questions_now.state is 'waiting, answered, escalated (before Scrutiny) or closed (satisfied, or concluded by Scrutiny).';
comment on column questions_now.is_unanswered is 'True while an answer is waited for, before Scrutiny or not.';
comment on column questions_now.is_not_satisfied is 'True where the last thing said of its answer is that it does not satisfy.';
comment on column questions_now.was_escalated is 'True where it is or ever was before Scrutiny.';
comment on column questions_now.is_exempt is 'True where it is about a risk that is exempt today: only those who may see the risk may see it.';
comment on column questions_now.about_title is 'The name of what it is about; empty where that is exempt.';
comment on column questions_now.holder is 'The portfolio holder today as the papers name them; empty where they name none.';
comment on column questions_now.service_title is 'The service''s name; empty where it is of none.';
