"""Templates: the file a service fills in, already holding exactly the rows it owes, and what helps to fill them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata import queries, queries_owed, queries_returns
from pimdata.checks_shape import FOR_READING
from pimdata.errors import PimError
from pimdata.models import DATASETS
from pimdata.rows import columns
from pimdata.store import Store
from pimdata.template_workbook import workbook

TITLES: Mapping[str, str] = {
    "indicator_results": "Figures",
    "action_updates": "Progress of actions",
    "risk_assessments": "Risk scores",
    "budget_positions": "Budget positions",
}
_BYTE_ORDER_MARK = "\ufeff"
_Cells = dict[str, Any]


class Template(NamedTuple):
    """What a template holds: its headings in order, and a row for each that is owed."""

    dataset: str
    headings: list[str]
    rows: list[_Cells]


def template(store: Store, dataset: str, service: str = "", period: str = "") -> str:
    """A CSV file for a dataset: its headings and, for what services return, a row for each that is owed.

    Args:
        service: only what this service owes; '' for every service.
        period: a quarter brings its months with it; '' for the newest period that is wanted.

    Raises:
        PimError: there is no such dataset, or nothing is owed.
    """
    made = _template(store, dataset, service, period)
    return _written(made.headings, made.rows)


def template_workbook(store: Store, dataset: str, service: str = "", period: str = "") -> bytes:
    """The same as an Excel workbook, with lists to choose from.

    Raises:
        PimError: there is no such dataset, or nothing is owed.
    """
    made = _template(store, dataset, service, period)
    with store.reading() as db:
        return _workbook(db, made)


def _template(store: Store, dataset: str, service: str, period: str) -> Template:
    if dataset not in DATASETS:
        raise PimError(f'There is no dataset "{dataset}". There are {", ".join(DATASETS)}.')
    if dataset not in _FILLED:
        return Template(dataset, list(columns(DATASETS[dataset])), [])
    with store.reading() as db:
        return owed(db, dataset, service, period or queries_returns.newest_owed(db, dataset, service))


def filled(db: duckdb.DuckDBPyConnection, dataset: str, service: str, period: str, only: tuple[str, ...] = ()) -> str:
    """The template of a return for a service and period: the rows still to come, or all as held where all are in.

    Args:
        only: the codes of the rows that were handed to one colleague; none for all of them.

    Raises:
        PimError: nothing is owed for the period.
    """
    made = owed(db, dataset, service, period)
    rows = [row for row in made.rows if not only or row[made.headings[0]] in only]
    return _written(made.headings, rows)


def filled_workbook(db: duckdb.DuckDBPyConnection, dataset: str, service: str, period: str) -> bytes:
    """The same as an Excel workbook, with lists to choose from.

    Raises:
        PimError: nothing is owed for the period.
    """
    return _workbook(db, owed(db, dataset, service, period))


def owed(db: duckdb.DuckDBPyConnection, dataset: str, service: str, period: str) -> Template:
    """The rows of a return that are still to come, or all as held where all are in, under the template's headings.

    Raises:
        PimError: nothing is owed for the period.
    """
    headings, rows = _FILLED[dataset](db, service, period)
    if not rows:
        whose = f" by {service}" if service else ""
        raise PimError(f"No rows of {dataset} are owed{whose} for {period or 'any period that has ended'}.")
    return Template(dataset, headings, rows)


def _workbook(db: duckdb.DuckDBPyConnection, made: Template) -> bytes:
    label = "The figures beside each blank are illustrative." if made.rows and queries.is_illustrative(db) else ""
    return workbook(DATASETS[made.dataset], made.headings, made.rows, label)


def for_excel(text: str) -> bytes:
    """A template as Excel opens it without asking: UTF-8 that says so."""
    return (_BYTE_ORDER_MARK + text).encode()


def file_name(dataset: str, service: str = "", period: str = "", ending: str = ".csv") -> str:
    """What a template is called; the check knows a file by the end of its name.

    >>> file_name("indicator_results", "CS", "2010/11 Q2")
    'CS-2010-11-Q2-indicator_results.csv'
    """
    parts = [part for part in (service, period) if part]
    return "-".join([*parts, dataset]).replace("/", "-").replace(" ", "-") + ending


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula; the apostrophe is taken off again when the file comes back.

    >>> safe("=1+1"), safe("Rent collected")
    ("'=1+1", 'Rent collected')
    """
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@") else text


def _figures(db: duckdb.DuckDBPyConnection, service: str, period: str) -> tuple[list[str], list[_Cells]]:
    owed = queries_owed.figures_owed(db, service, period)
    own = list(columns(DATASETS["indicator_results"]))
    rows = [row | {"target": _target(row)} for row in owed.to_dicts()]
    return [*own[:2], *FOR_READING, *own[2:]], rows


def _target(row: _Cells) -> str:
    """The target as it is read: a figure, a range or a day."""
    if row["target_date"] is not None and row["target"] is None:
        return str(row["target_date"])
    if row["target"] is not None:
        return cell(row["target"])
    return " to ".join(cell(edge) for edge in (row["target_low"], row["target_high"]) if edge is not None)


def _actions(db: duckdb.DuckDBPyConnection, service: str, period: str) -> tuple[list[str], list[_Cells]]:
    owed = queries_owed.actions_owed(db, service, period)
    named = {
        "action_code": "action_code",
        "title": "action*",
        "due_date": "due*",
        "delivery_state": "last_state*",
        "percent_complete": "last_percent*",
    }
    return _helped("action_updates", named, owed, {"period_end": "as_of"})


def _risks(db: duckdb.DuckDBPyConnection, service: str, period: str) -> tuple[list[str], list[_Cells]]:
    owed = queries_owed.risks_owed(db, service, period)
    named = {"risk_code": "risk_code", "title": "risk*", "net_score": "last_score*"}
    return _helped("risk_assessments", named, owed, {"period_end": "assessed_on"})


def _money(db: duckdb.DuckDBPyConnection, service: str, period: str) -> tuple[list[str], list[_Cells]]:
    owed = queries_owed.money_owed(db, service, period)
    named = {"cost_centre": "cost_centre", "title": "cost_centre_title*", "approved_budget": "annual_budget*"}
    return _helped("budget_positions", named, owed, {})


def _helped(
    dataset: str, named: Mapping[str, str], owed: pl.DataFrame, also: Mapping[str, str]
) -> tuple[list[str], list[_Cells]]:
    """Headings with those for reading only (marked *) after the code, and the rows under them."""
    code, *own = columns(DATASETS[dataset])
    helping = [heading for heading in named.values() if heading.endswith("*")]
    return [code, *helping, *own], owed.rename({**named, **also}).to_dicts()


_FILLED: Mapping[str, Callable[[duckdb.DuckDBPyConnection, str, str], tuple[list[str], list[_Cells]]]] = {
    "indicator_results": _figures,
    "action_updates": _actions,
    "risk_assessments": _risks,
    "budget_positions": _money,
}


def _written(headings: Sequence[str], rows: Iterable[_Cells]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([cell(row.get(heading)) for heading in headings] for row in rows)
    return out.getvalue()


def cell(value: object) -> str:
    """A cell as a spreadsheet takes it: figures without idle noughts, days as 2010-09-30, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    return safe(value) if isinstance(value, str) else value.isoformat() if isinstance(value, date) else str(value)
