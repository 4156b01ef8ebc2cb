"""Questions as pages: asking from a thing's own page, answering, and what each person is offered and shown."""

from __future__ import annotations

from datetime import date

import pytest

from pimdata import queries_questions, questions
from pimdata.people import ROLES, Viewer
from pimdata.questions import Asked
from tests.conftest import words_of

HOLDER = Viewer("holder", portfolio="Finance and Staffing", words="Portfolio holder, Finance and Staffing")


@pytest.fixture
def seen(open_page, demo_store):
    """`seen("Portfolio holder, Housing", q="7")`: the Questions page from a point of view."""

    def _open(viewer="", page="questions", **query):
        at = open_page(page, demo_store, **query)
        return at.selectbox(key="view_as").select(viewer).run() if viewer else at

    return _open


def labels(at):
    return [each.label for each in at.button]


def press(at, words):
    return next(each for each in at.button if each.label == words).click().run()


def test_the_list_counts_and_says_what_is_late(seen):
    at = seen()
    said = words_of(at)
    assert "9 questions have been asked. 3 wait for an answer, and 2 are before Scrutiny." in said
    assert "2 are past the day an answer was asked for" in said
    assert "Waiting for an answer, 5 working days late" in said
    assert "Answered, 6 working days late" in said
    assert "How soon questions are answered" in said


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 7),
        ({"state": "waiting"}, 3),
        ({"state": "escalated"}, 2),
        ({"state": "closed"}, 2),
        ({"state": "all"}, 9),
        ({"state": "all", "portfolio": "Housing"}, 3),
        ({"state": "all", "about": "measure:NI 156"}, 1),
        ({"state": "all", "mine": "yes"}, 7),
    ],
)
def test_each_filter_is_in_the_address(seen, query, number):
    assert f"{number} question{'' if number == 1 else 's'}, those that wait first" in words_of(seen(**query))


def test_an_address_that_asks_for_what_is_not_there_is_answered(seen):
    assert "there is no “nonsense”" in words_of(seen(state="nonsense"))
    for number in ("999", "x", "-1", "1' or 1=1"):
        at = seen(q=number)
        assert not at.exception
        assert "No such question" in words_of(at)


def test_a_question_has_its_history_and_says_whose_choice_its_day_was(seen):
    said = words_of(seen(q="2"))
    assert "10 working days, our own choice: nobody set a day" in said
    assert said.index("Asked") < said.index("Not satisfied") < said.index("Referred to Scrutiny")
    assert "Answered, 7 working days late" in said
    assert "Illustrative: made up for the demonstration" in said


OFFERED = {
    # why this case is here: (point of view, question, what may be done next)
    "who asked may go on, and has no answer to judge": (
        "", "7", ["followed up", "referred to scrutiny"],
    ),
    "an answer may be judged": ("", "6", ["followed up", "satisfied", "not satisfied", "referred to scrutiny"]),
    "what is before Scrutiny is not referred again": ("", "2", ["followed up", "satisfied", "not satisfied"]),
    "what is closed may be followed up": ("", "3", ["followed up", "referred to scrutiny"]),
    "the portfolio holder answers": ("Portfolio holder, Housing", "7", ["answered"]),
    "another's portfolio holder does not": ("Portfolio holder, Planning", "7", []),
    "a head answers what was sent to an officer": ("Head of service, Housing", "5", ["answered"]),
    "and not what was sent to the holder": ("Head of service, Housing", "7", []),
    "Scrutiny may take it up": ("Scrutiny and Overview Committee", "7", ["taken up by scrutiny"]),
    "and concludes what is before it": ("Scrutiny and Overview Committee", "2", ["concluded"]),
    "an auditor reads": ("Auditor", "7", []),
}  # fmt: skip


@pytest.mark.parametrize("case", OFFERED.values(), ids=OFFERED)
def test_only_what_may_be_done_is_offered(seen, case):
    viewer, number, kinds = case
    at = seen(viewer, q=number)
    found = [radio for radio in at.radio if radio.label == "Next step"]
    steps = [questions.STEPS[kind].label for kind in kinds]
    assert (found[0].options if found else [label for label in labels(at) if label in steps]) == steps
    assert bool(found) == (len(kinds) > 1), "and nothing is to be chosen where there is one way on"
    said = [each for each in at.text_area if not each.key.startswith("recommend")]
    assert len(said) == (1 if kinds else 0)


def test_a_page_drawn_as_it_stood_offers_nothing(seen):
    at = seen(q="7", as_at="2010-10-20T09:00:00")
    assert not at.exception
    assert not at.text_area
    assert "4 working days late" not in words_of(at)


