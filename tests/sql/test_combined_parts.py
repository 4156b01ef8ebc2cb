"""A measure of which several services send their parts: put together by its own aggregation, and who is still awaited."""

from decimal import Decimal

import pytest

PARTS = {
    # why this case is here: (unit, aggregation, parts by service: value, numerator, denominator; what they come to)
    "cases over cases, not the mean of shares": (
        "percent", "ratio", {"CS": (50, 10, 20), "HO": (90, 72, 80)}, Decimal(82),
    ),
    "an average of contacts has no hundred in it": (
        "contacts per request", "ratio", {"CS": (2, 40, 20), "HO": (1, 80, 80)}, Decimal("1.2"),
    ),
    "a part without its cases leaves it unsaid": ("percent", "ratio", {"CS": (50, 10, 20), "HO": (90, None, None)}, None),
    "a sum": ("number", "sum", {"CS": (3, None, None), "HO": (4, None, None)}, Decimal(7)),
    "a mean": ("days", "mean", {"CS": (3, None, None), "HO": (4, None, None)}, Decimal("3.5")),
    "what is never put together": ("number", "none", {"CS": (3, None, None)}, None),
}  # fmt: skip


def a_part(given, service, period, figures, dimension="service"):
    value, numerator, denominator = (None if each is None else Decimal(each) for each in figures)
    given(
        "indicator_results", dimension=dimension, category=service, period=period,
        value=value, numerator=numerator, denominator=denominator,
    )  # fmt: skip


def combined(db, period="2009/10 Q1"):
    query = "select value, services_in, services_awaited from combined_parts where period = $period"
    return db.sql(query, params={"period": period}).fetchall()


@pytest.mark.parametrize("case", PARTS.values(), ids=PARTS)
def test_parts_together(db, given, refreshed, case):
    unit, aggregation, parts, whole = case
    given("indicators", unit=unit, aggregation=aggregation, value_basis="period", frequency="quarterly")
    for service, figures in parts.items():
        a_part(given, service, "2009/10 Q1", figures)
    refreshed()
    assert combined(db) == [(whole, sorted(parts), [])]


def test_a_service_that_sent_its_part_last_time_owes_it_this_time(db, given, refreshed):
    given("indicators", aggregation="sum", value_basis="period", frequency="quarterly")
    for service in ("CS", "HO"):
        a_part(given, service, "2009/10 Q1", (3, None, None))
    a_part(given, "HO", "2009/10 Q2", (4, None, None))
    refreshed()
    assert combined(db, "2009/10 Q2") == [(Decimal(4), ["HO"], ["CS"])]
    assert combined(db, "2009/10 Q3") == [(None, [], ["HO"])], "only the time before counts"


def test_parts_by_anything_else_are_no_services(db, given, refreshed):
    given("indicators", aggregation="sum", value_basis="period", frequency="quarterly")
    a_part(given, "North", "2009/10 Q1", (3, None, None), dimension="area")
    refreshed()
    assert combined(db) == []
