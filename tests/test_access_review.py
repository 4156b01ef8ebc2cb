"""The review of access: what clashes is found, and what does not clash is left alone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pimdata import access_review, returns
from pimdata.config import Settings
from pimdata.errors import NotAllowed
from pimdata.people import ROLES, Viewer
from pimdata.store import Store
from pimdata.ui import access_views
from tests.conftest import words_of

AUDITOR = Viewer("auditor")
MO, JO, BO = "mo@council.example", "jo@council.example", "bo@council.example"

# Why the case is here: the rows of people, and what is found of them on 31 December 2009.
FOUND = {
    "manager and head of one service": (
        [{"roles": "manager;head", "service_codes": "HO"}, {"email": JO, "roles": "member", "is_deputy_for": MO}],
        ["sends as Manager, Housing and may sign off the same as Head of service, Housing"],
    ),
    "manager and senior management": (
        [{"roles": "manager;smt", "service_codes": "HO"}, {"email": JO, "roles": "head", "service_codes": "HO"},
         {"email": BO, "roles": "member", "is_deputy_for": JO}],
        ["sends as Manager, Housing and may sign off the same as Senior management"],
    ),
    "by deputising": (
        [{"roles": "manager", "service_codes": "HO", "is_deputy_for": JO},
         {"email": JO, "roles": "head", "service_codes": "HO"}],
        ["sends as Manager, Housing and may sign off the same as Head of service, Housing, for the jo@council.example"],
    ),
    "budget holder and finance": (
        [{"roles": "budget;finance", "service_codes": "HO"}, {"email": JO, "roles": "member", "is_deputy_for": MO}],
        ["sends as Budget holder, Housing and may sign off the same as Finance"],
    ),
    "of two services": (
        [{"roles": "manager", "service_codes": "HO"}, {"email": JO, "roles": "head", "service_codes": "HO"},
         {"email": BO, "roles": "member", "is_deputy_for": JO}],
        [],
    ),
    "no deputy": ([{"roles": "holder", "portfolio": "Housing"}], ["Portfolio holder without a deputy"]),
    "a deputy of somebody who has left": (
        [{"roles": "smt", "is_deputy_for": JO}, {"email": JO, "roles": "head", "valid_to": date(2009, 12, 30)}],
        ["stands in for jo@council.example, who has left"],
    ),
    "six years gone": (
        [{"roles": "member", "valid_from": date(2000, 4, 1), "valid_to": date(2003, 12, 30)}],
        ["left more than 6 years ago and is still held"],
    ),
    "not yet six years gone": ([{"roles": "member", "valid_from": date(2000, 4, 1), "valid_to": date(2003, 12, 31)}], []),
    "a manager and nobody to sign off": (
        [{"roles": "manager", "service_codes": "HO"}], ["Housing has a manager and no head of service to sign off"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND.values(), ids=FOUND)
def test_what_clashes_is_found(db, given, case):
    rows, found = case
    given("services")
    for row in rows:
        given("people", **row)
    assert [each.what for each in access_review.review(db, AUDITOR).findings] == found


def test_roles_and_leavers_are_listed(db, given):
    given("services")
    given("people", roles="policy;auditor")
    given("people", email=JO, roles="smt", valid_to=date(2009, 12, 30))
    found = access_review.review(db, AUDITOR)
    assert found.held.select("email", "role").rows() == [(MO, "auditor"), (MO, "policy")]
    assert found.left.select("email", "roles", "valid_to").rows() == [(JO, "smt", date(2009, 12, 30))]


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"auditor", "administrator"}))
def test_it_is_refused_where_it_is_read(db, role):
    with pytest.raises(NotAllowed):
        access_review.review(db, Viewer(role, words=ROLES[role]))


def test_the_page_says_what_to_look_at(open_page, demo_store):
    people = demo_store.path.with_name("people.csv")
    people.write_text(f"email,valid_from,roles,service_codes\n{MO},2010-04-01,manager;head,HO\n")

    returns.send(demo_store, people.read_bytes(), people.name, "Administrator", dataset="people", allowed=frozenset(["people"]))
    at = open_page("access", Store(demo_store.path))
    assert "may not review who may do what" in words_of(at)
    words = words_of(at.selectbox(key="view_as").select(ROLES["auditor"]).run())
    assert "Sends as Manager, " in words
    with demo_store.reading() as db:
        held = access_review.review(db, AUDITOR).held["email"].n_unique()
    assert f"{held} people hold a role today" in words


def test_the_demonstration_has_something_to_look_at_and_no_persons_name(demo_store):
    with demo_store.reading() as db:
        found = access_review.review(db, AUDITOR)
        rows = db.execute("select name, post, source_ref, email from current_people").fetchall()
        services = {code for (code,) in db.execute("select service_code from service_names").fetchall()}
    assert [each.email.partition("@")[0] for each in found.findings] == ["returns.cs", "housing.options"]
    assert "may sign off the same as Head of service, Customer Service" in found.findings[0].what
    assert found.left["email"].to_list() == ["returns.ho.before@demo.example"]
    assert {"head", "manager", "holder", "finance", "auditor", "administrator"} <= set(found.held["role"])
    assert services <= set(found.held.filter(role="manager")["service_code"].to_list())
    assert [row for row in rows if row[0] != row[1] or not row[2].startswith("Illustrative") or "Cllr" in row[0]] == []
    assert [row[3] for row in rows if not row[3].endswith("@demo.example")] == []  # a domain that can have no letter box


def test_the_page_says_which_roles_a_claim_gives(monkeypatch):
    held = Settings(sign_in_roles_claim="groups", sign_in_roles={"g-1": "manager HO", "g-2": "smt"})
    monkeypatch.setattr(access_views, "settings", lambda: held)
    told = " ".join(re.sub(r"<[^>]+>", " ", str(access_views.claimed())).split())
    assert "Value of the claim groups" in told
    assert "g-1 Manager, HO" in told
    assert "g-2 Senior management" in told
    assert "a role by this alone is written no letters" in told
    monkeypatch.setattr(access_views, "settings", Settings)
    assert access_views.claimed() == "", "where no claim is mapped nothing is said of one"
