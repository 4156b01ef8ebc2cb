"""What is not everybody's, looked for as a stranger would: every page with the address guessed, every file, every API route.

Each private thing has words of its own. For each role, of the service the things are of and of another, all that the pages
say and all that they offer to save is searched for those words: exactly those who may read a thing find it, and nobody else.
"""

from __future__ import annotations

import html
import os
import shutil
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from pimdata import (
    api,
    config,
    drafts,
    enquiries,
    feeds,
    handing,
    papers,
    permissions,
    questions,
    remarks,
    returns,
    sight,
    store,
    tokens,
    trail,
)
from pimdata.enquiries import Line
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer, held_words
from pimdata.queries_drafts import Whose
from pimdata.questions import Asked
from pimdata.returns import Sending
from pimdata.store import Store
from pimdata.ui import calendar_feed, downloads, main_pages
from tests.conftest import AS_BUILT, ROOT

EXEMPT, MEASURE = "HR-R01", "HR03"
OWN, OTHER = ("HR", "People and Organisational Development", "Finance and Staffing"), ("HO", "Housing", "Housing")
RESULTS = Whose("indicator_results", "HR", "2010/11 Q2")
SCORES = Whose("risk_assessments", "HR", "2010/11 Q3")

WORDS = {
    "risk": "A restructuring is under discussion",
    "score": "the herons were told on tuesday",
    "score in a draft": "storks-still-to-be-told",
    "score that waits": "the egrets were told by letter",
    "question": "who was told of the kingfishers first",
    "answer": "the kingfishers were told in june",
    "draft": "osprey-not-yet-sent.csv",
    "row of a draft": "ospreys-not-counted",
    "waiting": "wagtails were counted twice at first",
    "word": "two plovers are away in november",
    "line": "ask the dunlins which posts are empty",
    "line on the risk": "ask the curlews who else was told",
    "handed on": "bittern counting officer",
    "name": "Avocet Dotterel",
    "address": "avocet@council.example",
    "askers": "asker@council.example",
    "paper": "godwit-case-list.txt",
    "inside the paper": "one godwit a line",
    "event": "whimbrel.csv",
    "account": "sandpiper-system",
}
SENDS = "manager own, head own, policy"
EXEMPT_READERS = "smt, head own, manager own, holder own"
# Who finds each, written from the design and not from the rules: "own" where only of the service or portfolio it is of.
READERS = {
    "risk": EXEMPT_READERS,
    "score": EXEMPT_READERS,
    "score in a draft": "head own, manager own",
    "score that waits": "smt, head own",
    "question": EXEMPT_READERS,
    "answer": EXEMPT_READERS,
    "draft": SENDS,
    "row of a draft": SENDS,
    "waiting": "smt, head own, policy",
    "word": "manager own, head own",
    "line": "scrutiny",
    "line on the risk": "",
    "handed on": SENDS,
    "name": "auditor, administrator",
    "address": "auditor, administrator",
    "askers": "auditor, administrator",
    "paper": f"{SENDS}, auditor, administrator",  # its name is in the trail; what is in it is not
    "inside the paper": f"{SENDS}, auditor",
    "event": "auditor, administrator",
    "account": "auditor, administrator",
}
# Every page there is, by addresses that name what is private.
ADDRESSES = {
    "overview": [{"all": "yes", "since": "2010-01-01T00:00:00"}],
    "services": [{}],
    "measures": [{"show": "scorecard"}, {"q": "godwit"}],
    "actions": [{"show": "risks"}, {}],
    "money": [{}],
    "compare": [{"i": MEASURE}],
    "more": [{}],
    "returns": [
        {"r": ",".join(RESULTS)},
        {"r": ",".join(SCORES)},
        {"r": "other"},
    ],
    "questions": [{"state": "all"}, {"q": "{question}"}, {"about": f"risk:{EXEMPT}"}, {"ask": "risk", "code": EXEMPT}],
    "meeting": [{"items": f"{EXEMPT},{MEASURE}"}, {"items": f"{EXEMPT},{MEASURE}", "n": "1"}],
    "quality": [{}],
    "calendar": [{}],
    "forecasts": [{}],
    "definitions": [{}],
    "privacy": [{}],
    "help": [{}],
    "enquiries": [{}, {"line": "{line}"}, {"note": "risk", "code": EXEMPT}],
    "trail": [{}, {"load": "{load}"}],
    "access": [{}],
    "usage": [{}],
    "measure": [{"i": MEASURE, "why": "yes"}],
    "service": [{"s": "HR"}, {"p": "Finance and Staffing"}],
    "action": [{"a": "HR-A01"}],
    "risk": [{"r": EXEMPT, "why": "yes"}],
}
# Those on which anything private stands for anybody; whoever is of another service looks at these.
TELLING = (
    "overview", "actions", "returns", "questions", "meeting", "enquiries", "trail", "access", "measure", "service", "risk",
)  # fmt: skip
AS_IT_STOOD = {
    "risk": [{"r": EXEMPT, "as_at": "{now}"}],
    "meeting": [{"items": f"{EXEMPT},{MEASURE}", "n": "1", "as_at": "{now}"}],
}
LISTS = {"Look at": "organisational", "Read a paper": "godwit"}  # in which something has to be chosen to be read


