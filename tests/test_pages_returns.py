"""Returns, Meeting, Definitions and Help as pages: what a manager, a councillor and a chair see and may do."""

import csv
import io
import re
from types import SimpleNamespace

import polars as pl
import pytest

from pimdata import queries, queries_returns, queries_signing, templates
from pimdata.ui import help_words, owed_views, returns_flow, returns_receipts, returns_sign
from tests.conftest import ACCOUNT, words_of
from tests.mutating import workbook
from tests.test_templates import version

CS03 = "indicator_results,CS,2010/11 Q2"
MANAGER = "Manager, Customer Service"
ITEMS = "NI 156,HO-A03,HO-R01"
MOMENT = "2010-10-31T09:00:00"


@pytest.fixture
def as_manager(open_page, demo_store):
    """`as_manager(r=…)`: the Returns page as the manager of Customer Service sees it."""

    def _open(viewer=MANAGER, page="returns", **query):
        at = open_page(page, demo_store, **query)
        return at.selectbox(key="view_as").select(viewer).run()

    return _open


def filled(store, **cells):
    """The template of what Customer Service owes, filled in, with an account of it."""
    text = templates.template(store, "indicator_results", "CS", "2010/11 Q2")
    rows = [row | ACCOUNT | cells for row in csv.DictReader(io.StringIO(text))]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def upload(at, content, name="CS-2010-11-Q2-indicator_results.csv"):
    return at.get("file_uploader")[0].upload(name, content).run()


def button(at, words):
    return next(each for each in at.button if words in each.label)


def reasons_asked(at):
    """The fields in which a row is explained; what stops a whole return is said elsewhere."""
    return [each for each in at.text_area if "hold up" not in each.key]


def test_a_manager_sees_what_is_owed_and_the_most_pressing_return_first(as_manager):
    said = words_of(as_manager())
    assert "5 of 6" in said
    assert "2 working days late" in said
    assert "5 are in and 1 still to come" in said


def test_a_workbook_is_read_and_what_was_tidied_is_shown(as_manager, demo_store):
    text = filled(demo_store, value="85.5 (p)").decode()
    at = upload(as_manager(r=CS03), workbook(list(csv.reader(io.StringIO(text)))), "CS-indicator_results.xlsx")
    assert 'an Excel workbook, of which we read the sheet "Return"' in words_of(at)
    at = next(each for each in at.toggle if "tidied" in each.label).set_value(True).run()
    assert "85.5, provisional" in words_of(at)


def test_others_see_every_service_and_may_not_send(open_page, demo_store):
    at = open_page("returns", demo_store, r=CS03)
    said = words_of(at)
    assert "Housing" in said
    assert "This return is owed by Customer Service" in said
    assert not at.get("file_uploader")
    assert not at.get("download_button")


def test_what_is_said_of_money_names_its_cost_centre():
    rows = pl.DataFrame({"source_row": [5], "cost_centre": ["HO510"], "reason": ["Storm repairs"]})
    told = returns_sign.said(SimpleNamespace(dataset="budget_positions", explanations={}), rows)
    assert "HO510: why" in told
    assert "5: why" not in told


def test_of_a_long_list_what_is_overdue_leads_and_the_rest_opens(demo_store, open_page, monkeypatch):
    monkeypatch.setattr(owed_views, "MOST", 5)
    at = open_page("returns", demo_store)
    said = " ".join(words_of(at).split())
    assert re.search(r"\d+ returns more, due (on|from) \d+ \w+ 20", said)
    assert said.index("Return overdue") < said.index("returns more, due")
    monkeypatch.setattr(owed_views, "MOST", 500)
    assert "returns more, due" not in words_of(open_page("returns", demo_store))


def test_another_services_manager_may_not_send(as_manager):
    at = as_manager("Manager, Housing", r=CS03)
    assert "This return is owed by Customer Service" in words_of(at)


def test_the_address_may_also_name_each_part(as_manager):
    at = as_manager(dataset="indicator_results", service="CS", period="2010/11 Q2")
    assert "Figures, Quarter 2 2010/11" in words_of(at)


