-- What can be said today of the data of each measure that is collected, whatever its figures say.
create view measure_quality as
with collected as (
    select versions.*, held.load_id
    from indicator_versions as versions
    inner join current_indicators as held using (indicator_code, valid_from)
    where today() between versions.valid_from and versions.valid_until
),

-- A measure's own periods alone: what is worked out from them is never sent.
figures as (
    select
        indicator_code,
        arg_max(period, period_end) filter (where has_value and period_end < today()) as newest_period,
        max(period_end) filter (where has_value and period_end < today()) as newest_period_end,
        max(period_end) filter (where has_come) as newest_come_end,
    from indicator_standings
    where not is_rolled_up
    group by indicator_code
),

missing as (
    select standings.indicator_code, count(*) as periods_behind, min(due_date) as behind_since
    from indicator_standings as standings
    inner join figures using (indicator_code)
    where not is_rolled_up and due_date < today() and not has_come
        and period_end > coalesce(newest_come_end, date '1900-01-01')
    group by standings.indicator_code
)

select
    collected.indicator_code, collected.title, coalesce(service_names.service_code, collected.service_code, '') as service_code,
    collected.kind, collected.frequency, newest_period, today() - newest_period_end as age_days,
    coalesce(periods_behind, 0) as periods_behind, behind_since, periods_behind is null as is_fresh,
    coalesce(officer, '') <> '' as has_officer,
    service_names.service_code is not null as has_service,
    coalesce(portfolio, '') <> '' as has_portfolio,
    has_officer and has_service and has_portfolio as is_owned,
    coalesce(definition, '') <> '' as has_definition,
    coalesce(source, '') <> '' as has_source,
    greatest(collected.valid_from, accepted_loads.loaded_at::date, coalesce(graded_on, collected.valid_from)) as looked_at_on,
    today() > looked_at_on + interval 2 years as is_old_definition,
    coalesce(measure_reliability.grade, '') as grade,
    measure_last_audit.audited_on, coalesce(measure_last_audit.finding, '') as audit_finding,
from collected
inner join accepted_loads on collected.load_id = accepted_loads.load_id
left join figures using (indicator_code)
left join missing using (indicator_code)
left join service_names on collected.service_code = service_names.service_code
left join measure_reliability using (indicator_code)
left join measure_last_audit using (indicator_code);

comment on view measure_quality is 'One row per measure collected today: how new its figures are, who answers for it, and how it is defined.';
comment on column measure_quality.service_code is 'The service that returns it; empty where none is given.';
comment on column measure_quality.newest_period is 'The newest period with a figure; null where there is none.';
comment on column measure_quality.age_days is 'Days since that period ended; null where there is no figure.';
comment on column measure_quality.periods_behind is 'Periods since the newest return of it whose due day has passed.';
comment on column measure_quality.behind_since is 'The day the first of them was due; null where none is missing.';
comment on column measure_quality.is_fresh is 'True where no figure due since the newest return is missing.';
comment on column measure_quality.has_officer is 'True where a post or officer is given.';
comment on column measure_quality.has_service is 'True where its service stands today.';
comment on column measure_quality.has_portfolio is 'True where a portfolio is given.';
comment on column measure_quality.is_owned is 'True where officer, service and portfolio are all given.';
comment on column measure_quality.has_definition is 'True where the plan says how it is worked out.';
comment on column measure_quality.has_source is 'True where the plan says where its figures come from.';
comment on column measure_quality.looked_at_on is 'The last day on which its definition began, was sent or was graded.';
comment on column measure_quality.is_old_definition is 'True where that is more than two years ago: two of the council''s yearly reviews.';
comment on column measure_quality.grade is 'The champion''s newest grade; empty where there is none.';
comment on column measure_quality.audited_on is 'The day its figures were audited last; null where they never were.';
comment on column measure_quality.audit_finding is 'What that audit found; empty where there is none.';
