-- What was known of a year once each of its parts was answered: the facts that every forecast starts from, and what
-- judges the year, which is what stands at its end. It reads the stored series, so that a return costs no more than its
-- own measures; so do the views that stand on this one.
create view forecast_parts as
with own as (
    select * from indicator_series where not is_rolled_up and kind = 'indicator' and in_scope(indicator_code)
),

years as (
    select
        indicator_code, financial_year,
        arg_max({
            'title': title, 'service_code': service_code, 'class': class, 'unit': unit, 'decimal_places': decimal_places,
            'good_is': good_is, 'value_basis': value_basis, 'aggregation': aggregation, 'ratio_scale': ratio_scale,
            'parts': parts, 'tolerance_kind': tolerance_kind, 'tolerance': tolerance, 'lowest_possible': lowest_possible,
            'highest_possible': highest_possible, 'year_target': year_target, 'year_target_low': year_target_low,
            'year_target_high': year_target_high, 'year_intervention': year_intervention,
            'chosen_method': chosen_method
        }, period_end) as at_end,
        count(value) as figures_in_year, min(part) as first_part, min(breaks_so_far) = max(breaks_so_far) as is_unbroken,
        arg_max(value, part) as year_latest, sum(value) as year_sum,
        sum(if(numerator is not null, denominator, null)) as year_denominator,
        count(numerator + denominator) as pairs_in_year,
    from own
    group by indicator_code, financial_year
    -- A figure for a whole year has no forecast but its owner's.
    having arg_max(parts, period_end) > 1 or count(forecast_year_end) > 0
)

select
    years.* exclude (at_end, year_latest, year_sum), at_end.*, own.part, own.period, breaks_so_far, financial_year[:4]::integer as year_no,
    forecast_family(at_end.value_basis, at_end.aggregation, at_end.unit) as family,
    if(at_end.value_basis = 'year_to_date', year_latest, year_sum) as year_total,
    value is not null as has_figure,
    value is not null or no_value_reason <> '' or forecast_year_end is not null as is_answered,
    count(value) over so_far as parts_in,
    max(if(value is not null, part, null)) over so_far as last_part,
    sum(value) over so_far as total,
    last_value(value ignore nulls) over so_far as latest,
    if(at_end.value_basis = 'year_to_date', last_value(value ignore nulls) over so_far, sum(value) over so_far) as year_to_date,
    sum(if(own.denominator is not null, own.numerator, null)) over so_far as numerator,
    sum(if(own.numerator is not null, own.denominator, null)) over so_far as denominator,
    count(own.numerator + own.denominator) over so_far as pairs_in,
    -- An owner's word stands until the owner gives another.
    last_value(if(
        forecast_year_end is null, null,
        {'figure': forecast_year_end, 'period': period, 'reason': forecast_reason, 'role': owner_role}
    ) ignore nulls) over so_far as owners_word,
from own
inner join years using (indicator_code, financial_year)
window so_far as (partition by indicator_code, financial_year order by part);

comment on view forecast_parts is 'One row per indicator and own period of a year that can have a forecast: what was known of the year once that period was answered.';
comment on column forecast_parts.year_total is 'What the year''s figures come to, as far as they are in: their sum, or the last so far.';
comment on column forecast_parts.year_denominator is 'The cases of all its parts that give them.';
comment on column forecast_parts.pairs_in_year is 'How many of its parts give their numbers of cases.';
comment on column forecast_parts.figures_in_year is 'Figures returned in the year.';
comment on column forecast_parts.first_part is 'The first part of the year for which a figure is expected.';
comment on column forecast_parts.is_unbroken is 'True where no break in definition lies inside the year.';
comment on column forecast_parts.family is 'How its year is made of its parts: count, rate so far, ratio, mean, stock, or none.';
comment on column forecast_parts.year_no is 'The calendar year in which the financial year begins.';
comment on column forecast_parts.has_figure is 'True where the period has a figure.';
comment on column forecast_parts.is_answered is 'True where the period has a figure, a reason for none, or its owner''s forecast.';
comment on column forecast_parts.parts_in is 'Figures returned in the year, up to and with this period.';
comment on column forecast_parts.last_part is 'The newest part of the year with a figure, up to this one; null where there is none yet.';
comment on column forecast_parts.total is 'The year''s figures so far, added up.';
comment on column forecast_parts.latest is 'The newest figure of the year so far.';
comment on column forecast_parts.year_to_date is 'What the year has come to so far: the newest figure of a year to date, else the sum.';
comment on column forecast_parts.numerator is 'Cases counted in the year so far, of the periods that give both counts.';
comment on column forecast_parts.denominator is 'Cases in all in the year so far, of the periods that give both counts.';
comment on column forecast_parts.pairs_in is 'Periods of the year so far that give both counts.';
comment on column forecast_parts.owners_word is 'The year''s end as its owner expects it by the newest return that says so, with its period, reason and post.';
