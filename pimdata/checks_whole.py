"""Stage G: the return as a whole: the rows that are owed and not in it, and whether its day has passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb
import polars as pl

from pimdata import checks_facts, queries_returns
from pimdata.checks_rules import spoken
from pimdata.messages import Fault, counted, fault, listed
from pimdata.reading import Sheet

Asked = Callable[[duckdb.DuckDBPyConnection, str, str], pl.DataFrame]
_OWED: Mapping[str, Asked] = {
    "indicator_results": queries_returns.figures_owed,
    "action_updates": queries_returns.actions_owed,
    "risk_assessments": queries_returns.risks_owed,
    "budget_positions": queries_returns.money_owed,
}


def whole(db: duckdb.DuckDBPyConnection, sheet: Sheet, dataset: str, service: str, period: str) -> list[Fault]:
    """What is said of a return as a whole; nothing of what is no return."""
    found = queries_returns.return_owed(db, dataset, service, period) if dataset in _OWED and service and period else None
    if found is None:
        return []
    faults = []
    if found["state"] != "in" and found["due_date"] < checks_facts.today(db):
        faults.append(fault("G05", date=spoken(found["due_date"])))
    code = queries_returns.OWNERS[dataset][0]
    owed = _OWED[dataset](db, service, period).filter(~pl.col("is_returned"))
    sent = sheet.frame[code].to_list() if code in sheet.frame.columns else []
    missing = owed.filter(~pl.col(code).is_in(sent))[code].unique(maintain_order=True).to_list()
    if missing:
        one = len(missing) == 1
        are, they = ("is", "It stays") if one else ("are", "They stay")
        due = spoken(found["due_date"])
        faults.append(fault("G01", found=counted(len(missing), "row"), list=listed(missing), are=are, they=they, date=due))
    return faults
