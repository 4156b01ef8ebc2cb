"""A period published: what was judged is kept, what comes later is stopped or revises, and what a figure was stays for ever."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from __future__ import annotations

import pytest

from pimdata import publishing, queries_measure, queries_returns, queries_signing, returns, signing
from pimdata.errors import NotAllowed, NothingToDo, PimError
from pimdata.people import ROLES, Viewer
from pimdata.returns import Sending
from tests.test_signing import HEAD, HO, MANAGER, NAME, POLICY, held, state
from tests.test_templates import store, two_services  # noqa: F401 - fixtures

Q2 = "2009/10 Q2"
FIRST = b"indicator_code,period,value\nHO1,2009/10 Q2,91.5\n"
REVISED = b"indicator_code,period,value,why\nHO1,2009/10 Q2,93.5,The second week was counted twice.\n"


@pytest.fixture
def published(store):
    """A quarter with one figure in it, published."""
    returns.send(store, FIRST, NAME, "Manager, Housing")
    publishing.publish(store, Q2, POLICY, "Cabinet, minute 24")
    return store


def stage(store, period=Q2):
    with store.reading() as db:
        found = queries_returns.return_owed(db, HO.dataset, HO.service, period)
    return found["stage"], found["stage_by"], found["rows_after_publication"]


def test_every_status_is_kept_with_its_rule_and_who_published(published):
    with published.reading() as db:
        kept = db.sql("select indicator_code, period, value, target, status, reason from main.published_judgements").fetchall()
        rows = db.sql("select period, by_whom, reason, sql_digest from main.period_publications").fetchall()
        digest = db.sql("select sql_digest from main.schema_meta").fetchall()[0][0]
    assert ("HO1", Q2, 91.5, 90, "on", "target met") in kept
    assert {"HO1", "HO2", "CS1"} == {code for code, *_ in kept}, "and what has no figure is kept as having none"
    assert rows == [(Q2, POLICY.words, "Cabinet, minute 24", digest)]


KEPT = "select forecast, forecast_method, likelihood from main.published_judgements where indicator_code = 'HO1'"
MADE = "select forecast, method, forecast_likelihood from forecasts_made where indicator_code = 'HO1' and period = '2009/10 Q2'"


def test_the_forecast_made_with_a_figure_is_kept_whatever_the_figure_becomes(published):
    with published.reading() as db:
        before = db.sql(KEPT).fetchall()
        assert before == db.sql(MADE).fetchall()
        assert before == [(91.5, "latest figure", "likely")]
    sent = returns.send(published, REVISED, NAME, MANAGER.words, how=Sending(MANAGER, revises=True))
    signing.sign_off(published, sent.load_id, HEAD)
    with published.reading() as db:
        assert db.sql(MADE).fetchall() == [(93.5, "latest figure", "likely")]
        assert db.sql(KEPT).fetchall() == before


def test_its_months_are_closed_with_a_quarter(published):
    with pytest.raises(PimError, match="2009-07 was published on"):
        returns.send(published, b"indicator_code,period,value\nHO2,2009-07,12\n", NAME, "Manager, Housing")


def test_the_next_quarter_is_open(published):
    looked = returns.look(published, b"indicator_code,period,value\nHO1,2009/10 Q1,91.5\n", NAME)
    assert looked.checked.is_ready


@pytest.mark.parametrize("how", [Sending(), Sending(MANAGER)], ids=["command line", "page"])
def test_what_is_published_stops_a_return_wherever_it_comes_from(published, how):
    with pytest.raises(PimError, match="was published on"):
        returns.send(published, REVISED, NAME, MANAGER.words, how=how)
    assert held(published) == 91.5


CLOSED = {
    "an action's progress": (b"action_code,as_of,state\nA1,2009-09-30,in progress\n", "action_updates.csv"),
    "a risk's score": (b"risk_code,assessed_on,net_likelihood,net_impact\nR1,2009-09-30,2,2\n", "risk_assessments.csv"),
    "money": (b"cost_centre,period,actual_to_date\nCC1,2009/10 Q2,10\n", "budget_positions.csv"),
}


@pytest.mark.parametrize("case", CLOSED.values(), ids=CLOSED)
def test_every_kind_of_return_is_closed(published, case):
    content, name = case
    with pytest.raises(PimError, match="was published on"):
        returns.send(published, content, name, "Somebody")


def test_a_revision_counts_once_signed_and_what_it_was_stays(published):
    sent = returns.send(published, REVISED, NAME, MANAGER.words, how=Sending(MANAGER, revises=True))
    with published.reading() as db:
        assert queries_measure.revisions(db, "HO1").is_empty()
    signing.sign_off(published, sent.load_id, HEAD)
    assert held(published) == 93.5
    with published.reading() as db:
        row = queries_measure.revisions(db, "HO1").row(0, named=True)
        assert db.sql("select value from main.published_judgements where indicator_code = 'HO1'").fetchall() == [(91.5,)]
    assert (row["was_value"], row["value"], row["said"]) == (91.5, 93.5, "The second week was counted twice.")
    assert (row["sent_by"], row["signed_by"]) == (MANAGER.words, HEAD.words)
    assert stage(published) == ("revised", HEAD.words, 0)


def test_a_revision_without_a_reason_is_not_sent(published):
    with pytest.raises(PimError, match="Give the reason"):
        returns.send(published, FIRST.replace(b"91.5", b"93.5"), NAME, MANAGER.words, how=Sending(MANAGER, revises=True))


def test_the_reason_given_when_asked_is_kept_with_the_revision(published):
    said = {2: "The second week was counted twice by mistake."}
    returns.send(published, FIRST.replace(b"91.5", b"93.5"), NAME, "Manager", said, how=Sending(revises=True))
    with published.reading() as db:
        assert said[2] in queries_measure.revisions(db, "HO1")["explained"][0]


def test_new_words_for_a_published_figure_are_no_revision_of_it(published):
    same = b"indicator_code,period,value,what_happened\nHO1,2009/10 Q2,91.5,Two weeks of storms\n"
    returns.send(published, same, NAME, "Manager", {2: "Only the words are new."}, how=Sending(revises=True))
    with published.reading() as db:
        assert queries_measure.revisions(db, "HO1").is_empty()


def test_a_row_that_comes_first_after_publication_is_marked_late_and_revises_nothing(published):
    returns.send(published, b"indicator_code,period,value\nHO2,2009-07,12\n", NAME, "Manager", how=Sending(revises=True))
    assert stage(published, "2009-07") == ("published", "Manager", 1)
    with published.reading() as db:
        assert queries_measure.revisions(db, "HO2").is_empty()


def test_what_was_published_is_neither_reopened_nor_withdrawn(published):
    with published.reading() as db:
        (number,) = [each.load_id for each in queries_signing.lately(db)]
    with pytest.raises(NotAllowed, match="Revise a published figure"):
        signing.reopen(published, number, HEAD, "It is wrong.")
    with pytest.raises(NotAllowed, match="Revise a published figure"):
        returns.take_back(published, number, "the system", "It is wrong.")
    assert state(published, number) == "signed off"


def test_a_revision_can_be_reopened_and_the_published_figure_counts_again(published):
    sent = returns.send(published, REVISED, NAME, MANAGER.words, how=Sending(MANAGER, revises=True))
    signing.sign_off(published, sent.load_id, HEAD)
    signing.reopen(published, sent.load_id, HEAD, "It was right before.")
    assert held(published) == 91.5


def test_answers_kept_before_publication_are_asked_again(store):
    before = store.state().version
    publishing.publish(store, Q2, POLICY)
    assert store.state().version > before


REFUSED = {
    "no such period": ("soon", PimError, "There is no period"),
    "a period that runs still": ("2009/10 Q3", PimError, "has not ended"),
    "a period that is published": (Q2, NothingToDo, "was published by Policy"),
    "a month within it": ("2009-07", NothingToDo, "was published by Policy"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_published_is_said(published, case):
    period, kind, words = case
    with pytest.raises(kind, match=words):
        publishing.publish(published, period, POLICY)


@pytest.mark.parametrize("role", ROLES)
def test_only_policy_and_performance_publishes(store, role):
    viewer = Viewer(role, "HO", "Housing", words=ROLES[role])
    if role == "policy":
        assert publishing.publish(store, Q2, viewer).judgements > 0
    else:
        with pytest.raises(NotAllowed):
            publishing.publish(store, Q2, viewer)


def test_returns_that_wait_are_counted_when_a_period_is_published(store):
    returns.send(store, FIRST, NAME, MANAGER.words, how=Sending(MANAGER))
    assert publishing.publish(store, Q2, POLICY).waiting == 1


def test_trying_it_changes_nothing(store):
    assert publishing.publish(store, Q2, POLICY, keep=False).judgements > 0
    with store.reading() as db:
        assert db.sql("from main.period_publications").fetchall() == []
