"""A return through the store: looked at without a trace, sent with a receipt, and taken back."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

import re
from datetime import datetime

import pytest

from pimdata import queries, queries_returns, queries_signing, returns, signing
from pimdata.errors import NotAllowed, NothingToDo, PimError
from pimdata.people import Viewer
from pimdata.returns import Sending
from pimdata.ui import returns_sign
from tests.test_templates import store, two_services, version  # noqa: F401 - fixtures

GOOD = "indicator_code,period,value\nHO1,2009/10 Q2,91.5\n"
NAME = "HO-indicator_results.csv"
MANAGER = Viewer("manager", "HO", words="Manager, Housing")
HEAD = Viewer("head", "HO", words="Head of service, Housing")


def codes(looked):
    return [each.code for each in looked.checked.faults]


def look(store, text, name=NAME, **more):
    return returns.look(store, text.encode() if isinstance(text, str) else text, name, **more)


def send(store, text=GOOD, name=NAME, **more):
    return returns.send(store, text.encode(), name, "Manager, Housing", **more)


def test_looking_stores_nothing_and_shows_the_status_it_would_get(store):
    before = version(store)
    looked = look(store, GOOD)
    assert looked.preview.select("what", "status").rows() == [("new", "on")]
    assert looked.told["title"].to_list() == ["=Rent collected"]
    assert version(store) == before


def test_a_receipt_says_what_was_stored(store):
    receipt = send(store)
    assert (receipt.rows_sent, receipt.new, receipt.changed, receipt.unchanged) == (1, 1, 0, 0)
    assert receipt.reference == f"R-{receipt.load_id:05d}"
    assert len(receipt.sha256) == 64
    assert isinstance(receipt.sent_at, datetime)


def test_who_is_known_by_an_address_has_a_receipt_by_letter_with_no_figure_in_it(store):
    known = Viewer("manager", "HO", words="Manager, Housing", email="manager@council.example")
    text = GOOD + "HO2,2009-07,many\n"
    sent = send(store, text, how=Sending(known))
    send(store, GOOD.replace("91.5", "92.5"), how=Sending(MANAGER, replaces=True))
    with store.reading() as db:
        letters = db.sql("select sent_to, subject, words, link from notices_addressed").fetchall()
    (letter,) = letters
    assert letter[:2] == ("manager@council.example", f"Return received: {sent.reference}")
    assert letter[3] == "/returns"
    assert "We stored 1 row and kept 1 row back. Next: Its head of service signs off." in letter[2]
    assert sent.sha256 in letter[2]
    assert "91.5" not in letter[2]


def test_sending_the_same_again_stores_nothing(store):
    send(store)
    with pytest.raises(NothingToDo):
        send(store)


def test_taking_back_puts_the_figure_before_in_force_again(store):
    send(store)
    account = "what_happened,why,what_next,owner_role,by_when,forecast_reason"
    text = GOOD.replace("91.5", "70.5").replace("value\n", f"value,{account}\n")
    later = send(store, text.strip() + ",Rent fell,40 households moved,Visit each,Manager,2010-12-31,Steady\n")
    assert value(store) == 70.5
    returns.take_back(store, later.load_id, "Manager, Housing", "Wrong month", service="HO")
    assert value(store) == 91.5


def value(store):
    with store.reading() as db:
        return float(queries.measure(db, "HO1", "2009/10 Q2")["value"])


def test_what_a_row_answers_itself_is_kept_shown_to_who_signs_and_counted(store):
    send(store)
    words = "The second week was counted twice"
    text = f"indicator_code,period,value,what_happened\nHO1,2009/10 Q2,92.5,{words}\nHO2,2009-07,many,\n"
    later = send(store, text, how=Sending(MANAGER))
    with store.reading() as db:
        (waits,) = queries_signing.waiting(db)
    assert waits.explanations == {"2": words}
    assert f"Row 2, asked about and explained</dt><dd>{words}" in "".join(
        re.sub(r"\s*\n\s*|(?<=<d[td]) [^>]*", "", returns_sign.said(*signing.look(store, later.load_id)))
    )
    signing.sign_off(store, later.load_id, HEAD)
    with store.reading() as db:
        assert db.sql("select indicator_code, explanation from explained_figures").fetchall() == [("HO1", words)]
        assert ("HO1", words) in db.sql(
            "select indicator_code, said from quality_findings where check_code = 'explained'"
        ).fetchall()


def test_rows_that_wait_are_kept_back_and_the_rest_is_sent(store):
    receipt = send(store, GOOD + "HO2,2009-07,many\n")
    assert (receipt.rows_sent, receipt.rows_held) == (1, 1)


def test_below_target_needs_an_account(store):
    looked = look(store, GOOD.replace("91.5", "40.5"))
    assert codes(looked) == ["E03"]
    assert looked.preview.is_empty()
    assert looked.told.is_empty()


ANSWERS = {
    # what arrives:                                        (file name, content, code)
    "nothing": ("a.csv", b"", "A03"),
    "a spreadsheet": ("a.xlsx", b"PK\x03\x04rest", "A02"),
    "letters that cannot be read": ("indicator_results.csv", b"\x00\x01\x02\xff\xfe\x00", "A06"),
    "a period that has not ended": (NAME, b"indicator_code,period,value\nHO1,2009/10 Q4,1\n", "C01"),
    "a code nobody knows": (NAME, b"indicator_code,period,value\nZZ9,2009/10 Q2,1\n", "C03"),
    "another return": ("risk_assessments.csv", b"risk_code,assessed_on\nR1,2009-10-01\n", "C02"),
    "a part of the plan": ("links.csv", b"from_code,to_code,valid_from\nA,B,2009-04-01\n", "C15"),
    "another service's measure": (NAME, b"indicator_code,period,value\nCS1,2009/10 Q2,81\n", "C04"),
    "no heading we know": ("a.csv", b"x,y\n1,2\n", "B01"),
    "a heading missing": ("a.csv", b"indicator_code,value\nHO1,2\n", "B02"),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS.values(), ids=ANSWERS)
def test_every_wrong_file_has_its_answer_and_leaves_nothing(store, case):
    name, content, code = case
    before = version(store)
    assert code in codes(look(store, content, name, service="HO", wanted="indicator_results"))
    with pytest.raises(PimError):
        returns.send(store, content, name, "Manager, Housing", service="HO", wanted="indicator_results")
    assert version(store) == before


def test_another_services_row_is_held_and_ones_own_is_sent(store):
    text = GOOD + "CS1,2009/10 Q2,81.5\n"
    looked = look(store, text, service="HO")
    assert looked.checked.held["source_row"].to_list() == [3]
    assert "belongs to Customer Service" in looked.checked.to_do[0].words
    assert send(store, text, service="HO").rows_sent == 1


def test_of_another_services_row_nothing_else_is_said(store):
    assert codes(look(store, "indicator_code,period,value\nCS1,2009/10 Q2,abc\n", service="HO")) == ["C04"]


def test_policy_and_performance_send_anything(store):
    assert send(store, GOOD + "CS1,2009/10 Q2,81.5\n", service=None).rows_sent == 2
    looked = look(store, "from_code,to_code,valid_from\nHO1,CS1,2009-04-01\n", "links.csv", service=None)
    assert looked.checked.is_ready


def test_whoever_may_send_nothing_is_told_who_may(store):
    with pytest.raises(NotAllowed, match="manager of its service"):
        send(store, service="")


def test_nobody_takes_back_what_holds_anothers_rows(store):
    receipt = send(store, GOOD + "CS1,2009/10 Q2,81.5\n")
    with pytest.raises(NotAllowed):
        returns.take_back(store, receipt.load_id, "Manager, Housing", "Wrong", service="HO")
    with pytest.raises(NotAllowed):
        returns.take_back(store, 1, "Manager, Housing", "Wrong", service="HO")  # a part of the plan
    returns.take_back(store, receipt.load_id, "Policy", "Wrong", service=None)


def test_what_was_sent_is_listed_with_whose_rows_it_holds(store):
    receipt = send(store, GOOD + "CS1,2009/10 Q2,81.5\n")
    with store.reading() as db:
        rows = queries_returns.returns_sent(db, service="HO").to_dicts()
    assert [(row["load_id"], row["services"], row["state"]) for row in rows] == [(receipt.load_id, ["CS", "HO"], "signed off")]
