-- Each cost centre's money at each date it was reported. Funds are never netted: the housing revenue account
-- belongs to tenants and capital is not spending on services.
create view budget_figures as
with moved as (
    select to_cost_centre as cost_centre, on_date, amount from current_virements
    union all
    select from_cost_centre as cost_centre, on_date, -amount as amount from current_virements
),

reported as (
    select
        current_budget_positions.cost_centre, current_budget_positions.period, periods.period_start, periods.period_end,
        periods.financial_year, periods.part, periods.parts,
        current_budgets.service_code, current_budgets.title, current_budgets.fund, current_budgets.approved_budget,
        budget_to_date, actual_to_date, forecast_outturn, current_budget_positions.reason, current_budget_positions.load_id,
    from current_budget_positions
    inner join periods using (period)
    inner join current_budgets
        on current_budget_positions.cost_centre = current_budgets.cost_centre
        and periods.financial_year = current_budgets.financial_year
),

net as (
    select reported.cost_centre, reported.period, sum(moved.amount) as net_virements
    from reported
    inner join moved
        on reported.cost_centre = moved.cost_centre
        and moved.on_date <= reported.period_end
    inner join periods as years
        on years.frequency = 'annual' and years.financial_year = reported.financial_year
        and moved.on_date >= years.period_start
    group by all
)

select
    reported.*,
    coalesce(net_virements, 0)::decimal(18, 6) as net_virements,
    (approved_budget + coalesce(net_virements, 0))::decimal(18, 6) as budget,
    actual_to_date - budget_to_date as variance,
    (forecast_outturn - budget)::decimal(18, 6) as forecast_variance,
    lag(forecast_outturn) over (partition by reported.cost_centre, financial_year order by period_end) as previous_forecast,
from reported
left join net using (cost_centre, period);

comment on view budget_figures is 'One row per cost centre and period reported: budget, spending and forecast, in pounds.';
comment on column budget_figures.net_virements is 'Money moved in less money moved out in the year, up to the period''s end.';
comment on column budget_figures.budget is 'The year''s budget with what was moved: approved budget and net virements.';
comment on column budget_figures.variance is 'Spent less budget to date; above zero is over budget.';
comment on column budget_figures.forecast_variance is 'Forecast less the year''s budget; above zero is over budget.';
comment on column budget_figures.previous_forecast is 'The forecast of the report before, in the same year.';
