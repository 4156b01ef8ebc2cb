"""What each service owes for each period, and how much of it is in."""

from __future__ import annotations

from datetime import date

import pytest

from pimdata import build, refresh

Q2 = "select dataset, rows_owed, rows_in, state, stage, days_late, days_left from returns_owed where period = '2009/10 Q2'"

# Why the case is here: today, the figures in for quarter 2 of two measures, rows in, state, stage, days late and days left.
# Quarter 2 ends on 30 September 2009; twenty working days later is Wednesday 28 October.
MEASURES = {
    "while it runs": (date(2009, 9, 30), (), 0, "not finished", "not started", 0, None),
    "the day after": (date(2009, 10, 1), (), 0, "due", "not started", 0, 19),
    "part of it": (date(2009, 10, 1), ("A",), 1, "due", "part in", 0, 19),
    "part of it, early": (date(2009, 9, 30), ("A",), 1, "not finished", "part in", 0, None),
    "all of it": (date(2009, 10, 1), ("A", "B"), 2, "in", "signed off", 0, None),
    "on its day": (date(2009, 10, 28), (), 0, "due", "not started", 0, 0),
    "at midnight": (date(2009, 10, 29), (), 0, "late", "not started", 1, None),
    "part of it, late": (date(2009, 10, 29), ("A",), 1, "late", "part in", 1, None),
    "all of it, however late": (date(2009, 12, 31), ("A", "B"), 2, "in", "signed off", 0, None),
    "working days are counted": (date(2009, 11, 2), (), 0, "late", "not started", 3, None),
}


@pytest.fixture(scope="module")
def measures(world):
    with world() as (db, given):
        for service, (_, sent, *_) in MEASURES.items():
            for code in ("A", "B"):
                given("indicators", indicator_code=f"{service} {code}", service_code=service)
            for code in sent:
                given("indicator_results", indicator_code=f"{service} {code}", period="2009/10 Q2")
        refresh.everything(db)
        build.use(db, build.LIVE)
        answers = {}
        for today in {today for today, *_ in MEASURES.values()}:
            db.execute("set variable today = $today", {"today": today})
            for service, *answer in db.sql(Q2.replace("dataset", "service_code, dataset", 1)).fetchall():
                answers[service, today] = answer
        return answers


@pytest.mark.parametrize("case", MEASURES)
def test_a_quarters_figures_are_owed_by_twenty_working_days(measures, case):
    today, _, *answer = MEASURES[case]
    assert measures[case, today] == ["indicator_results", 2, *answer]


def test_a_blank_with_a_reason_is_in(db, given):
    given("indicators")
    given("indicator_results", period="2009/10 Q2", value=None, no_value_reason="flood")
    assert db.sql(Q2).fetchall() == [("indicator_results", 1, 1, "in", "signed off", 0, None)]


def test_a_milestone_with_a_new_date_is_in(db, given):
    given("indicators", kind="milestone", frequency="annual")
    given("targets", target_kind="milestone_date", target_date=date(2010, 3, 31), target_value=None)
    given("indicator_results", period="2009/10", value=None, expected_on=date(2010, 5, 1))
    assert db.sql("select rows_owed, rows_in, state from returns_owed where period = '2009/10'").fetchall() == [(1, 1, "in")]


def test_a_return_is_late_only_when_what_is_missing_is(db, given):
    given("indicators", indicator_code="A")
    given("indicators", indicator_code="B", due_days=60)
    given("indicator_results", indicator_code="A", period="2009/10 Q2")
    db.execute("set variable today = date '2009-11-10'")
    assert db.sql(Q2).fetchall() == [("indicator_results", 2, 1, "due", "part in", 0, 31)]


def test_a_measure_that_rolls_up_is_asked_for_at_its_own_frequency(db, given):
    given("indicators", frequency="monthly", aggregation="sum", value_basis="period")
    db.execute("set variable today = date '2009-06-15'")
    found = db.sql("select period from returns_owed where period_end >= '2009-04-01' order by period").fetchall()
    assert found == [("2009-04",), ("2009-05",), ("2009-06",)]


def test_what_has_not_begun_is_not_owed(db, given):
    given("indicators")
    assert db.sql("select max(period) from returns_owed").fetchall() == [("2009/10 Q3",)]


