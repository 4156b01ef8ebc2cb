"""What followers, Cabinet, signers and the Policy and Performance team are shown: only what is different, open or missing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

JUNE, JULY = datetime(2009, 6, 1, 9), datetime(2009, 7, 1, 9)

CHANGES = {
    # why this case is here: (dataset, what it first said, what it says then, what changed)
    "a first figure is told": ("indicator_results", None, {"value": Decimal(40)}, [("figure", "2009/10 Q1")]),
    "a revised figure is told": (
        "indicator_results", {"value": Decimal(40)}, {"value": Decimal(41)}, [("figure", "2009/10 Q1")],
    ),
    "the same figure sent again is not": ("indicator_results", {"value": Decimal(40)}, {"value": Decimal(40)}, []),
    "a figure of a part is not the measure's": ("indicator_results", None, {"category": "Cambourne"}, []),
    "a figure that is now known to be missing is told": (
        "indicator_results", {"value": Decimal(40)}, {"value": None, "no_value_reason": "Lost."}, [("figure", "2009/10 Q1")],
    ),
    "a first target is told": ("targets", None, {}, [("target", "2009/10")]),
    "a new target is told": ("targets", {}, {"target_value": Decimal(45)}, [("target", "2009/10")]),
    "a plan sent again as it was is not": ("targets", {}, {"change_reason": "Sent again."}, []),
    "a new definition is told": ("indicators", {}, {"definition": "Of all rent."}, [("definition", "")]),
    "another way of judging is a definition": ("indicators", {}, {"tolerance": Decimal(3)}, [("definition", "")]),
    "a new owner is told": ("indicators", {}, {"officer": "Rents Manager"}, [("owner", "")]),
    "both at once are two": (
        "indicators", {}, {"officer": "Rents Manager", "title": "Rent"}, [("definition", ""), ("owner", "")],
    ),
    "a new measure is no change of its definition": ("indicators", None, {}, []),
    "a note changes nothing": ("indicators", {}, {"note": "Looked at again."}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES.values(), ids=CHANGES)
def test_what_followers_are_told(db, given, case):
    dataset, before, after, told = case
    if before is not None:
        given(dataset, loaded_at=JUNE, **before)
    given(dataset, loaded_at=JULY, **after)
    found = db.sql("select what, period from measure_changes where changed_at = timestamp '2009-07-01 09:00' order by all")
    assert found.fetchall() == told


def test_a_figure_taken_back_is_told(db, given):
    load_id = given("indicator_results", loaded_at=JUNE)
    given.withdraw(load_id, at=JULY)
    found = db.sql("select what, period, changed_at from measure_changes").fetchall()
    assert found == [("figure taken back", "2009/10 Q1", JULY)]


def test_what_had_not_happened_yet_is_not_told(db, given):
    given("indicator_results", loaded_at=JULY)
    db.execute("set variable as_at = timestamp '2009-06-15'")
    assert db.sql("from measure_changes").fetchall() == []
    db.execute("set variable as_at = null")


STANDING = {
    # why this case is here: (reported on, value for Quarter 2, standing)
    "still below": (datetime(2009, 8, 1), Decimal(30), True),
    "on target since": (datetime(2009, 8, 1), Decimal(41), False),
    "on target only in a period that had ended": (datetime(2009, 12, 1), Decimal(41), True),
}


@pytest.mark.parametrize("case", STANDING.values(), ids=STANDING)
def test_a_report_to_cabinet_stands_until_its_measure_is_on_target_again(db, given, case):
    said_at, value, standing = case
    given("indicators")
    given("targets")
    given("indicator_results", period="2009/10 Q1", value=Decimal(30))
    given("indicator_results", period="2009/10 Q2", value=value)
    db.execute(
        """
        insert into main.remarks
        values (1, 'report to cabinet', 'measure', 'IND-01', 'Housing', 'HO', 'Words.', 'a', 'a', ?, false)
        """,
        [said_at],
    )
    assert db.sql("select is_standing, title from cabinet_reports").fetchall() == [(standing, "Rent collected")]


@pytest.mark.parametrize(
    ("states", "waits"),
    [(["waiting for sign-off"], 1), (["waiting for sign-off", "signed off"], 0), (["signed off"], 0), (["withdrawn"], 0)],
)
def test_what_waits_for_a_signature_is_what_was_last_sent_to_wait(db, given, states, waits):
    given("services")
    given("indicators")
    load_id = given("indicator_results")
    db.execute("delete from main.load_events where load_id = $1", [load_id])
    for number, state in enumerate(states):
        db.execute("insert into main.load_events values (?, ?, ?, ?, 'Officer', '')", [100 + number, load_id, state, JUNE])
    # The load names no service: whose it is, is told by its rows.
    expected = [("HO", "Housing", 1)] * waits
    assert db.sql("select service_code, service_title, rows_waiting from sign_offs_waiting").fetchall() == expected


WHOLE = {"definition": "Of all rent.", "source": "The rents system", "officer": "Rents Manager", "portfolio": "Housing"}
TENTH = {"tolerance_kind": "percent", "tolerance": Decimal(10)}
BETWEEN = {"target_value": None, "target_low": Decimal(2), "target_high": Decimal(4)}
MISSING = {
    # why this case is here: (changes, what is missing, and the target where it matters)
    "whole": ({}, None),
    "no definition": ({"definition": ""}, ["no definition"]),
    "no owner and no source": ({"officer": "", "source": ""}, ["no owner", "no source"]),
    "which way is better is asked of what is judged": ({"good_is": ""}, ["not said which way is better"]),
    "and not of what is shown for context": ({"good_is": "", "class": "context"}, None),
    "what has ended needs no mending": ({"definition": "", "valid_to": date(2009, 9, 30)}, None),
    "ten per cent of nought is nought": (
        TENTH,
        ["a tolerance in per cent of a target of nought"],
        {"target_value": Decimal(0)},
    ),
    "ten per cent of forty is four": (TENTH, None, {"target_value": Decimal(40)}),
    "ten per cent of a range is not said of what": (TENTH, ["a tolerance in per cent of a range"], BETWEEN),
    "a tolerance in its own unit suits a range": ({}, None, BETWEEN),
}


@pytest.mark.parametrize("case", MISSING.values(), ids=MISSING)
def test_definitions_to_mend(db, given, case):
    changes, missing, *targets = case
    given("indicators", **(WHOLE | changes))
    for target in targets:
        given("targets", **target)
    assert db.sql("select missing from definitions_to_mend").fetchall() == ([(missing,)] if missing else [])
