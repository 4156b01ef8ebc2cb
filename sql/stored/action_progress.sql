-- How far each action has come, as reported: free of today, so that midnight changes nothing here.
create view action_progress as
with definitions_in_force as (
    select *
    from current_actions
    qualify row_number() over (partition by action_code order by valid_from desc) = 1
),

newest as (
    select *
    from action_history
    where step_no = ''
    qualify row_number() over (partition by action_code order by as_of desc) = 1
),

dates as (
    select
        action_code,
        arg_max(revised_due, as_of) filter (where revised_due is not null) as revised_due,
        arg_max(reason_for_change, as_of) filter (where is_date_change) as date_reason,
        count(*) filter (where is_date_change) as date_changes,
        min(as_of) filter (where state = 'complete') as completed_on,
    from action_history
    where step_no = ''
    group by action_code
),

step_states as (
    select action_code, step_no, state, revised_due
    from action_history
    where step_no <> ''
    qualify row_number() over (partition by action_code, step_no order by as_of desc) = 1
),

steps as (
    select
        action_code, current_action_steps.step_no, title, step_order,
        coalesce(step_states.revised_due, due_date) as due,
        coalesce(state, 'not reported') as state,
    from current_action_steps
    left join step_states using (action_code, step_no)
),

step_totals as (
    select
        action_code,
        count(*) as steps,
        count(*) filter (where state = 'complete') as steps_complete,
        min_by(title, (coalesce(due, date '9999-12-31'), step_order)) filter (where state not in ('complete', 'cancelled'))
            as next_step,
        min_by(due, (coalesce(due, date '9999-12-31'), step_order)) filter (where state not in ('complete', 'cancelled'))
            as next_step_due,
    from steps
    group by action_code
)

select
    definitions_in_force.action_code, definitions_in_force.title, plan, kind, portfolio, service_code, officer, start_date,
    due_text, is_inferred_due, success_criterion, outcomes, outputs, resources,
    definitions_in_force.due_date as original_due_date,
    coalesce(dates.revised_due, definitions_in_force.due_date) as due_date,
    coalesce(dates.date_changes, 0) as date_changes,
    dates.date_reason,
    coalesce(newest.state, 'not reported') as delivery_state,
    newest.state_as_written, newest.percent_complete, newest.comment,
    newest.as_of as last_update,
    if(newest.state = 'complete', dates.completed_on, null) as completed_on,
    if(delivery_state = 'complete', coalesce(greatest(completed_on - definitions_in_force.due_date, 0), 0), 0) as days_late_when_done,
    coalesce(last_update, start_date, definitions_in_force.valid_from) + 190 as quiet_until,
    coalesce(steps, 0) as steps,
    coalesce(steps_complete, 0) as steps_complete,
    next_step, next_step_due,
    definitions_in_force.valid_from, definitions_in_force.valid_to,
    definitions_in_force.load_id,
from definitions_in_force
left join newest using (action_code)
left join dates using (action_code)
left join step_totals using (action_code);

comment on view action_progress is 'One row per action: what was planned and what has been reported.';
comment on column action_progress.original_due_date is 'The day the plan gave; null where it gives none.';
comment on column action_progress.due_date is 'The day it is due now: the newest revised date, else the plan''s.';
comment on column action_progress.date_changes is 'How often its date has moved.';
comment on column action_progress.date_reason is 'Why its date moved last.';
comment on column action_progress.delivery_state is 'not started, in progress, complete, deferred or cancelled, as reported; not reported where nothing was.';
comment on column action_progress.last_update is 'The day of its newest update; null where there is none.';
comment on column action_progress.completed_on is 'The day it was first reported complete.';
comment on column action_progress.days_late_when_done is 'Calendar days past the plan''s date on that day; nought while it is not complete.';
comment on column action_progress.quiet_until is 'The day by which something should be said of it: two quarters after the last word, or after it began.';
comment on column action_progress.steps is 'Steps it has.';
comment on column action_progress.steps_complete is 'Steps reported complete.';
comment on column action_progress.next_step is 'The step to be done next.';
comment on column action_progress.next_step_due is 'The day that step is due.';
