"""What became of the measure that money was moved for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pimdata import queries_money

BEFORE, AFTER = "2009/10 Q1", "2009/10 Q2"
TOTAL = {"value_basis": "year_to_date", "aggregation": "sum", "unit": "number"}
RANGE = {"target_value": None, "target_low": Decimal(40), "target_high": Decimal(50)}

# Why the case is here: the indicator, its target, its figures, a break, the day the money moved, and what became of it.
CASES = {
    "more is better": ({}, {}, {BEFORE: 40, AFTER: 45}, None, date(2009, 8, 1), "better"),
    "nothing has come in since": ({}, {}, {BEFORE: 40}, None, date(2009, 8, 1), "n/a"),
    "nothing was there before": ({}, {}, {AFTER: 40}, None, date(2009, 8, 1), "n/a"),
    "a figure so far has risen by itself": (TOTAL, {}, {BEFORE: 40, AFTER: 45}, None, date(2009, 8, 1), "n/a"),
    "at the same point of another year it has not": (
        TOTAL, {}, {"2008/09 Q2": 40, AFTER: 45}, None, date(2008, 12, 1), "better",
    ),
    "a running total rises from year to year": (
        {**TOTAL, "value_basis": "running_total"}, {}, {"2008/09 Q2": 40, AFTER: 45}, None, date(2008, 12, 1), "n/a",
    ),
    "it is counted otherwise now": ({}, {}, {BEFORE: 40, AFTER: 45}, AFTER, date(2009, 8, 1), "n/a"),
    "moving inside its range is the same": (
        {"good_is": "range"}, RANGE, {BEFORE: 42, AFTER: 48}, None, date(2009, 8, 1), "same",
    ),
    "leaving it is worse": ({"good_is": "range"}, RANGE, {BEFORE: 42, AFTER: 53}, None, date(2009, 8, 1), "worse"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_measure_is_better_or_worse_since_money_was_moved_for_it(db, given, refreshed, case):
    indicator, target, results, broken, moved_on, expected = case
    given("indicators", **indicator)
    for year in ("2008/09", "2009/10"):
        given("targets", financial_year=year, **target)
    for period, value in results.items():
        given("indicator_results", period=period, value=Decimal(value))
    if broken:
        given("spc_marks", period=broken)
    given("virements", on_date=moved_on, for_indicator="IND-01")
    refreshed()
    assert [row["change"] for row in queries_money.virements(db).to_dicts()] == [expected]
