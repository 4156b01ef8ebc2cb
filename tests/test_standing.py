"""Where a return stands is one word, and every list, command and answer says the same."""

import pytest

from pimdata import queries, queries_calendar, queries_quality, queries_returns, returns, stages
from pimdata.people import Viewer
from pimdata.returns import Sending
from tests.conftest import words_of
from tests.test_pages_returns import filled

MANAGER = Viewer("manager", service="CS", words="Manager, Customer Service", email="m@example.org")
WHOSE = ("indicator_results", "CS", "2010/11 Q2")


@pytest.fixture
def waiting(demo_store):
    """The demonstration, with the last figure of Customer Service sent and not signed off."""
    sent = returns.send(
        demo_store,
        filled(demo_store, value="85.5"),
        "CS-indicator_results.csv",
        MANAGER.post,
        service="CS",
        how=Sending(MANAGER),
    )
    assert sent.stage == "waiting for sign-off"
    return demo_store


# Why the case is here: whether it is in time, its stage, its draft, and what is said.
SAID = {
    "not begun": ("due", "not started", "", ("due", "Not started")),
    "late, and not begun": ("late", "not started", "", ("late", "Return overdue, not started")),
    "some rows are in": ("due", "part in", "", ("due", "Part in")),
    "its draft is seen by its senders": ("late", "part in", "checked", ("late", "Return overdue, checked")),
    "what waits comes before a draft": (
        "late",
        "waiting for sign-off",
        "draft",
        ("late", "Return overdue, waiting for sign-off"),
    ),
    "all in": ("in", "signed off", "", ("on", "Signed off")),
    "in, and begun anew": ("in", "published", "draft", ("on", "Draft")),
    "its period still runs": ("not finished", "not started", "", ("due", "Period not finished")),
    "in before its period ended": ("not finished", "part in", "", ("due", "Part in")),
}


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_state_and_stage_are_said_in_one_phrase(case):
    *asked, expected = case
    assert stages.standing(*asked) == expected


def test_only_what_is_all_in_is_called_signed_off(waiting):
    with waiting.reading() as db:
        found = db.sql("select state, stage, rows_in, rows_owed, rows_waiting from returns_owed").fetchall()
    assert {stage for _, stage, *_ in found} >= {"not started", "part in", "waiting for sign-off", "signed off"}
    for state, stage, rows_in, rows_owed, rows_waiting in found:
        is_all_in = rows_in >= rows_owed
        assert (stage in ("signed off", "published", "revised")) == (is_all_in and not rows_waiting)
        assert (state == "in") == is_all_in
        assert stage.capitalize() in stages.STAGES


def test_every_place_says_the_same_of_a_return(waiting, open_page):
    expected = "Return overdue, waiting for sign-off"
    with waiting.reading() as db:
        row = queries_returns.return_owed(db, *WHOSE)
        assert stages.standing(row["state"], row["stage"])[1] == expected
        wanted = queries.returns_wanted(db, "CS").to_dicts()
        quarter = queries_quality.returns_of_quarter(db, WHOSE[2]).to_dicts()
        days = queries_calendar.days(db, row["due_date"], row["due_date"], "CS").to_dicts()
    of_it = [
        each for each in [*wanted, *quarter, *days]
        if (each["dataset"], each.get("service_code", "CS"), each["period"]) == WHOSE
    ]  # fmt: skip
    assert len(of_it) == 3
    assert {stages.standing(each["state"], each["stage"])[1] for each in of_it} == {expected}
    for page, query in (("returns", {}), ("overview", {}), ("service", {"s": "CS"}), ("calendar", {}), ("quality", {})):
        at = open_page(page, waiting, **query).selectbox(key="view_as").select(MANAGER.words).run()
        assert expected in words_of(at), page
