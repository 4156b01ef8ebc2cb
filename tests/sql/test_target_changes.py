"""When a target became another, which a reader must know before taking a change of status for one of fact."""

from __future__ import annotations

from decimal import Decimal

import pytest

QUARTER = {"value_basis": "period", "aggregation": "mean"}
# Why the case is here: the indicator, targets by year or period, and where each changed: period, before, after.
CASES = {
    "a new year's target": ({}, {"2008/09": 38, "2009/10": 40}, [("2009/10 Q1", 38, 40)]),
    "the same target is no change": ({}, {"2008/09": 40, "2009/10": 40}, []),
    "the first target is none": ({}, {"2009/10": 40}, []),
    "a target for a part of the year": (
        QUARTER, {"2009/10 Q1": 3, "2009/10 Q2": 3, "2009/10 Q3": 2}, [("2009/10 Q3", 3, 2)]),
    "a profile through the year is none": (
        {"value_basis": "year_to_date"}, {"2009/10 Q1": 10, "2009/10 Q2": 20, "2009/10 Q3": 30}, []),
    "nor are the parts of a sum": (
        {"value_basis": "period", "aggregation": "sum"}, {"2009/10 Q1": 10, "2009/10 Q2": 20}, []),
    "a year without a target does not hide it": ({}, {"2007/08": 38, "2009/10": 40}, [("2009/10 Q1", 38, 40)]),
    "what is not judged has no target": ({"class": "context"}, {"2008/09": 38, "2009/10": 40}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_target_became_another(db, given, case):
    indicator, targets, wanted = CASES[case]
    given("indicators", **indicator)
    for when, value in targets.items():
        year, _, part = when.partition(" ")
        given("targets", financial_year=year, period=when if part else "", target_value=Decimal(value))
    found = db.sql("""
        select period, target_before, target from target_changes
        where frequency = 'quarterly' and period < '2010/11' order by period
    """).fetchall()
    assert found == wanted
