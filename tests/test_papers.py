"""Working papers: kept just as they came, harmless, and read by those whose figure it is and by audit alone."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from __future__ import annotations

import hashlib
from decimal import Decimal

import polars as pl
import pytest

from pimdata import papers, queries_money, returns
from pimdata.errors import NotAllowed, PimError
from pimdata.people import ROLES, Viewer
from pimdata.returns import Sending
from pimdata.ui import returns_ledger
from tests.test_signing import HEAD, MANAGER, MONEY, NAME
from tests.test_templates import store, two_services  # noqa: F401 - fixtures

KEY = papers.key_of("HO1", "2009/10 Q2")
PDF = b"%PDF-1.7 a count of tenants"


@pytest.fixture
def figure(store):
    returns.send(store, b"indicator_code,period,value\nHO1,2009/10 Q2,91.5\n", NAME, "Manager, Housing")
    return store


def attach(store, viewer=MANAGER, name="count.pdf", content=PDF, key=KEY):
    return papers.attach(store, viewer, "indicator_results", key, name, content, "The count")


def listed(store, code="HO1"):
    with store.reading() as db:
        return papers.of_code(db, "indicator_results", code)


def test_a_paper_is_kept_with_its_fingerprint_and_listed_with_its_figure(figure):
    sha256 = attach(figure)
    assert sha256 == hashlib.sha256(PDF).hexdigest()
    (paper,) = listed(figure)
    assert (paper["key"], paper["file_name"], paper["size"], paper["sha256"]) == (KEY, "count.pdf", len(PDF), sha256)
    assert (paper["note"], paper["by_whom"]) == ("The count", MANAGER.words)
    assert listed(figure, "HO") == [], "a code that only begins alike is another"
    with figure.reading() as db:
        assert papers.read(db, MANAGER, "indicator_results", KEY, sha256) == PDF


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("service", ["HO", "CS"])
def test_who_attaches_and_who_reads(figure, role, service):
    viewer = Viewer(role, service, "Housing", words=ROLES[role])
    sha256 = attach(figure, HEAD)
    own = (role in ("manager", "head") and service == "HO") or role == "policy"
    for may, act in ((own, _attach_another), (own or role == "auditor", _read)):
        if may:
            act(figure, viewer, sha256)
        else:
            with pytest.raises(NotAllowed):
                act(figure, viewer, sha256)


def _attach_another(store, viewer, sha256):
    attach(store, viewer, "another.pdf")


def _read(store, viewer, sha256):
    with store.reading() as db:
        assert papers.read(db, viewer, "indicator_results", KEY, sha256) == PDF


REFUSED = {
    "a program": ("count.exe", b"MZ", "must be one of"),
    "a page with script": ("count.html", b"<script>", "must be one of"),
    "a workbook with macros": ("count.xlsm", b"PK\x03\x04", "must be one of"),
    "a program called a PDF": ("count.pdf", b"MZ\x90", "is not what its name says"),
    "a program called a text": ("count.txt", b"MZ\x00\x01", "no text file"),
    "nothing": ("count.pdf", b"", "is empty"),
    "too much": ("count.pdf", b"%PDF-" + bytes(papers.LARGEST), "must be smaller than 20 MB"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_not_kept(figure, case):
    name, content, words = case
    with pytest.raises(PimError, match=words):
        attach(figure, name=name, content=content)
    assert listed(figure) == []


def test_a_name_is_only_a_name(figure):
    attach(figure, name="../../etc/count.pdf")
    attach(figure, name="C:\\papers\\other.pdf")
    assert sorted(paper["file_name"] for paper in listed(figure)) == ["count.pdf", "other.pdf"]


def test_no_paper_stands_behind_a_figure_nobody_sent_or_owes(figure):
    with pytest.raises(PimError, match="No figure is held for HO1, 1999/00 Q1"):
        attach(figure, key=papers.key_of("HO1", "1999/00 Q1"))


def test_a_paper_of_another_figure_cannot_be_asked_for_by_its_fingerprint(figure):
    sha256 = attach(figure)
    with figure.reading() as db, pytest.raises(PimError, match="no such paper"):
        papers.read(db, MANAGER, "indicator_results", papers.key_of("HO2", "2009-07"), sha256)


# The ledger's total beside what a return adds up to: 51,000 pounds.
TOTALS = {
    "none was given": (None, []),
    "they agree to the penny": (Decimal(51000), []),
    "the ledger has more": (Decimal("51000.01"), [Decimal("0.01")]),
    "the ledger has less": (Decimal(50000), [Decimal(-1000)]),
}


@pytest.mark.parametrize("case", TOTALS.values(), ids=TOTALS)
def test_money_that_differs_from_the_ledger_is_unreconciled(store, case):
    total, differences = case
    returns.send(store, MONEY, "budget_positions.csv", "Accountant", how=Sending(control_total=total))
    with store.reading() as db:
        assert queries_money.unreconciled(db, "2009/10 Q2", "HO")["difference"].to_list() == differences
        assert queries_money.unreconciled(db, "2009/10 Q1").is_empty()
        assert queries_money.unreconciled(db, "2009/10 Q2", "CS").is_empty()


LEDGER = {
    # why this case is here: (the ledger's total, what the sender, the receipt and whoever signs it off read)
    "none was given": (None, "No control total was given"),
    "they agree to the penny": ("51000", "Spending agrees with the ledger's control total, £51,000.00."),
    "the ledger has more": ("51000.01", "£51,000.01, £0.01 more than these rows' £51,000.00."),
    "the ledger has less": ("50000", "Unreconciled: the ledger's control total is £50,000.00, £1,000.00 less than"),
}


@pytest.mark.parametrize("case", LEDGER.values(), ids=LEDGER)
def test_whether_money_agrees_with_the_ledger_is_said(case):
    total, words = case
    rows = pl.DataFrame({"actual_to_date": [Decimal(50000), Decimal(1000), None]})
    assert words in returns_ledger.agreement(None if total is None else Decimal(total), "budget_positions", rows)
    assert returns_ledger.agreement(Decimal(1), "indicator_results", rows) == ""


def test_money_sent_again_and_agreeing_is_unreconciled_no_more(store):
    returns.send(store, MONEY, "budget_positions.csv", "Accountant", how=Sending(control_total=Decimal(52000)))
    again, why = MONEY.replace(b"51000", b"52000"), {2: "An invoice of September had not been booked"}
    returns.send(store, again, "budget_positions.csv", "Accountant", why, how=Sending(control_total=Decimal(52000)))
    with store.reading() as db:
        assert queries_money.unreconciled(db, "2009/10 Q2").is_empty()


def test_a_paper_goes_behind_a_figure_before_it_is_sent(store):
    with store.reading() as db:
        names = papers.figures_of(db, "indicator_results", "HO", "2009/10 Q2")
    assert KEY in names
    attach(store)
    with store.reading() as db:
        assert [paper["key"] for paper in papers.of_keys(db, "indicator_results", tuple(names))] == [KEY]
        assert papers.of_keys(db, "indicator_results", ()) == []
    returns.send(store, b"indicator_code,period,value\nHO1,2009/10 Q2,91.5\n", NAME, "Manager, Housing")
    assert [paper["key"] for paper in listed(store)] == [KEY], "and stays behind it once it is"


def test_a_part_of_a_measure_is_the_business_of_its_service(store):
    key = papers.key_of("HO1", "2009/10 Q2", "service", "CS")
    with store.reading() as db:
        assert papers.item_of(db, "indicator_results", key).service == "CS"
        assert papers.item_of(db, "indicator_results", KEY).service == "HO"
