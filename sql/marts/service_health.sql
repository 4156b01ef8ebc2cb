-- The health card: the same five rows for every service. A row is on target when all that is judged is, slightly below
-- when at least half is, below when less is. Ours: the papers plan a health card and give no rule for it.
create view service_health as
with measured as (
    select
        1 as theme_part, service_code, if(theme = '', 'results', theme) as theme,
        count(*) as items,
        count(*) filter (where status in ('on', 'near', 'below')) as judged,
        count(*) filter (where status = 'on') as is_on,
        count(*) filter (where status = 'late') as is_late,
        count(*) filter (where change_on_previous = 'better') as improving,
        count(*) filter (where change_on_previous = 'worse') as worse,
        min_by(
            {'code': indicator_code, 'title': title},
            (case status when 'below' then 1 when 'late' then 2 when 'near' then 3 end, -run_of_misses, indicator_code)
        ) filter (where status in ('below', 'late', 'near')) as worst,
    from indicator_today
    where is_latest and (class = 'target' or status = 'late')
    group by all
),

delivered as (
    select
        2 as theme_part, service_code, 'plans' as theme,
        count(*) filter (where is_open or delivery_state = 'complete') as items,
        count(*) filter (where is_open or delivery_state = 'complete') as judged,
        count(*) filter (where delivery_state = 'complete' or rag in ('on_track', 'due_soon', 'revised', 'no_date')) as is_on,
        0 as is_late, 0 as improving, 0 as worse,
        min_by({'code': action_code, 'title': title}, (-days_late, action_code)) filter (where rag = 'overdue') as worst,
    from action_status
    where service_code <> ''
    group by all
),

money as (
    select
        3 as theme_part, service_code, 'money' as theme,
        count(*) as items,
        count(*) filter (where state <> 'no forecast') as judged,
        count(*) filter (where state in ('on budget', 'under budget')) as is_on,
        0 as is_late, 0 as improving, 0 as worse,
        arg_max({'code': service_code || ' ' || fund, 'title': fund}, forecast_variance) filter (where state = 'over budget')
            as worst,
    from budget_status
    where period_end = (select max(period_end) from budget_status)
    group by all
),

together as (
    select
        service_code, theme, sum(items) as items, sum(judged) as judged, sum(is_on) as is_on, sum(is_late) as is_late,
        sum(improving) as improving, sum(worse) as worse, first(worst order by theme_part) filter (where worst is not null) as worst,
    from (from measured union all by name from delivered union all by name from money)
    group by all
)

select
    service_code, theme,
    health_of(judged, is_on, is_late) as status,
    items::integer as items, judged::integer as judged, is_on::integer as is_on, is_late::integer as is_late,
    improving::integer as improving, worse::integer as worse,
    worst.code as worst_code, worst.title as worst_title,
from together;

comment on view service_health is 'One row per service and line of the health card: results, customers, money, people, plans.';
comment on column service_health.status is 'on where all judged are on target, near where at least half are, else below; late or info where nothing is judged.';
comment on column service_health.items is 'Measures, actions and funds on this line.';
comment on column service_health.judged is 'Of them, those that can be judged.';
comment on column service_health.is_on is 'Of those, the ones on target, on track or within budget.';
comment on column service_health.is_late is 'Measures whose return is overdue.';
comment on column service_health.improving is 'Measures better than the period before.';
comment on column service_health.worse is 'Measures worse than the period before.';
comment on column service_health.worst_code is 'The code of what most needs attention; null where nothing does.';
comment on column service_health.worst_title is 'Its title.';
