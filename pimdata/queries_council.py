"""One function a question about the council as a whole: its counts, what needs attention, its aims and its services."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb
import polars as pl

from pimdata import figures
from pimdata import periods as calendar
from pimdata.answers import frame, rows

DB = duckdb.DuckDBPyConnection


class Headline(NamedTuple):
    """The counts at the head of a page. `judged` is the denominator of `on`, `expected` of all of them."""

    period: str = ""
    expected: int = 0
    judged: int = 0
    on: int = 0
    near: int = 0
    below: int = 0
    late: int = 0
    info: int = 0
    due: int = 0
    improving: int = 0
    same: int = 0
    worse: int = 0
    compared: int = 0
    likely: int = 0
    forecast: int = 0
    improving_low: Decimal | None = None  # per cent; between it and the next a share of so few may lie by chance
    improving_high: Decimal | None = None
    judged_all_year: int = 0  # of measures collected since the financial year's first day
    on_all_year: int = 0
    compared_all_year: int = 0
    improving_all_year: int = 0


def counts(db: DB) -> list[Headline]:
    """The counts of every quarter and year that has begun to be returned, newest first, and then of every month."""
    found = rows(
        db,
        """
        select period, expected, judged, is_on, is_near, is_below, is_late, is_info, is_due, improving, same, worse, compared,
            likely, forecast, improving_low, improving_high,
            judged_all_year, on_all_year, compared_all_year, improving_all_year
        from headlines
        where frequency in ('monthly', 'quarterly', 'annual') and period_end < today() and judged + is_late + is_info > 0
        order by frequency = 'monthly', period_end desc, frequency desc
        """,
    )
    return [Headline(*row) for row in found]


def periods(db: DB) -> list[str]:
    """Quarters and years that have figures, newest first, then months; the first is the one a page opens at."""
    return [each.period for each in counts(db)]


def of_period(counted: Sequence[Headline], period: str) -> tuple[Headline, Headline]:
    """The counts of one period and of the one before; all nought where nothing was returned."""
    known = {each.period: each for each in counted}
    return known.get(period, Headline(period)), known.get(before := calendar.previous(period), Headline(before))


def returns_counted(db: DB, period: str) -> dict[str, int]:
    """How many returns of a period are due by now, in, and overdue."""
    asked = figures.period_of(period)
    found = rows(
        db,
        # The period's days are given and not looked up: the figures of other periods are then not read at all.
        """
        select count(*) as due, count(*) filter (where state = 'in') as "in", count(*) filter (where state = 'late') as late
        from returns_owed
        where period_end between $first and $last and state <> 'not finished'
        """,
        {"first": asked.period_start, "last": asked.period_end},
    )
    return dict(zip(("due", "in", "late"), found[0], strict=True))


def moved(db: DB, period: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of measures that moved and matter, the worse and the better.

    Worse: off target for two periods or more and worse again, the longest run first. Better: on target, with a real change
    for the better in the period; where that is not judged, better than the period before and than a year earlier. Key
    measures first.
    """
    found = rows(
        db,
        """
        with signals as (
            select indicator_code, starts_with(variation, 'improvement') as is_real
            from spc_summary
            inner join periods on latest_period = period
            where variation is not null and $period in (period, in_quarter, financial_year)
        )
        select title, status = 'on' as is_better from indicator_today
        left join signals using (indicator_code)
        where period = $period and class = 'target' and (
            run_of_misses >= 2 and change_on_previous = 'worse'
            or status = 'on' and coalesce(is_real, change_on_previous = 'better' and change_on_year = 'better')
        )
        order by is_better, if(is_better, (not is_key)::integer, -run_of_misses), title
        """,
        {"period": period},
    )
    return tuple(name for name, better in found if not better), tuple(name for name, better in found if better)


def exceptions(db: DB, service: str = "", portfolio: str = "", period: str = "") -> pl.DataFrame:
    """What needs attention now, or in one period; the most pressing first."""
    return _listed(db, "exceptions", "rank, is_key desc, weight desc, code", service, portfolio, period)


def successes(db: DB, service: str = "", portfolio: str = "", period: str = "") -> pl.DataFrame:
    """What is going well now, or in one period."""
    return _listed(db, "successes", "rank, is_key desc, code", service, portfolio, period)


def _listed(db: DB, view: str, order: str, service: str, portfolio: str, period: str) -> pl.DataFrame:
    return frame(
        db,
        f"""
        select {view}.*, service_names.title as service_title
        from {view}
        left join service_names using (service_code)
        where ($service = '' or service_code = $service) and ($portfolio = '' or portfolio = $portfolio)
            and if($period = '', is_latest, period = $period)
        order by {order}
        """,
        {"service": service, "portfolio": portfolio, "period": period},
    )


def plan_progress(db: DB, kind: str = "aim") -> pl.DataFrame:
    """Plan items of a kind with what stands beneath them."""
    return frame(db, "select * from plan_progress where kind = $kind order by item_code", {"kind": kind})


def services(db: DB) -> pl.DataFrame:
    """Services with their health, a row each theme."""
    return frame(
        db,
        """
        select service_names.service_code, service_names.title, head_of_service, service_health.* exclude (service_code)
        from service_names
        left join service_health using (service_code)
        order by service_names.title, list_position(['results', 'customers', 'money', 'people', 'plans'], theme)
    """,
    )
