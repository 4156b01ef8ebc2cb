-- What those who follow a measure are told of: only what is different. A plan that is sent again as it was changes nothing.
create view measure_changes as
with sent as (
    select
        indicator_code, 'figure' as what, period, accepted_no, accepted_at, source_row,
        row(value, achieved_on, result_text, no_value_reason)::varchar as content,
    from indicator_results
    inner join accepted_loads using (load_id)
    where category = ''
    union all
    select
        indicator_code, 'target' as what, if(period = '', financial_year, period) as period, accepted_no, accepted_at, source_row,
        row(target_kind, target_text, target_value, target_low, target_high, target_date, intervention_value)::varchar as content,
    from targets
    inner join accepted_loads using (load_id)
    where category = ''
    union all
    select
        indicator_code, 'definition' as what, '' as period, accepted_no, accepted_at, source_row,
        row(title, definition, unit, good_is, value_basis, aggregation, frequency, tolerance_kind, tolerance, deadband_kind, deadband)::varchar as content,
    from indicators
    inner join accepted_loads using (load_id)
    union all
    select
        indicator_code, 'owner' as what, '' as period, accepted_no, accepted_at, source_row,
        row(officer, team, service_code, portfolio)::varchar as content,
    from indicators
    inner join accepted_loads using (load_id)
),

compared as (
    select *, lag(content) over (partition by indicator_code, what, period order by accepted_no, source_row) as before
    from sent
),

taken_back as (
    select distinct indicator_code, 'figure taken back' as what, period, changed_at
    from load_events
    inner join indicator_results using (load_id)
    where state = 'withdrawn' and changed_at <= as_at()
)

select indicator_code, what, period, accepted_at as changed_at
from compared
where content <> before or before is null and what in ('figure', 'target')
union all
select indicator_code, what, period, changed_at
from taken_back;

comment on view measure_changes is 'One row per change of a measure''s figure, target, definition or owner.';
comment on column measure_changes.what is 'figure, figure taken back, target, definition or owner.';
comment on column measure_changes.period is 'The period or year it is for; empty for a definition or an owner.';
comment on column measure_changes.changed_at is 'When it was signed off or taken back, UTC.';