def viewer(role: str, scope: tuple[str, str, str] = OWN) -> Viewer:
    service, title, portfolio = scope
    of, whose = service if role in OF_A_SERVICE else "", portfolio if role in OF_A_PORTFOLIO else ""
    return Viewer(role, of, whose, held_words(role, title, portfolio))


def known(role: str) -> Viewer:
    """Somebody in a role who put one of the things there: another person than the one who looks."""
    return viewer(role)._replace(email=WORDS["askers"])


VIEWERS = [
    *(viewer(role) for role in ROLES if role != "account"),
    *(viewer(role, OTHER) for role in (*OF_A_SERVICE, *OF_A_PORTFOLIO) if role != "account"),
]


def may_find(who: Viewer) -> set[str]:
    """Which of them somebody finds."""
    is_own = who.service in ("", OWN[0]) and who.portfolio in ("", OWN[2])
    named = {who.role, f"{who.role} own"} if is_own else {who.role}
    return {name for name, readers in READERS.items() if named & set(readers.split(", "))}


@pytest.fixture(scope="module")
def held(demo_database, tmp_path_factory) -> tuple[Store, dict[str, str]]:
    """A council in which one of each was put by somebody who may, and what addresses name of it."""
    at = tmp_path_factory.mktemp("private") / "pim.duckdb"
    made = Store(shutil.copy(demo_database.with_name(AS_BUILT), at))
    manager, scrutiny = known("manager"), known("scrutiny")
    number = questions.ask(made, known("holder"), Asked("risk", EXEMPT, f"{WORDS['question'].capitalize()}?"))
    questions.act(made, known("holder"), number, "answered", WORDS["answer"])
    drafts.keep(made, manager, RESULTS, WORDS["draft"], file_of("HR01", WORDS["row of a draft"], "Snow"))
    handing.hand(made, manager, RESULTS, [MEASURE], WORDS["handed on"])
    load = sent(made, manager, file_of(MEASURE, "83", WORDS["waiting"]), "HR-q2.csv")
    sent(made, None, scores_of("2010-10-28", WORDS["score"]), "scores.csv")
    sent(made, manager, scores_of("2010-10-29", WORDS["score that waits"]), "scores.csv")
    drafts.keep(made, manager, SCORES, "scores.csv", scores_of("2010-10-30", "Snow", WORDS["score in a draft"]))
    remarks.tell_manager(made, known("team"), "HR", WORDS["word"])
    line = enquiries.note(made, scrutiny, Line("service", "HR", WORDS["line"]))
    papers.attach(
        made, manager, "indicator_results", f"{MEASURE}|2010/11 Q1", WORDS["paper"], WORDS["inside the paper"].encode()
    )
    people = f"email,valid_from,name,post,roles\n{WORDS['address']},2010-04-01,{WORDS['name']},Counter,member\n"
    sent(made, None, people.encode(), "people.csv")
    trail.note(made, known("smt"), "exported", WORDS["event"])
    tokens.create(made, WORDS["account"], "HR", [], 30, "Administrator of the system")
    with made.writing_to() as db:  # of a risk that became exempt after the line was noted
        db.execute(
            "insert into main.enquiry_lines select line_no + 1, meeting_on, 'risk', $code, $words, noted_by, noted_as, "
            "noted_at, is_illustrative from main.enquiry_lines where line_no = $line",
            {"code": EXEMPT, "words": WORDS["line on the risk"], "line": line},
        )
        db.execute(
            "insert into main.enquiry_events select event_no + 100, line_no + 1, kind, question_no, done_by, done_as, "
            "happened_at from main.enquiry_events where line_no = $line",
            {"line": line},
        )
        now = store.now(db).isoformat(timespec="seconds")
    return made, {"question": str(number), "line": str(line), "load": str(load), "now": now}


