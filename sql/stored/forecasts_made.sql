-- Every forecast of every year, as it would have been made once each part of the year was in, from the figures in force
-- for that part and before it; so that the newest can be shown and all of them be held up to what the year came to.
create view forecasts_made as
with as_shown as (
    select
        * exclude (owners_word),
        shown(year_target, decimal_places) as target,
        shown(year_target_low, decimal_places) as target_low,
        shown(year_target_high, decimal_places) as target_high,
        margin_of(good_is, target, shown(year_intervention, decimal_places), tolerance_kind, tolerance) as margin,
        shown(owners_word.figure, decimal_places) as owner_forecast,
        owners_word.period as owner_period, owners_word.reason as owner_reason, owners_word.role as owner_role,
    from forecast_amounts
),

-- Materialized, or the rule would be written out again for each time it is named, and take longer to plan than to use.
short as materialized (
    select
        *,
        short_of(good_is, forecast, target, target_low, target_high) as forecast_short,
        short_of(good_is, low, target, target_low, target_high) as low_short,
        short_of(good_is, high, target, target_low, target_high) as high_short,
        short_of(good_is, owner_forecast, target, target_low, target_high) as owner_short,
        -- Both ends are missed, one on either side of what is good: what lies between them may be met.
        coalesce(low < target_low and high > target_high, false) as is_astride,
    from as_shown
),

judged as (
    select
        *,
        status_by(class, forecast_short, margin) as forecast_status,
        status_by(class, low_short, margin) as low_status,
        status_by(class, high_short, margin) as high_status,
        status_by(class, owner_short, margin) as owner_status,
    from short
)

select
    indicator_code, financial_year, part, period, title, service_code, unit, decimal_places, target, target_low, target_high, parts_in, parts,
    last_part, past_years, family, method, method_rule, forecast, low, high, forecast_status,
    case
        when forecast_status = 'info' then null
        when low is null or high is null then likelihood_of(forecast_status)
        when low_status = 'on' and high_status = 'on' then 'likely'
        when low_status = 'below' and high_status = 'below' and not is_astride then 'unlikely'
        else 'in doubt'
    end as forecast_likelihood,
    owner_forecast, owner_reason, owner_role, owner_period, owner_status,
    margin,
from judged;

comment on view forecasts_made is 'One row per indicator and part of a year at which a forecast was made: by arithmetic, and by its owner.';
comment on column forecasts_made.target is 'The year''s target, in the indicator''s unit.';
comment on column forecasts_made.parts_in is 'Figures returned in the year by then.';
comment on column forecasts_made.parts is 'Figures the year should have.';
comment on column forecasts_made.last_part is 'The newest part of the year with a figure by then; null where there was none yet.';
comment on column forecasts_made.forecast_status is 'on, near or below the year''s target, by arithmetic; info where it cannot be judged.';
comment on column forecasts_made.forecast_likelihood is 'Whether the year''s target will be met: likely where all of the range meets it, unlikely where none of it comes near, else in doubt; by the forecast alone where it has no range; null where it cannot be judged.';
comment on column forecasts_made.owner_forecast is 'The year''s end as its owner expected it by then, at the decimals shown.';
comment on column forecasts_made.owner_reason is 'What the owner''s expectation rests on.';
comment on column forecasts_made.owner_period is 'The period with which the owner gave it.';
comment on column forecasts_made.owner_status is 'on, near or below the year''s target, by the owner''s word.';
comment on column forecasts_made.margin is 'How far short of the year''s target still counts as slightly below; null where no tolerance is set.';
