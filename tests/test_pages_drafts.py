"""A draft on the Returns page loses no row that was ready, whatever is filled in, uploaded or opened over it."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

import csv
import io
from decimal import Decimal

import polars as pl
import pytest

from pimdata import checks_whole, looking, queries_drafts, templates
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose
from tests.conftest import ACCOUNT, words_of
from tests.test_pages_fixing import box
from tests.test_pages_returns import CS03, as_manager, button, upload  # noqa: F401 - a fixture

HO = "indicator_results,HO,2010-10"
HOUSING = "Manager, Housing"
NAME = "HO-indicator_results.csv"
SAID = ACCOUNT | {
    "what_happened": "12 boilers failed in a week.",
    "why": "Parts came 9 days late.",
    "what_next": "Two more fitters by May.",
}


@pytest.fixture
def owed(demo_store):
    """What Housing owes for the month, each row with a figure beside its last one."""
    text = templates.template(demo_store, "indicator_results", "HO", "2010-10")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 5
    return [row | SAID | {"value": f"{Decimal(row['last_value']) + 1}"} for row in rows]


def file_of(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def draft(store, whose=HO):
    """The draft's newest version, and its file's rows by their code."""
    with store.reading() as db:
        (held,) = queries_drafts.of_return(db, Viewer("policy"), Whose(*whose.split(",")))
        content = queries_drafts.content(db, held).decode("utf-8-sig")
    return held, {row["indicator_code"]: row for row in csv.DictReader(io.StringIO(content))}


def test_filling_in_begins_with_the_rows_of_the_file_that_was_uploaded(as_manager, demo_store, owed):
    at = upload(as_manager(HOUSING, r=HO), file_of(owed[:4]), NAME)
    at.query_params["fill"] = "yes"
    at = at.run()
    code, left = owed[0]["indicator_code"], owed[4]["indicator_code"]
    assert Decimal(box(at, f"Figure, {code}").value) == Decimal(owed[0]["value"])
    box(at, f"Figure, {left}").input(owed[4]["value"])
    at = button(at, "Check what I filled in").click().run()
    assert not at.exception
    _, rows = draft(demo_store)
    assert {code: row["value"] for code, row in rows.items()} == {row["indicator_code"]: row["value"] for row in owed}
    assert rows[code]["why"] == SAID["why"], "what the form does not ask for is kept too"
    assert "5 rows" in words_of(at)


def test_what_was_put_right_and_explained_stands_in_the_form_and_after_it(as_manager, demo_store, owed):
    wrong = [owed[0] | {"value": "abc"}, owed[1] | {"value": "1"}]
    at = upload(as_manager(HOUSING, r=HO), file_of(wrong), NAME)
    box(at, "Row 2, Figure").input(owed[0]["value"])
    at = button(at, "Keep row 2").click().run()
    reason = "The tenants' survey was counted on another day."
    at = box(at, "Row 3: the reason").input(reason).run()
    at.query_params["fill"] = "yes"
    at = at.run()
    assert Decimal(box(at, f"Figure, {owed[0]['indicator_code']}").value) == Decimal(owed[0]["value"])
    box(at, f"Figure, {owed[2]['indicator_code']}").input(owed[2]["value"])
    at = button(at, "Check what I filled in").click().run()
    held, rows = draft(demo_store)
    assert rows[owed[0]["indicator_code"]]["value"] == owed[0]["value"]
    assert rows[owed[1]["indicator_code"]]["value"] == "1"
    assert list(held.reasons.values()) == [reason]
    assert held.edits == {}


def test_rows_of_other_measures_that_the_form_does_not_show_stay_in_the_draft(as_manager, demo_store, owed):
    other = owed[0] | {"indicator_code": "CS03", "period": "2010/11 Q2", "value": "85"}
    at = upload(as_manager("Policy and Performance team", r=HO), file_of([owed[0], other, other]), NAME)
    at.query_params["fill"] = "yes"
    at = at.run()
    box(at, f"Figure, {owed[0]['indicator_code']}").input("77")
    button(at, "Check what I filled in").click().run()
    with demo_store.reading() as db:
        (held,) = queries_drafts.of_return(db, Viewer("policy"), Whose(*HO.split(",")))
        rows = list(csv.DictReader(io.StringIO(queries_drafts.content(db, held).decode())))
    assert [(row["indicator_code"], row["value"]) for row in rows] == [
        (owed[0]["indicator_code"], "77"),
        ("CS03", "85"),
        ("CS03", "85"),
    ]


WAYS = {
    # the button: whose rows are in the draft after it
    "Put both together": slice(0, 5),
    "Use the new file alone": slice(3, 5),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_lacks_rows_that_were_ready_is_asked_about(as_manager, demo_store, owed, way):
    at = upload(as_manager(HOUSING, r=HO), file_of(owed[:4]), NAME)
    at = upload(at, file_of(owed[3:]), "second-indicator_results.csv")
    lacks = "second-indicator_results.csv lacks 3 rows that were ready in this draft"
    assert lacks in words_of(at)
    assert not any(each.label.startswith("Send") for each in at.button), "nothing is sent before it is said"
    at = as_manager(HOUSING, r=HO)  # another browser, or the next day
    assert lacks in words_of(at)
    at = button(at, way).click().run()
    assert lacks not in words_of(at)
    _, rows = draft(demo_store)
    assert {code: row["value"] for code, row in rows.items()} == {
        row["indicator_code"]: row["value"] for row in owed[WAYS[way]]
    }
    assert any(each.label.startswith("Send") for each in at.button)


def test_rows_that_were_not_ready_or_are_in_the_new_file_are_not_asked_about(as_manager, owed):
    at = upload(as_manager(HOUSING, r=HO), file_of([owed[0] | {"value": "abc"}, owed[1]]), NAME)
    at = upload(at, file_of(owed[1:3]), NAME)
    assert "lacks" not in words_of(at)


def test_a_third_file_before_the_choice_loses_nothing_either(as_manager, demo_store, owed):
    at = upload(as_manager(HOUSING, r=HO), file_of(owed[:2]), NAME)
    at = upload(at, file_of(owed[2:4]), NAME)
    at = upload(at, file_of(owed[4:]), NAME)
    assert "lacks 4 rows" in words_of(at)
    button(at, "Put both together").click().run()
    assert set(draft(demo_store)[1]) == {row["indicator_code"] for row in owed}


def test_an_earlier_version_is_seen_and_opened_again(as_manager, demo_store, owed):
    at = upload(as_manager(HOUSING, r=HO), file_of(owed), NAME)
    at = upload(at, file_of(owed[:1]), "slip-indicator_results.csv")
    at = button(at, "Use the new file alone").click().run()
    assert any(each.label.startswith("Earlier versions of this draft") for each in at.expander)
    choose = next(each for each in at.selectbox if each.label == "Open an earlier version again")
    first = next(name for name in choose.options if name.startswith("Version 1: "))
    assert NAME in first
    at = choose.select(first).run()
    at = button(at, "Open version 1").click().run()
    assert not at.exception
    held, rows = draft(demo_store)
    assert held.file_name == NAME
    assert len(rows) == 5
    assert f"{NAME} is kept as a draft" in words_of(at)


def test_who_only_looks_writes_no_version(as_manager, demo_store, owed):
    """What a service's manager may not send a colleague of Policy and Performance may: each finds another stage."""
    other = owed[0] | {"indicator_code": "CS03", "period": "2010/11 Q2", "value": "85.5"}
    upload(as_manager("Policy and Performance team", r=HO), file_of([*owed, other]), NAME)
    before = draft(demo_store)[0]
    assert before.state == "checked"
    for _ in range(2):
        assert "belongs to Customer Service" in words_of(as_manager(HOUSING, r=HO))
        as_manager("Policy and Performance team", r=HO)
    assert draft(demo_store)[0] == before


