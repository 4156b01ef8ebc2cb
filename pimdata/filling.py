"""A return filled in without a file: the rows owed as fields, and what is typed as the template's own file.

There is one way in: what is typed becomes the template as somebody would have filled it in (`draft_rows.together`), and goes
the way of every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import duckdb

from pimdata import checks_facts, queries_returns, templates
from pimdata.draft_rows import row_key
from pimdata.models import DATASETS
from pimdata.rows import columns

_ALWAYS = {
    "indicator_results": ("value", "is_provisional", "no_value_reason"),
    "action_updates": ("state", "percent_complete", "revised_due", "reason_for_change", "comment"),
    "risk_assessments": ("net_likelihood", "net_impact", "controls_in_place", "comment"),
    "budget_positions": ("budget_to_date", "actual_to_date", "forecast_outturn", "reason"),
}
_RATIO = ("value", "numerator", "denominator", "is_provisional", "no_value_reason")
_MILESTONE = ("achieved_on", "expected_on", "result_text")
ENDING = "filled-in"
STILL_ON_TRACK = {"state": "in progress", "state_as_written": "Still on track"}


class Asked(NamedTuple):
    """One row owed: its key as the template has it, what it is called, the columns to fill in, and what stands beside."""

    key: tuple[str, ...]
    name: str
    columns: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]
    held: dict[str, str]
    percent: str = ""  # of an action, how much of it was done when it was last said


def asked(db: duckdb.DuckDBPyConnection, dataset: str, service: str, period: str) -> list[Asked]:
    """The rows owed, in the template's order, each with what helps to fill it in.

    Raises:
        PimError: nothing is owed for the period.
    """
    made = templates.owed(db, dataset, service, period)
    return [_asked(dataset, row) for row in made.rows]


def _asked(dataset: str, row: Mapping[str, Any]) -> Asked:
    cells = {name: templates.cell(row.get(name)) for name in columns(DATASETS[dataset])}
    key = tuple(cells[name] for name in row_key(dataset))
    title = next((str(row[name]) for name in ("indicator_name", "action*", "risk*", "cost_centre_title*") if row.get(name)), "")
    beside = [(words, templates.cell(row[name])) for name, words in _BESIDE.items() if row.get(name) not in (None, "")]
    return Asked(
        key, f"{key[0]} {title}".strip(), _columns(dataset, row), tuple(beside), cells, templates.cell(row.get("last_percent*"))
    )


_BESIDE = {
    "period": "Period",
    "unit": "Unit",
    "target": "Target",
    "last_value": "Last figure",
    "same_period_last_year": "Same period last year",
    "due_date": "Due",
    "promised_last_time": "Promised last time",
    "due*": "To be done by",
    "last_state*": "Last state",
    "last_percent*": "Last share done",
    "last_score*": "Last score",
    "annual_budget*": "Budget for the year",
}


def _columns(dataset: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    if dataset != "indicator_results":
        return _ALWAYS[dataset]
    if row.get("kind") == "milestone":
        return _MILESTONE
    asked = _RATIO if row.get("aggregation") == "ratio" else _ALWAYS[dataset]
    return (*asked, "promise_outcome") if row.get("promised_last_time") else asked


def file_name(dataset: str, service: str, period: str) -> str:
    """What a return that was filled in on the page is called.

    >>> file_name("indicator_results", "CS", "2010/11 Q2")
    'CS-2010-11-Q2-filled-in-indicator_results.csv'
    """
    return templates.file_name(dataset, f"{service}-{period}-{ENDING}".strip("-"))


def day_of(db: duckdb.DuckDBPyConnection, dataset: str, service: str, period: str) -> date:
    """The day that progress said now is true of: today, or the period's end once the return's own day has passed."""
    found = queries_returns.return_owed(db, dataset, service, period)
    today = checks_facts.today(db)
    day: date = found["period_end"] if found and found["due_date"] < today else today
    return day


def on_track(rows: Iterable[Asked], codes: Iterable[str], day: date) -> dict[tuple[str, ...], dict[str, str]]:
    """What is typed for actions that are still on track: as much of each is done as was said before."""
    wanted = set(codes)
    said = {**STILL_ON_TRACK, "as_of": day.isoformat()}
    return {row.key: {**said, "percent_complete": row.percent} for row in rows if row.key[0] in wanted}
