"""One function a question about actions, risks and money; each answers with a finished frame."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection


def actions(
    db: DB, state: str = "", service: str = "", portfolio: str = "", plan: str = "", item: str = ""
) -> pl.DataFrame:
    """Actions, the latest first; `state` is a rag, or `late`, `open` or `due_90` for what those words mean."""
    return frame(
        db,
        """
        select action_status.*, service_names.title as service_title
        from action_status
        left join service_names using (service_code)
        where ($service = '' or service_code = $service) and ($portfolio = '' or portfolio = $portfolio)
            and ($plan = '' or plan = $plan)
            and ($item = '' or action_code in (select code from serves where item_code = $item))
            and case $state
                when '' then true
                when 'late' then rag = 'overdue'
                when 'open' then is_open
                when 'due_90' then is_open and due_date between today() and today() + 90
                else rag = $state
            end
        order by rag <> 'overdue', days_late desc, is_open desc, coalesce(due_date, date '9999-12-31'), action_code
        """,
        {"state": state, "service": service, "portfolio": portfolio, "plan": plan, "item": item},
    )


def action(db: DB, code: str) -> dict[str, Any] | None:
    """One action."""
    return first(
        db,
        """
        select action_status.*, service_names.title as service_title, holders.holder
        from action_status
        left join service_names using (service_code)
        left join portfolio_holders as holders using (portfolio)
        where action_code = $code
        """,
        {"code": code},
    )


def action_steps(db: DB, code: str) -> pl.DataFrame:
    """The steps of an action with the newest state reported of each."""
    return frame(
        db,
        """
        select steps.*, coalesce(newest.state, 'not reported') as state, newest.as_of, newest.comment
        from current_action_steps as steps
        left join (
            select * from action_history where action_code = $code and step_no <> ''
            qualify row_number() over (partition by step_no order by as_of desc) = 1
        ) as newest using (step_no)
        where steps.action_code = $code
        order by step_order, step_no
        """,
        {"code": code},
    )


def action_updates(db: DB, code: str) -> pl.DataFrame:
    """What was reported of an action, newest first."""
    return frame(
        db,
        "select * from action_history where action_code = $code and step_no = '' order by as_of desc",
        {"code": code},
    )


def action_counts(db: DB, service: str = "", portfolio: str = "") -> dict[str, int]:
    """Actions by what their dates say; closed plans left out."""
    found = rows(
        db,
        """
        select rag, count(*)::integer from action_status
        where rag <> 'closed' and ($service = '' or service_code = $service) and ($portfolio = '' or portfolio = $portfolio)
        group by rag
        """,
        {"service": service, "portfolio": portfolio},
    )
    return dict(found)


def plans(db: DB) -> list[str]:
    """Plans that actions stand in."""
    return [plan for (plan,) in rows(db, "select distinct plan from current_actions order by plan")]


def risks(
    db: DB,
    register: str = "",
    service: str = "",
    band: str = "",
    portfolio: str = "",
    likelihood: int = 0,
    impact: int = 0,
) -> pl.DataFrame:
    """Risks that are not exempt, the highest first."""
    return frame(
        db,
        """
        select risk_status.*, service_names.title as service_title
        from risk_status
        left join service_names using (service_code)
        where not coalesce(is_exempt, false)
            and ($register = '' or register = $register) and ($service = '' or service_code = $service)
            and ($band = '' or band = $band) and ($portfolio = '' or portfolio = $portfolio)
            and ($likelihood = 0 or net_likelihood = $likelihood) and ($impact = 0 or net_impact = $impact)
        order by net_score desc nulls last, movement <> 'rose', risk_code
        """,
        {
            "register": register,
            "service": service,
            "band": band,
            "portfolio": portfolio,
            "likelihood": likelihood,
            "impact": impact,
        },
    )


def risk(db: DB, code: str) -> dict[str, Any] | None:
    """One risk that is not exempt."""
    return first(
        db,
        """
        select risk_status.*, service_names.title as service_title, holders.holder
        from risk_status
        left join service_names using (service_code)
        left join portfolio_holders as holders using (portfolio)
        where risk_code = $code and not coalesce(is_exempt, false)
        """,
        {"code": code},
    )


def risk_scores(db: DB, code: str) -> pl.DataFrame:
    """A risk's assessments, newest first, with their scores."""
    return frame(
        db,
        """
        select *, gross_likelihood * gross_impact as gross_score, net_likelihood * net_impact as net_score
        from current_risk_assessments where risk_code = $code order by assessed_on desc
        """,
        {"code": code},
    )


def exempt_risks(db: DB) -> int:
    """How many risks are exempt: it is said that they exist, and no more."""
    return int(rows(db, "select count(*) from risk_status where is_exempt")[0][0])


def risk_matrix(db: DB, register: str = "") -> pl.DataFrame:
    """All 25 places of the matrix: likelihood, impact, score, band, and how many risks stand there."""
    return frame(
        db,
        """
        with places as (
            select likelihood.range as likelihood, impact.range as impact from range(1, 6) as likelihood, range(1, 6) as impact
        )

        select
            likelihood::integer as likelihood, impact::integer as impact, (likelihood * impact)::integer as score,
            band_of(likelihood * impact) as band, count(risk_code)::integer as number
        from places
        left join risk_status
            on likelihood = net_likelihood and impact = net_impact and not coalesce(is_exempt, false)
            and ($register = '' or register = $register)
        group by all
        order by likelihood desc, impact
        """,
        {"register": register},
    )


def money_periods(db: DB) -> list[str]:
    """Periods for which money was reported, newest first."""
    found = rows(db, "select distinct period, period_end from budget_status order by period_end desc")
    return [period for period, _ in found]


def money(db: DB, period: str, fund: str = "", service: str = "") -> pl.DataFrame:
    """Budget, spending and forecast of each service and fund in a period, with how many of its measures are on target."""
    return frame(
        db,
        """
        select
            budget_status.*, service_names.title as service_title,
            results.judged as measures_judged, results.is_on as measures_on
        from budget_status
        left join service_names using (service_code)
        left join (
            select
                service_code, count(*) filter (where status in ('on', 'near', 'below'))::integer as judged,
                count(*) filter (where status = 'on')::integer as is_on
            from indicator_latest where class = 'target' group by service_code
        ) as results using (service_code)
        where period = $period and ($fund = '' or fund = $fund) and ($service = '' or service_code = $service)
        order by fund, forecast_variance desc nulls last
        """,
        {"period": period, "fund": fund, "service": service},
    )


def cost_centres(db: DB, period: str, service: str = "") -> pl.DataFrame:
    """Each cost centre's money in a period, the furthest over budget first."""
    return frame(
        db,
        """
        select * from budget_figures
        where period = $period and ($service = '' or service_code = $service)
        order by forecast_variance desc
        """,
        {"period": period, "service": service},
    )


def virements(db: DB) -> pl.DataFrame:
    """Money moved, newest first."""
    return frame(db, "from current_virements order by on_date desc")


def general_fund_variance(db: DB, period: str) -> Any:  # noqa: ANN401 - a Decimal, or None
    """The general fund's forecast against its budget in a period, in pounds; None where none was reported."""
    return rows(
        db, "select sum(forecast_variance) from budget_status where period = $period and fund = 'general fund'", {"period": period}
    )[0][0]
