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


def test_a_service_that_sent_its_part_within_a_year_owes_it(db, given, refreshed):
    given("indicators", aggregation="sum", value_basis="period", frequency="quarterly")
    for service in ("CS", "HO"):
        a_part(given, service, "2009/10 Q1", (3, None, None))
    a_part(given, "HO", "2009/10 Q2", (4, None, None))
    refreshed()
    assert combined(db, "2009/10 Q2") == [(Decimal(4), ["HO"], ["CS"])]
    assert combined(db, "2009/10 Q3") == [(None, [], ["CS", "HO"])], "one that was missed is asked for again"
    assert combined(db, "2010/11 Q1") == [(None, [], ["CS", "HO"])], "a year after its last"
    assert combined(db, "2010/11 Q2") == [(None, [], ["HO"])], "and let go after that"
    assert combined(db, "2010/11 Q3") == []


WHOLE = {
    # why this case is here: (the part of HO in quarter 2: value and reason; the owner's own row; the figure that stands)
    "all parts are in": ((4, ""), None, Decimal(7)),
    "one is awaited": (None, None, None),
    "a reason is a part too": ((None, "the service has closed"), None, Decimal(3)),
    "the owner's figure wins": ((4, ""), (9, ""), Decimal(9)),
    "and so does the owner's reason for having none": ((4, ""), (None, "being recounted"), None),
}


@pytest.mark.parametrize("case", WHOLE.values(), ids=WHOLE)
def test_the_parts_are_the_figure_once_all_are_in(db, given, refreshed, case):
    part, whole, expected = case
    given("indicators", aggregation="sum", value_basis="period", frequency="quarterly")
    for service in ("CS", "HO"):
        a_part(given, service, "2009/10 Q1", (1, None, None))
    a_part(given, "CS", "2009/10 Q2", (3, None, None))
    if part:
        given(
            "indicator_results", period="2009/10 Q2", dimension="service", category="HO", value=part[0], no_value_reason=part[1]
        )
    if whole:
        given("indicator_results", period="2009/10 Q2", value=whole[0], no_value_reason=whole[1])
    refreshed()
    assert db.sql("select value from indicator_series where period = '2009/10 Q2'").fetchall() == [(expected,)]


def test_each_part_is_owed_by_its_service_and_the_owner_waits(db, given, refreshed):
    given("indicators", service_code="PP", aggregation="sum", value_basis="period", frequency="quarterly")
    for service in ("CS", "HO"):
        a_part(given, service, "2009/10 Q1", (3, None, None))
    a_part(given, "HO", "2009/10 Q2", (4, None, None))
    db.execute("set variable today = date '2009-11-10'")
    refreshed()
    query = "select service_code, rows_owed, rows_in, state, stage from returns_owed where period = $period order by 1"
    owed = [("CS", 1, 0, "late", "not started"), ("HO", 1, 1, "in", "signed off")]
    assert db.sql(query, params={"period": "2009/10 Q2"}).fetchall() == owed, "who owns the whole is not late for another"
    a_part(given, "CS", "2009/10 Q2", (1, None, None))
    refreshed()
    all_in = [(service, 1, 1, "in", "signed off") for service in ("CS", "HO", "PP")]
    assert db.sql(query, params={"period": "2009/10 Q2"}).fetchall() == all_in
    late = db.sql("select service_code from quarter_returns where quarter = '2009/10 Q2' and not is_on_time order by 1")
    assert late.fetchall() == [(service,) for service in ("CS", "HO")], "what came after its day came late"
    days = "select service_code, sum(rows_owed)::int from calendar_days where period = '2009/10 Q2' group by 1 order by 1"
    assert db.sql(days).fetchall() == [("CS", 1), ("HO", 1), ("PP", 1)]
