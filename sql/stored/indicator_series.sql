-- The one wide table behind every page about measures. It holds only what does not change at midnight:
-- late, due and counts are thin views over it.
-- Words, the plan's and those sent with a figure, are put beside the figures last: no rule above reads them.
create view indicator_series as
with said as (
    select
        indicator_code, period, expected_on, result_text, what_happened, why, what_next, owner_role, by_when,
        forecast_year_end, forecast_reason, promise_outcome,
    from current_indicator_results
    where dimension = '' and category = ''
),

named as (
    select
        indicator_code, valid_from, title, sentence_subject, theme, unit, is_key, is_partnership, portfolio, service_code,
        officer, lowest_possible, highest_possible,
        coalesce(forecast_method, '') as chosen_method,
    from indicator_versions
),

begun as (
    select frequency, period_index, period as missed_since from periods
)

select
    compared.indicator_code, compared.period, compared.frequency, period_start, period_end, financial_year, part, parts,
    compared.period_index, in_quarter, year_before, due_date, is_rolled_up, own_frequency, valid_from, retired_on,
    title, sentence_subject, kind, theme, class, unit, decimal_places, good_is, value_basis, aggregation,
    lowest_possible, highest_possible, is_key, is_partnership, portfolio, service_code, officer,
    value, value_shown, first_value, numerator, denominator, is_in, is_provisional, is_revised, no_value_reason, parts_in,
    parts_expected, achieved_on, expected_on, result_text,
    target, target_low, target_high, target_date, target_text, target_kind, stretch_value, intervention_value, margin,
    year_target, year_target_low, year_target_high, year_intervention, ratio_scale, has_own_target, has_target,
    no_target_reason, baseline, tolerance_kind, tolerance, deadband_kind, deadband,
    short_of_target, beat_target, judged_status, judged_reason, last_known_status, last_known_period, run_of_misses,
    missed_since, misses_before, figures_so_far,
    breaks_so_far, previous_value, previous_period, same_period_last_year, change_on_previous, change_on_year,
    what_happened, why, what_next, owner_role, by_when, forecast_year_end, forecast_reason,
    promise_outcome, chosen_method, loaded_at, load_id,
    settled_reason, settled_status, settled_after, coalesce(stands_from, date '9999-12-31') as stands_from, stands_until,
    recent,
from compared_periods as compared
inner join named using (indicator_code, valid_from)
left join said
    on not is_rolled_up and compared.indicator_code = said.indicator_code and compared.period = said.period
left join begun
    on compared.frequency = begun.frequency and compared.period_index - run_of_misses + 1 = begun.period_index;

comment on view indicator_series is 'One row per indicator and expected period, to the end of next year: figure, target, rule and change.';
comment on column indicator_series.stands_from is 'From when it says how its measure stands; 9999-12-31 where it never does.';
comment on column indicator_series.chosen_method is 'The way of forecasting chosen for the measure: profile, straight_line, last_year_remainder or run_rate; empty where none is.';
comment on column indicator_series.missed_since is 'The period its run of misses began with; the one after it where there is no run.';
