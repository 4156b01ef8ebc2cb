-- What the year will end at: straight on from here, and what the owner expects, side by side. Neither hides the other.
create view indicator_forecast as
with own as (
    select * from indicator_series where not is_rolled_up and kind = 'indicator' and parts > 1 and in_scope(indicator_code)
),

so_far as (
    select
        indicator_code, financial_year,
        -- What stands at the year's end judges the year.
        arg_max_null(good_is, period_end) as good_is, arg_max_null(decimal_places, period_end) as decimal_places, arg_max_null(class, period_end) as class,
        arg_max_null(value_basis, period_end) as value_basis, arg_max_null(aggregation, period_end) as aggregation,
        arg_max_null(tolerance_kind, period_end) as tolerance_kind, arg_max_null(tolerance, period_end) as tolerance,
        arg_max_null(year_target, period_end) as target, arg_max_null(year_target_low, period_end) as target_low,
        arg_max_null(year_target_high, period_end) as target_high, arg_max_null(year_intervention, period_end) as intervention_value,
        arg_max_null(unit, period_end) as unit, arg_max_null(ratio_scale, period_end) as ratio_scale, arg_max_null(title, period_end) as title, arg_max_null(service_code, period_end) as service_code,
        arg_max_null(parts, period_end) as parts,
        count(value) as parts_in,
        max(part) filter (where value is not null) as last_part,
        sum(value) as total, avg(value) as mean,
        sum(numerator) filter (where denominator is not null) as numerator,
        sum(denominator) filter (where numerator is not null) as denominator,
        count(numerator + denominator) as pairs_in,
        max_by(value, part) filter (where value is not null) as latest,
        max_by(forecast_year_end, part) filter (where forecast_year_end is not null) as owner_forecast,
        max_by(forecast_reason, part) filter (where forecast_year_end is not null) as owner_reason,
        max_by(owner_role, part) filter (where forecast_year_end is not null) as owner_role,
        max_by(period, part) filter (where forecast_year_end is not null) as owner_period,
    from own
    group by indicator_code, financial_year
),

with_methods as (
    select
        *,
        case
            when parts_in = 0 then 'none: no figures yet'
            when last_part = parts and (parts_in = parts or aggregation = 'last' or value_basis <> 'period') then 'outturn'
            when value_basis in ('snapshot', 'rolling', 'running_total') then 'latest figure'
            when aggregation = 'last' and value_basis = 'period' then 'latest figure'
            when parts_in < last_part then 'none: a figure is missing'
            when value_basis = 'year_to_date' and (unit = 'percent' or aggregation in ('ratio', 'mean'))
                then 'none: a rate so far this year has no straight line'
            when (value_basis = 'year_to_date' or aggregation = 'sum') and last_part = 1 then 'none: too early'
            when value_basis = 'year_to_date' or aggregation = 'sum' then 'straight line'
            when aggregation = 'ratio' and pairs_in = parts_in then 'rate so far'
            when aggregation in ('ratio', 'mean') then 'mean so far, unweighted'
            else 'none: figures of this measure do not add up to a year'
        end as method,
        if(value_basis = 'year_to_date', latest, total) as so_far_total,
        ratio_scale * numerator / nullif(denominator, 0) as rate,
    from so_far
),

forecasts as (
    select
        *,
        shown(case
            when method = 'latest figure' then latest
            when method = 'straight line' then so_far_total * parts / nullif(last_part, 0)
            when method = 'rate so far' then rate
            when method = 'mean so far, unweighted' then mean
            when method <> 'outturn' then null
            when value_basis <> 'period' or aggregation = 'last' then latest
            when aggregation = 'sum' then total
            when aggregation = 'ratio' and pairs_in = parts_in then rate
            when aggregation in ('ratio', 'mean') then mean
        end, decimal_places) as forecast,
        shown(owner_forecast, decimal_places) as owner_shown,
        shown(target, decimal_places) as target_shown,
        shown(target_low, decimal_places) as low_shown,
        shown(target_high, decimal_places) as high_shown,
        margin_of(good_is, target_shown, shown(intervention_value, decimal_places), tolerance_kind, tolerance) as margin,
    from with_methods
),

short as (
    select
        *,
        short_of(good_is, forecast, target_shown, low_shown, high_shown) as forecast_short,
        short_of(good_is, owner_shown, target_shown, low_shown, high_shown) as owner_short,
    from forecasts
),

reasons as (
    select
        *,
        if(class = 'target' and forecast_short is not null, judged_against(forecast_short, margin), '') as forecast_reason,
        if(class = 'target' and owner_short is not null, judged_against(owner_short, margin), '') as owner_rule,
    from short
),

judged as (
    select *, status_of(forecast_reason) as forecast_status, status_of(owner_rule) as owner_status from reasons
),

chosen as (
    select
        *,
        -- What is shown to members: the owner's own word where there is one, the arithmetic where there is not.
        coalesce(owner_forecast, forecast) as expected,
        if(owner_forecast is not null, owner_status, forecast_status) as expected_status,
    from judged
)

select
    indicator_code, financial_year, title, service_code, unit, decimal_places, target, target_low, target_high, parts_in, parts,
    method, forecast, null::decimal(18, 6) as low, null::decimal(18, 6) as high, forecast_status,
    owner_forecast, owner_reason, owner_role, owner_period, owner_status, expected, expected_status,
    case expected_status when 'on' then 'likely' when 'below' then 'unlikely' when 'near' then 'in doubt' end as likelihood,
from chosen;

comment on view indicator_forecast is 'One row per indicator and financial year, where it is returned more than once a year: what the year will end at.';
comment on column indicator_forecast.target is 'The year''s target, in the indicator''s unit.';
comment on column indicator_forecast.parts_in is 'Figures returned in the year.';
comment on column indicator_forecast.parts is 'Figures the year should have.';
comment on column indicator_forecast.method is 'How the forecast was worked out, or why there is none.';
comment on column indicator_forecast.forecast is 'The year''s end by arithmetic, in the indicator''s unit.';
comment on column indicator_forecast.low is 'The lower end of its range; null: this method gives no range.';
comment on column indicator_forecast.high is 'The upper end of its range; null: this method gives no range.';
comment on column indicator_forecast.forecast_status is 'on, near or below the year''s target, by arithmetic; info where it cannot be judged.';
comment on column indicator_forecast.owner_forecast is 'The year''s end as its owner expects it.';
comment on column indicator_forecast.owner_reason is 'What the owner''s expectation rests on.';
comment on column indicator_forecast.owner_period is 'The period with which the owner gave it.';
comment on column indicator_forecast.owner_status is 'on, near or below the year''s target, by the owner''s word.';
comment on column indicator_forecast.expected is 'The owner''s forecast where there is one, else the arithmetic.';
comment on column indicator_forecast.expected_status is 'The status of what is expected.';
comment on column indicator_forecast.likelihood is 'Whether the year''s target will be met: likely, in doubt or unlikely; null where it cannot be judged.';