def file_of(code: str, value: str, said: str) -> bytes:
    row = f"{code},{RESULTS.period},{value},{said},They nested early,Count again by March,Human Resources Manager,2011-03-31"
    return f"indicator_code,period,value,what_happened,why,what_next,owner_role,by_when\n{row}\n".encode()


def scores_of(day: str, said: str, net_impact: str = "4") -> bytes:
    heading = "risk_code,assessed_on,gross_likelihood,gross_impact,net_likelihood,net_impact,comment"
    return f"{heading}\n{EXEMPT},{day},4,4,3,{net_impact},{said}\n".encode()


def sent(made: Store, who: Viewer | None, content: bytes, name: str) -> int:
    looked = returns.look(made, content, name, allowed=None)
    asked = {fault.row: "Seen again and counted anew by two people." for fault in looked.checked.faults}
    receipt = returns.send(
        made, content, name, who.post if who else "Administrator", asked, force=True, how=Sending(who), allowed=None
    )
    return receipt.load_id


def told(at: AppTest) -> str:
    """All that a page sends to the browser, in small letters: every element as it goes over the wire, seen or unseen."""
    sent = [node.proto.SerializeToString() for node in at._tree if getattr(node, "proto", None) is not None]
    return html.unescape(b"\n".join(sent).decode("utf-8", "ignore")).lower()


class Reader:
    """Somebody who looks at every page there is."""

    def __init__(self, who: Viewer, saved: list[str]) -> None:
        self.at = AppTest.from_file(str(ROOT / "pimdata" / "ui" / "main.py"), default_timeout=30)
        self.at.session_state["view_as"] = self.words = who.words
        self.saved, self.chosen = saved, set[tuple[str, str, str]]()

    def open(self, page: str, query: dict[str, str]) -> str:
        """What a page tells at an address, with whatever it offers to save, and each thing of its lists chosen."""
        self.saved.clear()
        self.at.switch_page(os.path.relpath(main_pages.path(page), ROOT / "pimdata" / "ui"))
        self.at.query_params.clear()
        for name, value in query.items():
            self.at.query_params[name] = value
        heard = [told(self.at.run())]
        for label, words in LISTS.items():
            for option in self.listed(label, words):
                if (page, label, option) not in self.chosen:  # a page's list is the same whatever its address names
                    self.chosen.add((page, label, option))
                    heard.append(told(self.box(label).select(option).run()))
        assert not self.at.exception, (page, query, self.at.exception[0].message)
        assert self.at.session_state["view_as"] == self.words  # and as nobody else
        return " ".join([*heard, *self.saved]).lower()

    def box(self, label: str):
        return next((box for box in self.at.selectbox if box.label == label), None)

    def listed(self, label: str, words: str) -> list[str]:
        box = self.box(label)
        return [option for option in box.options if words in option.lower()] if box else []


@pytest.fixture(scope="module")
def look(held) -> Iterator:
    """`look(viewer)`: a `Reader` of that council."""
    saved: list[str] = []

    def save(_label, make, *_, **__):
        made = make()
        saved.append(made.decode("utf-8", "ignore") if isinstance(made, bytes) else made)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "default", lambda: held[0])
        patch.setattr(downloads, "button", save)
        config.settings.cache_clear()
        with held[0].reading():  # so that the database is opened once, and not for each page
            yield lambda who: Reader(who, saved)


def found(reader: Reader, names: dict[str, str], addresses=ADDRESSES) -> dict[str, list[str]]:
    """Which of the private things somebody comes upon, each with the pages it stands on."""
    where: dict[str, list[str]] = {}
    for page, each in addresses.items():
        for address in each:
            query = {name: value.format(**names) for name, value in address.items()}
            said = reader.open(page, query)
            for name, words in WORDS.items():
                if words.lower() in said:
                    where.setdefault(name, []).append(f"{page}?{query}")
    return where


def test_every_page_is_looked_at():
    assert set(ADDRESSES) == main_pages.names()
    assert set(READERS) == set(WORDS)


@pytest.mark.parametrize("who", VIEWERS, ids=lambda who: who.words)
def test_each_finds_what_is_theirs_to_read_and_nothing_else(look, held, who):
    is_stranger = who.service == OTHER[0] or who.portfolio == OTHER[2]
    where = found(look(who), held[1], {name: ADDRESSES[name] for name in TELLING} if is_stranger else ADDRESSES)
    assert {page.partition("?")[0] for pages in where.values() for page in pages} <= set(TELLING)
    assert {name: pages for name, pages in where.items() if name not in may_find(who)} == {}
    assert may_find(who) - set(where) == set()


