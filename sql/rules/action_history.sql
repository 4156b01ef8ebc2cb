-- Every date an action has been promised for. The first is the plan's; each later one came with an update and a reason.
create view action_history as
with plan_dates as (
    select action_code, '' as step_no, arg_max_null(due_date, valid_from) as plan_due from current_actions group by all
    union all
    select action_code, step_no, due_date as plan_due from current_action_steps
)

select
    action_code, step_no, as_of, revised_due, reason_for_change, state, state_as_written, percent_complete, comment, load_id,
    lag(revised_due ignore nulls) over (partition by action_code, step_no order by as_of) as due_before,
    revised_due is not null and revised_due is distinct from coalesce(due_before, plan_due) as is_date_change,
from current_action_updates
left join plan_dates using (action_code, step_no);

comment on view action_history is 'One row per action, step ('''' for the whole) and day: what was reported, and whether the date moved.';
comment on column action_history.due_before is 'The revised date in force before this update; null where the plan''s own stood.';
comment on column action_history.is_date_change is 'True where this update moved the date.';
