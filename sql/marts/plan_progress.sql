create view plan_progress as
with items as (
    select *
    from current_plan_items
    where coalesce(valid_to, date '9999-12-31') >= today()
    qualify row_number() over (partition by item_code order by valid_from desc) = 1
),

standing as (
    select code, item_code from serves where until >= today()
),

measures as (
    select
        item_code,
        count(*) as measures,
        count(*) filter (where status in ('on', 'near', 'below')) as judged,
        count(*) filter (where status = 'on') as is_on,
        count(*) filter (where status = 'near') as is_near,
        count(*) filter (where status = 'below') as is_below,
        count(*) filter (where status = 'late') as is_late,
        min_by(status, list_position(['below', 'near', 'late', 'on', 'info', 'due'], status)) as worst_status,
    from standing
    inner join indicator_today on is_latest and standing.code = indicator_today.indicator_code
    group by item_code
),

all_measures as (
    select item_code, count(*) as measures_planned
    from standing
    where code in (select indicator_code from indicator_standings where coalesce(retired_on >= today(), true))
    group by item_code
),

actions as (
    select
        item_code,
        count(*) as actions,
        count(*) filter (where delivery_state = 'complete') as actions_done,
        count(*) filter (where rag = 'overdue') as actions_late,
    from standing
    inner join action_status on standing.code = action_status.action_code
    group by item_code
)

select
    items.item_code, items.kind, items.title, items.portfolio, items.service_code,
    coalesce(measures_planned, 0) as measures_planned,
    coalesce(measures, 0) as measures, coalesce(judged, 0) as judged, coalesce(is_on, 0) as is_on,
    coalesce(is_near, 0) as is_near, coalesce(is_below, 0) as is_below, coalesce(is_late, 0) as is_late,
    coalesce(worst_status, 'info') as worst_status,
    coalesce(actions, 0) as actions, coalesce(actions_done, 0) as actions_done, coalesce(actions_late, 0) as actions_late,
from items
left join measures using (item_code)
left join all_measures using (item_code)
left join actions using (item_code);

comment on view plan_progress is 'One row per plan item: what stands beneath it, through any number of links, and how that is doing.';
comment on column plan_progress.measures_planned is 'Measures beneath it.';
comment on column plan_progress.measures is 'Of them, those with a figure, a judgement or an overdue return.';
comment on column plan_progress.judged is 'Of those, the ones that are judged.';
comment on column plan_progress.is_on is 'Measures on target.';
comment on column plan_progress.is_near is 'Measures slightly below target.';
comment on column plan_progress.is_below is 'Measures below target.';
comment on column plan_progress.is_late is 'Measures whose return is overdue.';
comment on column plan_progress.worst_status is 'The worst status beneath it; info where there is none.';
comment on column plan_progress.actions is 'Actions beneath it.';
comment on column plan_progress.actions_done is 'Actions reported complete.';
comment on column plan_progress.actions_late is 'Actions past their date.';
