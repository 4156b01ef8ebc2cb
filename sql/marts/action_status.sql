-- Two facts kept apart: what the owner reports (delivery_state), and what the dates say today (rag).
-- An action complete after its date is complete, and its lateness stays on record.
create view action_status as
with by_date as (
    select
        *,
        case
            when delivery_state in ('complete', 'deferred', 'cancelled') then delivery_state
            when valid_to < today() then 'closed'
            when due_date < today() then 'overdue'
            when due_date <= today() + 30 then 'due_soon'
            when due_date is null then 'no_date'
            when date_changes > 0 then 'revised'
            else 'on_track'
        end as rag,
    from action_progress
)

select
    *,
    if(rag = 'overdue', today() - due_date, days_late_when_done) as days_late,
    rag not in ('complete', 'cancelled', 'closed', 'deferred') as is_open,
    is_open and quiet_until < today() as is_stale,
    case rag
        when 'overdue' then 'its date has passed and it is not reported complete'
        when 'due_soon' then 'it is due within 30 days'
        when 'revised' then 'its date was put back'
        when 'on_track' then 'its date is more than 30 days ahead'
        when 'no_date' then 'the plan gives no date'
        when 'complete' then if(days_late_when_done > 0, 'it was reported complete after its date', 'it was reported complete')
        when 'closed' then 'its plan has ended'
        else 'it was reported ' || rag
    end as reason,
from by_date;

comment on view action_status is 'One row per action: what is reported of it, and what its dates say today.';
comment on column action_status.rag is 'overdue, due_soon, revised, on_track, no_date, complete, deferred, cancelled or closed.';
comment on column action_status.days_late is 'Calendar days past its date: today for an overdue action, at completion for a complete one.';
comment on column action_status.is_open is 'True until it is complete, deferred, cancelled or its plan has ended.';
comment on column action_status.is_stale is 'True where it is open and nothing has been said of it for two quarters, or since it began.';
comment on column action_status.reason is 'The rule that gave rag.';
