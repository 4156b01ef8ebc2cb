"""One function a question about money; amounts are pounds, a variance above nought is over budget."""

from __future__ import annotations

import duckdb
import polars as pl

from pimdata.answers import frame, rows

DB = duckdb.DuckDBPyConnection

# The same order everywhere: what council tax pays for comes first.
_FUNDS = "list_position(['general fund', 'housing revenue account', 'capital', 'ring-fenced'], fund)"

# A fund has a forecast only where all of it has one.
_WHOLE = "if(count({0}) = count(*), sum({0}), null)"


def periods(db: DB) -> list[str]:
    """Periods for which money was reported, newest first."""
    found = rows(db, "select distinct period, period_end from budget_status order by period_end desc")
    return [period for period, _ in found]


def services(db: DB, period: str, service: str = "", portfolio: str = "") -> pl.DataFrame:
    """Money of each service and fund in a period, with how many of its measures for that period met their target.

    A service belongs to a portfolio where it has a measure or an action of that portfolio.
    """
    return frame(
        db,
        f"""
        select
            budget_status.*, service_names.title as service_title,
            forecast_outturn - previous_forecast as forecast_moved,
            coalesce(results.judged, 0) as measures_judged, coalesce(results.is_on, 0) as measures_on,
        from budget_status
        left join service_names using (service_code)
        left join (
            select
                service_code, count(*) filter (where status in ('on', 'near', 'below'))::integer as judged,
                count(*) filter (where status = 'on')::integer as is_on,
            from indicator_today where class = 'target' and period = $period group by service_code
        ) as results using (service_code)
        where period = $period and ($service = '' or service_code = $service)
            and ($portfolio = '' or service_code in (
                select service_code from current_indicators where portfolio = $portfolio
                union
                select service_code from current_actions where portfolio = $portfolio
            ))
        order by {_FUNDS}, forecast_variance desc nulls last, service_title
        """,
        {"period": period, "service": service, "portfolio": portfolio},
    )


def funds(db: DB, period: str) -> pl.DataFrame:
    """Each fund as a whole in a period. Funds are never added together."""
    return frame(
        db,
        f"""
        select
            fund, period,
            sum(budget) as budget,
            sum(net_virements) as net_virements,
            sum(actual_to_date) as actual_to_date,
            sum(variance) as variance,
            sum(forecasts_missing)::integer as forecasts_missing, sum(cost_centres)::integer as cost_centres,
            {_WHOLE.format("forecast_outturn")} as forecast_outturn,
            {_WHOLE.format("forecast_variance")} as forecast_variance,
            (100 * {_WHOLE.format("forecast_variance")} / nullif(sum(budget), 0))::decimal(18, 1) as forecast_variance_percent,
            {_WHOLE.format("forecast_outturn - previous_forecast")} as forecast_moved,
            money_state({_WHOLE.format("forecast_variance")}, sum(budget)) as state,
            '' as reason,
            coalesce(
                list(service_names.title order by forecast_variance desc) filter (where budget_status.state = 'over budget'), []
            ) as over_names,
        from budget_status
        left join service_names using (service_code)
        where period = $period
        group by fund, period
        order by {_FUNDS}
        """,
        {"period": period},
    )


def cost_centres(db: DB, period: str, service: str = "") -> pl.DataFrame:
    """Each cost centre's money in a period, by fund, the furthest over budget first."""
    return frame(
        db,
        f"""
        select
            budget_figures.*, service_names.title as service_title,
            (100 * forecast_variance / nullif(budget, 0))::decimal(18, 1) as forecast_variance_percent,
            forecast_outturn - previous_forecast as forecast_moved,
            money_state(forecast_variance, budget) as state,
        from budget_figures
        left join service_names using (service_code)
        where period = $period and ($service = '' or service_code = $service)
        order by {_FUNDS}, forecast_variance desc nulls last, cost_centre
        """,
        {"period": period, "service": service},
    )


def virements(db: DB, service: str = "") -> pl.DataFrame:
    """Money moved, newest first, and what became of the measure it was for.

    The measure's last figure for a period that had ended by then is set beside its newest one.
    """
    return frame(
        db,
        """
        with named as (
            select cost_centre, arg_max(title, financial_year) as title, arg_max(service_code, financial_year) as service_code
            from current_budgets group by cost_centre
        ),

        before as (
            select
                virement_no, arg_max(status.period, status.period_end) as before_period,
                arg_max(status.value_shown, status.period_end) as before_value,
                arg_max(status.part, status.period_end) as before_part,
                arg_max(status.breaks_so_far, status.period_end) as before_breaks,
            from current_virements as moved
            inner join indicator_status as status
                on moved.for_indicator = status.indicator_code and status.period_end <= moved.on_date
            where status.value_shown is not null and status.frequency = status.own_frequency
            group by virement_no
        )

        select
            moved.virement_no, moved.on_date, moved.amount, moved.purpose, moved.decided_by, moved.for_indicator,
            moved.from_cost_centre, sender.title as from_title, moved.to_cost_centre, receiver.title as to_title,
            before.before_period, before.before_value, latest.period as now_period, latest.value_shown as now_value,
            coalesce(latest.title, coded_things.title) as measure_title, latest.unit, latest.decimal_places,
            latest.kind, latest.value_basis, latest.good_is,
            if(
                latest.period_end > moved.on_date and latest.breaks_so_far = before.before_breaks,
                change_between(
                    latest.value_basis, latest.part = before.before_part,
                    latest.good_is, latest.value_shown - before.before_value,
                    missed_by(latest.short_of_target) - missed_by(
                        short_of(latest.good_is, before.before_value, latest.target, latest.target_low, latest.target_high)
                    ),
                    deadband_of(latest.deadband_kind, latest.deadband, before.before_value)
                ),
                'n/a'
            ) as change,
        from current_virements as moved
        left join named as sender on moved.from_cost_centre = sender.cost_centre
        left join named as receiver on moved.to_cost_centre = receiver.cost_centre
        left join before using (virement_no)
        left join indicator_latest as latest on moved.for_indicator = latest.indicator_code
        left join coded_things on moved.for_indicator = coded_things.code
        where $service = '' or sender.service_code = $service or receiver.service_code = $service
        order by moved.on_date desc, moved.virement_no
        """,
        {"service": service},
    )


def unreconciled(db: DB, period: str, service: str = "") -> pl.DataFrame:
    """Money returns of a period that differ from the ledger's control total; of one service, or of all."""
    return frame(
        db,
        """
        select ledger_differences.*, loads.by_whom, loads.file_name
        from ledger_differences inner join main.loads using (load_id)
        where not is_reconciled and list_contains(periods, $period) and ($service = '' or list_contains(services, $service))
        order by load_id
        """,
        {"period": period, "service": service},
    )


def without_total(db: DB, period: str, service: str = "") -> list[int]:
    """The money returns in force for a period that came without the ledger's control total; of one service, or of all."""
    found = rows(
        db,
        """
        select distinct held.load_id
        from current_budget_positions as held
        inner join main.loads using (load_id)
        inner join periods on held.period = periods.period
        left join current_budgets as budgets
            on held.cost_centre = budgets.cost_centre and periods.financial_year = budgets.financial_year
        left join main.sendings on held.load_id = sendings.load_id
        where held.period = $period and control_total is null and ($service = '' or budgets.service_code = $service)
        order by held.load_id
        """,
        {"period": period, "service": service},
    )
    return [load_id for (load_id,) in found]
