"""Services, actions, risks and money as a reader meets them: the demonstration, nothing loaded, and no database."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from pimdata import queries_delivery, queries_money, queries_services
from pimdata.store import Store
from pimdata.ui import downloads
from tests.conftest import words_of

PAGES = ("services", "service", "actions", "action", "risk", "money")


@pytest.fixture
def read(open_page, demo_database):
    """The words of a page over the demonstration, which these pages only read."""

    def _read(page, **query):
        at = open_page(page, Store(demo_database), **query)
        assert not at.exception
        return words_of(at)

    return _read


@pytest.fixture
def demo(demo_database):
    """The demonstration, to ask it directly."""
    with Store(demo_database).reading() as db:
        yield db


SAID = {
    # what a reader must find:                     (page, address, words)
    "a service has the same five lines": (
        "service",
        {"s": "HO"},
        ["Results", "Customers", "Money", "People", "Plans and risks"],
    ),
    "a service names who answers for it": (
        "service",
        {"s": "HO"},
        ["Housing portfolio holder", "Corporate Manager, Housing Services"],
    ),
    "holders are named as the papers name them": (
        "service",
        {"s": "PP"},
        ["Cllr Tim Wotherspoon (Policy)", "Not given in the council's papers"],
    ),
    "the prose of a service plan is there": ("service", {"s": "PA"}, ["Key Functions and Responsibilities"]),
    "a portfolio is the same page": ("service", {"p": "Policy"}, ["Policy portfolio", "Plans and risks", "Going well"]),
    "an unknown service is told and helped": (
        "service",
        {"s": "ZZ"},
        ["There is no service or portfolio “ZZ”", "By portfolio"],
    ),
    "twelve of thirty-three council actions": ("actions", {"plan": "Council Actions 2009/10"}, ["12 of 33 Council Actions"]),
    "an ended plan says that it has ended": (
        "actions",
        {"plan": "Improvement Plan 2007"},
        ["ended on 31 March 2009", "Its plan has ended.", "Closed"],
    ),
    "both dates of a moved action": (
        "actions",
        {"state": "late"},
        ["31 Dec 2009", "30 Sep 2010", "put back twice", "32 days late."],
    ),
    "an unknown choice is told": ("actions", {"state": "nonsense"}, ["there is no “nonsense”"]),
    "exempt risks are counted and no more": ("actions", {"show": "risks"}, ["52 risks.", "2 risks are exempt: ask"]),
    "incomplete wording is shown as incomplete": ("risk", {"r": "RSK-27"}, ["incomplete: no cause or consequence is written"]),
    "cause, event and consequence": (
        "risk",
        {"r": "HO-R01"},
        ["leading to", "resulting in", "Rose from 12 to 16", "4 × 4 = 16"],
    ),
    "every change of date and its reason": (
        "action",
        {"a": "HO-A03"},
        ["Owners want five-year leases", "Rents are above the local housing allowance"],
    ),
    "is it working?": (
        "action",
        {"a": "HO-A03"},
        ["Is it working?", "Households living in temporary accommodation", "Below target"],
    ),
    "reported and by its dates are two facts": (
        "action",
        {"a": "HO-A03"},
        ["Reported: in progress.", "By its dates: overdue."],
    ),
    "money over and under in words": ("money", {}, ["£32,300 over (4.1%)", "with £45,000 moved in", "£194,000 under (8.0%)"]),
    "what a virement was for, and what came of it": ("money", {}, ["Rent deposits", "Worse: 51 to 63"]),
}


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_a_reader_finds(read, case):
    page, query, wanted = case
    shown = read(page, **query)
    assert [said for said in wanted if said not in shown] == []


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_database_is_told_in_words(open_page, tmp_path, page):
    store = Store(tmp_path / "empty.duckdb")
    store.create_if_absent()
    at = open_page(page, store)
    assert not at.exception
    told = words_of(at)
    assert any(said in told for said in ("No service has been loaded", "is listed with these choices", "No budget or spending"))


def test_funds_are_never_netted(demo):
    funds = queries_money.funds(demo, "2010/11 Q2")
    assert funds["fund"].to_list() == ["general fund", "housing revenue account", "capital", "ring-fenced"]


def test_an_exempt_risk_says_that_it_is_one_and_no_more(demo_database, read):
    with Store(demo_database).reading() as db:
        exempt = db.execute("select risk_code, event from risk_status where is_exempt").fetchall()
    assert exempt
    for code, event in exempt:
        told = read("risk", r=code)
        assert f"Risk {code} is exempt" in told
        assert event not in told


def test_an_exempt_risk_has_no_place_in_the_matrix(demo):
    scored = queries_delivery.risk_counts(demo)
    assert queries_delivery.risk_matrix(demo)["number"].sum() == scored["total"] - scored["not_scored"]


def test_every_action_is_counted_once(demo):
    found = queries_delivery.action_counts(demo)
    parts = ("done", "late", "due_soon", "not_started", "on_track", "stopped", "closed")
    assert sum(found[part] for part in parts) == found["total"] == queries_delivery.actions(demo).height


def test_late_actions_come_first_and_the_longest_first(demo):
    listed = queries_delivery.actions(demo)
    late = listed.filter(pl.col("rag") == "overdue")
    assert listed["rag"].to_list()[: late.height] == ["overdue"] * late.height
    assert late["days_late"].is_sorted(descending=True)


def test_a_portfolio_of_one_whole_service_has_that_services_health(demo):
    """Two ways to the same rule: the Housing portfolio is the Housing service."""
    columns = ["theme", "status", "judged", "is_on", "is_late"]
    service = queries_services.health(demo, "HO").select(columns).sort("theme")
    portfolio = queries_services.portfolio_health(demo, "Housing").select(columns).sort("theme")
    assert service.to_dicts() == portfolio.to_dicts()


def test_a_file_is_marked_and_does_not_run(monkeypatch, tmp_path):
    given = {}
    monkeypatch.setattr(downloads, "now", lambda: SimpleNamespace(store=Store(tmp_path / "none.duckdb")))
    monkeypatch.setattr(downloads, "ask", lambda question: True)
    monkeypatch.setattr(
        downloads.st, "download_button", lambda label, data, name, *_, **__: given.update(data=data(), name=name)
    )
    downloads.csv_button("risks", pl.DataFrame({"title": ["=1+1"], "score": [-3]}))
    assert given["name"] == "illustrative-risks.csv"
    assert given["data"].decode("utf-8-sig") == "title,score,figures\r\n'=1+1,-3,Illustrative\r\n"


def test_an_earlier_period_is_asked_for_in_the_address(open_page, demo_database):
    at = open_page("money", Store(demo_database))
    at.query_params["period"] = "2009/10 Q1"
    at.run()
    assert not at.exception
    assert "Quarter 1 (April to June 2009)" in words_of(at)
    assert "First report of the year" in words_of(at)


def test_a_choice_is_written_into_the_address(open_page, demo_database):
    at = open_page("actions", Store(demo_database))
    at.radio(key="choice_show").set_value("risks").run()
    assert not at.exception
    assert at.query_params["show"] in ("risks", ["risks"])
    assert "Where the risks stand" in words_of(at)
