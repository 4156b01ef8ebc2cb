"""Scrutiny's private lines of enquiry: for the committee alone, by function, by page, by API; and what becomes of one."""

from __future__ import annotations

import re
from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pimdata import api, enquiries, queries_enquiries, queries_questions, queries_trail, sight, tokens
from pimdata.enquiries import Line
from pimdata.errors import NotAllowed, NothingToDo, PimError
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer
from pimdata.queries_trail import Asked as Events
from pimdata.questions import Asked
from pimdata.store import Store
from tests.conftest import ROOT, words_of

SECRET = "stays in temporary housing"  # of the demonstration's first line, about NI 156
SCRUTINY = Viewer("scrutiny", words=ROLES["scrutiny"], email="chair@council.example")
LINE = Line("measure", "NI 156", "Who said that leases would be ready by June?", date(2010, 11, 18))
WORDS = "What has been tried to shorten stays, and what did it change?"


def viewer(role: str) -> Viewer:
    service, portfolio = "HO" if role in OF_A_SERVICE else "", "Housing" if role in OF_A_PORTFOLIO else ""
    return Viewer(role, service, portfolio, ROLES[role], f"{role}@council.example")


@pytest.fixture(scope="module")
def held(demo_database, tmp_path_factory):
    path = tmp_path_factory.mktemp("enquiries") / "pim.duckdb"
    path.write_bytes(demo_database.read_bytes())
    return Store(path)


def lines(held: Store, who: Viewer | None, state: str = "", is_seen_by_all: bool = False) -> list[str]:
    """What somebody is told of lines of enquiry; nobody in particular where None."""
    with held.reading() as db:
        if who is not None:
            sight.of(who, is_seen_by_all).tell(db)
        return queries_enquiries.listed(db, state)["words"].to_list()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_by_each_function(held, role):
    who = viewer(role)
    number = enquiries.note(held, SCRUTINY, LINE._replace(words=f"What did they promise the {role}?"))
    if role == "scrutiny":
        assert any(SECRET in words for words in lines(held, who))
        assert enquiries.note(held, who, LINE._replace(words="Noted by the committee itself."))
        enquiries.put_aside(held, who, number)
        return
    assert lines(held, who) == []
    with held.reading() as db:
        sight.of(who).tell(db)
        assert queries_enquiries.line(db, number) is None
    for attempt in (
        lambda: enquiries.note(held, who, LINE),
        lambda: enquiries.put_aside(held, who, number),
        lambda: enquiries.put_question(held, who, number, Asked(LINE.kind, LINE.code, WORDS)),
    ):
        with pytest.raises(NotAllowed, match="The Scrutiny and Overview Committee may"):
            attempt()


def test_where_nobody_said_who_asks_or_the_screen_is_seen_by_all_none_is_told(held):
    assert lines(held, None) == []
    assert lines(held, SCRUTINY, is_seen_by_all=True) == []


def test_nothing_but_one_view_and_what_writes_them_reads_the_lines():
    naming = {
        path.relative_to(ROOT).as_posix()
        for folder in ("sql", "pimdata", "pages")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in (".sql", ".py") and re.search(r"\benquiry_(lines|events)\b", path.read_text("utf-8"))
    }
    assert naming == {
        "sql/tables/enquiry_lines.sql", "sql/tables/enquiry_events.sql", "sql/marts/visible_enquiries.sql",
        "pimdata/enquiries.py",
        "sql/rules/data_version.sql",  # their number alone
        "pimdata/ui/privacy_views.py",  # their name alone
        "pimdata/sharing.py",  # to show a partner none
    }  # fmt: skip
    reading = [path.name for path in (ROOT / "sql").rglob("*.sql") if "visible_enquiries" in path.read_text("utf-8")]
    assert sorted(reading) == ["enquiry_lines.sql", "visible_enquiries.sql"]  # the table's comment names the view


# Where somebody might look for it, or have it given away.
PAGES = {
    "the page itself": ("enquiries", {}),
    "one line": ("enquiries", {"line": "1"}),
    "the form to ask it": ("questions", {"ask": "measure", "code": "NI 156", "line": "1"}),
}
ELSEWHERE = {
    "what it is about": ("measure", {"i": "NI 156"}),
    "every question": ("questions", {"state": "all"}),
    "the Overview": ("overview", {}),
    "the screen of a meeting": ("meeting", {"items": "NI 156", "n": "1", "as_at": "2010-11-01T12:00:00"}),
    "the list of pages": ("more", {}),
}