def test_an_address_that_names_no_return_is_answered(open_page, demo_store):
    at = open_page("returns", demo_store, r="indicator_results,CS,1999/00 Q1")
    assert "We could not find the return in the address" in words_of(at)
    assert not at.exception


def test_from_fault_to_receipt_and_back(as_manager, demo_store):
    at = upload(as_manager(r=CS03), filled(demo_store, value="abc"))
    assert "0 of 1 row" in words_of(at)
    assert '"abc" must be a number' in words_of(at)
    assert not any("Send" in each.label for each in at.button)

    at = upload(at, filled(demo_store, value="85.5"))
    said = words_of(at)
    assert "Slightly below target" in said
    assert "was 85.5% in Quarter 2" in said

    at = button(at, "Send 1 ready row").click().run()
    assert not at.exception
    said = words_of(at)
    assert "Return received. Reference R-" in said
    assert "Waiting for sign-off" in said
    assert "signs off. You can take it back until then." in said
    assert "Rows explained" in said
    with demo_store.reading() as db:
        assert queries.measure(db, "CS03")["status"] == "late"

    at = button(at, "Take it back").click().run()
    said = words_of(at)
    assert "is taken back. All of it is a draft again." in said
    assert "Taken back by Manager, Customer Service." in said
    assert any("Send 1 ready row" in each.label for each in at.button)


def test_the_list_of_returns_is_another_where_its_words_are(as_manager, demo_store):
    """The browser names what was chosen by its words: of a list whose words changed meanwhile it would name nothing."""
    at = as_manager(r=CS03)
    before = next(each for each in at.selectbox if each.label == "Return")
    chosen = before.value
    at = upload(at, filled(demo_store, value="abc"))
    after = next(each for each in at.selectbox if each.label == "Return")
    assert before.options != after.options
    assert before.key != after.key
    assert after.value == chosen


def test_words_that_the_list_has_no_longer_leave_the_address_alone(monkeypatch):
    held = SimpleNamespace(session_state={"return": "Figures (part in)"}, query_params={"r": CS03})
    monkeypatch.setattr(returns_flow, "st", held)
    returns_flow._picked("return")
    assert held.query_params == {"r": CS03}


def test_a_receipt_is_had_again_by_whoever_may_send_and_by_nobody_else(as_manager, demo_store, monkeypatch):
    button(upload(as_manager(r=CS03), filled(demo_store, value="85.5")), "Send 1").click().run()
    made = {}
    monkeypatch.setattr(returns_receipts.downloads, "button", lambda label, make, *more, **named: made.update({label: make()}))
    at = as_manager(r=CS03)  # as after a reload: the session remembers nothing of what was sent
    at.selectbox(key="receipt of").set_value(max(_loads(demo_store))).run()
    told = next(text for label, text in made.items() if label.startswith("Download R-"))
    assert "Service: Customer Service" in told
    assert "Sent by: Manager, Customer Service" in told
    assert "Stage: Waiting for sign-off, by Manager, Customer Service" in told
    assert "CS03, 2010/11 Q2: value 85.5" in told
    assert not [box for box in as_manager("Any councillor").selectbox if box.key == "receipt of"]


def _loads(held):
    with held.reading() as db:
        return [each.load_id for each in queries_signing.lately(db, "CS")]


