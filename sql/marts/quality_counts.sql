-- How many measures, and how many figures of a quarter, stand up to each check. Counts alone: a share is worked out where
-- it is shown, beside its counts.
create view quality_counts as
with measures as (
    select
        coalesce(service_code, '') as service_code, grouping(service_code) = 1 as is_council, '' as quarter,
        count(*) as of_all,
        unnest([
            {'check_code': 'fresh', 'number': count(*) filter (where is_fresh)},
            {'check_code': 'owned', 'number': count(*) filter (where is_owned)},
            {'check_code': 'no definition', 'number': count(*) filter (where not has_definition)},
            {'check_code': 'no source', 'number': count(*) filter (where not has_source)},
            {'check_code': 'old definition', 'number': count(*) filter (where is_old_definition)},
            {'check_code': 'graded', 'number': count(*) filter (where grade <> '')},
            {'check_code': 'audited', 'number': count(*) filter (where audited_on is not null)}
        ]) as counted,
    from measure_quality
    group by grouping sets ((service_code), ())
),

figures as (
    select
        coalesce(service_code, '') as service_code, grouping(service_code) = 1 as is_council, quarter,
        unnest([
            {'check_code': 'explained below', 'number': count(*) filter (where is_below and has_what_happened and has_why and has_what_next), 'of_all': count(*) filter (where is_below)},
            {'check_code': 'what happened', 'number': count(*) filter (where is_below and has_what_happened), 'of_all': count(*) filter (where is_below)},
            {'check_code': 'why', 'number': count(*) filter (where is_below and has_why), 'of_all': count(*) filter (where is_below)},
            {'check_code': 'what next', 'number': count(*) filter (where is_below and has_what_next), 'of_all': count(*) filter (where is_below)},
            {'check_code': 'provisional', 'number': count(*) filter (where is_provisional), 'of_all': count(*)},
            {'check_code': 'revised', 'number': count(*) filter (where is_revised), 'of_all': count(*)},
            {'check_code': 'explained', 'number': count(*) filter (where explanation <> ''), 'of_all': count(*)},
            {'check_code': 'small numbers', 'number': count(*) filter (where is_small), 'of_all': count(*)}
        ]) as counted,
    from figure_quality
    group by grouping sets ((service_code, quarter), (quarter))
)

select service_code, is_council, quarter, counted.check_code as check_code, counted.number as number, of_all
from measures
union all
select service_code, is_council, quarter, counted.check_code as check_code, counted.number as number, counted.of_all as of_all
from figures;

comment on view quality_counts is 'One row per service, quarter and check, and of the council: how many measures or figures the check counts, of how many.';
comment on column quality_counts.service_code is 'The service; empty where a measure has none, and for the council.';
comment on column quality_counts.is_council is 'True for the council as a whole.';
comment on column quality_counts.quarter is 'The quarter in which figures'' periods end; empty for what is counted of measures as they stand today.';
comment on column quality_counts.check_code is 'The check of quality_checks; or a part of "explained below": what happened, why, what next.';
comment on column quality_counts.number is 'Measures or figures it counts.';
comment on column quality_counts.of_all is 'Of how many.';