def told(at) -> str:
    """All that a page says, and what stands in its fields."""
    return " ".join([words_of(at), *(str(area.value) for area in at.text_area)])


@pytest.mark.parametrize("role", [role for role in ROLES if role != "account"])
def test_each_role_by_page(open_page, demo_database, role):
    for page, query in PAGES.values():
        at = open_page(page, Store(demo_database), **query)
        box = at.selectbox(key="view_as")
        at = box.select(
            next(words for words in box.options if words.startswith(f"View as: {ROLES[role]}")).removeprefix("View as: ")
        )
        at = at.run()
        assert not at.exception
        assert (SECRET in told(at) or "to shorten stays" in told(at)) == (role == "scrutiny"), page
        if role != "scrutiny" and page == "enquiries":
            assert "may not see private lines of enquiry. The Scrutiny and Overview Committee may." in words_of(at)


@pytest.mark.parametrize("words", ["Any councillor", ROLES["cabinet"], ROLES["policy"]])
def test_no_other_page_gives_it_away(open_page, demo_database, words):
    for page, query in ELSEWHERE.values():
        at = open_page(page, Store(demo_database), **query)
        at = at.selectbox(key="view_as").select(words).run() if page != "meeting" else at
        assert "to shorten stays" not in told(at)
        assert "/enquiries" not in " ".join(element.proto.body for element in at.get("html"))
        assert not [button for button in at.button if button.label == "Note a line of enquiry"]


def test_a_meetings_screen_tells_it_to_nobody_not_even_to_the_committee(open_page, demo_database):
    for query in ({}, {"items": "NI 156", "n": "1", "as_at": "2010-11-01T12:00:00"}):
        at = open_page("meeting", Store(demo_database), items="NI 156")
        at = at.selectbox(key="view_as").select(ROLES["scrutiny"]).run()
        for name, value in query.items():
            at.query_params[name] = value
        assert "to shorten stays" not in told(at.run())


@pytest.mark.parametrize(
    ("state", "query"),
    [({"viewer": SCRUTINY}, {}), ({}, {"sees_private": "true", "view_as": ROLES["scrutiny"]})],
    ids=["a viewer in the session", "a role in the address"],
)
def test_forging_the_session_or_the_address_gives_nothing(open_page, demo_database, state, query):
    at = open_page("enquiries", Store(demo_database), **query)
    for name, value in state.items():
        at.session_state[name] = value
    at.run()
    assert not at.exception
    assert SECRET not in told(at)


def test_another_system_is_given_none_of_it(held, monkeypatch):
    monkeypatch.setattr(api.store, "default", lambda: held)
    token = tokens.create(held, "housing-system", "HO", ["indicator_results"], 30, "Administrator")
    with TestClient(Starlette(routes=api.ROUTES), base_url="https://council.example") as client:
        for route in api.ROUTES:
            for path in (route.path.replace("{id:int}", "1").replace("{dataset:str}", "enquiry_lines"), "/api/enquiries"):
                answer = client.request(next(iter(route.methods)), path, headers={"Authorization": f"Bearer {token}"})
                assert SECRET not in answer.text, path


def test_the_trail_says_that_one_was_noted_and_no_word_of_it(held):
    words = "Were the contractors ever asked?"
    number = enquiries.note(held, SCRUTINY, LINE._replace(words=words))
    with held.reading() as db:
        found = queries_trail.saved(db, Viewer("auditor"), Events(about=f"line of enquiry {number}")).to_dicts()
    assert [row["what"] for row in found if row["about"] == f"line of enquiry {number}"] == ["line of enquiry noted"]
    assert "contractors" not in str(found)
    assert "NI 156" not in str(found)


def test_a_line_that_is_asked_is_a_question_that_everybody_reads(held):
    number = enquiries.note(held, SCRUTINY, LINE._replace(words="Is the lease signed at last?"))
    asked = Asked(LINE.kind, LINE.code, "Is the lease of the six homes signed at last?")
    question = enquiries.put_question(held, SCRUTINY, number, asked)
    with held.reading() as db:
        assert queries_questions.question(db, viewer("manager"), question)["words"] == asked.words
        sight.of(SCRUTINY).tell(db)
        line = queries_enquiries.line(db, number)
        notices = db.execute(f"select to_role from notices where link = '/questions?q={question}'").fetchall()
    assert (line["state"], line["question_no"]) == ("asked", question)
    assert notices == [("holder",)]
    with pytest.raises(PimError, match="is asked already"):
        enquiries.put_question(held, SCRUTINY, number, asked)
    with pytest.raises(PimError, match="is asked already"):
        enquiries.put_aside(held, SCRUTINY, number)