def test_the_second_person_sees_what_would_change_and_signs(as_manager, demo_store):
    button(upload(as_manager(r=CS03), filled(demo_store, value="85.5")), "Send 1").click().run()
    for viewer in ("Any councillor", "Manager, Customer Service", "Head of service, Housing", "Finance"):
        assert "Waiting for your sign-off" not in words_of(as_manager(viewer)), viewer
    at = as_manager("Head of service, Customer Service")
    said = words_of(at)
    assert "Sent by Manager, Customer Service" in said
    assert "What would change: 1 new, 0 changed, 0 unchanged" in said
    assert "Slightly below target" in said
    at = button(at, "Sign off").click().run()
    assert not at.exception
    assert "is signed off. It counts from now on." in words_of(at)
    with demo_store.reading() as db:
        assert float(queries.measure(db, "CS03")["value"]) == 85.5
        assert queries_returns.returns_sent(db, "CS", 1)["changed_by"].to_list() == ["Head of service, Customer Service"]

    at = at.selectbox(key="Reopen one that is signed off").select_index(0).run()
    at = button(at, "Reopen it").click().run()
    assert "Say why it is reopened" in words_of(at)
    next(each for each in at.text_input if "is reopened" in each.label).input("The wrong quarter.")
    at = button(at, "Reopen it").click().run()
    assert "is reopened. It counts no more" in words_of(at)
    with demo_store.reading() as db:
        assert queries.measure(db, "CS03")["status"] == "late"
    assert "Reopened by Head of service, Customer Service: The wrong quarter." in words_of(as_manager(r=CS03))


def test_a_return_is_sent_back_with_a_reason(as_manager, demo_store):
    button(upload(as_manager(r=CS03), filled(demo_store, value="85.5")), "Send 1").click().run()
    at = as_manager("Head of service, Customer Service")
    at = button(at, "Send back").click().run()
    assert "Say why it is sent back" in words_of(at)
    at.text_area[0].input("Ask the team again.")
    at = button(at, "Send back").click().run()
    assert "is sent back to Manager, Customer Service as a draft" in words_of(at)
    said = words_of(as_manager(r=CS03))
    assert "Sent back by Head of service, Customer Service: Ask the team again." in said


def test_a_period_is_published_and_then_only_revised(as_manager, demo_store):
    from pimdata import returns

    returns.send(demo_store, filled(demo_store, value="85.5"), "indicator_results.csv", MANAGER)
    at = as_manager("Policy and Performance team")
    next(each for each in at.selectbox if each.label == "Period").select("2010/11 Q2")
    at = button(at, "Publish it").click().run()
    assert "Quarter 2 2010/11 is published." in words_of(at)
    content = (
        b"indicator_code,period,value,promise_outcome,why,what_next\n"
        b"CS03,2010/11 Q2,86.5,late,40 calls were counted twice.,Count them once.\n"
    )
    at = upload(as_manager(r=CS03), content)
    assert "was published on 1 November 2010" in words_of(at)
    assert not any("Send" in each.label for each in at.button)
    at = next(each for each in at.checkbox if each.label == "Revise a published figure").check().run()
    at = as_manager(r=CS03)  # a new session, as after the server was started again
    assert [each.value for each in at.checkbox if each.label == "Revise a published figure"] == [True]
    assert "This revises figures of a published period" in words_of(at)
    assert "1.0 percentage points more" in words_of(at)
    button(at, "Send 1 ready row").click().run()
    at = as_manager("Head of service, Customer Service")
    assert "This revises figures of a published period" in words_of(at)
    button(at, "Sign off").click().run()
    said = words_of(as_manager("Any councillor", page="measure", i="CS03"))
    assert "was 85.5%" in said
    assert "40 calls were counted twice." in said


def test_what_the_file_itself_explains_is_not_asked_again(as_manager, demo_store):
    account = {"why": "40 complaints came in one week.", "what_next": "Two more officers until March."}
    at = upload(as_manager(r=CS03), filled(demo_store, value="71.0", **account))
    assert "1 of 1 row is ready" in words_of(at)
    assert not reasons_asked(at)


def test_a_reason_is_asked_for_and_kept_while_the_file_is_the_same(as_manager, demo_store):
    at = upload(as_manager(r=CS03), filled(demo_store, value="71.0", why="", what_next=""))
    assert "outside the usual" in words_of(at)
    at = reasons_asked(at)[0].input("too short").run()
    assert "outside the usual" in words_of(at)
    assert reasons_asked(at)[0].value == "too short"
    at = reasons_asked(at)[0].input("The new system counted every second complaint twice.").run()
    assert "Say why, and what you will do" in words_of(at)


