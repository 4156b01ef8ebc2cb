-- Which figures there should be, and what each is to be judged by: an indicator's own periods, and the longer ones its
-- figures roll up into. A year whose target says "not applicable" expects nothing; a survey only its own years; a
-- milestone only the years that give it a date or promise one.
-- It reads the plan alone, so a return never has to work it out again. What a measure is called and who answers for it
-- stays in `indicator_versions`: carried from rule to rule, words cost more than the rules do.
create view expected_periods as
with year_targets as (
    select * from current_targets where period = '' and category = ''
),

candidates as (
    select
        indicator_code, valid_from, kind, class, decimal_places, good_is, value_basis, aggregation, tolerance_kind, tolerance,
        deadband_kind, deadband,
        baseline_value, ratio_scale, retired_on, due_days, due_day_kind,
        indicator_versions.frequency as own_frequency,
        periods.* exclude (frequency, previous),
        periods.frequency as frequency,
        periods.frequency = 'annual'
        or value_basis in ('snapshot', 'running_total', 'rolling')
        or (value_basis = 'period' and aggregation in ('ratio', 'mean')) as is_like_a_year,
        periods.frequency <> if(indicator_versions.frequency = 'survey', 'annual', indicator_versions.frequency) as is_rolled_up,
    from indicator_versions
    inner join periods
        on periods.period_end between indicator_versions.valid_from and indicator_versions.valid_until
        and periods.period_start >= indicator_versions.first_valid_from
    where periods.period_end <= (select max(value::date) from settings where name = 'horizon')
        and case indicator_versions.frequency
            when 'survey' then periods.frequency = 'annual'
            when 'monthly' then periods.frequency in ('monthly', 'quarterly', 'annual')
            when 'quarterly' then periods.frequency in ('quarterly', 'annual')
            when 'half-yearly' then periods.frequency in ('half-yearly', 'annual')
            else periods.frequency = 'annual'
        end
        and (
            expected_in = ''
            or list_contains(list_transform(string_split(expected_in, ';'), lambda named: trim(named)), periods.period)
        )
        and not (is_rolled_up and (expected_in <> '' or aggregation in ('none', '') or kind = 'milestone'))
)

select
    candidates.* exclude (due_days, due_day_kind, end_working_day_no),
    working_days.day as due_date,
    row_number() over (partition by candidates.indicator_code, frequency order by period_index) as place,
    count(*) filter (where not is_rolled_up) over (
        partition by candidates.indicator_code, if(frequency = 'annual', null, in_quarter), candidates.financial_year
    ) as parts_in_quarter,
    count(*) filter (where not is_rolled_up) over (partition by candidates.indicator_code, candidates.financial_year)
        as parts_in_year,
    own.target_value is not null or own.target_low is not null or own.target_high is not null as has_own_target,
    {
        'kind': year_targets.target_kind, 'value': year_targets.target_value, 'low': year_targets.target_low,
        'high': year_targets.target_high, 'unit': year_targets.relative_unit,
        'intervention': year_targets.intervention_value, 'stretch': year_targets.stretch_value
    } as year_terms,
    {
        'kind': own.target_kind, 'value': own.target_value, 'low': own.target_low, 'high': own.target_high,
        'unit': own.relative_unit, 'intervention': own.intervention_value, 'stretch': own.stretch_value
    } as own_terms,
    coalesce(own.target_text, year_targets.target_text) as target_text,
    year_targets.target_date,
from candidates
-- Calendar days that end on a Saturday end on the Monday: nobody is asked for a figure on a day nobody works.
left join working_days as counted on candidates.period_end + candidates.due_days = counted.day
left join working_days
    on working_days.is_working
    and working_days.working_day_no = if(
        candidates.due_day_kind = 'calendar',
        counted.working_day_no + if(counted.is_working, 0, 1),
        candidates.end_working_day_no + candidates.due_days
    )
left join year_targets using (indicator_code, financial_year)
left join current_targets as own
    on candidates.indicator_code = own.indicator_code and candidates.financial_year = own.financial_year
    and candidates.period = own.period and own.category = ''
where coalesce(year_targets.target_kind, '') <> 'not_applicable'
    and (kind <> 'milestone' or year_targets.target_kind in ('milestone_date', 'to_be_confirmed'));

comment on view expected_periods is 'One row per indicator and period for which there should be a figure, rolled-up ones included.';
comment on column expected_periods.valid_from is 'The definition that judges the period: the one valid at its end.';
comment on column expected_periods.own_frequency is 'How often the indicator is returned.';
comment on column expected_periods.frequency is 'The period''s frequency; longer than the indicator''s own where it is rolled up.';
comment on column expected_periods.is_like_a_year is 'True where a figure of this period can be held against one of a year.';
comment on column expected_periods.is_rolled_up is 'True where the figure is worked out from shorter periods and nobody is asked for it.';
comment on column expected_periods.due_date is 'The day by which its figure is due.';
comment on column expected_periods.place is 'Counts the indicator''s expected periods of this frequency, from 1.';
comment on column expected_periods.parts_in_quarter is 'How many of the indicator''s own periods lie in this quarter.';
comment on column expected_periods.parts_in_year is 'How many of the indicator''s own periods lie in this year.';
comment on column expected_periods.has_own_target is 'True where a target is given for this very period, not the year.';
comment on column expected_periods.year_terms is 'The year''s target as given: kind, value, range, unit of a relative one, intervention and stretch.';
comment on column expected_periods.own_terms is 'The period''s own target as given; nulls where there is none.';
