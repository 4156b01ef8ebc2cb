"""Stages D to F for actions, risks and money: whether each row makes sense by itself and after what was held before."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import polars as pl

from pimdata.checks_facts import registered
from pimdata.checks_rules import Rule
from pimdata.checks_sense import HUNDREDFOLD
from pimdata.models import DATASETS
from pimdata.reading import ROW

FAR_FROM_BUDGET = 5  # per cent of the year's budget past which a forecast needs its reason
JUMP = 5  # points of 25 by which a risk's score moves in one step and is asked about

_percent = pl.col("percent_complete")
_share = (pl.col("forecast_outturn") - pl.col("approved_budget")) * 100 / pl.col("approved_budget").abs()
_is_far_too_large = (pl.col("forecast_outturn") / pl.col("approved_budget")).is_between(*HUNDREDFOLD)
_score = pl.col("net_likelihood") * pl.col("net_impact")
_score_in_force = pl.col("net_likelihood_in_force") * pl.col("net_impact_in_force")


def _changed(column: str, of: str, is_now: pl.Expr | None = None, was: pl.Expr | None = None) -> Rule:
    """Asks why what is held already for the very same period or day is sent with another value."""
    is_now = pl.col(column) if is_now is None else is_now
    was = pl.col(f"{column}_in_force") if was is None else was
    return Rule(
        "F04", column, pl.col("is_held") & is_now.ne_missing(was), found=is_now, slots={"first": was, "period": pl.col(of)}
    )


def _hundredfold(column: str, size: str, what: str) -> Rule:
    """Asks about pounds that are about a hundred times the budget's size: pence were sent, or a point was lost."""
    found = pl.col(column)
    return Rule(
        "F09",
        column,
        (found / pl.col(size)).is_between(*HUNDREDFOLD),
        found=found,
        suggestion=(found / 100).cast(pl.Decimal(18, 6)),
        slots={"size": pl.col(size)},
        phrases={"usual": what + ", {size}"},
    )


def _blank(column: str, wanted: str) -> Rule:
    """Asks for what a row is sent for: a row without it would blank what is held, and count as in."""
    return Rule("D01", column, pl.col(column).is_null(), phrases={"wanted": wanted})


# The state of an action cannot be blank. A position may come without a forecast: Money says how many are missing.
CELL_RULES: dict[str, tuple[Rule, ...]] = {
    "budget_positions": (_blank("actual_to_date", "what was spent to the period's end, in pounds; 0 where nothing was"),),
    "risk_assessments": (
        _blank("net_likelihood", "the likelihood with its controls, 1 to 5"),
        _blank("net_impact", "the impact with its controls, 1 to 5"),
    ),
}
RULES: dict[str, tuple[Rule, ...]] = {
    "action_updates": (
        Rule(
            "E06",
            "percent_complete",
            (pl.col("state") == "complete") & _percent.ne_missing(100),
            found=_percent,
            suggestion=pl.lit("100"),
        ),
        Rule(
            "F04",
            "revised_due",
            pl.col("revised_due") != pl.col("due_before"),
            found=pl.col("revised_due"),
            slots={"first": pl.col("due_before")},
            phrases={"period": "the due date"},
        ),
        _changed("state", "as_of"),
        _changed("percent_complete", "as_of"),
    ),
    "budget_positions": (
        Rule(
            "F07",
            "forecast_outturn",
            (pl.col("approved_budget") != 0) & (_share.abs() > FAR_FROM_BUDGET) & ~_is_far_too_large,
            found=pl.col("forecast_outturn"),
            slots={
                "share": _share.abs().cast(pl.Float64).round(1),
                "side": pl.when(_share > 0).then(pl.lit("over")).otherwise(pl.lit("under")),
            },
        ),
        _hundredfold("actual_to_date", "budget_so_far", "the year's budget so far"),
        _hundredfold("forecast_outturn", "approved_budget", "the year's budget"),
        # What a cost centre takes in has a budget below nought, and adds up downwards.
        Rule(
            "F02",
            "actual_to_date",
            pl.when(pl.col("approved_budget") > 0)
            .then(pl.col("actual_to_date") < pl.col("last_actual"))
            .when(pl.col("approved_budget") < 0)
            .then(pl.col("actual_to_date") > pl.col("last_actual")),
            found=pl.col("actual_to_date"),
            slots={"first": pl.col("last_actual")},
        ),
        _changed("actual_to_date", "period"),
        _changed("forecast_outturn", "period"),
    ),
    "risk_assessments": (
        Rule(
            "F08",
            "net_impact",
            (_score - pl.col("last_score")).abs() >= JUMP,
            found=_score,
            slots={"first": pl.col("last_score")},
        ),
        _changed("net_impact", "assessed_on", _score, _score_in_force),
    ),
}


