"""Any screen as it stood at any moment, and a day that turns at midnight."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from pimdata import build, refresh

JULY, AUGUST, SEPTEMBER = (datetime(2009, month, 20, 12) for month in (7, 8, 9))
VALUE = "select value from indicator_status where period = '2009/10 Q1'"


@pytest.fixture
def sent(given):
    """40 in July, corrected to 41 in August, the correction taken back in September."""
    given("indicators", loaded_at=datetime(2009, 4, 1))
    given("targets", loaded_at=datetime(2009, 4, 1))
    given("indicator_results", value=Decimal(40), loaded_at=JULY)
    given.withdraw(given("indicator_results", value=Decimal(41), loaded_at=AUGUST), SEPTEMBER)


# Why the case is here: the moment, and the figure as it stood.
MOMENTS = {
    "before it was sent": (datetime(2009, 7, 20, 11, 59), None),
    "at the moment it was sent": (JULY, 40),
    "before the correction": (datetime(2009, 8, 20, 11, 59), 40),
    "after the correction": (AUGUST, 41),
    "before the withdrawal": (datetime(2009, 9, 20, 11, 59), 41),
    "after the withdrawal": (SEPTEMBER, 40),
    "now": (None, 40),
}


@pytest.mark.parametrize("case", MOMENTS)
@pytest.mark.usefixtures("sent")
def test_a_figure_is_as_it_stood(db, case):
    moment, value = MOMENTS[case]
    db.execute("set variable as_at = $moment", {"moment": moment})
    assert db.sql(VALUE).fetchall() == [(value,)]


@pytest.mark.usefixtures("sent")
def test_a_figure_is_revised_only_once_it_was(db):
    query = "select is_revised from indicator_status where period = '2009/10 Q1'"
    answers = []
    for moment in (JULY, AUGUST, SEPTEMBER):
        db.execute("set variable as_at = $moment", {"moment": moment})
        answers += db.sql(query).fetchall()
    assert answers == [(False,), (True,), (False,)]


@pytest.mark.usefixtures("sent")
def test_the_history_ends_at_the_moment(db):
    db.execute("set variable as_at = $moment", {"moment": AUGUST})
    found = db.sql(
        "select value, state, is_in_force from history where dataset = 'indicator_results' order by load_id"
    ).fetchall()
    assert found == [("40.000000", "signed off", False), ("41.000000", "signed off", True)]


# Why the case is here: the variables today and as_at, and the day it then is.
DAYS = {
    "the day that is set": (date(2009, 1, 2), datetime(2009, 9, 9, 9), date(2009, 1, 2)),
    "else the day of the moment": (None, datetime(2009, 9, 9, 9), date(2009, 9, 9)),
}


@pytest.mark.parametrize("case", DAYS)
def test_today_is_the_day_set_or_the_moments(db, case):
    today, as_at, day = DAYS[case]
    db.execute("set variable today = $today", {"today": today})
    db.execute("set variable as_at = $as_at", {"as_at": as_at})
    assert db.sql("select today()").fetchall() == [(day,)]


def test_without_either_it_is_the_day_it_is(db):
    db.execute("set variable today = null")
    assert db.sql("select today() = current_date").fetchall() == [(True,)]


def test_midnight_changes_what_is_read_and_nothing_that_is_stored(db, given):
    given("indicators")
    given("actions", due_date=date(2009, 10, 28))
    given("risks")
    given("risk_assessments", assessed_on=date(2009, 6, 27))
    stored = [file.relation for file in build.sql_files() if file.is_stored]
    seen, held = [], []
    for day in (date(2009, 10, 28), date(2009, 10, 29)):
        db.execute("set variable today = $day", {"day": day})
        build.use(db, build.LIVE)
        refresh.everything(db)
        held.append({name: db.sql(f"from live.{name} order by all").fetchall() for name in stored})
        seen.append(db.sql("""
            select
                (select status from indicator_status where period = '2009/10 Q2'),
                (select rag from action_status),
                (select is_review_overdue from risk_status)
        """).fetchall())  # fmt: skip
    assert seen == [[("due", "due_soon", False)], [("late", "overdue", True)]]
    assert held[0] == held[1]
    assert all(held[0][name] for name in ("indicator_series", "action_progress", "risk_scores"))


def test_no_stored_relation_reads_the_day():
    for file in build.sql_files():
        if file.is_stored:
            below = [file.relation, *build.reads(file.relation)]
            code = [
                build._code(other.statement)
                for other in build.sql_files()
                if other.relation in below and other.layer != "macros"
            ]
            assert not any("today()" in text for text in code), file.relation
