-- Where a mean and limits might start again: a run of twelve or more on one side of the mean, and an action that may be why.
-- Only a person decides it, and says why: limits that move by themselves would never show a change.
create view rebase_suggestions as
with newest as (
    select
        series_key, indicator_code, period, period_start,
        row_number() over (partition by series_key order by period_index desc) as from_newest,
    from spc_points
    where is_usable
),

helpers as (
    select indicator_code, min(action_code) as action_code, count(*) as actions
    from (
        select from_code as action_code, to_code as indicator_code from current_links
        union
        select to_code as action_code, from_code as indicator_code from current_links
    )
    semi join current_actions using (action_code)
    group by indicator_code
)

select
    spc_summary.indicator_code, newest.period as from_period, newest.period_start as from_day, run_length,
    if(shift = 1, 'above', 'below') as side, action_code, actions,
from spc_summary
inner join newest on spc_summary.series_key = newest.series_key and newest.from_newest = run_length
inner join helpers on spc_summary.indicator_code = helpers.indicator_code
where limits_status = 'established' and refused_because = '' and shift <> 0 and run_length >= 12;

comment on view rebase_suggestions is 'One row per series whose mean and limits a person might start again.';
comment on column rebase_suggestions.from_period is 'The first period of the run.';
comment on column rebase_suggestions.from_day is 'Its first day.';
comment on column rebase_suggestions.run_length is 'How many figures in a row lie on that side of the mean.';
comment on column rebase_suggestions.side is 'above or below the mean.';
comment on column rebase_suggestions.action_code is 'An action linked with the indicator, the first by code.';
comment on column rebase_suggestions.actions is 'How many actions are linked with it.';
