"""Whether a money return agrees with the ledger's control total: said before it is sent, and to whoever signs it off."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from pimdata import figures
from pimdata.ui import fragments

NOT_GIVEN = "No control total was given, so whether this agrees with the ledger is not known."


def reconciled(total: Decimal | None, dataset: str, rows: pl.DataFrame) -> str:
    """The ledger's total beside what the rows add up to, and the difference; nothing of what is not money."""
    if dataset != "budget_positions" or "actual_to_date" not in rows.columns:
        return ""
    if total is None:
        return fragments.banner(NOT_GIVEN, "note")
    reported = sum((spent or Decimal(0) for spent in rows["actual_to_date"].to_list()), Decimal(0))
    ledger, added, gap = (figures.figure(each, "£", 2) for each in (total, reported, abs(total - reported)))
    if total == reported:
        return fragments.banner(f"Spending agrees with the ledger's control total, {ledger}.", "good")
    more = "more" if total > reported else "less"
    return fragments.banner(
        f"Unreconciled: the ledger's control total is {ledger}, {gap} {more} than these rows' {added}.", "problem"
    )