def with_facts(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame, dataset: str) -> pl.DataFrame:
    """The rows of a return with what is held that they are set beside."""
    known = rows.join(_in_force(db, rows, dataset), on=ROW, how="left", maintain_order="left")
    ask = _FACTS.get(dataset)
    return known.join(ask(db, rows), on=ROW, how="left", maintain_order="left") if ask else known


# What is asked about where it is sent again with another value, and the words that may say why.
_HELD = {
    "action_updates": ("state", "percent_complete", "reason_for_change", "comment"),
    "budget_positions": ("actual_to_date", "forecast_outturn", "reason"),
    "risk_assessments": ("net_likelihood", "net_impact", "comment"),
}


def _in_force(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame, dataset: str) -> pl.DataFrame:
    """One row per row that is held already under the same key: what it says, each column's name with `_in_force`."""
    key = DATASETS[dataset].key
    held = ", ".join(f"held.{name} as {name}_in_force" for name in _HELD[dataset])
    with registered(db, rows.select(ROW, *key)):
        found: pl.DataFrame = db.sql(f"""
            select checked_rows.source_row, true as is_held, {held}
            from checked_rows
            inner join current_{dataset} as held using ({", ".join(key)})
        """).pl()
    return found


def _budgets(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of money: its cost centre's budget for the year and so far, and the spending held before it."""
    with registered(db, rows.select(ROW, "cost_centre", "period")):
        found: pl.DataFrame = db.sql("""
            with budgeted as (
                select
                    checked_rows.source_row, cost_centre, financial_year, periods.period_end, current_budgets.approved_budget,
                    (current_budgets.approved_budget * periods.part / periods.parts)::decimal(18, 6) as budget_so_far,
                from checked_rows
                inner join periods using (period)
                inner join current_budgets using (cost_centre, financial_year)
            ),

            spent as (
                select cost_centre, financial_year, periods.period_end, actual_to_date
                from current_budget_positions
                inner join periods using (period)
                where actual_to_date is not null
            )

            select
                budgeted.source_row, budgeted.approved_budget, budgeted.budget_so_far, spent.actual_to_date as last_actual,
            from budgeted
            asof left join spent
                on budgeted.cost_centre = spent.cost_centre and budgeted.financial_year = spent.financial_year
                and budgeted.period_end > spent.period_end
        """).pl()
    return found


def _due_dates(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of progress: the date promised before it: as last moved, else the plan's; null where neither is."""
    with registered(db, rows.select(ROW, "action_code", "step_no", "as_of")):
        found: pl.DataFrame = db.sql("""
            with plan_dates as (
                select action_code, '' as step_no, arg_max_null(due_date, valid_from) as plan_due
                from current_actions
                group by action_code

                union all

                select action_code, step_no, due_date as plan_due from current_action_steps
            ),

            moved as (select action_code, step_no, as_of, revised_due from current_action_updates where revised_due is not null)

            select checked_rows.source_row, coalesce(moved.revised_due, plan_dates.plan_due) as due_before
            from checked_rows
            asof left join moved
                on checked_rows.action_code = moved.action_code and checked_rows.step_no = moved.step_no
                and checked_rows.as_of > moved.as_of
            left join plan_dates
                on checked_rows.action_code = plan_dates.action_code and checked_rows.step_no = plan_dates.step_no
        """).pl()
    return found


def _scores(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of risks: the net score of the assessment before it."""
    with registered(db, rows.select(ROW, "risk_code", "assessed_on")):
        found: pl.DataFrame = db.sql("""
            select checked_rows.source_row, held.net_likelihood * held.net_impact as last_score
            from checked_rows
            asof inner join current_risk_assessments as held
                on checked_rows.risk_code = held.risk_code and checked_rows.assessed_on > held.assessed_on
        """).pl()
    return found


_FACTS: dict[str, Callable[[duckdb.DuckDBPyConnection, pl.DataFrame], pl.DataFrame]] = {
    "action_updates": _due_dates,
    "budget_positions": _budgets,
    "risk_assessments": _scores,
}