def test_a_file_stays_when_one_goes_elsewhere_and_comes_back(as_manager, demo_store):
    at = upload(as_manager(r=CS03), filled(demo_store, value="85.5"))
    at.switch_page("../../pages/help.py").run()
    at.switch_page("../../pages/returns.py").run()
    assert "CS-2010-11-Q2-indicator_results.csv is kept as a draft, saved by Manager, Customer Service" in words_of(at)
    assert any("Send 1 ready row" in each.label for each in at.button)


def test_a_draft_is_picked_up_in_another_browser_and_seen_by_nobody_who_only_reads(as_manager, demo_store):
    at = upload(as_manager(r=CS03), filled(demo_store, value="71.0", why=""))
    reasons_asked(at)[0].input("The new system counted every second complaint twice.").run()
    again = as_manager(r=CS03)
    assert reasons_asked(again)[0].value == "The new system counted every second complaint twice."
    assert "is kept as a draft, saved by Manager, Customer Service" in words_of(again)
    for viewer in ("Any councillor", "Portfolio holder, Housing", "Manager, Housing", "Finance"):
        assert "draft, saved" not in words_of(as_manager(viewer, r=CS03)), viewer


def test_two_at_one_draft_are_told_and_both_are_kept(as_manager, demo_store):
    mine = upload(as_manager(r=CS03), filled(demo_store, value="85.5"))
    theirs = as_manager("Policy and Performance team", r=CS03)
    upload(theirs, filled(demo_store, value="86.5"), "theirs.csv")
    mine = upload(mine, filled(demo_store, value="87.5"), "mine.csv")
    assert "Policy and Performance team saved a newer version at 1 November 2010" in words_of(mine)
    mine = button(mine, "Replace it with mine").click().run()
    assert "mine.csv is kept as a draft" in words_of(mine)
    assert "87.5%" in words_of(mine)
    theirs = theirs.run()
    assert "Manager, Customer Service changed this draft at 1 November 2010" in words_of(theirs)


def test_a_draft_that_is_removed_is_gone_from_the_page(as_manager, demo_store):
    at = upload(as_manager(r=CS03), filled(demo_store, value="85.5"))
    at = button(at, "Remove this draft").click().run()
    assert not at.exception
    assert "kept as a draft" not in words_of(at)
    assert "kept as a draft" not in words_of(as_manager(r=CS03))


