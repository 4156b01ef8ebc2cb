"""What is stopping a return: said by whoever owes it, seen by whoever waits, and no less late for it."""

from datetime import date

import pytest

from pimdata import hold_ups, queries_home, queries_returns
from pimdata.errors import NotAllowed, PimError
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose
from tests.conftest import words_of

MANAGER = Viewer("manager", "CS", words="Manager, Customer Service", email="manager@council.example")
CS = Whose("indicator_results", "CS", "2010/11 Q2")
WHY = "The telephone system's export is broken; the supplier comes on Monday"
DAY = date(2010, 11, 12)


def owed(store, whose=CS):
    with store.reading() as db:
        return queries_returns.return_owed(db, *whose)


def test_it_is_said_beside_the_return_and_makes_it_no_less_late(demo_store):
    before = owed(demo_store)
    hold_ups.say(demo_store, MANAGER, CS, WHY, DAY)
    after = owed(demo_store)
    assert (after["held_up_by"], after["expected_on"]) == (WHY, DAY)
    said = ("held_up_by", "expected_on")
    assert {**after, **dict.fromkeys(said)} == before, "nothing else of it has moved"
    with demo_store.reading() as db:
        (service,) = [row for row in queries_home.late_by_service(db).to_dicts() if row["service_code"] == "CS"]
        told = db.sql("select what, about, detail from trail order by event_no desc limit 1").fetchall()
    assert (service["held_up"], service["expected_on"]) == (1, DAY)
    assert told == [("return held up", "indicator results, 2010/11 Q2, CS", "expected on 2010-11-12")], "and no word of why"
    hold_ups.say(demo_store, MANAGER, CS, "")
    assert owed(demo_store) == before


def test_the_matrix_of_returns_says_why_one_is_waited_for(open_page, demo_store):
    hold_ups.say(demo_store, MANAGER, CS, WHY, DAY)
    told = words_of(open_page("quality", demo_store))
    assert f"due 28 October 2010; 14 of 15 in. {WHY}. Expected on 12 November 2010." in told


# Why the case is here: who says it, of which return, what, the day, and what they are told.
REFUSED = {
    "another service's manager": (MANAGER._replace(service="HO"), CS, WHY, DAY, NotAllowed),
    "a councillor": (Viewer(), CS, WHY, DAY, NotAllowed),
    "a shrug": (MANAGER, CS, "Too busy", DAY, "in a few words"),
    "a story": (MANAGER, CS, "because " * 60, DAY, "400 characters or fewer"),
    "a day gone by": (MANAGER, CS, WHY, date(2010, 10, 31), "must not be before today, 1 November 2010"),
    "a return that is in": (MANAGER, CS._replace(period="2010/11 Q1"), WHY, DAY, "Nothing of this return is still to come"),
    "no return of theirs": (MANAGER, CS._replace(period="1999/00 Q1"), WHY, DAY, "Nothing of this return is still to come"),
    "nothing, where nothing was said": (MANAGER, CS, " ", None, "what was said already"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_said(demo_store, case):
    viewer, whose, reason, day, expected = case
    error, said = (PimError, expected) if isinstance(expected, str) else (expected, "may not send this return")
    with pytest.raises(error, match=said):
        hold_ups.say(demo_store, viewer, whose, reason, day)
    with demo_store.reading() as db:
        assert db.sql("select count(*) from hold_ups").fetchall() == [(0,)]


def test_it_is_said_on_the_page_and_seen_by_those_who_chase(open_page, demo_store):
    at = open_page("returns", demo_store, r=",".join(CS)).selectbox(key="view_as").select(MANAGER.words).run()
    assert "Tell us what is stopping you" in [each.label for each in at.expander]
    at.text_area[0].input(WHY)
    at.date_input[0].set_value(DAY)
    at = next(each for each in at.button if each.label == "Tell them").click().run()
    assert not at.exception
    assert "It is kept, and shown beside the return." in words_of(at)
    beside = f"{WHY}. Expected on 12 November 2010."
    for viewer in (MANAGER.words, "Head of service, Customer Service", "Policy and Performance team"):
        seen = words_of(open_page("returns", demo_store).selectbox(key="view_as").select(viewer).run())
        assert beside in seen, viewer
        assert "Return overdue, part in" in seen, viewer
    home = words_of(open_page("overview", demo_store).selectbox(key="view_as").select("Policy and Performance team").run())
    assert "Said of 1 of 1, expected by 12 November 2010" in home
