"""The calendar: an entry in its months as written and on no day that nobody named, and what falls on a known day."""

from __future__ import annotations

from datetime import date

import pytest

# Why the case is here: first month, last month, and the months in which the entry stands.
MONTHS = {
    "one month": (5, 5, [5]),
    "several months": (9, 11, [9, 10, 11]),
    "over the end of the calendar year": (11, 2, [1, 2, 11, 12]),
    "only its last month can be read": (None, 9, [9]),
    "only its first month is given": (6, None, [6]),
    "no month at all": (None, None, []),
}


@pytest.mark.parametrize("case", MONTHS.values(), ids=MONTHS)
def test_an_entry_stands_in_its_months(db, given, case):
    first, last, months = case
    given("calendar", month_from=first, month_to=last)
    found = db.sql("select month, is_beginning_unknown from calendar_months order by month").fetchall()
    assert found == [(month, first is None) for month in months]


def test_a_return_stands_on_each_day_on_which_some_of_it_is_due(db, given):
    given("indicators", indicator_code="A", valid_from=date(2009, 7, 1), valid_to=date(2009, 9, 30))
    given("indicators", indicator_code="B", valid_from=date(2009, 7, 1), valid_to=date(2009, 9, 30), due_days=60)
    given("indicator_results", indicator_code="A", period="2009/10 Q2")
    query = "select period, day, rows_owed, rows_in, state from calendar_days order by day"
    assert db.sql(query).fetchall() == [
        ("2009/10 Q2", date(2009, 10, 28), 1, 1, "in"),
        ("2009/10 Q2", date(2009, 12, 23), 1, 0, "late"),
    ]


def test_a_review_has_its_day_and_an_exempt_risk_none(db, given):
    given("risks", risk_code="A")
    given("risk_assessments", risk_code="A", assessed_on=date(2009, 10, 1))
    given("risks", risk_code="B", is_exempt=True)
    given("risk_assessments", risk_code="B", assessed_on=date(2009, 10, 1))
    found = db.sql("select day, rows_owed, state from calendar_days where kind = 'review'").fetchall()
    assert found == [(date(2010, 1, 1), 1, "due")]
