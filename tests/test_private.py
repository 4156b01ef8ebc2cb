"""What is not everybody's, role by role: an exempt risk, a question on it, a draft, a word to the manager, an own list."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pimdata import (
    api,
    drafts,
    follows,
    queries_delivery,
    queries_drafts,
    queries_home,
    queries_questions,
    questions,
    remarks,
    sight,
    tokens,
)
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer
from pimdata.queries_drafts import Whose
from pimdata.questions import Asked
from pimdata.store import Store

EXEMPT, OWN = "HR-R01", ("HR", "Finance and Staffing")
WHOSE = Whose("indicator_results", "HR", "2010/11 Q2")
WORDS = {"question": "Who was told of it first?", "draft": "not-yet-sent.csv", "word": "Two of us are away in November."}
# Who reads it: of the service or portfolio it is of, and of any other. Written down here, and not worked out from the rules.
READERS = {
    "risk": ({"smt", "head", "manager", "holder"}, {"smt"}),
    "question": ({"smt", "head", "manager", "holder"}, {"smt"}),
    "draft": ({"manager", "head", "policy"}, {"policy"}),
    "word": ({"manager", "head"}, set()),
    "list": (set(), set()),
}


def viewer(role: str, service: str = OWN[0], portfolio: str = OWN[1]) -> Viewer:
    of, whose = service if role in OF_A_SERVICE else "", portfolio if role in OF_A_PORTFOLIO else ""
    return Viewer(role, of, whose, ROLES[role], f"{role}@council.example")


@pytest.fixture(scope="module")
def held(demo_database, tmp_path_factory) -> Store:
    """One of each, put there by somebody who may."""
    path = tmp_path_factory.mktemp("private") / "pim.duckdb"
    path.write_bytes(demo_database.read_bytes())
    store = Store(path)
    asker = Viewer("holder", portfolio=OWN[1], words="Portfolio holder", email="asker@council.example")
    questions.ask(store, asker, Asked("risk", EXEMPT, WORDS["question"]))
    sender = Viewer("manager", OWN[0], words="Manager", email="sender@council.example")
    drafts.keep(store, sender, WHOSE, WORDS["draft"], b"indicator_code,period,value\nHR01,2010/11 Q2,7\n")
    remarks.tell_manager(store, Viewer("team", OWN[0], words="Team", email="teller@council.example"), OWN[0], WORDS["word"])
    follows.follow(store, asker, "NI 156")
    return store


def read_by(store: Store, who: Viewer) -> set[str]:
    """Which of them somebody reads, by the questions that pages ask."""
    with store.reading() as db:
        sight.of(who).tell(db)
        asked = queries_questions.listed(db, who, about=("risk", EXEMPT))["words"].to_list()
        found = {
            "risk": queries_delivery.risk(db, EXEMPT) is not None,
            "question": WORDS["question"] in asked,
            "draft": WORDS["draft"] in [each.file_name for each in queries_drafts.mine(db, who)],
            "word": WORDS["word"] in queries_home.told_manager(db, who)["words"].to_list(),
            "list": follows.is_followed(db, who.identity, "NI 156"),
        }
    return {name for name, is_read in found.items() if is_read}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_its_own_and_no_more(held, role):
    if role == "account":  # a system is let in by a token, below
        return
    for number, who in enumerate((viewer(role), viewer(role, "HO", "Housing"))):
        assert read_by(held, who) == {name for name, readers in READERS.items() if role in readers[number]}


def test_the_api_tells_a_system_of_the_same_service_none_of_it(held, monkeypatch):
    monkeypatch.setattr(api.store, "default", lambda: held)
    token = tokens.create(held, "hr-system", OWN[0], ["indicator_results", "risk_assessments"], 30, "Administrator")
    with held.reading() as db:
        sight.of(viewer("smt")).tell(db)
        secret = queries_delivery.risk(db, EXEMPT)["event"]
        last = db.execute("select max(load_id) from loads").fetchall()[0][0]
    with TestClient(Starlette(routes=api.ROUTES), base_url="https://council.example") as client:
        bearing = {"Authorization": f"Bearer {token}"}
        told = [client.get("/api/owed", headers=bearing)]
        told += [client.get(f"/api/returns/{load_id}", headers=bearing) for load_id in range(max(last - 20, 1), last + 1)]
    assert told[0].status_code == 200
    assert [words for words in (secret, *WORDS.values()) if any(words in answer.text for answer in told)] == []
