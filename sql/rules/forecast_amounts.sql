-- What the year will end at by its method, and between which figures, where the method can say.
create view forecast_amounts as
with ends as materialized (
    select
        *,
        case
            when method = 'latest figure' then latest
            when method in ('usual level', 'level since it shifted') then level
            when starts_with(method, 'profile') then year_to_date / nullif(share_by_then, 0)
            when method = 'straight line' then year_to_date::double * parts / nullif(part, 0)
            when method = 'run rate' then year_to_date + parts_left * recent_step
            when method = 'remainder of last year' then year_to_date + last_year_gain
            when starts_with(method, 'gain') then year_to_date + usual_gain
            when method = 'rate so far' then ratio_scale * numerator::double / nullif(denominator, 0)
            when method = 'rate so far, then usual rate'
                then (ratio_scale * numerator::double + denominator_left * usual_level) / nullif(denominator + denominator_left, 0)
            when method = 'mean so far, then usual level, unweighted' then (total + parts_left * usual_level::double) / nullif(parts, 0)
            when method = 'mean so far, unweighted' then total::double / nullif(parts_in, 0)
            when method <> 'outturn' then null
            when family = 'stock' or value_basis = 'year_to_date' then latest
            when family = 'ratio' and pairs_in = parts_in then ratio_scale * numerator::double / nullif(denominator, 0)
            when family in ('ratio', 'mean') then total::double / nullif(parts_in, 0)
            else total
        end::double as centre,
        -- Of one earlier year there is no range: it would be the forecast once more.
        case
            when method = 'profile of past years' and past_factors > 1 then year_to_date * least_factor
            when method in ('gains of past years', 'remainder of last year') and past_years > 1 then year_to_date + least_gain
            when method in ('straight line', 'run rate') then year_to_date + parts_left * usual_level::double - spread * sqrt(parts_left)
            when family = 'stock' and method <> 'outturn' then level - spread
        end::double as one_end,
        case
            when method = 'profile of past years' and past_factors > 1 then year_to_date * most_factor
            when method in ('gains of past years', 'remainder of last year') and past_years > 1 then year_to_date + most_gain
            when method in ('straight line', 'run rate') then year_to_date + parts_left * usual_level::double + spread * sqrt(parts_left)
            when family = 'stock' and method <> 'outturn' then level + spread
        end::double as other_end,
        -- What has been counted is not uncounted; a share of a fixed sum stays between nought and all of it.
        case
            when method = 'outturn' then null
            when family = 'count' then if(lowest_possible >= 0, year_to_date, null)
            when family = 'rate so far' and unit = 'percent' then coalesce(lowest_possible, 0)
            else lowest_possible
        end as no_lower,
        case
            when method = 'outturn' or family = 'count' then null
            when family = 'rate so far' and unit = 'percent' then coalesce(highest_possible, 100)
            else highest_possible
        end as no_higher,
        one_end is not null and other_end is not null as has_range,
    from forecast_methods
)

select
    * exclude (centre, one_end, other_end, no_lower, no_higher, has_range),
    shown(kept_between(no_lower, centre, no_higher), decimal_places) as forecast,
    -- The middle of a straight line's range is not its forecast; the range is widened to hold it.
    if(has_range, shown(kept_between(no_lower, least(one_end, other_end, centre), no_higher), decimal_places), null) as low,
    if(has_range, shown(kept_between(no_lower, greatest(one_end, other_end, centre), no_higher), decimal_places), null) as high,
from ends;

comment on view forecast_amounts is 'One row per indicator and part of a year at which a forecast is made: what the year will end at, and between what.';
comment on column forecast_amounts.forecast is 'The year''s end by arithmetic, in the indicator''s unit, at the decimals shown; the outturn where the year has ended.';
comment on column forecast_amounts.low is 'The lower end of its range; null: this method gives no range.';
comment on column forecast_amounts.high is 'The upper end of its range; null: this method gives no range.';