# One of each whose database shows something else: all that is exempt, a service's, a portfolio's, none of it, shared measures.
SIGHTS = {sight.of(who): who for who in reversed(VIEWERS)}.values()


@pytest.mark.parametrize("who", [*SIGHTS, viewer("scrutiny"), viewer("policy")], ids=lambda who: who.words)
def test_as_it_stood_at_a_moment_no_more_is_found(look, held, who):
    assert len(SIGHTS) > 4
    where = found(look(who), held[1], AS_IT_STOOD)
    assert set(where) == may_find(who) & {"risk", "score"}


# Each rule taken away in turn: what it kept is then found by any councillor, so the search above would have found it too.
GUARDS = {
    "see exempt": ({"risk": ADDRESSES["risk"], "questions": [{"q": "{question}"}]}, {"risk", "score", "question", "answer"}),
    "see private lines": ({"enquiries": [{}]}, {"line"}),
    "read paper": ({"measure": ADDRESSES["measure"]}, {"paper", "inside the paper"}),
    "read trail": ({"trail": [{}]}, {"event", "account"}),
    "review access": ({"access": [{}]}, {"name", "address"}),
    "sign off": ({"returns": [{}]}, {"waiting"}),
    "work on draft": ({"returns": [{}]}, {"draft"}),
}


@pytest.mark.parametrize("action", GUARDS)
def test_a_rule_that_is_taken_away_is_missed(look, held, monkeypatch, action):
    addresses, words = GUARDS[action]
    monkeypatch.setitem(permissions.RULES, action, dict.fromkeys(ROLES, lambda viewer, item: True))
    assert set(found(look(viewer("group")), held[1], addresses)) >= words


SCOPES = {
    # why this case is here:                        (service, datasets, standing)
    "the service's own, for all its returns":       ("HR", [], True),
    "the service's own, for something else":        ("HR", ["budget_positions"], True),
    "another service's":                            ("HO", [], True),
    "one that was revoked":                         ("HR", [], False),
}  # fmt: skip


@pytest.fixture(scope="module")
def client(held) -> Iterator[TestClient]:
    """Every route of the application that is no page."""
    routes = [*api.ROUTES, Route("/calendar/{name}.ics", calendar_feed.answer)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "default", lambda: held[0])
        with TestClient(Starlette(routes=routes), base_url="https://council.example") as browser:
            yield browser


def answers(client: TestClient, last: int, headers: dict[str, str]) -> Iterator[str]:
    """What each route answers, asked for everything that could be guessed: every late load, rows that name a secret."""
    get = ["/api/openapi.json", "/api/owed", *(f"/api/returns/{load}" for load in range(last - 8, last + 2))]
    yield from (client.get(address, headers=headers).text for address in get)
    sending = {"risk_assessments": scores_of("2010-10-28", "x"), "indicator_results": file_of("HR01", "7", "x")}
    for dataset, content in sending.items():
        address, sent_as = f"/api/returns/{dataset}", {**headers, "content-type": "text/csv"}
        query = {"check": "true", "period": "2010/11 Q2", "revises": "true"}
        yield client.post(address, params=query, content=content, headers=sent_as).text


def found_in(said: str) -> list[str]:
    return [name for name, words in WORDS.items() if words.lower() in said.lower()]


@pytest.mark.parametrize("case", [*SCOPES.values(), None], ids=[*SCOPES, "none at all"])
def test_no_route_of_the_api_tells_a_system_anything_private(held, client, case):
    (made, names), headers = held, {}
    if case is not None:
        service, datasets, is_standing = case
        token = tokens.create(made, "gull-system", service, datasets, 30, "Administrator")
        headers = {"authorization": f"Bearer {token}"}
        if not is_standing:
            tokens.revoke(made, token.split("_")[1], "Administrator", "Not needed.")
    assert found_in(" ".join(answers(client, int(names["load"]) + 4, headers))) == []
    is_let_in = case is not None and case[2]
    assert client.get("/api/owed", headers=headers).status_code == (200 if is_let_in else 401)


def test_no_calendar_that_can_be_followed_tells_anything_private(held, client):
    with held[0].reading() as db:
        names = [name for name in feeds.names(db) if name.endswith("-HR") or "-" not in name]
    assert len(names) > 3
    said = [client.get(f"/calendar/{name}.ics").text for name in [*names, "finance-and-staffing", EXEMPT]]
    assert found_in(" ".join(said)) == []
