-- What the year will end at: straight on from here, and what the owner expects, side by side. Neither hides the other.
create view indicator_forecast as
with newest as (
    select * from forecasts_made
    where in_scope(indicator_code)
    qualify row_number() over (partition by indicator_code, financial_year order by part desc) = 1
),

chosen as (
    select
        *,
        -- What is shown to members: the owner's own word where there is one, the arithmetic where there is not. Once the
        -- year has ended it is neither's: what it came to is known.
        owner_forecast is not null and method <> 'outturn' as is_owners,
        if(is_owners, owner_forecast, forecast) as expected,
        if(is_owners, owner_status, forecast_status) as expected_status,
    from newest
)

select
    indicator_code, financial_year, title, service_code, unit, decimal_places, target, target_low, target_high, parts_in, parts,
    last_part, past_years, method, method_rule, forecast, low, high, forecast_status,
    owner_forecast, owner_reason, owner_role, owner_period, owner_status, expected, expected_status,
    if(is_owners, likelihood_of(owner_status), forecast_likelihood) as likelihood,
    case
        when likelihood is null then null
        when method = 'outturn' then 'what the year came to'
        when is_owners then 'the owner''s forecast'
        when low is not null and high is not null then 'the whole range'
        else 'the forecast alone'
    end as likelihood_rule,
from chosen;

comment on view indicator_forecast is 'One row per indicator and financial year, where it is returned more than once a year or its owner gives a forecast: what the year will end at.';
comment on column indicator_forecast.parts_in is 'Figures returned in the year.';
comment on column indicator_forecast.last_part is 'The newest part of the year with a figure; null where there is none yet.';
comment on column indicator_forecast.owner_forecast is 'The year''s end as its owner expects it.';
comment on column indicator_forecast.expected is 'The owner''s forecast where there is one and the year has not ended, else the arithmetic.';
comment on column indicator_forecast.expected_status is 'The status of what is expected.';
comment on column indicator_forecast.likelihood is 'Whether the year''s target will be met: likely, in doubt or unlikely; null where it cannot be judged.';
comment on column indicator_forecast.likelihood_rule is 'What that is judged by: the owner''s forecast, the whole range, the forecast alone, or what the year came to.';
