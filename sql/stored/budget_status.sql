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
    sum(forecast_outturn) as forecast_outturn,
    sum(forecast_variance) as forecast_variance,
    sum(previous_forecast) as previous_forecast,
    (100 * sum(forecast_variance) / nullif(sum(budget), 0))::decimal(18, 1) as forecast_variance_percent,
    case
        when sum(forecast_variance) is null then 'no forecast'
        when abs(forecast_variance_percent) <= 1 then 'on budget'
        when sum(forecast_variance) > 0 then 'over budget'
        when sum(forecast_variance) < 0 then 'under budget'
        else 'on budget'
    end as state,
    string_agg(reason, ' ' order by abs(forecast_variance) desc) filter (where reason <> '') as reason,
from budget_figures
group by service_code, fund, period, financial_year, period_end;

comment on view budget_status is 'One row per service, fund and period: budget, spending and forecast, in pounds. Funds are never netted.';
comment on column budget_status.cost_centres is 'Cost centres added up.';
comment on column budget_status.forecast_variance_percent is 'Forecast variance as a percentage of the year''s budget, one decimal.';
comment on column budget_status.state is 'over budget or under budget beyond 1 per cent, else on budget; no forecast where none is given.';
comment on column budget_status.reason is 'Why forecasts differ from budgets, the largest first.';