PERIODS = {
    # why this case is here: (the return, what the periods of the file are, what is said)
    "another quarter": ("indicator_results,CS,2010/11 Q2", ["2010/11 Q1"], "This file is for 2010/11 Q1. The open return is"),
    "months of another quarter": (
        "indicator_results,CS,2010/11 Q2",
        ["2010-04", "2010-05"],
        "for 2010-04 and 2010-05. The open",
    ),
    "a month of the quarter": ("indicator_results,CS,2010/11 Q2", ["2010-08", "2010-05"], ""),
    "one that cannot be read": ("indicator_results,CS,2010/11 Q2", ["2010/11 Q1", "Q9"], ""),
}


@pytest.mark.parametrize("case", PERIODS.values(), ids=PERIODS)
def test_a_file_for_another_period_is_stopped(demo_store, case):
    address, periods, said = case
    dataset, service, period = address.split(",")
    content = "indicator_code,period,value\n" + "".join(f"CS03,{each},85.5\n" for each in periods)
    looked = looking.look(demo_store, content.encode(), NAME, wanted=dataset, whose=service, period=period)
    stops = [each.words for each in looked.checked.faults if each.code == "C01"]
    assert len(stops) == (1 if said else 0)
    assert said in "".join(stops)
    assert looked.checked.is_stopped == bool(said)


