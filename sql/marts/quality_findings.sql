-- Every measure and figure that a check names, so that each count leads to what it counts.
create view quality_findings as
with of_measures as (
    select
        *,
        unnest([
            if(not is_fresh, 'fresh', null),
            if(not is_owned, 'owned', null),
            if(not has_definition, 'no definition', null),
            if(not has_source, 'no source', null),
            if(is_old_definition, 'old definition', null),
            if(audited_on is not null, 'audited', null)
        ]) as check_code,
    from measure_quality
),

of_figures as (
    select
        *,
        unnest([
            if(is_below and not (has_what_happened and has_why and has_what_next), 'explained below', null),
            if(is_provisional, 'provisional', null),
            if(is_revised, 'revised', null),
            if(explanation <> '', 'explained', null),
            if(is_small, 'small numbers', null)
        ]) as check_code,
    from figure_quality
)

select
    check_code, indicator_code, title, service_code, '' as quarter,
    if(check_code = 'fresh', coalesce(newest_period, ''), '') as period,
    if(check_code = 'fresh', periods_behind, null)::integer as number,
    case check_code
        when 'owned' then concat_ws(
            ', ', if(has_officer, null, 'no officer'), if(has_service, null, 'no service'), if(has_portfolio, null, 'no portfolio')
        )
        when 'old definition' then looked_at_on::varchar
        when 'audited' then concat(audited_on, ' ', audit_finding)
        else ''
    end as said,
from of_measures
where check_code is not null

union all

select
    check_code, indicator_code, title, service_code, quarter, period,
    if(check_code = 'small numbers', denominator, null)::integer as number,
    case check_code
        when 'explained below' then concat_ws(
            ', ', if(has_what_happened, null, 'what happened'), if(has_why, null, 'why'), if(has_what_next, null, 'what next')
        )
        when 'explained' then explanation
        else ''
    end as said,
from of_figures
where check_code is not null;

comment on view quality_findings is 'One row per measure or figure that a check of the data''s quality names.';
comment on column quality_findings.check_code is 'The check, as in quality_checks.';
comment on column quality_findings.quarter is 'The quarter in which the figure''s period ends; empty for what is said of a measure as it stands today.';
comment on column quality_findings.period is 'The figure''s period; of a measure that is not fresh, the newest that has a figure, empty where none has.';
comment on column quality_findings.number is 'Periods behind, or cases counted; null where neither is meant.';
comment on column quality_findings.said is 'What is missing, what the sender answered, or the day the definition was last looked at.';
