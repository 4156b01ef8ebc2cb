"""Where a question stands after each step, and how late an answer is: counted in English working days."""

from __future__ import annotations

from datetime import date, datetime

import pytest

# Today is Thursday 31 December 2009; 25 and 28 December are bank holidays.
ASKED = datetime(2009, 12, 1, 9)  # a Tuesday
BY = date(2009, 12, 15)


class Asked:
    """`asked(route=…)` sends a question; `.then(…)` does the next thing with it."""

    def __init__(self, db):
        self.db, self.events, self.number = db, 0, 0

    def __call__(self, route="holder", answer_by=BY, about=("measure", "IND-01"), at=ASKED, portfolio="Housing"):
        self.number += 1
        self.db.execute(
            """
            insert into main.questions
            values (?, ?, ?, ?, ?, 'HO', 'Housing Manager', 'Why is it so?', '', 'a@b', 'Member', ?, false)
            """,
            [self.number, *about, route, portfolio, at],
        )
        self.then("asked", at, answer_by)

    def then(self, kind, at, answer_by=None):
        self.events += 1
        self.db.execute(
            "insert into main.question_events values (?, ?, ?, 'Words.', ?, false, 'a@b', 'Somebody', ?)",
            [self.events, self.number, kind, answer_by, at],
        )

    def now(self, columns):
        return self.db.sql(f"select {columns} from questions_now").fetchall()


@pytest.fixture
def asked(db):
    return Asked(db)


def day(number, month=12):
    return datetime(2009, month, number, 9)


STANDS = {
    # why this case is here: (route, steps after asking, state, is_unanswered, is_not_satisfied)
    "asked and nothing else waits": ("holder", [], "waiting", True, False),
    "an answer ends the waiting": ("holder", ["answered"], "answered", False, False),
    "a follow-up waits again": ("holder", ["answered", "followed up"], "waiting", True, False),
    "and its answer ends that": ("holder", ["answered", "followed up", "answered"], "answered", False, False),
    "satisfied closes it": ("holder", ["answered", "satisfied"], "closed", False, False),
    "not satisfied leaves it answered, and says so": ("holder", ["answered", "not satisfied"], "answered", False, True),
    "a new answer has not been judged": ("holder", ["answered", "not satisfied", "answered"], "answered", False, False),
    "a change of mind counts": ("holder", ["answered", "not satisfied", "satisfied"], "closed", False, False),
    "a follow-up opens what was closed": ("holder", ["answered", "satisfied", "followed up"], "waiting", True, False),
    "referred after an answer": ("holder", ["answered", "not satisfied", "referred to scrutiny"], "escalated", False, True),
    "nothing locks: referred before any answer": ("holder", ["referred to scrutiny"], "escalated", True, False),
    "an answer does not take it from Scrutiny": ("holder", ["referred to scrutiny", "answered"], "escalated", False, False),
    "nor does a follow-up": ("holder", ["answered", "referred to scrutiny", "followed up"], "escalated", True, False),
    "who asked may still be satisfied": ("holder", ["referred to scrutiny", "answered", "satisfied"], "closed", False, False),
    "Scrutiny concludes": ("holder", ["referred to scrutiny", "concluded"], "closed", False, False),
    "Scrutiny may take it up": ("holder", ["answered", "taken up by scrutiny"], "escalated", False, False),
    "what it took up is its own to conclude": (
        "holder", ["answered", "taken up by scrutiny", "satisfied"], "escalated", False, False,
    ),
    "and concluding that closes it": ("holder", ["answered", "taken up by scrutiny", "concluded"], "closed", False, False),
    "taken up after who asked was satisfied": (
        "holder", ["answered", "satisfied", "taken up by scrutiny"], "escalated", False, False,
    ),
    "straight to Scrutiny": ("scrutiny", [], "escalated", True, False),
    "straight to Scrutiny, answered there": ("scrutiny", ["answered"], "escalated", False, False),
    "straight to Scrutiny, concluded without an answer": ("scrutiny", ["concluded"], "closed", False, False),
    "an officer is no other": ("officer", ["answered"], "answered", False, False),
}  # fmt: skip


@pytest.mark.parametrize("case", STANDS.values(), ids=STANDS)
def test_where_it_stands(asked, case):
    route, steps, *stands = case
    asked(route)
    for number, kind in enumerate(steps):
        asked.then(kind, day(2 + number), date(2009, 12, 29) if kind == "followed up" else None)
    assert asked.now("state, is_unanswered, is_not_satisfied") == [tuple(stands)]


LATE = {
    # why this case is here: (asked for by, answered on, follow-up, days_late, was_late, answer_days)
    "on the day is in time": (date(2009, 12, 15), day(15), 0, False, 10),
    "a day after is a day late": (date(2009, 12, 15), day(16), 1, True, 11),
    "a weekend does not count": (date(2009, 12, 11), day(14), 1, True, 9),
    "nor do bank holidays": (date(2009, 12, 24), day(29), 1, True, 18),
    "answered on a Sunday after a Friday is not late": (date(2009, 12, 11), day(13), 0, False, 8),
    "waiting past the day is late as of today": (date(2009, 12, 29), None, 2, True, None),
    "waiting before the day is not": (date(2010, 1, 5), None, 0, False, None),
    "due today is not late": (date(2009, 12, 31), None, 0, False, None),
}


