-- How earlier years went on from the same point. Only whole years counted in the same way are held up to this one:
-- every figure in, the same number of parts, and no break in definition inside them or since.
create view forecast_profiles as
with ends as materialized (
    select
        *,
        figures_in_year = parts and is_unbroken as can_be_compared,
        -- Nobody's cases are known for a part that gave no counts, so such a year says nothing of the rest of another.
        if(can_be_compared and pairs_in_year = parts, year_denominator - denominator, null) as denominator_after,
    from forecast_parts
),

past as (
    select
        ends.indicator_code, ends.financial_year, ends.part,
        count(*) as past_years,
        sum(earlier.year_to_date) / nullif(sum(earlier.year_total), 0) as share_by_then,
        count(earlier.year_total / nullif(earlier.year_to_date, 0)) as past_factors,
        min(earlier.year_total / nullif(earlier.year_to_date, 0)) as least_factor,
        max(earlier.year_total / nullif(earlier.year_to_date, 0)) as most_factor,
        avg(earlier.year_total - earlier.year_to_date) as usual_gain,
        min(earlier.year_total - earlier.year_to_date) as least_gain,
        max(earlier.year_total - earlier.year_to_date) as most_gain,
        max(if(earlier.year_no = ends.year_no - 1, earlier.year_total - earlier.year_to_date, null)) as last_year_gain,
        max(if(earlier.year_no = ends.year_no - 1, earlier.denominator_after, null)) as denominator_after_last_year,
    from ends
    inner join ends as earlier using (indicator_code, part, parts, family, value_basis, breaks_so_far)
    where earlier.year_no < ends.year_no and earlier.can_be_compared and ends.is_answered
    group by ends.indicator_code, ends.financial_year, ends.part
)

select
    ends.* exclude (can_be_compared, year_total, year_denominator, pairs_in_year, denominator_after),
    coalesce(past_years, 0) as past_years,
    past.* exclude (indicator_code, financial_year, part, past_years),
from ends
left join past using (indicator_code, financial_year, part);

comment on view forecast_profiles is 'One row per indicator and own period of a year that can have a forecast: how earlier years went on from the same point.';
comment on column forecast_profiles.past_years is 'Earlier years that can be held up to this one: whole, and counted in the same way.';
comment on column forecast_profiles.share_by_then is 'The share of those years'' totals reached by this point; null where they came to nought.';
comment on column forecast_profiles.past_factors is 'How many of those years had come to anything by this point.';
comment on column forecast_profiles.least_factor is 'The least number of times that such a year''s total was what it had come to by this point.';
comment on column forecast_profiles.most_factor is 'The most times.';
comment on column forecast_profiles.usual_gain is 'What those years added after this point, on average, in the indicator''s unit.';
comment on column forecast_profiles.least_gain is 'The least that one of them added.';
comment on column forecast_profiles.most_gain is 'The most that one of them added.';
comment on column forecast_profiles.last_year_gain is 'What last year added after this point, in the indicator''s unit; null where last year cannot be held up to this one.';
comment on column forecast_profiles.denominator_after_last_year is 'Cases of last year after this point; null where last year is not whole or does not give them.';