@pytest.mark.parametrize(
    ("page", "query", "named"),
    [
        ("measure", {"i": "NI 156"}, "The Housing portfolio holder"),
        ("measure", {"i": "IND-17"}, "Cllr Mark Howell, Equality and Diversity portfolio holder"),
        ("action", {"a": "HO-A03"}, "The Housing portfolio holder"),
        ("risk", {"r": "HO-R01"}, "The Housing portfolio holder"),
        ("service", {"s": "HO"}, "The Housing portfolio holder"),
    ],
)
def test_from_any_page_the_holder_is_asked_and_named(seen, page, query, named):
    assert "Ask the portfolio holder" in labels(seen(page=page, **query))
    kind, code = page, next(iter(query.values()))
    at = seen(ask=kind, code=code)
    assert named in words_of(at) or any(named in option for option in at.radio[0].options)
    assert "15 November 2010, 10 working days, our own choice" in at.date_input[0].label


def test_a_manager_has_no_button_to_ask(seen):
    assert "Ask the portfolio holder" not in labels(seen("Manager, Housing", page="measure", i="NI 156"))
    at = seen("Manager, Housing", ask="measure", code="NI 156")
    assert not at.text_area
    assert "may" in words_of(at)


def test_ask_answer_not_satisfied_scrutiny(seen, demo_store):
    at = seen(ask="measure", code="HO02")
    at.text_area(key="ask_words").input("Why are <b>repairs</b> late in winter?")
    at = press(at, "Send the question")
    assert not at.exception
    said = words_of(at)
    assert "Your question is sent. It is number 10." in said
    assert "<b>repairs</b>" in said  # shown as it was typed, never as markup

    at = seen("Portfolio holder, Housing", q="10")
    at.text_area[0].input("Frost came early, and two plumbers left.")
    assert "Your answer is sent" in words_of(press(at, "Answer"))

    at = seen(q="10")
    at = at.radio(key="next_10").set_value("not satisfied").run()
    at.text_area[0].input("It does not say what is done about it.")
    assert "you are not satisfied" in words_of(press(at, "Not satisfied"))

    at = seen(q="10")
    at = at.radio(key="next_10").set_value("referred to scrutiny").run()
    at.text_area[0].input("It will freeze again.")
    at = press(at, "Refer it to Scrutiny")
    assert "It is before Scrutiny" in words_of(at)
    with demo_store.reading() as db:
        row = queries_questions.question(db, Viewer(), 10)
    assert (row["state"], row["is_not_satisfied"], row["answers"]) == ("escalated", True, 1)
    assert "repairs" in words_of(seen("Scrutiny and Overview Committee", page="overview"))


def test_what_was_typed_stays_where_it_could_not_be_sent(seen, demo_store):
    at = seen(ask="measure", code="HO02")
    at.text_area(key="ask_words").input("Why?")
    at = press(at, "Send the question")
    assert "Nothing was sent. Say what you ask in a few words." in words_of(at)
    assert at.text_area(key="ask_words").value == "Why?"


def test_straight_to_scrutiny_asks_for_the_reason(seen):
    at = seen(ask="measure", code="HO02")
    assert [area.key for area in at.text_area] == ["ask_words"]
    at = at.radio(key="ask_route").set_value("scrutiny").run()
    at.text_area(key="ask_words").input("Why are repairs late in winter?")
    at = press(at, "Send the question")
    assert "why it goes straight to Scrutiny" in words_of(at)


def test_a_measure_is_put_on_a_list_and_taken_off(seen):
    at = press(seen(page="measure", i="HO02"), "Add to my list")
    assert "It is on your list" in words_of(at)
    at = press(at, "Take off my list")
    assert "It is off your list" in words_of(at)
    assert "Add to my list" in labels(at)


def test_a_measure_is_reported_to_cabinet_by_its_holder_alone(seen):
    assert "Report to Cabinet" in labels(seen("Portfolio holder, Housing", page="measure", i="NI 156"))
    assert "Report to Cabinet" not in labels(seen("Portfolio holder, Planning", page="measure", i="NI 156"))
    assert not seen("Portfolio holder, Planning", report="NI 156").text_area
    at = seen("Portfolio holder, Housing", report="NI 156")
    at.text_area(key="report_why").input("No home can be found before the spring.")
    at = press(at, "Report it to Cabinet")
    told = words_of(at)
    assert told.index("It is reported to Cabinet") < told.index("Households living in temporary"), "first, where the page opens"
    said = "Reported to Cabinet by Portfolio holder, Housing, 1 November 2010"
    assert said in words_of(at), "on the measure's own page, which it leads to"
    assert not at.text_area, "and the form is gone, so that it is not sent twice"
    assert said in words_of(seen("Portfolio holder, Housing", report="NI 156")), "who comes back is told what stands"
    assert said not in words_of(seen(page="measure", i="HO02"))
    assert "No home can be found" in words_of(seen("Leader and Cabinet", page="overview"))


