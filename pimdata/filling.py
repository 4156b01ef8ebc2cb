"""A return filled in without a file: the rows owed as fields, and what is typed as the template's own file.

There is one way in: what is typed becomes the template as somebody would have filled it in, and goes the way of every file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import duckdb

from pimdata import checks_facts, queries_returns, templates
from pimdata.models import DATASETS
from pimdata.rows import columns

Cells = Mapping[str, str]
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
    return Asked(key, f"{key[0]} {title}".strip(), _columns(dataset, row), tuple(beside), cells)


_BESIDE = {
    "period": "Period",
    "unit": "Unit",
    "target": "Target",
    "last_value": "Last figure",
    "same_period_last_year": "Same period last year",
    "due_date": "Due",
    "due*": "To be done by",
    "last_state*": "Last state",
    "last_score*": "Last score",
    "annual_budget*": "Budget for the year",
}


def _columns(dataset: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    if dataset != "indicator_results":
        return _ALWAYS[dataset]
    if row.get("kind") == "milestone":
        return _MILESTONE
    return _RATIO if row.get("aggregation") == "ratio" else _ALWAYS[dataset]


def filled(
    db: duckdb.DuckDBPyConnection, dataset: str, service: str, period: str, typed: Mapping[tuple[str, ...], Cells]
) -> bytes:
    """The template with what was typed put into it; a row in which nothing was typed is left out.

    Args:
        typed: cells by the key of their row; columns that are not named stay as the template has them.

    Raises:
        PimError: nothing is owed for the period.
    """
    made = templates.owed(db, dataset, service, period)
    key = row_key(dataset)
    rows = []
    for row in made.rows:
        cells = {name: templates.cell(row.get(name)) for name in made.headings}
        said = typed.get(tuple(cells.get(name, "") for name in key), {})
        if any(said.values()):
            rows.append(cells | {name: templates.safe(text) for name, text in said.items()})
    return _file(made.headings, rows)


def _file(headings: Sequence[str], rows: Iterable[Cells]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def typed_in(content: bytes, dataset: str) -> dict[tuple[str, ...], dict[str, str]]:
    """What was typed before, by the key of its row: the draft's own file read again."""
    key = row_key(dataset)
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {tuple(row.get(name, "") for name in key): {name: text or "" for name, text in row.items() if name} for row in rows}


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
    """What is typed for actions that are still on track."""
    wanted = set(codes)
    return {row.key: {**STILL_ON_TRACK, "as_of": day.isoformat()} for row in rows if row.key[0] in wanted}


def row_key(dataset: str) -> tuple[str, ...]:
    """What tells one row owed from another: the natural key but for the day it was true, which is for the sender to say.

    >>> row_key("action_updates"), row_key("budget_positions")
    (('action_code', 'step_no'), ('cost_centre', 'period'))
    """
    return tuple(name for name in DATASETS[dataset].key if name not in ("as_of", "assessed_on"))