def test_a_question_that_cannot_be_sent_leaves_the_line_open(held):
    number = enquiries.note(held, SCRUTINY, LINE._replace(words="Was the roof ever mended?"))
    for asked, words in (
        (Asked("measure", "NI 156", "Why?"), "in a few words"),
        (Asked("measure", "HO02", WORDS), "something else"),
    ):
        with pytest.raises(PimError, match=words):
            enquiries.put_question(held, SCRUTINY, number, asked)
    assert "Was the roof ever mended?" in lines(held, SCRUTINY, "open")


REFUSED = {
    # why this case is here: (what is noted, what is said)
    "nothing is said": (LINE._replace(words=" "), "Say what is to be asked"),
    "no such measure": (LINE._replace(code="XX99"), "no measure with the code “XX99”"),
    "a risk that is exempt, as if it were none": (LINE._replace(kind="risk", code="HR-R01"), "no risk with the code “HR-R01”"),
    "a meeting that has been": (LINE._replace(meeting_on=date(2010, 10, 31)), "today or to come"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_noted_is_refused(held, case):
    before = lines(held, SCRUTINY)
    with pytest.raises(PimError, match=case[1]):
        enquiries.note(held, SCRUTINY, case[0])
    assert lines(held, SCRUTINY) == before


def test_the_same_twice_is_noted_once(held):
    line = LINE._replace(words="Has anybody written to the county?")
    enquiries.note(held, SCRUTINY, line)
    with pytest.raises(NothingToDo):
        enquiries.note(held, SCRUTINY, line)


def test_a_line_about_a_risk_that_becomes_exempt_goes_with_the_risk(db, given):
    given("risks", risk_code="RSK-01", is_exempt=True)
    db.execute("insert into main.enquiry_lines values (1, null, 'risk', 'RSK-01', 'Words.', 'a@b', 'x', '2009-12-01', false)")
    db.execute("insert into main.enquiry_events values (1, 1, 'noted', null, 'a@b', 'x', '2009-12-01')")
    sight.of(SCRUTINY).tell(db)
    assert queries_enquiries.listed(db).height == 0
    given("risks", risk_code="RSK-01", is_exempt=False)
    assert queries_enquiries.listed(db).height == 1


def test_the_committee_notes_asks_and_puts_aside_on_its_pages(open_page, demo_store):
    at = open_page("enquiries", demo_store, note="measure", code="HO02")
    at = at.selectbox(key="view_as").select(ROLES["scrutiny"]).run()
    at.text_area(key="line_words").input("Why do <b>winter</b> repairs wait?")
    at = next(each for each in at.button if each.label == "Note it").click().run()
    assert not at.exception
    assert "It is noted as line of enquiry 3, for the committee alone." in words_of(at)
    assert "3 lines of enquiry are open" in words_of(at)
    at = open_page("questions", demo_store, ask="measure", code="HO02", line="3")
    at = at.selectbox(key="view_as").select(ROLES["scrutiny"]).run()
    assert at.text_area(key="ask_words_3").value == "Why do <b>winter</b> repairs wait?"
    at = next(each for each in at.button if each.label == "Send the question").click().run()
    assert "Your question is sent. It is number 10." in words_of(at)
    at = open_page("enquiries", demo_store, line="3")
    at = at.selectbox(key="view_as").select(ROLES["scrutiny"]).run()
    assert "Asked: question 10" in words_of(at)
    assert not [button for button in at.button if button.key == "put_aside"]
    at = open_page("enquiries", demo_store, line="1")
    at = at.selectbox(key="view_as").select(ROLES["scrutiny"]).run()
    at = at.button(key="put_aside").click().run()
    assert "Line of enquiry 1 is put aside." in words_of(at)
    assert "1 line of enquiry is open" in words_of(at)


def test_no_file_is_made_of_the_lines():
    assert "downloads" not in (ROOT / "pimdata" / "ui" / "enquiry_views.py").read_text("utf-8")