def test_an_exempt_risk_is_not_given_away_by_a_question(seen, demo_store):
    words = "What does the settlement cost the council?"
    number = questions.ask(demo_store, HOLDER, Asked("risk", "HR-R01", words))
    for viewer in ("", "Scrutiny and Overview Committee", "Manager, Housing"):
        told = [
            words_of(seen(viewer, q=str(number))), words_of(seen(viewer, state="all")),
            words_of(seen(viewer, state="all", about="risk:HR-R01")), words_of(seen(viewer, ask="risk", code="HR-R01")),
            words_of(seen(viewer, page="overview")),
        ]  # fmt: skip
        assert not [text for text in told if "settlement" in text]
        assert "1 question more is about what is exempt" in told[1]
        assert told[3].replace("HR-R01", "X") == words_of(seen(viewer, ask="risk", code="HR-R99")).replace("HR-R99", "X")
    assert "settlement" in words_of(seen(HOLDER.words, q=str(number)))
    assert "Exempt risk HR-R01" in words_of(seen("Senior management", state="all"))


def test_every_role_is_named_in_the_roles_a_notice_may_be_for(demo_store):
    questions.ask(demo_store, Viewer(), Asked("measure", "NI 156", "Why did it rise again?", "officer"))
    with demo_store.reading() as db:
        found = {role for (role,) in db.sql("select distinct to_role from notices").fetchall()}
    assert found == {"head", "holder"}
    assert found <= set(ROLES)


# Why the case is here: the page of a thing, and who it says is asked.
ASKED = {
    "a measure, whose holder the plan does not name": (
        "measure", {"i": "NI 156"}, "The plan names no portfolio holder for Housing.",
    ),
    "an action": ("action", {"a": "HO-A03"}, "The plan names no portfolio holder for Housing."),
    "a holder the plan names": (
        "measure", {"i": "IND-17"}, "A question goes to Cllr Mark Howell, Equality and Diversity portfolio holder.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_who_is_asked_is_named_beside_the_button(seen, case):
    page, query, said = case
    assert said in words_of(seen(page=page, **query))
    assert said not in words_of(seen("Manager, Housing", page=page, **query)), "who may not ask is told of nobody to ask"


def test_a_follow_up_says_by_when_it_wants_an_answer(seen, demo_store):
    mine = Viewer()
    number = questions.ask(demo_store, mine, Asked("measure", "NI 156", "Why did it rise, and what follows?"))
    questions.act(demo_store, Viewer("holder", portfolio="Housing"), number, "answered", "More families came.")
    at = seen(q=str(number))
    at.radio(key=f"next_{number}").set_value("followed up").run()
    at.text_area(key=f"words_{number}_followed up").input("And what will be done about it?")
    at.date_input(key=f"by_{number}_followed up").set_value(date(2010, 12, 1))
    press(at, "Follow up")
    with demo_store.reading() as db:
        row = queries_questions.question(db, mine, number)
    assert (row["answer_by"], row["is_own_choice"]) == (date(2010, 12, 1), False)


# Where a question stands, who looks, and what is said to come next: never what is for somebody else to do.
GUIDED = {
    "the asker, before an answer": ("", "9", "By the protocol the answer comes first."),
    "the asker, after an answer": ("", "6", "say whether the answer satisfies you"),
    "the holder, before": ("Portfolio holder, Housing", "7", "It waits for your answer."),
    "the holder, after: not whether the answer satisfies": ("Portfolio holder, Housing", "6", "It is answered. You may add"),
    "Scrutiny, which may take it up": ("Scrutiny and Overview Committee", "7", "Scrutiny may take it up itself"),
    "Scrutiny, where it is before it": ("Scrutiny and Overview Committee", "2", "It is before Scrutiny"),
}


@pytest.mark.parametrize("case", GUIDED.values(), ids=GUIDED)
def test_each_is_told_what_comes_next_for_them(seen, case):
    viewer, number, said = case
    told = words_of(seen(viewer, q=number)).split("What you can do next", 1)[1]
    assert said in told
    others = {words for _, _, words in GUIDED.values()} - {said}
    assert not [words for words in others if words in told]