DAYS = {
    # why this case is here: (the days of the file, codes that are said, what is said)
    "last quarter's file": (
        ["2010-05-31", "2010-06-30"],
        ["C01"],
        "This file is for 2010/11 Q1. The open return is 2010/11 Q2.",
    ),
    "of last quarter and the one before": (["2010-03-31", "2010-06-30"], ["C01"], "for 2009/10 Q4 and 2010/11 Q1. The open"),
    "the first day of the quarter": (
        ["2010-06-30", "2010-07-01"],
        ["C16"],
        "30 June 2010 is not one of the days of Quarter 2 2010/11",
    ),
    "the day it is due still counts": (["2010-10-28"], [], ""),
    "the day after does not, and is not another quarter's file": (["2010-10-29"], ["C16"], "(1 July 2010 to 28 October 2010)"),
    "a day that cannot be read": (["2010-06-30", "soon"], ["C16"], "30 June 2010"),
}


@pytest.mark.parametrize("case", DAYS.values(), ids=DAYS)
def test_progress_of_another_quarter_is_stopped_or_said_not_to_count(demo_store, case):
    days, codes, said = case
    rows = "".join(f"HO-A0{number},{day},in progress\n" for number, day in enumerate(days, start=1))
    content = f"action_code,as_of,state\n{rows}".encode()
    looked = looking.look(demo_store, content, "action_updates.csv", wanted="action_updates", whose="HO", period="2010/11 Q2")
    told = [each for each in looked.checked.faults if each.code in ("C01", "C16")]
    assert [each.code for each in told] == codes
    assert said in " ".join(each.words for each in told)
    assert looked.checked.is_stopped == ("C01" in codes)


ELSEWHERE = {
    # why this case is here: (the file, the link to the return it belongs to)
    "last quarter's figures": ("indicator_code,period,value\nCS03,2010/11 Q1,85.5\n", "Open Figures, Quarter 1 2010/11"),
    "another return": ("risk_code,assessed_on,net_likelihood,net_impact\nX,2010-09-30,1,1\n", "Open Risk scores, Quarter 2"),
    "a quarter that nothing is owed for": ("indicator_code,period,value\nCS03,1990/91 Q1,85.5\n", ""),
}


@pytest.mark.parametrize("case", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_file_for_another_return_leads_to_that_return(as_manager, case):
    text, link = case
    at = upload(as_manager(r=CS03), text.encode(), "a.csv")
    assert not at.exception
    assert ("It may belong to another return." in words_of(at)) == bool(link)
    assert link in words_of(at)


MISSING = {
    # why this case is here: (what is owed, what is in the file, what is named)
    "all of it is in": ([("HO1", "2010-07", "")], [("HO1", "2010-07", "")], []),
    "a code of which nothing is in the file": ([("HO1", "2010-07", "")], [("HO2", "2010-07", "")], ["HO1"]),
    "a month of a measure that is in it": (
        [("HO1", "2010-07", ""), ("HO1", "2010-08", "")],
        [("HO1", "2010-07", "")],
        ["HO1 2010-08"],
    ),
    "the same code for another quarter": ([("HO1", "2010/11 Q2", "")], [("HO1", "2010/11 Q1", "")], ["HO1 2010/11 Q2"]),
    "a service's own part": (
        [("HO1", "2010/11 Q2", ""), ("HO1", "2010/11 Q2", "HO")],
        [("HO1", "2010/11 Q2", "")],
        ["HO1 2010/11 Q2 HO"],
    ),
}


@pytest.mark.parametrize("case", MISSING.values(), ids=MISSING)
def test_what_is_missing_is_named_by_code_period_and_part(case):
    names = ["indicator_code", "period", "category"]
    owed, sent = (pl.DataFrame(rows, schema=names, orient="row") for rows in case[:2])
    assert checks_whole._missing(owed, sent, "indicator_results") == case[2]
