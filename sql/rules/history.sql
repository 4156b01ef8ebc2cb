-- Every value anything has ever had: nothing is overwritten, so an auditor can follow a figure to the file, row,
-- person and time that made it, and see what took it back.
create view history as
with sent as (
    select
        'indicator_results' as dataset, indicator_code as code, period, concat_ws(': ', nullif(dimension, ''), nullif(category, '')) as part,
        coalesce(value::varchar, achieved_on::varchar, result_text, '') as value,
        coalesce(nullif(no_value_reason, ''), what_happened, '') as said,
        coalesce(nullif(why, ''), nullif(what_happened, ''), no_value_reason) as reason, load_id, source_row,
    from indicator_results
    union all
    select
        'targets' as dataset, indicator_code as code, if(period = '', financial_year, period) as period, category as part,
        coalesce(nullif(target_text, ''), target_value::varchar, target_date::varchar, target_kind) as value, change_reason as said, said as reason, load_id, source_row,
    from targets
    union all
    select
        'indicators' as dataset, indicator_code as code, valid_from::varchar as period, '' as part,
        definition as value, note as said, said as reason, load_id, source_row,
    from indicators
    union all
    select
        'action_updates' as dataset, action_code as code, as_of::varchar as period, step_no as part,
        state as value, coalesce(nullif(reason_for_change, ''), comment, '') as said, said as reason, load_id, source_row,
    from action_updates
    union all
    select
        'risk_assessments' as dataset, risk_code as code, assessed_on::varchar as period, '' as part,
        (net_likelihood * net_impact)::varchar as value, comment as said, said as reason, load_id, source_row,
    from risk_assessments
    union all
    select
        'budget_positions' as dataset, cost_centre as code, period, '' as part,
        forecast_outturn::varchar as value, reason as said, reason, load_id, source_row,
    from budget_positions
)

select
    sent.dataset, code, sent.period, part, value, said, loads.load_id, source_row, loads.file_name, loads.sha256,
    loads.by_whom, loads.loaded_at, loads.is_illustrative, states.state, states.changed_at, states.changed_by,
    states.change_reason, states.event_no,
    states.state = 'signed off' and row_number() over newest_first = 1 as is_in_force,
    nullif(if(
        states.state = 'signed off',
        lag(coalesce(explained(loads.explanations, source_row), reason)) over newest_first,
        states.change_reason
    ), '') as why_it_stands_no_more,
from sent
inner join loads using (load_id)
inner join load_states as states using (load_id)
-- What never counted is no history: it was a proposal, and its draft has it.
where states.was_signed_off
window newest_first as (
    partition by sent.dataset, code, sent.period, part, states.state order by states.event_no desc, source_row desc
);

comment on view history is 'One row per value that ever counted: what it was, who sent it in which file, and whether it is in force.';
comment on column history.dataset is 'The dataset it belongs to.';
comment on column history.code is 'The code of the measure, action, risk or cost centre.';
comment on column history.period is 'The period, year or day it is for.';
comment on column history.part is 'The dimension and category, or the step; empty for the whole.';
comment on column history.value is 'The value as text.';
comment on column history.said is 'What was said with it.';
comment on column history.state is 'signed off, reopened or withdrawn.';
comment on column history.changed_at is 'When it came to that state, UTC.';
comment on column history.changed_by is 'Who brought it there.';
comment on column history.change_reason is 'Why; empty for an ordinary sign-off.';
comment on column history.event_no is 'The event that brought it there.';
comment on column history.is_in_force is 'True where it is the value in force.';
comment on column history.why_it_stands_no_more is 'Why it was taken back, or why another came after it: what that one''s sender said when asked, else what its row says. Null while in force, and where no reason is kept.';
