"""Stage G: the return as a whole: the rows that are owed and not in it, and whether its day has passed. And before all else
whether it is of the period that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import duckdb
import polars as pl

from pimdata import checks_facts, queries_owed, queries_returns
from pimdata.checks_cells import type_cells
from pimdata.checks_rules import spoken
from pimdata.figures import known_periods, list_names, period_name, period_of
from pimdata.messages import Fault, counted, fault, listed
from pimdata.models import DATASETS
from pimdata.periods import Period
from pimdata.publishing import DAYS
from pimdata.reading import ROW, Sheet
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
    rows, begins = _typed(sheet, dataset), period_of(period).period_start
    faults += _outside(rows, dataset, period, begins, found["due_date"])
    missing = _missing(owed, _counting(rows, dataset, begins, found["due_date"]), dataset)
    if missing:
        one = len(missing) == 1
        are, they = ("is", "It stays") if one else ("are", "They stay")
        due = spoken(found["due_date"])
        faults.append(fault("G01", found=counted(len(missing), "row"), list=listed(missing), are=are, they=they, date=due))
    return faults


def _typed(sheet: Sheet, dataset: str) -> pl.DataFrame:
    """The rows of a file in their own types; none where it is of something else."""
    code, model = queries_returns.OWNERS[dataset][0], DATASETS[dataset]
    if not sheet.frame.height or code not in sheet.frame.columns:
        return pl.DataFrame(schema=dict.fromkeys(columns(model), pl.String))
    return type_cells(sheet, model, str).frame


def _counting(rows: pl.DataFrame, dataset: str, begins: date, ends: date) -> pl.DataFrame:
    """The rows that count for a return: of what is dated, those whose day is one of its days."""
    day = _column_of_time(DATASETS[dataset])
    return rows.filter(pl.col(day).is_between(begins, ends)) if day in DAYS and rows.height else rows


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
    column = _column_of_time(model)
    if not model.is_return or not {column, model.key[0]} <= set(sheet.frame.columns) or not sheet.frame.height:
        return None
    told = type_cells(sheet, model, str).frame[column].unique().to_list()
    if column in DAYS:
        # Progress of last quarter tells nothing of this one; a day after the quarter may still be told of late.
        if any(day is None or day >= period_of(period).period_start for day in told):
            return None
        named = [each.period for each in known_periods().values() if _is_quarter_of(each, told)]
    else:
        named = told
    if not named or not known_periods().keys() >= set(named):
        return None
    if period in {*named, *(period_of(each).in_quarter for each in named)}:
        return None
    ordered = sorted(named, key=lambda each: (period_of(each).period_start, each))
    return fault("C01", column=column, found=list_names(ordered, most=3), suggestion=ordered[-1], open=period)


def _column_of_time(model: type[Row]) -> str:
    """What says when the rows of a return are of: their period, or their day."""
    return next((name for name in DAYS if name in columns(model)), "period")


def _is_quarter_of(period: Period, days: list[date]) -> bool:
    return period.frequency == "quarterly" and any(period.period_start <= day <= period.period_end for day in days)


def _outside(rows: pl.DataFrame, dataset: str, period: str, begins: date, ends: date) -> list[Fault]:
    """The dated rows that do not count for the return they are sent for, because of their day."""
    day, code = _column_of_time(DATASETS[dataset]), queries_returns.OWNERS[dataset][0]
    if day not in DAYS or not rows.height:
        return []
    days = f"{spoken(begins)} to {spoken(ends)}"
    return [
        fault("C16", row=row, column=day, found=spoken(told), item=item, period=period_name(period), days=days)
        for row, told, item in rows.filter(~pl.col(day).is_between(begins, ends)).select(ROW, day, code).iter_rows()
    ]