WRONG = {
    "empty": (b"", "a.csv", "The selected file is empty"),
    "a part of the plan": (b"from_code,to_code,valid_from\nA,B,2009-04-01\n", "links.csv", "part of the plan"),
    "another service's": (
        b"indicator_code,period,value\nHO05,2010/11 Q2,1\n",
        "indicator_results.csv",
        "belongs to Housing",
    ),
    "another return": (b"cost_centre,period\nHO100,2010/11 Q2\n", "budget_positions.csv", "This file holds budget"),
    "a name with markup": (b"indicator_code,period,value\n<b>x</b>,2010/11 Q2,1\n", "<i>.csv", "<b>x</b>"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_answered_in_words(as_manager, demo_store, case):
    content, name, words = case
    before = version(demo_store)
    at = upload(as_manager(r=CS03), content, name)
    assert words in words_of(at)
    assert not at.exception
    assert version(demo_store) == before


def test_policy_and_performance_may_send_a_part_of_the_plan(as_manager):
    at = as_manager("Policy and Performance team", r="other")
    at = upload(at, b"from_code,to_code,valid_from\nNI 156,IT02,2010-04-01\n", "links.csv")
    assert "1 of 1 row is ready" in words_of(at)


def test_a_running_order_is_ticked_moved_and_becomes_an_address(open_page, demo_store):
    at = open_page("meeting", demo_store)
    first, second = at.checkbox[0], at.checkbox[1]
    codes = [first.key.removeprefix("tick "), second.key.removeprefix("tick ")]
    at = first.check().run()
    at = at.checkbox[1].check().run()
    at = at.button(key=f"down {codes[0]}").click().run()
    assert f"items={codes[1].replace(' ', '+')},{codes[0].replace(' ', '+')}&as_at=2010-11-01T" in at.code[0].value
    at = at.button(key="open").click().run()
    assert "Item 1 of 2" in words_of(at)
    assert "Figures as at 1 November 2010" in words_of(at)
    assert "Illustrative" in words_of(at)


def test_a_meeting_goes_from_item_to_item_to_its_end_and_back(open_page, demo_store):
    at = open_page("meeting", demo_store, items=ITEMS, as_at=MOMENT, n="1")
    assert "Item 1 of 3" in words_of(at)
    assert "View as" not in [each.label for each in at.selectbox]
    assert len(at.get("vega_lite_chart")) == 1
    for words in ("Item 2 of 3", "Item 3 of 3", "End of the running order"):
        at = at.button(key="next").click().run()
        assert words in words_of(at)
        assert not at.exception
    at = at.button(key="leave").click().run()
    assert "Address for the agenda" in words_of(at)


def test_figures_of_a_meeting_do_not_move(open_page, demo_store):
    address = {"items": "CS03", "as_at": MOMENT, "n": "1", "figures": "true"}
    before = words_of(open_page("meeting", demo_store, **address))
    from pimdata import returns

    returns.send(demo_store, filled(demo_store, value="85.5"), "indicator_results.csv", MANAGER)
    assert "85.5" not in before
    assert words_of(open_page("meeting", demo_store, **address)) == before


BAD = {
    "no items": ({"as_at": MOMENT, "n": "1"}, "names no items"),
    "no moment": ({"items": "NI 156", "n": "1"}, "as at which moment"),
    "a moment that is none": ({"items": "NI 156", "as_at": "soon", "n": "1"}, "is not a moment"),
    "a number that is none": ({"items": "NI 156", "as_at": MOMENT, "n": "x"}, "is not the number"),
    "a code nobody knows": ({"items": "<b>", "as_at": MOMENT, "n": "1"}, "has the code <b>"),
    "past the end": ({"items": "NI 156", "as_at": MOMENT, "n": "99"}, "End of the running order"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_bad_address_of_a_meeting_is_answered(open_page, demo_store, case):
    query, words = case
    at = open_page("meeting", demo_store, **query)
    assert words in words_of(at)
    assert not at.exception


def test_an_exempt_risk_is_never_on_a_screen(open_page, demo_store):
    with demo_store.reading() as db:
        code, title = db.sql("select risk_code, event from current_risks where is_exempt limit 1").fetchall()[0]
    said = words_of(open_page("meeting", demo_store, items=code, as_at=MOMENT, n="1"))
    assert title not in said
    assert "may be shown in public" in said


def test_definitions_are_searched_by_every_word(open_page, demo_store):
    at = open_page("definitions", demo_store)
    at = at.text_input(key="q").input("tolerance indicators").run()
    assert "indicators.tolerance" in words_of(at)
    assert "action_steps" not in words_of(at)


def test_a_search_that_finds_nothing_says_so(open_page, demo_store):
    assert "0 found for “zzz”" in words_of(open_page("definitions", demo_store, q="zzz"))


@pytest.mark.parametrize("page", ["help", "definitions"])
def test_the_councils_published_figures_stand_with_their_source(open_page, demo_store, page):
    said = words_of(open_page(page, demo_store))
    assert "52%" in said
    assert "65%" in said
    assert "paragraph 2.2" in said
    assert "not worked out here" in said


def test_the_glossary_has_one_sentence_a_word():
    for term, meaning in help_words.GLOSSARY:
        assert meaning.endswith(".") > (". " in meaning), term


def test_a_working_paper_is_attached_on_the_way(as_manager, demo_store):
    at = as_manager(r=CS03)
    papers = next(each for each in at.expander if each.label == "Working papers (0)")
    figure = next(each for each in papers.selectbox if each.label == "Figure of")
    figure.select(next(name for name in figure.options if name.startswith("CS03")))
    next(each for each in papers.get("file_uploader") if each.label == "Paper").upload("count.pdf", b"%PDF-1.7 a count")
    at = next(each for each in papers.button if each.label == "Attach it").click().run()
    assert not at.exception
    assert "count.pdf is attached." in words_of(at)
    assert any(each.label == "Working papers (1)" for each in at.expander)
