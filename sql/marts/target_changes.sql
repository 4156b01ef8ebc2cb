-- Where a measure's target became another, so that a change of status is not read as one of fact. What is counted up
-- through a year has a target for each part of it by design, and none of those is a change.
create view target_changes as
with targets as (
    select indicator_code, frequency, period, period_start, period_index, target
    from indicator_series
    where target is not null and class = 'target' and kind = 'indicator'
        and value_basis not in ('year_to_date', 'running_total') and not (aggregation = 'sum' and has_own_target)
)

select *, lag(target) over in_order as target_before
from targets
window in_order as (partition by indicator_code, frequency order by period_index)
qualify target <> target_before;

comment on view target_changes is 'One row per indicator and period at which its target became another than the one before.';
comment on column target_changes.target is 'The target from this period on, in the indicator''s unit.';
comment on column target_changes.target_before is 'The target before it.';
