-- A service's money by fund. Forecasts are added up only where every cost centre gives one: the rest of a service would
-- be read as the whole of it.
create view budget_status as
select
    service_code, fund, period, financial_year, period_end,
    count(*) as cost_centres,
    sum(approved_budget) as approved_budget,
    sum(net_virements) as net_virements,
    sum(budget) as budget,
    sum(budget_to_date) as budget_to_date,
    sum(actual_to_date) as actual_to_date,
    sum(variance) as variance,
    count(*) - count(forecast_outturn) as forecasts_missing,
    if(count(forecast_outturn) = count(*), sum(forecast_outturn), null) as forecast_outturn,
    if(count(forecast_outturn) = count(*), sum(forecast_variance), null) as forecast_variance,
    if(count(previous_forecast) = count(*), sum(previous_forecast), null) as previous_forecast,
    (100 * if(count(forecast_outturn) = count(*), sum(forecast_variance), null) / nullif(sum(budget), 0))::decimal(18, 1)
        as forecast_variance_percent,
    money_state(if(count(forecast_outturn) = count(*), sum(forecast_variance), null), sum(budget)) as state,
    string_agg(reason, ' ' order by abs(forecast_variance) desc) filter (where reason <> '') as reason,
from budget_figures
group by service_code, fund, period, financial_year, period_end;

comment on view budget_status is 'One row per service, fund and period: budget, spending and forecast, in pounds. Funds are never netted.';
comment on column budget_status.cost_centres is 'Cost centres added up.';
comment on column budget_status.forecasts_missing is 'Cost centres that give no forecast; with any, the whole has none.';
comment on column budget_status.forecast_outturn is 'What the year is expected to cost, in pounds; null where a cost centre gives no forecast.';
comment on column budget_status.previous_forecast is 'The forecasts of the reports before, in the same year; null where a cost centre gave none.';
comment on column budget_status.forecast_variance_percent is 'Forecast variance as a percentage of the year''s budget, one decimal.';
comment on column budget_status.state is 'over budget or under budget beyond 1 per cent, else on budget; no forecast where a cost centre gives none.';
comment on column budget_status.reason is 'Why forecasts differ from budgets, the largest first.';
