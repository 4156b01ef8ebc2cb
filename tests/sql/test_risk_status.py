"""A risk's score, band and movement, and whether its review is overdue."""

from __future__ import annotations

from datetime import date

import pytest

# Why the case is here: likelihood and impact after controls, oldest first, and then score, band and movement.
CASES = {
    "never scored": ((), None, "not scored", "not scored"),
    "the least": (((1, 1),), 1, "low", "new"),
    "4 is low": (((2, 2),), 4, "low", "new"),
    "5 is moderate": (((1, 5),), 5, "moderate", "new"),
    "9 is moderate": (((3, 3),), 9, "moderate", "new"),
    "10 is high": (((2, 5),), 10, "high", "new"),
    "16 is high": (((4, 4),), 16, "high", "new"),
    "20 is very high": (((4, 5),), 20, "very high", "new"),
    "the most": (((5, 5),), 25, "very high", "new"),
    "it rose": (((3, 3), (3, 4)), 12, "high", "rose"),
    "it fell": (((3, 4), (3, 3)), 9, "moderate", "fell"),
    "as much in another way is the same": (((2, 4), (4, 2)), 8, "moderate", "same"),
    "only the one before counts": (((5, 5), (1, 1), (2, 1)), 2, "low", "rose"),
}


@pytest.fixture(scope="module")
def statuses(world):
    with world() as (db, given):
        for code, (scores, *_) in CASES.items():
            given("risks", risk_code=code)
            for month, (likelihood, impact) in enumerate(scores, 4):
                given(
                    "risk_assessments", risk_code=code, assessed_on=date(2009, month, 1),
                    net_likelihood=likelihood, net_impact=impact,
                )  # fmt: skip
        rows = db.sql("select risk_code, net_score, band, movement from risk_status").fetchall()
        return {code: tuple(answer) for code, *answer in rows}


@pytest.mark.parametrize("case", CASES)
def test_a_risk_is_scored_banded_and_compared(statuses, case):
    assert statuses[case] == CASES[case][-3:]


def test_scores_are_worked_out_before_after_and_aimed_at(db, given):
    given("risks", target_likelihood=2, target_impact=3)
    given("risk_assessments")
    found = db.sql("select gross_score, net_score, target_score, is_above_target from risk_status").fetchall()
    assert found == [(20, 9, 6, True)]


# Why the case is here: how often it is reviewed, when it was, the next review, and whether that is overdue on 31 December.
REVIEWS = {
    "each quarter": ("quarterly", date(2009, 10, 1), date(2010, 1, 1), False),
    "a month's grace": ("quarterly", date(2009, 8, 30), date(2009, 11, 30), False),
    "and no more": ("quarterly", date(2009, 8, 29), date(2009, 11, 29), True),
    "each month": ("monthly", date(2009, 10, 29), date(2009, 11, 29), True),
    "each half-year": ("half-yearly", date(2009, 6, 30), date(2009, 12, 30), False),
    "each year": ("annual", date(2009, 1, 1), date(2010, 1, 1), False),
    "each quarter where nobody says": ("", date(2009, 6, 1), date(2009, 9, 1), True),
    "the end of a month": ("quarterly", date(2009, 11, 30), date(2010, 2, 28), False),
    "never": ("annual", None, None, True),
}


@pytest.mark.parametrize("case", REVIEWS)
def test_a_review_is_overdue_a_month_after_its_day(db, given, case):
    every, assessed, review, is_overdue = REVIEWS[case]
    given("risks", review_every=every)
    if assessed:
        given("risk_assessments", assessed_on=assessed)
    assert db.sql("select next_review, is_review_overdue from risk_status").fetchall() == [(review, is_overdue)]


@pytest.mark.parametrize("part", ["cause", "event", "consequence"])
def test_a_risk_without_its_cause_event_or_consequence_is_incomplete(db, given, part):
    given("risks")
    given("risks", risk_code="RSK-02", **{part: ""})
    found = db.sql("select risk_code, is_incomplete from risk_status order by risk_code").fetchall()
    assert found == [("RSK-01", False), ("RSK-02", True)]


def test_a_risk_that_has_ended_stands_no_more(db, given):
    given("risks", valid_to=date(2009, 12, 30))
    given("risks", risk_code="RSK-02", valid_to=date(2009, 12, 31))
    assert db.sql("select risk_code from risk_status").fetchall() == [("RSK-02",)]


def test_the_newest_wording_of_a_risk_is_the_one_shown_once(db, given):
    given("risks")
    given("risks", valid_from=date(2009, 10, 1), event="Arrears double.")
    given("risk_assessments")
    assert db.sql("select event, net_score from risk_status").fetchall() == [("Arrears double.", 9)]
