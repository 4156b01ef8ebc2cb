"""What needs attention and what goes well, each with the rule that lists it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pimdata import build, refresh

SUM = {"value_basis": "period", "aggregation": "sum"}

# Why the case is here: the indicator, figures by period against 40 (38 is slightly below), the period, why it is listed
# as an exception and its rank, why it is listed as a success and its rank.
MEASURES = {
    "below": ({}, {"Q1": 40, "Q2": 30}, "Q2", "below target", 1, None, None),
    "below again": ({}, {"Q1": 38, "Q2": 30}, "Q2", "below target, and off target for 2 quarters running", 1, None, None),
    "near is not enough": ({}, {"Q1": 40, "Q2": 38}, "Q2", None, None, None, None),
    "near again": ({}, {"Q1": 38, "Q2": 39}, "Q2", "slightly below target for 2 quarters running", 4, None, None),
    "late": ({}, {"Q1": 40}, "Q2", "the return is overdue", 2, None, None),
    "context, late": ({"class": "context"}, {"Q1": 40}, "Q2", "the return is overdue", 2, None, None),
    "context is never below": ({"class": "context"}, {"Q1": 40, "Q2": 1}, "Q2", None, None, None, None),
    "on target": ({}, {"Q1": 40, "Q2": 40}, "Q2", None, None, None, None),
    "worse twice, but likely to be met": ({}, {"P2": 45, "Q1": 44, "Q2": 41}, "Q2", None, None, None, None),
    "back on target after two": ({}, {"P4": 38, "Q1": 30, "Q2": 40}, "Q2", None, None, "back on target after 2 quarters", 1),
    "back on target after one is not enough": ({}, {"Q1": 30, "Q2": 40}, "Q2", None, None, None, None),
    "past its stretch level": ({}, {"Q1": 40, "Q2": 50}, "Q2", None, None, "beat its target", 2),
    "better twice": (
        {}, {"P2": 40, "Q1": 40, "Q2": 41}, "Q2", None, None, "on target, better than last time and than last year", 3,
    ),
    "better once is not enough": ({}, {"P2": 42, "Q1": 40, "Q2": 41}, "Q2", None, None, None, None),
    "better twice and still below": (
        {}, {"P2": 1, "Q1": 2, "Q2": 3}, "Q2", "below target, and off target for 2 quarters running", 1, None, None,
    ),
}  # fmt: skip
PERIODS = {"P2": "2008/09 Q2", "P4": "2008/09 Q4", "Q1": "2009/10 Q1", "Q2": "2009/10 Q2"}

# Why the case is here: dataset and rows, the exception's words, and the success's.
OTHERS = {
    "an overdue action": ("actions", {"due_date": date(2009, 12, 1)}, [{}], "30 days past its date", None),
    "a stale action": ("actions", {}, [{"as_of": date(2009, 5, 1)}], "nothing has been said of it for two quarters", None),
    "an action going well": ("actions", {}, [{}], None, None),
    "an action completed by its date": (
        "actions", {}, [{"state": "complete", "as_of": date(2009, 12, 1)}], None, "completed by its date",
    ),
    "an action completed long ago": ("actions", {}, [{"state": "complete", "as_of": date(2009, 5, 1)}], None, None),
    "an action completed late": (
        "actions", {"due_date": date(2009, 11, 1)}, [{"state": "complete", "as_of": date(2009, 12, 1)}], None, None,
    ),
    "an overdue action that was cancelled": ("actions", {"due_date": date(2009, 12, 1)}, [{"state": "cancelled"}], None, None),
    "a risk that rose": ("risks", {}, [(1, 2), (1, 3)], "the score rose from 2 to 3", None),
    "a risk that fell": ("risks", {}, [(1, 3), (1, 2)], None, "the score fell from 3 to 2"),
    "a very high risk": ("risks", {}, [(4, 5)], "the score is very high, 20 of 25", None),
    "a high risk, reviewed": ("risks", {}, [(2, 5)], None, None),
    "a high risk whose review is overdue": (
        "risks", {"review_every": "monthly"}, [(2, 5)], "a high risk whose review is overdue", None,
    ),
    "a moderate risk whose review is overdue": ("risks", {"review_every": "monthly"}, [(1, 5)], None, None),
    "an exempt risk is never listed": ("risks", {"is_exempt": True}, [(1, 2), (5, 5)], None, None),
    "over budget": ("budgets", {}, [112000], "forecast to spend 12.0% over its budget", None),
    "over budget by less than ten thousand": ("budgets", {}, [109999], None, None),
    "over by ten thousand": ("budgets", {}, [110000], "forecast to spend 10.0% over its budget", None),
    "over by ten thousand, and by less than one per cent": (
        "budgets", {"approved_budget": Decimal(2000000)}, [2010000], None, None,
    ),
    "money spent with no budget": (
        "budgets", {"approved_budget": Decimal(0)}, [20000], "forecast to spend £20,000 with no budget", None,
    ),
}  # fmt: skip
KEYS = {"actions": "action_code", "risks": "risk_code", "budgets": "cost_centre"}


@pytest.fixture(scope="module")
def listed(world):
    with world() as (db, given):
        for code, (indicator, figures, *_) in MEASURES.items():
            given("indicators", indicator_code=code, **indicator)
            for year in ("2008/09", "2009/10"):
                given("targets", indicator_code=code, financial_year=year, stretch_value=Decimal(50))
            for period, value in figures.items():
                given("indicator_results", indicator_code=code, period=PERIODS[period], value=Decimal(value))
        for code, (dataset, row, rows, *_) in OTHERS.items():
            given(dataset, **{KEYS[dataset]: code} | ({"service_code": code} if dataset == "budgets" else {}) | row)
            for number, each in enumerate(rows):
                if dataset == "actions":
                    given("action_updates", action_code=code, **each)
                elif dataset == "risks":
                    given(
                        "risk_assessments",
                        risk_code=code,
                        assessed_on=date(2009, 10, 1 + number),
                        net_likelihood=each[0],
                        net_impact=each[1],
                    )
                else:
                    given("budget_positions", cost_centre=code, forecast_outturn=Decimal(each))
        refresh.everything(db)
        build.use(db, build.LIVE)
        query = "select subject, code, period, why_listed, rank from {}"
        return {
            name: {
                (code.removesuffix(" general fund"), period if subject == "indicator" else ""): (why, rank)
                for subject, code, period, why, rank in db.sql(query.format(name)).fetchall()
            }
            for name in ("exceptions", "successes")
        }


@pytest.mark.parametrize("case", MEASURES)
def test_a_measure_is_listed_with_the_rule_that_lists_it(listed, case):
    _, _, period, bad, bad_rank, good, good_rank = MEASURES[case]
    assert listed["exceptions"].get((case, PERIODS[period]), (None, None)) == (bad, bad_rank)
    assert listed["successes"].get((case, PERIODS[period]), (None, None)) == (good, good_rank)


@pytest.mark.parametrize("case", OTHERS)
def test_actions_risks_and_budgets_are_listed_with_their_rule(listed, case):
    *_, bad, good = OTHERS[case]
    assert listed["exceptions"].get((case, ""), (None, None))[0] == bad
    assert listed["successes"].get((case, ""), (None, None))[0] == good


def test_on_target_but_worse_twice_and_unlikely_to_last_is_listed(db, given, refreshed):
    given("indicators", **SUM, good_is="lower")
    given("targets", target_value=Decimal(50))
    for quarter in (1, 2):
        given("targets", period=f"2009/10 Q{quarter}", target_value=Decimal(20))
    for period, value in (("2008/09 Q2", 5), ("2009/10 Q1", 18), ("2009/10 Q2", 20)):
        given("indicator_results", period=period, value=Decimal(value))
    refreshed()
    found = db.sql("select why_listed, rank from exceptions where period = '2009/10 Q2'").fetchall()
    assert found == [("unlikely to meet the year's target", 3)]


def test_only_the_newest_is_how_things_stand_now(db, given, refreshed):
    given("indicators")
    given("targets")
    for quarter in (1, 2):
        given("indicator_results", period=f"2009/10 Q{quarter}", value=Decimal(30))
    refreshed()
    found = db.sql("select period, is_latest from exceptions where period like '2009/10 %' order by period").fetchall()
    assert found == [("2009/10 Q1", False), ("2009/10 Q2", True)]
