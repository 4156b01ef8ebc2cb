"""Every value anything has ever had, and which of them is in force."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest


def test_a_corrected_figure_keeps_the_one_before_it(db, given):
    given("indicator_results", value=Decimal(40), loaded_at=datetime(2009, 7, 20))
    given("indicator_results", value=Decimal(41), loaded_at=datetime(2009, 7, 21), what_happened="two were missed")
    found = db.sql("""
        select value, said, load_id, by_whom, loaded_at, state, is_in_force from history order by event_no
    """).fetchall()
    assert found == [
        ("40.000000", "", 1, "Housing Manager", datetime(2009, 7, 20), "signed off", False),
        ("41.000000", "two were missed", 2, "Housing Manager", datetime(2009, 7, 21), "signed off", True),
    ]


def test_a_withdrawn_figure_says_who_took_it_back_and_why(db, given):
    given("indicator_results", value=Decimal(40))
    load = given("indicator_results", value=Decimal(41))
    given.withdraw(load, datetime(2009, 12, 2))
    found = db.sql(
        "select value, state, changed_at, changed_by, change_reason, is_in_force from history order by load_id"
    ).fetchall()
    assert [row[0::5] for row in found] == [("40.000000", True), ("41.000000", False)]
    assert found[1][1:5] == ("withdrawn", datetime(2009, 12, 2), "Housing Manager", "sent in error")


def test_a_figure_signed_off_again_is_in_force_again(db, given):
    first = given("indicator_results", value=Decimal(40))
    given("indicator_results", value=Decimal(41))
    given.withdraw(first)
    given.sign_off(first)
    assert db.sql("select value from history where is_in_force").fetchall() == [("40.000000",)]


# Why the case is here: what the value that came after says, and what is told of the one before it.
GONE = {
    "why the figure is what it is": ({"why": "Two were missed.", "what_happened": "It rose."}, "Two were missed."),
    "what happened, where no why is given": ({"what_happened": "It rose."}, "It rose."),
    "a blank says its reason": ({"value": None, "no_value_reason": "flood"}, "flood"),
    "nothing is kept": ({}, None),
}


@pytest.mark.parametrize("case", GONE.values(), ids=GONE)
def test_a_replaced_value_tells_why_the_next_one_came(db, given, case):
    after, told = case
    given("indicator_results", value=Decimal(40), why="The first count.")
    given("indicator_results", **{"value": Decimal(41), **after})
    found = db.sql("select is_in_force, why_it_stands_no_more from history order by event_no").fetchall()
    assert found == [(False, told), (True, None)]


def test_what_the_sender_answered_when_asked_goes_before_what_the_row_says(db, given):
    """And it is the very reason that the list of revisions gives."""
    given("indicator_results", value=Decimal(40))
    load = given("indicator_results", value=Decimal(41), why="More came.")
    db.execute(f"""update main.loads set explanations = '{{"2": "The first count left out March."}}' where load_id = {load}""")
    given("indicator_results", value=Decimal(42), why="A third count.")
    found = db.sql("select why_it_stands_no_more from history where not is_in_force order by event_no").fetchall()
    assert found == [("The first count left out March.",), ("A third count.",)]
    assert found == db.sql("select coalesce(explained, said) from figure_revisions order by signed_no").fetchall()


def test_a_value_taken_back_tells_why_and_is_no_reason_for_another(db, given):
    given("indicator_results", value=Decimal(40))
    given.withdraw(given("indicator_results", value=Decimal(41), why="More came."))
    given("indicator_results", value=Decimal(42), why="A third count.")
    found = db.sql("select value::integer, why_it_stands_no_more from history order by load_id").fetchall()
    assert found == [(40, "A third count."), (41, "sent in error"), (42, None)]


def test_parts_of_different_dimensions_are_different_figures(db, given):
    given("indicator_results", dimension="sex", category="all", value=Decimal(1))
    given("indicator_results", dimension="age", category="all", value=Decimal(2))
    given("indicator_results", value=Decimal(3))
    found = db.sql("select part, value from history where is_in_force order by part").fetchall()
    assert found == [("", "3.000000"), ("age: all", "2.000000"), ("sex: all", "1.000000")]


def test_a_blank_says_its_reason(db, given):
    given("indicator_results", value=None, no_value_reason="flood")
    assert db.sql("select value, said from history").fetchall() == [("", "flood")]


# Why the case is here: a row of a dataset, and its value as the history tells it.
VALUES = {
    "a target as written": ("targets", {}, "40%"),
    "a target without words": ("targets", {"target_text": ""}, "40.000000"),
    "a definition": ("indicators", {"definition": "Rent paid over rent due."}, "Rent paid over rent due."),
    "an action's state": ("action_updates", {}, "in progress"),
    "a risk's score": ("risk_assessments", {}, "9"),
    "a forecast of money": ("budget_positions", {}, "100000.000000"),
}


@pytest.mark.parametrize("case", VALUES)
def test_each_kind_of_thing_has_its_history(db, given, case):
    dataset, row, value = VALUES[case]
    given(dataset, **row)
    assert db.sql("select dataset, value, is_in_force from history").fetchall() == [(dataset, value, True)]


def test_what_is_in_force_is_what_the_current_figures_hold(db, given):
    loads = [given("indicator_results", period=f"2009/10 Q{n % 2 + 1}", value=Decimal(n)) for n in range(8)]
    for load in loads[5:]:
        given.withdraw(load)
    given.sign_off(loads[6])
    given.sign_off(loads[0])
    in_force = db.sql("select period, value::decimal(18, 6) from history where is_in_force order by period").fetchall()
    assert in_force == db.sql("select period, value from current_indicator_results order by period").fetchall()
    assert len(in_force) == 2


def changes(db, dataset):
    return db.sql(f"""
        select part, field, value_before, value, said, load_id, by_whom, state from definition_changes
        where dataset = '{dataset}' order by event_no, field
    """).fetchall()


def test_a_change_of_definition_and_owner_is_told_field_by_field(db, given):
    given("indicators", note="as adopted")
    given("indicators", valid_from=datetime(2009, 4, 1).date(), officer="Rents Manager", tolerance=Decimal(3), note="reviewed")
    assert changes(db, "indicators") == [
        ("", "name", None, "Rent collected", "as adopted", 1, "Housing Manager", "signed off"),
        ("", "owner", "Housing Manager", "Rents Manager", "reviewed", 2, "Housing Manager", "signed off"),
        ("", "tolerance", "2.00 absolute", "3.00 absolute", "reviewed", 2, "Housing Manager", "signed off"),
    ]


def test_a_change_of_target_is_told_with_its_reason_and_only_for_its_own_year(db, given):
    given("targets")
    given("targets", financial_year="2010/11", target_text="42%", target_value=Decimal(42))
    load = given("targets", target_text="45%", target_value=Decimal(45), change_reason="new contract")
    given.withdraw(load)
    assert changes(db, "targets") == [
        ("2009/10", "target", None, "40%", "", 1, "Housing Manager", "signed off"),
        ("2010/11", "target", None, "42%", "", 2, "Housing Manager", "signed off"),
        ("2009/10", "level judged by", "40.000000", "45.000000", "new contract", 3, "Housing Manager", "withdrawn"),
        ("2009/10", "target", "40%", "45%", "new contract", 3, "Housing Manager", "withdrawn"),
    ]


# Why the case is here: a dataset, what is changed in it, and the field that tells it.
OWNERS = {
    "an action's officer": ("actions", {"officer": "Planning Manager"}, "officer"),
    "an action's date": ("actions", {"due_date": datetime(2010, 6, 30).date()}, "date planned"),
    "a risk's owner": ("risks", {"owner_role": "Chief Executive"}, "owner"),
    "a risk's aim": ("risks", {"target_impact": 1}, "score aimed at"),
}


@pytest.mark.parametrize("case", OWNERS.values(), ids=OWNERS)
def test_what_actions_and_risks_are_judged_by_has_its_history_too(db, given, case):
    dataset, changed, field = case
    given(dataset)
    given(dataset)
    given(dataset, **changed)
    assert [row[1] for row in changes(db, dataset)][1:] == [field]
