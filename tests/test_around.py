"""What lies around a measure's figure: the actions towards it, its service's money, and its revision."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from pimdata import queries_around
from tests.conftest import words_of

TOWARDS = {"from_code": "IND-01", "to_code": "CA-01"}
LATE = {"due_date": date(2009, 6, 30)}
DONE = {"state": "complete"}
ACTIONS = {
    # why this case is here: (links, actions, updates; how many there are, done, on track and late)
    "none is linked": ([], [{}], [], (0, 0, 0, 0)),
    "one on track, whichever way it is linked": ([TOWARDS], [{}], [], (1, 0, 1, 0)),
    "the other way": ([{"from_code": "CA-01", "to_code": "IND-01"}], [{}], [], (1, 0, 1, 0)),
    "linked both ways is one": ([TOWARDS, {"from_code": "CA-01", "to_code": "IND-01"}], [{}], [], (1, 0, 1, 0)),
    "late": ([TOWARDS], [LATE], [], (1, 0, 0, 1)),
    "done, and not late": ([TOWARDS], [LATE], [DONE], (1, 1, 0, 0)),
    "cancelled is no support": ([TOWARDS], [{}], [{"state": "cancelled"}], (0, 0, 0, 0)),
}


@pytest.mark.parametrize("case", ACTIONS.values(), ids=ACTIONS)
def test_actions_towards_it_are_counted_once(db, given, case):
    links, actions, updates, expected = case
    for link in links:
        given("links", **link)
    for action in actions:
        given("actions", **action)
    for update in updates:
        given("action_updates", **update)
    found = queries_around.around(db, "IND-01", "HO", "2009/10 Q2")
    assert tuple(found[name] for name in ("actions", "done", "on_track", "late")) == expected


CAPITAL = {"cost_centre": "CC0", "fund": "capital"}
OVER = {"forecast_outturn": Decimal(112000)}
MONEY = {
    # why this case is here: (budgets, positions, the period asked; the fund, its variance, and how many funds there are)
    "nothing is known": ([], [], "2009/10 Q2", (None, None, None)),
    "one fund": ([{}], [OVER], "2009/10 Q2", ("general fund", 12000, 1)),
    "the general fund first of several": (
        [{}, CAPITAL], [OVER, {"cost_centre": "CC0"}], "2009/10 Q2", ("general fund", 12000, 2)),
    "an earlier report adds no fund": ([{}], [{"period": "2009/10 Q1"}, OVER], "2009/10 Q2", ("general fund", 12000, 1)),
    "what was not known yet is not told": ([{}], [OVER], "2009/10 Q1", (None, None, None)),
    "nor last year's": ([{}], [OVER], "2010/11 Q1", (None, None, None)),
    "another service's is its own": ([{"service_code": "PL"}], [OVER], "2009/10 Q2", (None, None, None)),
}  # fmt: skip


@pytest.mark.parametrize("case", MONEY.values(), ids=MONEY)
def test_money_is_of_its_service_and_year(db, given, case):
    budgets, positions, period, expected = case
    for budget in budgets:
        given("budgets", **budget)
    for position in positions:
        given("budget_positions", **position)
    found = queries_around.around(db, "IND-01", "HO", period)
    assert tuple(found[name] for name in ("fund", "variance", "funds")) == expected


JUNE, JULY = datetime(2009, 6, 1, 9), datetime(2009, 7, 2, 9)
REVISIONS = {
    # why this case is here: (figures in the order they came, what was said of the second when asked; when revised, and why)
    "never": ([40], "", (None, None)),
    "once, with a reason": ([40, 41], "two wards were left out", (JULY, "two wards were left out")),
    "once, without": ([40, 41], "", (JULY, None)),
    "the same again is no revision": ([40, 40], "", (None, None)),
    "the last change counts, not the last row": ([40, 41, 41], "two wards were left out", (JULY, "two wards were left out")),
}


@pytest.mark.parametrize("case", REVISIONS.values(), ids=REVISIONS)
def test_a_revision_is_told_with_its_day_and_what_was_said_when_asked(db, given, case):
    values, explained, expected = case
    for number, value in enumerate(values):
        came = (JUNE, JULY, datetime(2009, 8, 3, 9))[number]
        load_id = given("indicator_results", loaded_at=came, value=Decimal(value), why="It rained.")
        if number == 1 and explained:
            db.execute("update main.loads set explanations = $1 where load_id = $2", [json.dumps({"2": explained}), load_id])
    found = queries_around.around(db, "IND-01", "HO", "2009/10 Q1")
    assert (found["revised_at"], found["explained"]) == expected


SAID = {
    # why this case is here: (the measure, its period, a sentence on its page)
    "revised": ("EH01", "2009-08", "It was first reported as 634 and revised on 20 November 2009."),
    "actions": ("NI 156", "", "Two actions support this: one on track, one late."),
    "one of several funds": ("NI 156", "", "Housing is forecast to spend £32,000 over its general fund budget this year."),
}


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_the_page_says_it(open_page, demo_store, case):
    code, period, sentence = case
    assert sentence in words_of(open_page("measure", demo_store, i=code, p=period))