# Why the case is here: the action, its updates, and rows owed and in for quarter 2.
ACTIONS = {
    "an open one": ({}, ({"as_of": date(2009, 9, 30)},), (1, 1)),
    "nothing said": ({}, (), (1, 0)),
    "said before the quarter": ({}, ({"as_of": date(2009, 6, 30)},), (1, 0)),
    "said by its due day": ({}, ({"as_of": date(2009, 10, 28)},), (1, 1)),
    "said after it": ({}, ({"as_of": date(2009, 10, 29)},), (1, 0)),
    "complete before the quarter": ({}, ({"as_of": date(2009, 6, 30), "state": "complete"},), None),
    "complete within it": ({}, ({"as_of": date(2009, 7, 1), "state": "complete"},), (1, 1)),
    "cancelled before it": ({}, ({"as_of": date(2009, 6, 30), "state": "cancelled"},), None),
    "not begun": ({"start_date": date(2009, 10, 1)}, (), None),
    "its plan ended before": ({"valid_to": date(2009, 9, 29)}, (), None),
    "nobody's": ({"service_code": ""}, (), None),
}


@pytest.fixture(scope="module")
def counts(world):
    with world() as (db, given):
        for code, (action, updates, _) in ACTIONS.items():
            given("actions", **{"action_code": code, "service_code": code} | action)
            for update in updates:
                given("action_updates", action_code=code, **update)
        for code, (every, assessed, *_) in RISKS.items():
            given("risks", risk_code=code, service_code=code, review_every=every)
            given("risk_assessments", risk_code=code, assessed_on=assessed)
        rows = db.sql("select service_code, dataset, period, rows_owed, rows_in from returns_owed").fetchall()
        return {(service, dataset, period): tuple(answer) for service, dataset, period, *answer in rows}


@pytest.mark.parametrize("case", ACTIONS)
def test_each_open_action_is_reported_on_each_quarter(counts, case):
    *_, answer = ACTIONS[case]
    assert counts.get((case, "action_updates", "2009/10 Q2")) == answer


def test_what_is_nobodys_is_owed_by_nobody(counts):
    assert not [service for service, *_ in counts if service == ""]


# Why the case is here: how often the risk is reviewed, when it was, the period, and rows owed and in.
RISKS = {
    "each quarter": ("quarterly", date(2009, 8, 1), "2009/10 Q2", (1, 1)),
    "not this quarter": ("quarterly", date(2009, 6, 30), "2009/10 Q2", (1, 0)),
    "each half-year": ("half-yearly", date(2009, 8, 1), "2009/10 H1", (1, 1)),
    "a half-yearly one in no quarter": ("half-yearly", date(2009, 8, 1), "2009/10 Q2", None),
    "each year": ("annual", date(2009, 8, 1), "2009/10", (1, 1)),
    "a yearly one in no quarter": ("annual", date(2009, 8, 1), "2009/10 Q2", None),
    "each month": ("monthly", date(2009, 8, 1), "2009-08", (1, 1)),
}


@pytest.mark.parametrize("case", RISKS)
def test_each_risk_is_scored_as_often_as_it_is_reviewed(counts, case):
    *_, period, answer = RISKS[case]
    assert counts.get((case, "risk_assessments", period)) == answer


@pytest.mark.parametrize(("dataset", "code"), [("actions", "action_code"), ("risks", "risk_code")], ids=["an action", "a risk"])
def test_what_was_worded_anew_is_owed_once(db, given, dataset, code):
    given(dataset)
    given(dataset, valid_from=date(2009, 5, 1))
    assert db.sql("select rows_owed from returns_owed where period = '2009/10 Q2'").fetchall() == [(1,)]


def test_each_cost_centre_is_reported_each_quarter_of_its_year(db, given):
    for cost_centre in ("CC1", "CC2"):
        given("budgets", cost_centre=cost_centre)
    given("budget_positions")
    given("budget_positions", period="2009-08")
    found = db.sql("select period, rows_owed, rows_in, owner_role from returns_owed order by period").fetchall()
    assert found == [(f"2009/10 Q{n}", 2, 1 if n == 2 else 0, "Accountant") for n in (1, 2, 3)]


def test_each_service_owes_its_own(db, given):
    given("indicators", indicator_code="A", service_code="HO", officer="Housing Manager")
    given("indicators", indicator_code="B", service_code="PL", officer="Planner")
    found = db.sql("""
        select service_code, rows_owed, owner_role from returns_owed where period = '2009/10 Q2' order by service_code
    """).fetchall()
    assert found == [("HO", 1, "Housing Manager"), ("PL", 1, "Planner")]
