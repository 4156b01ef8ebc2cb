-- The counts at the head of a page. The choice of denominator once moved a council's headline by 17 points,
-- so both are here: measures judged, and all that should have been returned. So can a measure begun within the year:
-- what ends in _all_year is of those alone that were there on its first day.
-- Rows are put together by the period's name alone, and its days joined to the counts: five columns take half as long again.
create view headlines as
with counted as (
    select
        period,
        count(*) as expected,
        count(*) filter (where status in ('on', 'near', 'below')) as judged,
        count(*) filter (where status = 'on') as is_on,
        count(*) filter (where status = 'near') as is_near,
        count(*) filter (where status = 'below') as is_below,
        count(*) filter (where status = 'late') as is_late,
        count(*) filter (where status = 'info') as is_info,
        count(*) filter (where status = 'due') as is_due,
        count(*) filter (where change_on_previous = 'better') as improving,
        count(*) filter (where change_on_previous = 'same') as same,
        count(*) filter (where change_on_previous = 'worse') as worse,
        count(*) filter (where has_value and change_on_previous = 'n/a') as not_comparable,
        improving + same + worse as compared,
        count(*) filter (where change_on_year = 'better') as improving_on_year,
        count(*) filter (where change_on_year = 'same') as same_on_year,
        count(*) filter (where change_on_year = 'worse') as worse_on_year,
        improving_on_year + same_on_year + worse_on_year as compared_on_year,
        count(*) filter (where status = 'below' and run_of_misses >= 2) as below_again,
        count(*) filter (where is_provisional) as provisional,
        count(*) filter (where is_revised) as revised,
        count(*) filter (where band = 'best') as in_best_quartile,
        count(*) filter (where band in ('best', 'above')) as in_best_two,
        count(*) filter (where band is not null) as banded,
        count(*) filter (where movement = 'better') as quartile_up,
        count(*) filter (where movement = 'same') as quartile_same,
        count(*) filter (where movement = 'worse') as quartile_down,
        quartile_up + quartile_same + quartile_down as quartile_compared,
        count(*) filter (where likelihood = 'likely') as likely,
        count(likelihood) as forecast,
        count(*) filter (where first_valid_from <= begins_on and status in ('on', 'near', 'below')) as judged_all_year,
        count(*) filter (where first_valid_from <= begins_on and status = 'on') as on_all_year,
        count(*) filter (where first_valid_from <= begins_on and change_on_previous in ('better', 'same', 'worse'))
            as compared_all_year,
        count(*) filter (where first_valid_from <= begins_on and change_on_previous = 'better') as improving_all_year,
        -- By chance alone about half improve, so of few measures a share says little.
        chance_range(improving, compared, -1) as improving_low,
        chance_range(improving, compared, 1) as improving_high,
    from (select *, make_date(left(financial_year, 4)::integer, 4, 1) as begins_on from indicator_today)
    left join (select distinct indicator_code, first_valid_from from indicator_versions) using (indicator_code)
    left join (select indicator_code, period, band, movement from benchmark_own) using (indicator_code, period)
    where class = 'target'
    group by period
)

select period, frequency, period_start, period_end, financial_year, counted.* exclude (period)
from counted
inner join periods using (period);

comment on view headlines is 'One row per period: how many measures have each status and each direction, and of how many.';
comment on column headlines.expected is 'Measures that should have a figure for the period, context and data-only ones left out.';
comment on column headlines.judged is 'Measures on, near or below target: the denominator of a share on target.';
comment on column headlines.is_on is 'Measures on target.';
comment on column headlines.is_near is 'Measures slightly below target.';
comment on column headlines.is_below is 'Measures below target.';
comment on column headlines.is_late is 'Measures whose return is overdue.';
comment on column headlines.is_info is 'Measures with a figure or a reason and no target to judge it.';
comment on column headlines.is_due is 'Measures whose period has not finished or whose return is not due.';
comment on column headlines.improving is 'Measures better than the period before.';
comment on column headlines.same is 'Measures the same as the period before.';
comment on column headlines.worse is 'Measures worse than the period before.';
comment on column headlines.not_comparable is 'Measures with a figure that cannot be set beside the one before.';
comment on column headlines.compared is 'Measures set beside the period before: the denominator of a share improving.';
comment on column headlines.improving_on_year is 'Measures better than a year earlier.';
comment on column headlines.same_on_year is 'Measures the same as a year earlier.';
comment on column headlines.worse_on_year is 'Measures worse than a year earlier.';
comment on column headlines.compared_on_year is 'Measures set beside a year earlier.';
comment on column headlines.below_again is 'Measures below target that also missed it the period before.';
comment on column headlines.provisional is 'Measures whose figure may still change.';
comment on column headlines.revised is 'Measures whose figure differs from the one first reported.';
comment on column headlines.in_best_quartile is 'Measures in the best quarter of the authorities they are compared with.';
comment on column headlines.in_best_two is 'Measures in the best two quarters; half would be by chance alone.';
comment on column headlines.banded is 'Measures that have a quarter: the denominator of a share in the best; expected is the other.';
comment on column headlines.quartile_up is 'Measures in a better quarter than the period before.';
comment on column headlines.quartile_same is 'Measures in the same quarter as the period before.';
comment on column headlines.quartile_down is 'Measures in a worse quarter than the period before.';
comment on column headlines.quartile_compared is 'Measures that have a quarter in both periods.';
comment on column headlines.judged_all_year is 'Of judged, those collected since the first day of the financial year.';
comment on column headlines.on_all_year is 'Of is_on, those collected since the first day of the financial year.';
comment on column headlines.compared_all_year is 'Of compared, those collected since the first day of the financial year.';
comment on column headlines.improving_all_year is 'Of improving, those collected since the first day of the financial year.';
comment on column headlines.improving_low is 'The least per cent improving that chance leaves likely (95 times in 100); null where none or fifty and more are compared.';
comment on column headlines.improving_high is 'The most.';
comment on column headlines.likely is 'Measures likely to meet the target of the year.';
comment on column headlines.forecast is 'Measures of which that can be said: the denominator of a share likely to.';
