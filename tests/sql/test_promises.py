"""What was promised with a figure, and what became of it."""

from datetime import date

import pytest

WHEN = date(2009, 9, 30)
CASES = {
    # why the case is here: (what each quarter says: its promise, and what became of the one before; promises with outcome)
    "a promise stands until somebody says": ([("Hire", ""), ("", "")], [("2009/10 Q1", "Hire", "")]),
    "what the next figure says becomes of it": ([("Hire", ""), ("", "done")], [("2009/10 Q1", "Hire", "done")]),
    "the last word counts": ([("Hire", ""), ("", "late"), ("", "done")], [("2009/10 Q1", "Hire", "done")]),
    "the row with the next promise may still answer": (
        [("Hire", ""), ("Train", "not done")],
        [("2009/10 Q1", "Hire", "not done"), ("2009/10 Q2", "Train", "")],
    ),
    "what is said after the next promise is of that": (
        [("Hire", ""), ("Train", ""), ("", "done")],
        [("2009/10 Q1", "Hire", ""), ("2009/10 Q2", "Train", "done")],
    ),
    "an answer to nothing is of nothing": ([("", "done"), ("Hire", "")], [("2009/10 Q2", "Hire", "")]),
}


@pytest.mark.parametrize("case", CASES)
def test_promises(db, given, case):
    quarters, expected = CASES[case]
    given("indicators")
    for number, (promise, outcome) in enumerate(quarters, start=1):
        period = f"2009/10 Q{number}"
        given("indicator_results", period=period, what_next=promise, by_when=WHEN if promise else None, promise_outcome=outcome)
    assert db.sql("select period, promised, outcome from promises order by period").fetchall() == expected


def test_a_part_promises_nothing_and_another_measure_answers_nothing(db, given):
    given("indicators")
    given("indicators", indicator_code="IND-02")
    given("indicator_results", what_next="Hire")
    given("indicator_results", dimension="area", category="North", what_next="Train")
    given("indicator_results", indicator_code="IND-02", period="2009/10 Q2", promise_outcome="done")
    assert db.sql("select promised, outcome, answered_index from promises").fetchall() == [("Hire", "", None)]


ASKED = {
    # why the case is here: (what was said of it, with the figure of which period; of which period it may be asked; whether)
    "nobody has said": (None, None, 7, True),
    "it is late, so it is asked about again": ("late", 6, 7, True),
    "an earlier figure said that it is done": ("done", 6, 7, False),
    "an earlier figure gave it up": ("not done", 6, 7, False),
    "the figure that said so is sent again, and must say it again": ("done", 7, 7, True),
    "a later figure said so, and an earlier one is put right": ("done", 8, 7, True),
}


@pytest.mark.parametrize("case", ASKED)
def test_a_promise_is_asked_about_until_an_earlier_figure_has_said_what_became_of_it(db, case):
    outcome, answered, period, expected = ASKED[case]
    said = {"outcome": outcome, "answered": answered, "period": period}
    assert db.execute("select is_still_promised($outcome, $answered, $period)", said).fetchall() == [(expected,)]
