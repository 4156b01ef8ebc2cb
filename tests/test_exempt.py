"""What is exempt or private is read by those who may, and by nobody else: by question, by page, by address, by forged state."""

from __future__ import annotations

import pytest

from pimdata import checks, permissions, queries, queries_delivery, queries_returns, reading, templates
from pimdata.models import DATASETS
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer, held_words
from pimdata.permissions import Item
from pimdata.store import Store
from pimdata.ui import sign_in
from tests.conftest import words_of

SECRET = "A councillor may be prosecuted"


def viewer(role: str, service: str = "HO", portfolio: str = "Housing") -> Viewer:
    of, whose = service if role in OF_A_SERVICE else "", portfolio if role in OF_A_PORTFOLIO else ""
    return Viewer(role, of, whose, held_words(role, "Housing", "Housing"))


def see_as(db, who: Viewer) -> None:
    db.execute("set variable sees_exempt = $seen", {"seen": list(permissions.sees_exempt(who))})


@pytest.fixture
def exempt(db, given):
    """A risk of Housing that is exempt, scored once, and one of another service that is not."""
    for dataset in ("services", "portfolios", "risks"):
        given(dataset, **({"risk_code": "OPEN", "event": "Arrears grow."} if dataset == "risks" else {}))
    given("risks", risk_code="SHUT", event=SECRET, cause="", consequence="", is_exempt=True)
    given("risk_assessments", risk_code="SHUT", comment="Said in confidence")
    given("risk_assessments", risk_code="OPEN")
    return db


def everything_of(db) -> str:
    """Every answer that could tell of a risk, as text."""
    answers = [
        queries_delivery.risks(db),
        queries_delivery.risk(db, "SHUT"),
        queries_delivery.risk_scores(db, "SHUT"),
        queries_delivery.risk_counts(db)["top_name"],
        queries.things(db),
        queries.history(db, "SHUT"),
        queries_returns.risks_owed(db, "HO", "2009/10 Q3"),
        templates.filled(db, "risk_assessments", "HO", "2009/10 Q3"),
    ]
    return " ".join(str(getattr(answer, "to_dicts", lambda answer=answer: answer)()) for answer in answers)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_what_is_exempt_as_the_rules_say_and_not_a_word_more(exempt, role):
    for who, item in (
        (viewer(role), Item(service="HO", portfolio="Housing")),
        (viewer(role, "CS", "Planning"), Item(service="CS", portfolio="Planning")),
    ):
        see_as(exempt, who)
        may = permissions.may(who, "see exempt", Item(service="HO", portfolio="Housing"))
        said = everything_of(exempt)
        assert (SECRET in said, "Said in confidence" in said) == (may, may), (who, item)
        assert queries_delivery.exempt_risks(exempt) == (0 if may else 1)
        assert queries_delivery.is_withheld(exempt, "SHUT") != may
        assert not queries_delivery.is_withheld(exempt, "OPEN")
        assert not queries_delivery.is_withheld(exempt, "NONE")


def test_where_nobody_said_who_asks_nothing_exempt_is_told(exempt):
    exempt.execute("reset variable sees_exempt")
    assert SECRET not in everything_of(exempt)


def test_a_risk_of_no_service_and_no_portfolio_is_not_everybodys(db, given):
    given("risks", is_exempt=True, service_code="", portfolio="", event=SECRET)
    for who in (Viewer("manager"), Viewer("holder"), viewer("head")):
        see_as(db, who)
        assert queries_delivery.risk(db, "RSK-01") is None
    see_as(db, viewer("smt"))
    assert queries_delivery.risk(db, "RSK-01") is not None


def test_a_message_about_a_file_does_not_tell_what_is_exempt(exempt):
    text = b"risk_code,assessed_on,gross_likelihood,gross_impact,net_likelihood,net_impact\nSHUT,2009-11-01,9,1,1,1\n"
    checked = checks.check(exempt, reading.read(text, "risk_assessments.csv"), DATASETS["risk_assessments"])
    assert checked.faults
    assert SECRET not in " ".join(fault.words for fault in checked.faults)


