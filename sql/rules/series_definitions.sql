-- How a series is to be read, by the newest definition of its measure. Seven points make a shift or a trend, as the NHS's
-- Making Data Count has it.
create view series_definitions as
select
    indicator_code as series_key, indicator_code,
    kind, class, unit, good_is, frequency, value_basis, aggregation, ratio_scale, expected_in,
    case if(frequency = 'survey', 'annual', frequency)
        when 'monthly' then 12 when 'quarterly' then 4 when 'half-yearly' then 2 else 1
    end as parts,
    value_basis = 'year_to_date' and (unit = 'percent' or aggregation in ('ratio', 'mean')) as is_rate_so_far,
    value_basis in ('year_to_date', 'running_total') and not is_rate_so_far as adds_up,
    coalesce(spc_shift_length, 7) as shift_length,
    coalesce(spc_trend_length, 7) as trend_length,
    coalesce(spc_is_screened, false) as is_screened,
    coalesce(nullif(spc_conflict, ''), 'concern') as conflict_policy,
    spc_baseline_points as baseline_points,
from indicator_versions
qualify row_number() over (partition by indicator_code order by valid_from desc) = 1;

comment on view series_definitions is 'One row per series: how it is to be read.';
comment on column series_definitions.series_key is 'The series; an indicator''s own code where it is ours.';
comment on column series_definitions.parts is 'How many of its periods make a year.';
comment on column series_definitions.is_rate_so_far is 'True where what is returned is a rate so far this year.';
comment on column series_definitions.adds_up is 'True where what is returned is a total so far.';
comment on column series_definitions.shift_length is 'Points on one side of the mean that make a shift.';
comment on column series_definitions.trend_length is 'Points all rising or all falling that make a trend.';
comment on column series_definitions.is_screened is 'True where large moving ranges are left out of the limits.';
comment on column series_definitions.conflict_policy is 'What a point counts as when rules fire both ways: concern, improvement or rule_order.';
comment on column series_definitions.baseline_points is 'How many rows of a phase set its limits; all where null.';
