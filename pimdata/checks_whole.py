"""Stage G: the return as a whole: the rows that are owed and not in it, and whether its day has passed. And before all else
whether it is of the period that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import duckdb
import polars as pl

from pimdata import checks_facts, queries_owed, queries_returns
from pimdata.checks_cells import type_cells
from pimdata.checks_rules import spoken
from pimdata.figures import known_periods, list_names, period_of
from pimdata.messages import Fault, counted, fault, listed
from pimdata.models import DATASETS
from pimdata.publishing import DAYS
from pimdata.reading import Sheet
from pimdata.rows import Row, columns

Asked = Callable[[duckdb.DuckDBPyConnection, str, str], pl.DataFrame]
_OWED: Mapping[str, Asked] = {
    "indicator_results": queries_owed.figures_owed,
    "action_updates": queries_owed.actions_owed,
    "risk_assessments": queries_owed.risks_owed,
    "budget_positions": queries_owed.money_owed,
}


def whole(db: duckdb.DuckDBPyConnection, sheet: Sheet, dataset: str, service: str, period: str) -> list[Fault]:
    """What is said of a return as a whole; nothing of what is no return."""
    found = queries_returns.return_owed(db, dataset, service, period) if dataset in _OWED and service and period else None
    if found is None:
        return []
    faults = []
    if found["state"] != "in" and found["due_date"] < checks_facts.today(db):
        faults.append(fault("G05", date=spoken(found["due_date"])))
    owed = _OWED[dataset](db, service, period).filter(~pl.col("is_returned"))
    missing = _missing(owed, _sent(sheet, dataset, period, found), dataset)
    if missing:
        one = len(missing) == 1
        are, they = ("is", "It stays") if one else ("are", "They stay")
        due = spoken(found["due_date"])
        faults.append(fault("G01", found=counted(len(missing), "row"), list=listed(missing), are=are, they=they, date=due))
    return faults


def _sent(sheet: Sheet, dataset: str, period: str, owed: Mapping[str, Any]) -> pl.DataFrame:
    """The rows of a file in their own types; of what is dated those whose day counts for the return's period."""
    code, model = queries_returns.OWNERS[dataset][0], DATASETS[dataset]
    if not sheet.frame.height or code not in sheet.frame.columns:
        return pl.DataFrame(schema=dict.fromkeys(columns(model), pl.String))
    rows = type_cells(sheet, model, str).frame
    day = next((name for name in DAYS if name in columns(model)), "")
    begins: date = period_of(period).period_start
    return rows.filter(pl.col(day).is_between(begins, owed["due_date"])) if day else rows


def _missing(owed: pl.DataFrame, sent: pl.DataFrame, dataset: str) -> list[str]:
    """The rows owed that are not in a file: by code, and where rows have them by period and part."""
    code = queries_returns.OWNERS[dataset][0]
    key = [name for name in (code, "period", "category") if name in owed.columns and name in sent.columns]
    held = sent.select(pl.col(key).fill_null("")).unique()
    missing = owed.select(key).unique(maintain_order=True).join(held, on=key, how="anti", maintain_order="left")
    # A code says enough where it is owed once and the file has nothing of it.
    says_enough = owed["period"].n_unique() == 1 if "period" in key else False
    if says_enough and not missing[code].is_in(sent[code].implode()).any():
        missing = missing.drop("period")
    return [" ".join(cell for cell in row if cell) for row in missing.iter_rows()]


def of_another_period(sheet: Sheet, model: type[Row], period: str) -> Fault | None:
    """Why a file is stopped of which no row is of the period that was chosen, nor of a month in it; None where one is.

    Where a period could not be read nothing is said: that cell is asked about, and may be the one.
    """
    if not model.is_return or not {"period", model.key[0]} <= set(sheet.frame.columns) or not sheet.frame.height:
        return None
    named = type_cells(sheet, model, str).frame["period"].unique().to_list()
    if not known_periods().keys() >= set(named) or period in {*named, *(period_of(each).in_quarter for each in named)}:
        return None
    ordered = sorted(named, key=lambda each: (period_of(each).period_start, each))
    return fault("C01", column="period", found=list_names(ordered, most=3), open=period)
