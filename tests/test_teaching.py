"""An export of a council's own system: taught once, known again by its headings, and refused where it is taught wrongly."""

from decimal import Decimal

import pytest

from pimdata import drafts, fixing, handing, looking, returns, teaching, templates
from pimdata.errors import NotAllowed, PimError
from pimdata.models import DATASETS
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose
from pimdata.ui import draft_edits

EXPORT = "KPI Ref;Measure;Actual;Qtr\nCS03;Complaints answered;88.5;Q2 2010/11\n"
WHOSE = Whose("indicator_results", "CS", "2010/11 Q2")
SAID = {"indicator_code": "kpi_ref", "period": "qtr", "value": "actual"}
MANAGER = Viewer("manager", service="CS", words="Manager, Customer Service")


def look(store, text, edits):
    return looking.look(store, text.encode(), "export.csv", wanted=WHOSE.dataset, service="CS", edits=edits)


def test_an_export_is_refused_until_it_is_taught_and_known_the_next_time(demo_store):
    assert look(demo_store, EXPORT, {}).checked.is_stopped
    headings = teaching.meant(WHOSE.dataset, SAID, WHOSE.period)
    assert look(demo_store, EXPORT, {fixing.HEADINGS: headings}).checked.rows["value"].to_list() == [Decimal("88.5")]
    teaching.teach(demo_store, MANAGER, WHOSE, headings)
    later = looking.read(EXPORT.replace("Q2", "Q3").encode(), "next.csv", {})
    with demo_store.reading() as db:
        assert teaching.known(db, later, WHOSE._replace(period="2010/11 Q3")) == headings
        assert teaching.known(db, later, WHOSE._replace(service="HO")) == {}, "another service has its own"
        other = looking.read(EXPORT.replace("Actual", "Result").encode(), "next.csv", {})
        assert teaching.known(db, other, WHOSE) == {}, "a file that lacks one of its headings is another file"


def test_an_export_without_periods_is_of_the_return_it_is_sent_for(demo_store):
    text = "KPI Ref,Actual\nCS03,88.5\n"
    headings = teaching.meant(WHOSE.dataset, SAID | {"period": ""}, WHOSE.period)
    assert look(demo_store, text, {fixing.HEADINGS: headings}).checked.rows["period"].to_list() == ["2010/11 Q2"]
    teaching.teach(demo_store, MANAGER, WHOSE, headings)
    with demo_store.reading() as db:
        found = teaching.known(db, looking.read(text.encode(), "b.csv", {}), WHOSE._replace(period="2010/11 Q3"))
    assert found[fixing.constant("period")] == "2010/11 Q3"


OTHER_CODES = "KPI Ref;Actual;Qtr\nKPI 4;88.5;Q2 2010/11\nCS09;71;Q2 2010/11\n"


def sent_with_code_put_right(store, ours="CS03"):
    """An export whose code was put right on the page, as it was sent."""
    headings = teaching.meant(WHOSE.dataset, SAID, WHOSE.period)
    teaching.teach(store, MANAGER, WHOSE, headings)
    sheet = looking.read(OTHER_CODES.encode(), "export.csv", {fixing.HEADINGS: headings})
    key = fixing.row_keys(sheet, DATASETS[WHOSE.dataset])[2]
    edits = {fixing.HEADINGS: headings, key: {"indicator_code": ours}}
    draft = drafts.keep(store, MANAGER, WHOSE, "export.csv", OTHER_CODES.encode())
    draft = drafts.change(store, MANAGER, draft.draft_id, draft.version, edits=edits)
    how = returns.Sending(MANAGER, draft)
    return returns.send(store, OTHER_CODES.encode(), "export.csv", MANAGER.post, service="CS", how=how, edits=edits)


def test_a_code_put_right_in_an_export_that_was_sent_is_known_in_the_next(demo_store, monkeypatch):
    monkeypatch.setattr("pimdata.store.default", lambda: demo_store)
    later, whose = OTHER_CODES.replace("Q2", "Q3").encode(), WHOSE._replace(period="2010/11 Q3")
    sent_with_code_put_right(demo_store)
    known = draft_edits.known(whose, "next.csv", later)
    assert [cells for key, cells in known.items() if key != fixing.HEADINGS] == [{"indicator_code": "CS03"}]
    looked = looking.look(demo_store, later, "next.csv", wanted=whose.dataset, service="CS", edits=known)
    assert not [each for each in looked.checked.to_do if each.code == "C03"], "no code is asked about again"
    with demo_store.reading() as db:
        assert teaching.codes(db, whose._replace(service="HO")) == {}, "another service's system has its own"


def test_what_is_said_of_a_file_now_goes_before_what_is_known_of_it():
    known = {"a": {"indicator_code": "CS03"}, "b": {"indicator_code": "CS09"}}
    said = {"a": {"indicator_code": "CS01", "value": "3"}, "c": {"value": "4"}}
    assert draft_edits.together(known, said) == {
        "a": {"indicator_code": "CS01", "value": "3"}, "b": {"indicator_code": "CS09"}, "c": {"value": "4"},
    }  # fmt: skip


WRONG = {
    "no column for the codes": (SAID | {"indicator_code": ""}, "Say which column holds indicator_code"),
    "one column for two": (SAID | {"numerator": "actual"}, "chosen twice"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_taught_wrongly_is_said(case):
    said, words = case
    with pytest.raises(PimError, match=words):
        teaching.meant(WHOSE.dataset, said, WHOSE.period)


def test_only_who_may_send_a_return_teaches_and_hands_on(demo_store):
    for viewer in (Viewer(), Viewer("manager", service="HO")):
        with pytest.raises(NotAllowed):
            teaching.teach(demo_store, viewer, WHOSE, {"a": "value"})
        with pytest.raises(NotAllowed):
            handing.hand(demo_store, viewer, WHOSE, ["CS03"], "Complaints Officer")


def test_rows_are_handed_on_and_taken_back_and_a_colleagues_template_holds_just_those(demo_store):
    whose = Whose("budget_positions", "HO", "2010/11 Q2")
    manager = Viewer("manager", service="HO", words="Manager, Housing")
    assert handing.hand(demo_store, manager, whose, ["HO100", "HO110"], " Rent  Officer") == 2
    assert handing.hand(demo_store, manager, whose, ["HO100"], "Rent Officer") == 0, "it is theirs already"
    assert handing.hand(demo_store, manager, whose, ["HO110"], "") == 1
    with demo_store.reading() as db:
        held = handing.handed(db, *whose)
        assert held == {"HO100": "Rent Officer"}
        assert "Rent Officer" in handing.posts(db, "HO")
        lines = templates.filled(db, *whose, only=tuple(held)).splitlines()
        record = db.sql("select handed_no, code, to_post, by_whom from main.handed_rows order by handed_no").fetchall()
    assert [line.split(",")[0] for line in lines] == ["cost_centre", "HO100"]
    assert record == [
        (1, "HO100", "Rent Officer", "Manager, Housing"),
        (2, "HO110", "Rent Officer", "Manager, Housing"),
        (3, "HO110", "", "Manager, Housing"),
    ]


def test_nothing_is_handed_on_where_no_row_is_named(demo_store):
    with pytest.raises(PimError, match="Choose the rows"):
        handing.hand(demo_store, MANAGER, WHOSE, [], "Rent Officer")
