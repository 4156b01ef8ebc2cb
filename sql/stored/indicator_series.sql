-- The one wide table behind every page about measures. It holds only what does not change at midnight:
-- late, due and counts are thin views over it.
create view indicator_series as
select
    indicator_code, period, frequency, period_start, period_end, financial_year, part, parts, period_index, due_date,
    is_rolled_up, own_frequency, valid_from, retired_on,
    title, sentence_subject, kind, theme, class, unit, decimal_places, good_is, value_basis, aggregation, lowest_possible, highest_possible,
    is_key, is_public, is_partnership, portfolio, service_code, team, officer,
    value, value_shown, first_value, numerator, denominator, is_provisional, is_revised, no_value_reason, parts_in,
    parts_expected, achieved_on, expected_on, result_text,
    target, target_low, target_high, target_date, target_text, target_kind, stretch_value, intervention_value, margin, is_uncertain,
    year_target, year_target_low, year_target_high, year_intervention, ratio_scale, has_own_target, has_target, no_target_reason, target_note, baseline, tolerance_kind, tolerance,
    short_of_target, judged_status, judged_reason, last_known_status, last_known_period, run_of_misses, misses_before, figures_so_far,
    breaks_so_far, previous_value, previous_period, previous_target, same_period_last_year, change_on_previous, change_on_year,
    what_happened, why, what_next, owner_role, by_when, forecast_year_end, forecast_reason,
    loaded_at, load_id,
    settled_reason, settled_status, settled_after, stands_from, stands_until, recent, recent_from,
from standing_periods;

comment on view indicator_series is 'One row per indicator and expected period, to the end of next year: figure, target, rule and change.';