LISTS = ("exceptions", "successes", "coded_things", "code_titles")


@pytest.mark.parametrize("relation", LISTS)
def test_what_is_shown_to_all_never_has_what_is_exempt(exempt, relation):
    see_as(exempt, viewer("smt"))
    assert SECRET not in str(exempt.sql(f"from {relation}").fetchall())


@pytest.fixture(scope="module")
def shut(demo_database) -> tuple[str, str]:
    """The code and wording of an exempt risk of the demonstration."""
    with Store(demo_database).reading() as db:
        found = db.execute("select risk_code, event from risk_status where is_exempt order by risk_code").fetchall()
    return found[-1]  # STR-R07, of the strategic register


PAGES = {"risk": {}, "actions": {"show": "risks"}, "overview": {}}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["member", "policy", "smt"])
def test_pages_tell_it_to_those_who_may(open_page, demo_database, shut, page, role):
    code, event = shut
    at = open_page(page, Store(demo_database), **({"r": code} if page == "risk" else PAGES[page]))
    at.selectbox(key="view_as").set_value(ROLES[role]).run()
    assert (event in words_of(at)) == (role == "smt" and page != "overview")
    box = next(each for each in at.selectbox if each.key == "find")
    assert any(code in option for option in box.options) == (role == "smt")
    if page == "risk" and role != "smt":
        assert f"Risk {code} is exempt" in words_of(at)
        assert "These may: Senior management, its head of service" in words_of(at)


def test_a_meeting_screen_tells_it_to_nobody_not_even_to_who_may_read_it(open_page, demo_database, shut):
    code, event = shut
    at = open_page("meeting", Store(demo_database), items=code)
    at.selectbox(key="view_as").set_value(ROLES["smt"]).run()
    assert event not in words_of(at)
    assert not any(code in option for box in at.multiselect for option in box.options)
    at.query_params["n"] = "1"
    at.query_params["as_at"] = "2010-10-01T09:00:00"
    assert event not in words_of(at.run())


FORGED = {
    # why this case is here:             (session state, address)
    "a viewer put in the session":      ({"viewer": Viewer("smt", words=ROLES["smt"])}, {}),
    "a role in the address":            ({}, {"role": "smt", "viewer": "smt", "view_as": ROLES["smt"]}),
    "what may be seen, in the address": ({}, {"sees_exempt": "all"}),
}  # fmt: skip


@pytest.mark.parametrize("case", FORGED.values(), ids=FORGED)
def test_forging_the_session_or_the_address_gives_nothing(open_page, demo_database, shut, case):
    state, query = case
    code, event = shut
    at = open_page("risk", Store(demo_database), r=code, **query)
    for name, value in state.items():
        at.session_state[name] = value
    at.run()
    assert not at.exception
    assert event not in words_of(at)
    assert f"Risk {code} is exempt" in words_of(at)


@pytest.mark.parametrize("chosen", ["King", "Senior management", Viewer("smt"), None])
def test_a_choice_of_a_role_that_is_not_held_is_let_go(monkeypatch, chosen):
    state = {"view_as": chosen}
    monkeypatch.setattr(sign_in.st, "session_state", state)
    held = (Viewer("member", words=ROLES["member"]), Viewer("policy", words=ROLES["policy"]))
    assert sign_in.acting(held) == held[0]
    assert state in ({}, {"view_as": None})
    state["view_as"] = ROLES["policy"]
    assert sign_in.acting(held) == held[1]


def test_what_one_role_was_told_is_not_kept_for_another(open_page, demo_database, shut):
    code, event = shut
    at = open_page("risk", Store(demo_database), r=code)
    for role in ("smt", "member", "smt", "policy"):
        at.selectbox(key="view_as").set_value(ROLES[role]).run()
        assert (event in words_of(at)) == (role == "smt")
