"""What stands beneath each item of the plan, and how that is doing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

MEASURES = "select item_code, measures, is_on, is_near, is_below, is_late, worst_status from plan_progress order by item_code"


def plan(given, *links):
    for item in ("A", "B", "C", "D"):
        given("plan_items", item_code=item)
    for lower, upper in links:
        given("links", from_code=lower, to_code=upper)


def test_a_diamond_of_links_counts_what_is_beneath_it_once(db, given, refreshed):
    plan(given, ("IND-01", "B"), ("IND-01", "C"), ("B", "A"), ("C", "A"))
    given("indicators")
    given("targets")
    given("indicator_results", period="2009/10 Q2", value=Decimal(30))
    refreshed()
    under = (1, 0, 0, 1, 0, "below")
    assert db.sql(MEASURES).fetchall() == [("A", *under), ("B", *under), ("C", *under), ("D", 0, 0, 0, 0, 0, "info")]


def test_a_circle_of_links_comes_to_an_end(db, given, refreshed):
    plan(given, ("IND-01", "A"), ("A", "B"), ("B", "A"))
    given("indicators")
    refreshed()
    assert [row[:2] for row in db.sql(MEASURES).fetchall()] == [("A", 1), ("B", 1), ("C", 0), ("D", 0)]


# Why the case is here: figures against 40 (None: late), and the worst status of them.
WORST = {
    "below before all": ((30, 38, None, 40), "below"),
    "near before late": ((38, None, 40), "near"),
    "late before on": ((None, 40), "late"),
    "on alone": ((40,), "on"),
}


@pytest.mark.parametrize("case", WORST)
def test_the_worst_status_beneath_an_item_is_its_own(db, given, refreshed, case):
    figures, worst = WORST[case]
    given("plan_items")
    for number, value in enumerate(figures):
        code = f"IND-0{number}"
        given("indicators", indicator_code=code)
        given("targets", indicator_code=code)
        given("links", from_code=code)
        if value is not None:
            given("indicator_results", indicator_code=code, period="2009/10 Q2", value=Decimal(value))
    refreshed()
    assert db.sql("select worst_status, measures from plan_progress").fetchall() == [(worst, len(figures))]


def test_actions_beneath_an_item_are_counted_by_how_they_stand(db, given, refreshed):
    plan(given, ("CA-01", "A"), ("CA-02", "A"), ("CA-03", "B"), ("B", "A"), ("CA-01", "B"))
    given("actions", due_date=date(2009, 12, 1))
    given("actions", action_code="CA-02")
    given("actions", action_code="CA-03")
    given("action_updates", action_code="CA-03", state="complete")
    refreshed()
    found = db.sql("select item_code, actions, actions_done, actions_late from plan_progress order by item_code").fetchall()
    assert found == [("A", 3, 1, 1), ("B", 2, 1, 1), ("C", 0, 0, 0), ("D", 0, 0, 0)]


def test_a_link_that_has_ended_holds_nothing_up(db, given, refreshed):
    given("plan_items")
    given("indicators")
    given("links", valid_to=date(2009, 12, 30))
    refreshed()
    assert db.sql("select measures, measures_planned from plan_progress").fetchall() == [(0, 0)]


def test_an_item_that_has_ended_is_gone_and_a_later_wording_counts(db, given, refreshed):
    given("plan_items", valid_to=date(2009, 12, 30))
    given("plan_items", item_code="B")
    given("plan_items", item_code="B", valid_from=date(2009, 4, 1), title="Warm homes for all")
    refreshed()
    assert db.sql("select item_code, title from plan_progress").fetchall() == [("B", "Warm homes for all")]


def test_a_measure_without_a_figure_yet_is_planned_all_the_same(db, given, refreshed):
    given("plan_items")
    given("indicators", frequency="annual", valid_from=date(2009, 4, 1))
    given("links")
    refreshed()
    assert db.sql("select measures, measures_planned from plan_progress").fetchall() == [(0, 1)]