@pytest.mark.parametrize("case", LATE.values(), ids=LATE)
def test_how_late_an_answer_is(asked, case):
    answer_by, answered, *told = case
    asked(answer_by=answer_by)
    if answered:
        asked.then("answered", answered)
    assert asked.now("days_late, was_late, answer_days") == [tuple(told)]


def test_each_turn_has_its_own_day(asked):
    # The first answer was late; the follow-up is not: the question was late, and is not.
    asked()
    asked.then("answered", day(18))
    asked.then("followed up", day(21), date(2010, 1, 6))
    assert asked.now("days_late, was_late, answer_by, turns, answers, answer_days") == [(0, True, date(2010, 1, 6), 2, 1, 13)]
    assert asked.db.sql("select turn_no, days_late from question_turns order by 1").fetchall() == [(1, 3), (2, 0)]


def test_what_is_settled_without_an_answer_grows_no_later(asked):
    asked("scrutiny", answer_by=date(2009, 12, 3))
    asked.then("concluded", day(7))
    assert asked.now("state, days_late, is_unanswered") == [("closed", 2, False)]


def test_an_answer_belongs_to_the_turn_before_it(asked):
    # Two answers to one question, then a follow-up: the second answer is not the follow-up's.
    asked()
    asked.then("answered", day(3))
    asked.then("answered", day(4))
    asked.then("followed up", day(7), date(2009, 12, 21))
    assert asked.db.sql("select turn_no, answered_at from question_turns order by 1").fetchall() == [(1, day(3)), (2, None)]


def test_it_stands_as_it_stood_at_an_earlier_moment(asked):
    asked()
    asked.then("answered", day(8))
    asked.then("satisfied", day(9))
    for moment, stood in ((day(1, 11), []), (day(2), [("waiting",)]), (day(8), [("answered",)]), (day(10), [("closed",)])):
        asked.db.execute("set variable as_at = $moment", {"moment": moment})
        assert asked.now("state") == stood
    asked.db.execute("set variable as_at = null")


def test_what_it_is_about_is_named_and_who_holds_the_portfolio(asked, given):
    given("indicators", title="Rent collected")
    given("portfolios", holder="Cllr Mrs Hope")
    given("services")
    asked()
    assert asked.now("about_title, holder, service_title, is_exempt") == [("Rent collected", "Cllr Mrs Hope", "Housing", False)]


@pytest.mark.parametrize("is_exempt", [True, False])
def test_a_question_about_an_exempt_risk_is_exempt_and_has_no_name(asked, given, is_exempt):
    given("risks", is_exempt=is_exempt)
    asked(about=("risk", "RSK-01"))
    assert asked.now("is_exempt, about_title") == [(is_exempt, "" if is_exempt else "Arrears grow.")]


def test_a_portfolio_is_counted_with_its_times(asked):
    asked()  # 8 working days, in time
    asked.then("answered", day(11))
    asked()  # 12 working days, late
    asked.then("answered", day(17))
    asked.then("referred to scrutiny", day(18))
    asked(answer_by=date(2009, 12, 24))  # waits, late
    asked(answer_by=date(2010, 1, 6))  # waits, in time
    asked(portfolio="Planning")
    found = asked.db.sql("""
        select asked, waiting, waiting_late, answered, answered_in_time, escalated, middle_days
        from question_times where portfolio = 'Housing'
    """).fetchall()
    assert found == [(4, 2, 1, 2, 1, 1, 10)]


def test_whatever_is_written_moves_the_version_of_the_data(asked, given):
    def version():
        return asked.db.sql("select version from data_version").fetchall()[0][0]

    seen = [version()]
    given("indicators")
    seen.append(version())
    asked()
    seen.append(version())
    asked.then("answered", day(2))
    seen.append(version())
    asked.db.execute("insert into main.remarks values (1, 'public comment', '', '', '', '', 'W', 'a', 'a', ?, false)", [ASKED])
    seen.append(version())
    asked.db.execute("insert into main.follow_events values (1, 'a@b', 'IND-01', 'follow', ?)", [ASKED])
    seen.append(version())
    assert seen == sorted(set(seen))


def test_a_list_holds_what_was_put_on_it_last(asked):
    rows = [("a", "X", "follow"), ("a", "Y", "follow"), ("a", "X", "stop"), ("b", "X", "follow"), ("a", "Y", "follow")]
    for number, row in enumerate(rows):
        asked.db.execute("insert into main.follow_events values (?, ?, ?, ?, ?)", [number, *row, ASKED])
    found = asked.db.sql("select identity, indicator_code from follows_now order by all").fetchall()
    assert found == [("a", "Y"), ("b", "X")]
