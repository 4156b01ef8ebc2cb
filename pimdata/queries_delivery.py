"""One function a question about actions, risks and money; each answers with a finished frame."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection


def actions(db: DB, state: str = "", service: str = "", portfolio: str = "", plan: str = "", item: str = "") -> pl.DataFrame:
    """Actions, the latest first; `state` is a rag, or `late`, `open`, `stopped` or `due_90`.

    Those of a plan that has ended are listed only where that plan is asked for.
    """
    return frame(
        db,
        """
        select action_status.*, service_names.title as service_title
        from action_status
        left join service_names using (service_code)
        where ($service = '' or service_code = $service) and ($portfolio = '' or portfolio = $portfolio)
            and if($plan = '', coalesce(valid_to >= today(), true), plan = $plan)
            and ($item = '' or action_code in (select code from serves where item_code = $item))
            and case $state
                when '' then true
                when 'late' then rag = 'overdue'
                when 'open' then is_open
                when 'stopped' then rag in ('deferred', 'cancelled')
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


def action_counts(db: DB, service: str = "", portfolio: str = "", plan: str = "", item: str = "") -> dict[str, Any]:
    """Actions by what their dates say, each counted once, and the one that is latest; ended plans as in `actions`."""
    found = first(
        db,
        """
        select
            count(*)::integer as total,
            count(*) filter (where rag = 'complete')::integer as done,
            count(*) filter (where rag = 'overdue')::integer as late,
            count(*) filter (where rag = 'due_soon')::integer as due_soon,
            count(*) filter (where rag in ('on_track', 'revised', 'no_date') and is_unstarted)::integer as not_started,
            count(*) filter (where rag in ('on_track', 'revised', 'no_date') and not is_unstarted)::integer as on_track,
            count(*) filter (where rag = 'on_track')::integer as on_time,
            count(*) filter (where rag = 'revised')::integer as revised,
            count(*) filter (where rag in ('deferred', 'cancelled'))::integer as stopped,
            count(*) filter (where rag = 'closed')::integer as closed,
            arg_max(title, days_late) filter (where rag = 'overdue') as latest_name,
            max(days_late) filter (where rag = 'overdue') as latest_days,
        from (
            select *, delivery_state = 'not started' and coalesce(start_date < today(), false) as is_unstarted
            from action_status
        )
        where ($service = '' or service_code = $service) and ($portfolio = '' or portfolio = $portfolio)
            and if($plan = '', coalesce(valid_to >= today(), true), plan = $plan)
            and ($item = '' or action_code in (select code from serves where item_code = $item))
        """,
        {"service": service, "portfolio": portfolio, "plan": plan, "item": item},
    )
    return found or {}


def plans(db: DB) -> pl.DataFrame:
    """Plans that actions stand in, those that stand first: plan, last day (null while it stands), and how many actions."""
    return frame(
        db,
        """
        select
            plan, count(*)::integer as actions, max(coalesce(valid_to, date '9999-12-31')) < today() as has_ended,
            max(valid_to) filter (where valid_to < today()) as ended_on
        from action_status where plan <> '' group by plan order by has_ended, plan
        """,
    )


def risks(
    db: DB,
    register: str = "",
    service: str = "",
    band: str = "",
    portfolio: str = "",
    likelihood: int = 0,
    impact: int = 0,
) -> pl.DataFrame:
    """Risks that whoever asks may read, the highest first."""
    return frame(
        db,
        """
        select visible_risks.*, service_names.title as service_title
        from visible_risks
        left join service_names using (service_code)
        where ($register = '' or register = $register) and ($service = '' or service_code = $service)
            and ($band = '' or band = $band) and ($portfolio = '' or portfolio = $portfolio)
            and ($likelihood = 0 or net_likelihood = $likelihood) and ($impact = 0 or net_impact = $impact)
        order by net_score desc nulls last, movement <> 'rose', risk_code
        """,
        {"register": register, "service": service, "band": band, "portfolio": portfolio}
        | {"likelihood": likelihood, "impact": impact},
    )


def risk(db: DB, code: str) -> dict[str, Any] | None:
    """One risk that whoever asks may read."""
    return first(
        db,
        """
        select visible_risks.*, service_names.title as service_title, holders.holder
        from visible_risks
        left join service_names using (service_code)
        left join portfolio_holders as holders using (portfolio)
        where risk_code = $code
        """,
        {"code": code},
    )


def risk_scores(db: DB, code: str) -> pl.DataFrame:
    """A risk's assessments, newest first, with their scores."""
    return frame(
        db,
        """
        select
            *, gross_likelihood * gross_impact as gross_score, net_likelihood * net_impact as net_score,
            band_of(net_likelihood * net_impact) as band,
        from current_risk_assessments
        where risk_code = $code and risk_code in (select risk_code from visible_risks)
        order by assessed_on desc
        """,
        {"code": code},
    )


def exempt_risks(db: DB) -> int:
    """How many risks are exempt and not for whoever asks: it is said that they exist, and no more."""
    return int(rows(db, "select count(*) from risk_status where not may_see(is_exempt, service_code, portfolio)")[0][0])


def is_withheld(db: DB, code: str) -> bool:
    """Whether a risk stands today that whoever asks may not read."""
    query = "select 1 from risk_status where risk_code = $code and not may_see(is_exempt, service_code, portfolio)"
    return bool(rows(db, query, {"code": code}))


def risk_matrix(db: DB, register: str = "", service: str = "", portfolio: str = "") -> pl.DataFrame:
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
        left join visible_risks
            on likelihood = net_likelihood and impact = net_impact
            and ($register = '' or register = $register) and ($service = '' or service_code = $service)
            and ($portfolio = '' or portfolio = $portfolio)
        group by all
        order by likelihood desc, impact
        """,
        {"register": register, "service": service, "portfolio": portfolio},
    )


def risk_counts(db: DB, register: str = "", service: str = "", portfolio: str = "") -> dict[str, Any]:
    """Risks that whoever asks may read by band and by movement, the reviews overdue, and the risk that scores most."""
    found = first(
        db,
        """
        select
            count(*)::integer as total,
            count(*) filter (where band = 'very high')::integer as very_high,
            count(*) filter (where band = 'high')::integer as high,
            count(*) filter (where band = 'moderate')::integer as moderate,
            count(*) filter (where band = 'low')::integer as low,
            count(*) filter (where band = 'not scored')::integer as not_scored,
            count(*) filter (where movement = 'rose')::integer as rose,
            count(*) filter (where movement = 'fell')::integer as fell,
            count(*) filter (where movement = 'new')::integer as new,
            count(*) filter (where is_review_overdue)::integer as reviews_overdue,
            coalesce(arg_max(coalesce(nullif(event, ''), nullif(cause, ''), consequence), net_score), '') as top_name,
            coalesce(max(net_score), 0)::integer as top_score,
            replace(band_of(max(net_score)), ' ', '_') as top_band,
        from visible_risks
        where ($register = '' or register = $register) and ($service = '' or service_code = $service)
            and ($portfolio = '' or portfolio = $portfolio)
        """,
        {"register": register, "service": service, "portfolio": portfolio},
    )
    return found or {}


def general_fund_variance(db: DB, period: str) -> Any:  # noqa: ANN401 - a Decimal, or None
    """The general fund's forecast against its budget in a period, in pounds; None where any of it has none."""
    query = """
        select if(count(forecast_variance) = count(*), sum(forecast_variance), null)
        from budget_status where period = $period and fund = 'general fund'
    """
    return rows(db, query, {"period": period})[0][0]
