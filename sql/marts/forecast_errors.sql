-- How far each forecast was out, once the year had ended: those by arithmetic, those of owners, and those of money.
-- A forecast is right where it is no further out than counts as close: the measure's tolerance, or 1 per cent of a budget.
create view forecast_errors as
with made as materialized (
    select * from forecasts_made
),

ended as (
    select indicator_code, financial_year, forecast as outturn, forecast_status as outturn_status
    from made where method = 'outturn'
),

measures as materialized (
    select made.*, outturn, outturn_status, owner_period = period as is_owners_own
    from made
    inner join ended using (indicator_code, financial_year)
    where method <> 'outturn'
),

money as (
    select
        *,
        budget_figures.forecast_outturn as made_forecast,
        max(if(part = parts, actual_to_date, null)) over of_year as outturn,
        max(if(part = parts, budget, null)) over of_year as final_budget,
    from budget_figures
    window of_year as (partition by cost_centre, financial_year)
),

pairs as (
    select
        'computed' as source, indicator_code as code, title, service_code, financial_year, period, part, parts, unit, decimal_places,
        method, forecast, outturn, margin, forecast_status as predicted_status, outturn_status,
        if(is_owners_own, abs(owner_forecast - outturn), null) as other_size,
    from measures where forecast is not null
    union all by name
    select
        'owner' as source, indicator_code as code, title, service_code, financial_year, period, part, parts, unit, decimal_places,
        'the owner''s word' as method, owner_forecast as forecast, outturn, margin, owner_status as predicted_status, outturn_status,
        abs(forecast - outturn) as other_size,
    from measures where is_owners_own
    union all by name
    select
        'money' as source, cost_centre as code, title, service_code, financial_year, period, part, parts, '£' as unit, 0 as decimal_places,
        'the budget holder''s word' as method, made_forecast as forecast, outturn, abs(final_budget) / 100 as margin,
        money_state(forecast_variance, budget) as predicted_status, money_state(outturn - final_budget, final_budget) as outturn_status,
        null as other_size,
    from money where part < parts and made_forecast is not null and outturn is not null
)

select
    * exclude (other_size),
    forecast - outturn as error,
    abs(forecast - outturn) as size_of_error,
    (100 * abs(forecast - outturn)::double / nullif(abs(outturn), 0))::decimal(38, 2) as percent_error,
    size_of_error <= margin as is_within_tolerance,
    if(predicted_status = 'info' or outturn_status = 'info', null, predicted_status = outturn_status) as came_true,
    case when other_size is null then null when size_of_error < other_size then 'nearer' when size_of_error > other_size then 'further' else 'as near' end as beside_the_other,
    (4 * part + parts - 1) // parts as quarter_reached,
from pairs;

comment on view forecast_errors is 'One row per forecast of a year that has ended: what was forecast, by whom, and how far out it was.';
comment on column forecast_errors.source is 'computed (by arithmetic), owner (of a measure), or money (of a cost centre, by its budget holder).';
comment on column forecast_errors.code is 'The code of the measure or cost centre.';
comment on column forecast_errors.outturn is 'What the year came to, in the unit of the forecast.';
comment on column forecast_errors.margin is 'How far out still counts as close: the measure''s tolerance, or 1 per cent of the budget; null where no tolerance is set.';
comment on column forecast_errors.predicted_status is 'The status forecast: on, near or below target; over, under or on budget.';
comment on column forecast_errors.outturn_status is 'The status that the year came to.';
comment on column forecast_errors.error is 'Forecast less outturn, in their unit.';
comment on column forecast_errors.size_of_error is 'The same without its sign.';
comment on column forecast_errors.percent_error is 'The same as a percentage of the outturn; null where that is nought.';
comment on column forecast_errors.is_within_tolerance is 'True where it was no further out than counts as close.';
comment on column forecast_errors.came_true is 'True where the status forecast is the one the year came to; null where either cannot be judged.';
comment on column forecast_errors.beside_the_other is 'nearer, further or as near: the owner''s beside the arithmetic made at the same time, and the other way round; null where only one was made.';
comment on column forecast_errors.quarter_reached is 'The quarter of the year that had been reached when it was made, 1 to 4.';
