"""What Scrutiny recommends and what becomes of it: every role and every step, what is refused, who is told, what is shown."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pimdata import queries_questions, queries_recommendations, questions, recommendations
from pimdata.errors import NotAllowed, NothingToDo, PimError
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer
from pimdata.questions import Asked
from pimdata.recommendations import ANSWERS, TO_WHOM, Recommended
from pimdata.store import Store
from tests.conftest import ROOT, words_of

SCRUTINY = Viewer("scrutiny", words=ROLES["scrutiny"], email="chair@council.example")
_numbers = iter(range(1, 10_000))


def viewer(role: str, service: str = "HO", portfolio: str = "Housing") -> Viewer:
    of, whose = service if role in OF_A_SERVICE else "", portfolio if role in OF_A_PORTFOLIO else ""
    return Viewer(role, of, whose, ROLES[role], f"{role}@council.example")


@pytest.fixture(scope="module")
def held(demo_database, tmp_path_factory):
    path = tmp_path_factory.mktemp("recommendations") / "pim.duckdb"
    path.write_bytes(demo_database.read_bytes())
    return Store(path)


@pytest.fixture(scope="module")
def question(held) -> int:
    """A question about a measure of Housing that Scrutiny took up."""
    asked = Asked("measure", "NI 156", "What came of the lease?", "scrutiny", reason="It has been asked twice before.")
    return questions.ask(held, SCRUTINY, asked)


def make(held, question, to_whom="cabinet", **more) -> int:
    words = f"That the lease is signed, number {next(_numbers)}."
    return recommendations.make(held, SCRUTINY, Recommended(question, to_whom, words, **more))


def now(held, number, who=SCRUTINY):
    with held.reading() as db:
        return queries_recommendations.one(db, who, number)


MAY_ANSWER = {"cabinet": {"cabinet", "holder"}, "holder": {"cabinet", "holder"}, "officer": {"cabinet", "holder", "head"}}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_and_every_step(held, question, role):
    if role != "scrutiny":
        with pytest.raises(NotAllowed):
            recommendations.make(held, viewer(role), Recommended(question, "cabinet", "That it is done by me."))
    for to_whom in TO_WHOM:
        number = make(held, question, to_whom)
        row = now(held, number)
        assert bool(recommendations.possible(viewer(role), row)) == (role in MAY_ANSWER[to_whom])
        if role in MAY_ANSWER[to_whom]:
            recommendations.answer(held, viewer(role), number, "accepted", "It will be, by March.")
            recommendations.answer(held, viewer(role), number, "done", "It was signed on Friday.")
            assert (now(held, number)["state"], now(held, number)["is_outstanding"]) == ("done", False)
        else:
            with pytest.raises(NotAllowed):
                recommendations.answer(held, viewer(role), number, "accepted", "It will be, by March.")


@pytest.mark.parametrize("role", ["holder", "head"])
def test_anothers_is_not_theirs_to_answer(held, question, role):
    number = make(held, question, "officer")
    with pytest.raises(NotAllowed):
        recommendations.answer(held, viewer(role, "CS", "Planning"), number, "accepted", "It will be, by March.")


# What may be said of a recommendation after what; anything else is refused.
ORDER = {
    "waiting": ("accepted", "not accepted"),
    "accepted": ("done",),
    "not accepted": (),
    "done": (),
}
WAY = {"waiting": (), "accepted": ("accepted",), "not accepted": ("not accepted",), "done": ("accepted", "done")}


@pytest.mark.parametrize("state", ORDER)
def test_what_may_be_said_after_what(held, question, state):
    for kind in ANSWERS:
        number = make(held, question)
        for step in WAY[state]:
            recommendations.answer(held, viewer("cabinet"), number, step, "Said at some length.")
        assert now(held, number)["state"] == state
        if kind in ORDER[state]:
            recommendations.answer(held, viewer("cabinet"), number, kind, "Said at some length.")
        else:
            with pytest.raises(PimError, match=f"is {state}, so that cannot be said"):
                recommendations.answer(held, viewer("cabinet"), number, kind, "Said at some length.")


def test_an_answer_is_asked_for_within_ten_working_days_and_shows_when_it_is_late(held, question):
    row = now(held, make(held, question))
    assert (row["answer_by"], row["is_own_choice"], row["days_late"]) == (date(2010, 11, 15), True, 0)
    with Store(held.path, date(2010, 11, 18)).reading() as db:
        assert queries_recommendations.one(db, SCRUTINY, row["recommendation_no"])["days_late"] == 3
    recommendations.answer(held, viewer("cabinet"), row["recommendation_no"], "not accepted", "There is no money for it.")
    with Store(held.path, date(2010, 11, 18)).reading() as db:
        assert queries_recommendations.one(db, SCRUTINY, row["recommendation_no"])["days_late"] == 0


REFUSED = {
    # why this case is here: (question, to whom, words, what is said)
    "a question that is not before Scrutiny": (3, "cabinet", "That it is looked at again.", "not before Scrutiny"),
    "no such question": (999, "cabinet", "That it is looked at again.", "There is no question 999"),
    "nobody of that name": (2, "mayor", "That it is looked at again.", "Nobody answers"),
    "nothing is said": (2, "cabinet", " ", "Say what is recommended"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_recommended_is_refused(held, case):
    number, to_whom, words, said = case
    with pytest.raises(PimError, match=said):
        recommendations.make(held, SCRUTINY, Recommended(number, to_whom, words))


def test_the_same_twice_is_made_once(held, question):
    said = Recommended(question, "cabinet", "That the roof is mended.")
    recommendations.make(held, SCRUTINY, said)
    with pytest.raises(NothingToDo):
        recommendations.make(held, SCRUTINY, said)


def test_a_recommendation_on_an_exempt_risk_is_seen_by_those_who_may_see_the_risk(held):
    who = viewer("holder", portfolio="Finance and Staffing")
    number = questions.ask(held, who, Asked("risk", "HR-R01", "What does the settlement cost us?"))
    with held.writing_to() as db:
        db.execute(
            "insert into main.recommendations values (900, ?, 'holder', 'x', '2010-11-15', true, 'a', 'b', now(), false)",
            [number],
        )
        db.execute("insert into main.recommendation_events values (900, 900, 'made', '', 'a', 'b', timestamp '2010-11-01')")
    for role in ("smt", "cabinet", "member", "scrutiny"):
        assert (now(held, 900, viewer(role)) is not None) == (role == "smt")
        with held.reading() as db:
            found = queries_recommendations.listed(db, viewer(role))["recommendation_no"].to_list()
        assert (900 in found) == (role == "smt")


def test_each_is_told_without_a_word_of_it(held, question):
    number = make(held, question, "officer")
    recommendations.answer(held, viewer("head"), number, "accepted", "It will be, by March.")
    with held.reading() as db:
        told = db.execute("select to_role, to_service, about, words from notices order by notice_no desc limit 2").fetchall()
    assert [each[:2] for each in told] == [("scrutiny", ""), ("head", "HO")]
    assert not [words for *_, words in told if re.search(r"\d|lease|March", words)]


@pytest.mark.parametrize("table", ["recommendations", "recommendation_events"])
def test_no_code_changes_or_deletes_what_was_sent(table):
    code = " ".join(path.read_text("utf-8") for path in (ROOT / "pimdata").rglob("*.py"))
    assert not re.search(rf"(update|delete from)\s+(main\.)?{table}\b", code)


def press(at, words):
    return next(each for each in at.button if each.label == words).click().run()


def test_scrutinys_home_lists_what_is_outstanding_and_cabinets_what_waits_for_it(open_page, demo_store):
    at = open_page("overview", demo_store).selectbox(key="view_as").select(ROLES["scrutiny"]).run()
    assert "plan to fill its vacant posts" in words_of(at)
    assert "Waiting for an answer, 7 working days late" in words_of(at)
    assert "Accepted, to be done" in words_of(at)
    at = at.selectbox(key="view_as").select(ROLES["cabinet"]).run()
    said = words_of(at)
    assert "plan to fill its vacant posts" in said
    assert "reported by service and post" not in said  # that one is the portfolio holder's


def test_a_recommendation_is_made_and_answered_on_the_page_of_its_question(open_page, demo_store):
    at = open_page("questions", demo_store, q="2").selectbox(key="view_as").select(ROLES["scrutiny"]).run()
    at.text_area(key="recommend_words_2").input("That agency posts are <b>listed</b> each month.")
    at = press(at, "Recommend it")
    assert not at.exception
    assert "It is recommended, as recommendation 3." in words_of(at)
    assert "<b>listed</b>" in words_of(at)
    at = open_page("questions", demo_store, q="2").selectbox(key="view_as").select(ROLES["cabinet"]).run()
    at = at.radio(key="said_3").set_value("not accepted").run()
    at.text_area(key="said_words_3_not accepted").input("The quarterly table will do.")
    at = press(at, "Do not accept it")
    assert "Kept: recommendation 3 is not accepted." in words_of(at)
    assert "The quarterly table will do." in words_of(at)


def test_a_member_reads_it_and_is_offered_nothing(open_page, demo_store):
    at = open_page("questions", demo_store, q="2")
    assert "plan to fill its vacant posts" in words_of(at)
    assert not [box for box in at.text_area if "recommend" in (box.key or "")]
    with demo_store.reading() as db:
        assert queries_questions.question(db, Viewer(), 2)["was_escalated"]
