"""Whether a money return agrees with the ledger's control total: said before it is sent, and to whoever signs it off."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from pimdata import figures
from pimdata.ui import fragments

NOT_GIVEN = "No control total was given, so whether this agrees with the ledger is not known."
AGREES = "Spending agrees with the ledger's control total"


def reconciled(total: Decimal | None, dataset: str, rows: pl.DataFrame) -> str:
    """The ledger's total beside what the rows add up to, and the difference; nothing of what is not money."""
    said = agreement(total, dataset, rows)
    if not said or total is None:
        return fragments.banner(said, "note") if said else ""
    return fragments.banner(said, "good" if said.startswith(AGREES) else "problem")


def agreement(total: Decimal | None, dataset: str, rows: pl.DataFrame) -> str:
    """The same as a sentence; '' of what is not money."""
    if dataset != "budget_positions" or "actual_to_date" not in rows.columns:
        return ""
    if total is None:
        return NOT_GIVEN
    reported = sum((spent or Decimal(0) for spent in rows["actual_to_date"].to_list()), Decimal(0))
    ledger, added, gap = (figures.figure(each, "£", 2) for each in (total, reported, abs(total - reported)))
    if total == reported:
        return f"{AGREES}, {ledger}."
    more = "more" if total > reported else "less"
    return f"Unreconciled: the ledger's control total is {ledger}, {gap} {more} than these rows' {added}."
