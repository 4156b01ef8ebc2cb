"""Who holds which role today, and what is said of a file of people that makes no sense."""

from datetime import date

import pytest

from pimdata import checks, follows, forgetting, identity, ownership, permissions, queries_people, reading, returns
from pimdata.errors import NotAllowed, PimError
from pimdata.models import DATASETS
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer
from pimdata.store import Store

MO, HEAD = "mo@council.example", "head@council.example"
ADMINISTRATOR = Viewer("administrator", words="Administrator of the system")


def words(db, email=MO):
    return [viewer.words for viewer in queries_people.person(db, email).viewers]


HELD = {
    # why this case is here:                        (what the row says, the roles held on 31 December 2009)
    "a role of a service is of each service named": (
        {"roles": "manager", "service_codes": "HO; CS"}, ["Manager, CS", "Manager, Housing"]),
    "a person may hold several": (
        {"roles": "policy; auditor"}, ["Auditor", "Policy and Performance team"]),
    "one role of a service leaves the others alone": (
        {"roles": "smt;team", "service_codes": "HO"}, ["Senior management", "Team or employee, Housing"]),
    "a role of a portfolio is of each portfolio named": (
        {"roles": "holder", "portfolio": "Housing; Planning"}, ["Portfolio holder, Housing", "Portfolio holder, Planning"]),
    "a role of a service without one is held nowhere": ({"roles": "manager"}, []),
    "no role is no role":                           ({"roles": ""}, []),
    "not before the first day":                     ({"roles": "smt", "valid_from": date(2010, 1, 1)}, []),
    "on the last day still":                        ({"roles": "smt", "valid_to": date(2009, 12, 31)}, ["Senior management"]),
    "not on the day after it":                      ({"roles": "smt", "valid_to": date(2009, 12, 30)}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", HELD.values(), ids=HELD)
def test_what_somebody_holds(db, given, case):
    row, held = case
    given("services")
    given("people", **row)
    assert words(db) == held


def test_letters_and_spaces_of_an_address_do_not_matter(db, given):
    given("people", email=" Mo@Council.example", roles="smt")
    assert words(db, "MO@council.example ") == ["Senior management"]


def test_a_later_row_takes_the_place_of_an_earlier_one(db, given):
    given("people", roles="smt; policy")
    given("people", roles="auditor", valid_from=date(2009, 6, 1))
    assert words(db) == ["Auditor"]


def test_an_earlier_row_does_not_come_back_when_a_later_one_ends(db, given):
    given("people", roles="smt")
    given("people", roles="auditor", valid_from=date(2009, 6, 1), valid_to=date(2009, 7, 1))
    assert words(db) == []
    assert queries_people.person(db, MO).is_known


def test_who_was_never_on_the_list_is_not_known(db, given):
    given("people", roles="smt")
    given("people", email="new@council.example", roles="smt", valid_from=date(2010, 6, 1))
    assert not queries_people.person(db, "stranger@council.example").is_known
    assert not queries_people.person(db, "new@council.example").is_known


def test_a_deputy_holds_what_they_stand_in_for_and_it_is_said(db, given):
    given("services")
    given("people", email=HEAD, roles="head", service_codes="HO", post="Head of Housing", is_deputy_for="boss@council.example")
    given("people", email="boss@council.example", roles="smt", post="Executive Director")
    given("people", roles="manager", service_codes="HO", is_deputy_for=f" {HEAD.upper()} ;")
    own, other = queries_people.person(db, MO).viewers
    assert (own.role, own.words) == ("manager", "Manager, Housing")
    # Not what the head holds as a deputy: nobody passes on what is not theirs.
    assert (other.role, other.service, other.words) == ("head", "HO", "Head of service, Housing, for the Head of Housing")
    # One person still: what they sent as manager they may not sign off as deputy.
    assert own.identity == other.identity == MO


def test_a_deputy_of_somebody_who_has_left_holds_nothing_of_theirs(db, given):
    given("people", email=HEAD, roles="head", service_codes="HO", valid_to=date(2009, 6, 1))
    given("people", roles="", is_deputy_for=HEAD)
    assert words(db) == []


@pytest.mark.parametrize("role", ROLES)
def test_the_view_knows_which_roles_are_of_a_service_and_which_of_a_portfolio(db, given, role):
    given("people", roles=role, service_codes="HO", portfolio="Housing")
    (viewer,) = queries_people.person(db, MO).viewers
    assert (viewer.service, viewer.portfolio) == (
        "HO" if role in OF_A_SERVICE else "",
        "Housing" if role in OF_A_PORTFOLIO else "",
    )


FAULTS = {
    # why this case is here:               (the row, the column and words of what is said)
    "an address without a place":          ("mo,manager,HO,,", [("email", '"mo" must be an e-mail address')]),
    "a role nobody has heard of":          (f"{MO},king,,,", [("roles", '"king" must be one of member')]),
    "a system is no person":              (f"{MO},account,HO,,", [("roles", "let in with pimdata token create")]),
    "a role of a service and no service":  (f"{MO},manager,,,", [("service_codes", "enter the service that manager is of")]),
    "a role of a portfolio and none":      (f"{MO},holder,,,", [("portfolio", "enter the portfolio that holder is of")]),
    "a service that is not held":          (f"{MO},manager,ZZ,,", [("service_codes", '"ZZ" must be a service that is held')]),
    "a portfolio that is not held":        (f"{MO},holder,,Space,", [("portfolio", '"Space" must be a portfolio')]),
    "a deputy for oneself":                (f"{MO},smt,,,{MO}", [("is_deputy_for", "the address of somebody else")]),
    "a deputy for a post":                 (f"{MO},smt,,,Head of Housing", [("is_deputy_for", "an e-mail address")]),
    "nothing is wrong":                    (f"{MO},manager; smt,HO,Housing,{HEAD}", []),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_what_is_said_of_a_row(db, given, case):
    row, said = case
    given("services")
    given("portfolios")
    email, roles, services, portfolio, deputy = row.split(",")
    headings = "email,valid_from,roles,service_codes,portfolio,is_deputy_for"
    text = f"{headings}\n{email},2009-04-01,{roles},{services},{portfolio},{deputy}\n"
    checked = checks.check(db, reading.read(text.encode(), "people.csv"), DATASETS["people"])
    assert [each.column for each in checked.faults] == [column for column, _ in said]
    assert all(part in fault.words for fault, (_, part) in zip(checked.faults, said, strict=True))


CSV = f"email,valid_from,roles\n{MO},2010-04-01,administrator\n".encode()


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_nobody_but_who_manages_people_sends_them_from_a_page(demo_database, role):
    viewer = Viewer(role, "HO" if role in OF_A_SERVICE else "", "Housing" if role in OF_A_PORTFOLIO else "")
    allowed = ownership.datasets_of(viewer)
    assert "people" not in allowed
    with pytest.raises(PimError):
        returns.send(Store(demo_database), CSV, "people.csv", "me", service=permissions.only_service(viewer), allowed=allowed)


def test_who_manages_people_sends_them_and_nothing_else(demo_store):
    assert ownership.datasets_of(ADMINISTRATOR) == {"people"}
    with pytest.raises(NotAllowed, match="Policy and Performance team may"):
        returns.send(
            demo_store, b"portfolio,valid_from\nMine,2010-04-01\n", "portfolios.csv", "me", allowed=frozenset({"people"})
        )
    sent = returns.send(demo_store, CSV, "people.csv", "me", allowed=ownership.datasets_of(ADMINISTRATOR))
    with demo_store.reading() as db:
        assert words(db) == ["Administrator of the system"]
    with pytest.raises(NotAllowed, match="Administrator"):
        returns.take_back(demo_store, sent.load_id, "me", "no", allowed=ownership.datasets_of(Viewer("policy")))
    returns.take_back(demo_store, sent.load_id, "me", "sent by mistake", allowed=ownership.datasets_of(ADMINISTRATOR))
    with demo_store.reading() as db:
        assert words(db) == []


def test_people_are_never_sent_by_whoever_forgets_to_say_who_asks(demo_database):
    with pytest.raises(NotAllowed):
        returns.send(Store(demo_database), CSV, "people.csv", "me")


# Why the case is here: what is done, and whether the list of people is then another.
CHANGES = {
    "a measure is followed": (lambda held: follows.follow(held, Viewer(email=MO), "HO02"), False),
    "a person comes": (lambda held: returns.send(held, CSV, "people.csv", "Administrator", allowed=None), True),
    "a person is forgotten": (lambda held: forgetting.forget(held, MO, "the system"), True),
}


def test_people_are_looked_up_again_where_their_list_has_changed_and_for_nothing_else(demo_store, monkeypatch):
    looked, people = [], identity.people
    monkeypatch.setattr(identity, "people", lambda db: looked.append(1) or people(db))
    identity.kept(demo_store)
    for what, (do, is_another) in CHANGES.items():
        before, version = len(looked), demo_store.state().version
        do(demo_store)
        found = identity.kept(demo_store)
        identity.kept(demo_store)
        assert len(looked) - before == int(is_another), what
        assert (MO in found.known) == (what == "a person comes"), what
        assert demo_store.state().version > version or what == "a person is forgotten"


def test_a_day_later_people_are_looked_up_again(demo_store):
    returns.send(demo_store, CSV, "people.csv", "Administrator", allowed=None)
    assert identity.kept(demo_store).known[MO].viewers
    with demo_store.writing_to() as db:
        db.execute("update main.settings set value = '2010-03-31' where name = 'today'")
    assert MO not in identity.kept(demo_store).known
