create view load_states as
select
    load_id,
    arg_max(state, event_no) as state,
    arg_max(changed_at, event_no) as changed_at,
    arg_max(load_events.by_whom, event_no) as changed_by,
    arg_max(reason, event_no) as change_reason,
    max(event_no) as event_no,
    bool_or(state = 'signed off') as was_signed_off,
    max(event_no) filter (where state = 'signed off') as signed_no,
from load_events
where changed_at <= as_at()
group by load_id;

comment on view load_states is 'One row per load: the state it is in at as_at, who brought it there, when and why.';
comment on column load_states.load_id is 'The load.';
comment on column load_states.state is 'waiting for sign-off, signed off, sent back, taken back, reopened or withdrawn. Only signed off counts.';
comment on column load_states.changed_at is 'When it came to that state, UTC.';
comment on column load_states.changed_by is 'The post that brought it there.';
comment on column load_states.change_reason is 'Why; empty where none was asked for.';
comment on column load_states.event_no is 'The change that brought it there.';
comment on column load_states.was_signed_off is 'True where it has ever counted: what never did is no history.';
comment on column load_states.signed_no is 'The change that last signed it off; null where nobody has.';
