"""What is asked of actions, risks and money that are sent again with another value; figures are in test_checks."""

import pytest

from pimdata import checks, models, reading
from tests import test_checks as given

A, R, B = "action_updates", "risk_assessments", "budget_positions"
BUDGETS = "cost_centre,financial_year,title,fund,approved_budget\nCC100,2009/10,Housing,general fund,100000\n"
ACTIONS = "action_code,valid_from,title,due_date\nCA-01,2009-04-01,Insulate homes,2010-03-31\n"
HELD = (
    (A, "action_code,step_no,as_of,state,percent_complete\nCA-01,,2009-12-31,in progress,40\nCA-01,2,2009-12-31,complete,100"),
    (A, "action_code,step_no,as_of,state,revised_due\nCA-01,2,2009-12-30,in progress,2010-06-30"),
    (R, "risk_code,assessed_on,net_likelihood,net_impact\nRSK-01,2009-12-31,3,4\n"),
    (B, "cost_centre,period,actual_to_date,forecast_outturn\nCC100,2009/10 Q3,70000,101000\n"),
)


@pytest.fixture(scope="module")
def council():
    return given.council_of(("actions", ACTIONS), ("risks", given.RISKS), ("budgets", BUDGETS), *HELD)


MONEY = "cost_centre,period,actual_to_date,forecast_outturn,reason\nCC100,2009/10 Q3,"
DONE = "action_code,step_no,as_of,state,percent_complete,comment\nCA-01,"
MOVED = "action_code,step_no,as_of,state,percent_complete,revised_due,reason_for_change,comment\nCA-01,"
SCORE = "risk_code,assessed_on,net_likelihood,net_impact,comment\nRSK-01,"
CASES = {
    # why the case is here: (dataset, file, what is asked, its words)
    "a row of money without what was spent": (
        B,
        MONEY + ",101000,",
        [("D01", 2)],
        "Row 2, actual_to_date (CC100 Housing): enter what was spent to the period's end, in pounds; 0 where nothing was.",
    ),
    "a first position without a forecast": (B, MONEY.replace("Q3", "Q2") + "0,,", [], ""),
    "a risk without its scores": (R, SCORE + "2010-01-01,,,", [("D01", 2), ("D01", 2)], "enter the impact with its controls"),
    "a risk without one of them": (R, SCORE + "2009-12-31,3,,", [("D01", 2)], "enter the impact with its controls, 1 to 5"),
    "spending sent again as it was": (B, MONEY + "70000,101000,", [], ""),
    "spending that changes": (B, MONEY + "69500,101000,", [("F04", 2)], "you changed 2009/10 Q3 from 70,000 to 69,500"),
    "a forecast that changes": (B, MONEY + "70000,102000,", [("F04", 2)], "you changed 2009/10 Q3 from 101,000 to 102,000"),
    "a forecast that goes": (B, MONEY + "70000,,", [("F04", 2)], "from 101,000 to no figure"),
    "money that changes and says why": (B, MONEY + "69500,101000,A bill was booked twice in October", [], ""),
    "the same cost centre in another quarter": (B, MONEY.replace("Q3", "Q2") + "40000,99000,", [], ""),
    "progress sent again as it was": (A, DONE + ",2009-12-31,in progress,40,", [], ""),
    "a state that changes for the same day": (
        A,
        DONE + ",2009-12-31,deferred,40,",
        [("F04", 2)],
        "you changed 31 December 2009 from in progress to deferred",
    ),
    "how much is done changes for the same day": (A, DONE + ",2009-12-31,in progress,35,", [("F04", 2)], "from 40 to 35"),
    "how much is done goes for the same day": (A, DONE + ",2009-12-31,in progress,,", [("F04", 2)], "from 40 to no figure"),
    "a step is not the whole action": (A, DONE + "2,2009-12-31,in progress,90,", [("F04", 2), ("F04", 2)], "complete to in"),
    "a date put back from the plan's": (
        A,
        MOVED + ",2010-01-05,in progress,45,2010-06-30,,The grant came late in the year",
        [("F04", 2)],
        "you changed the due date from 31 March 2010 to 30 June 2010. Give the reason.",
    ),
    "a date put back again": (
        A,
        MOVED + "2,2010-01-05,in progress,,2010-09-30,,",
        [("F04", 2)],
        "from 30 June 2010 to 30 Sept",
    ),
    "a date said again": (A, MOVED + "2,2010-01-05,in progress,,2010-06-30,,", [], ""),
    "a date put back with too short a reason": (
        A,
        MOVED + ",2010-01-05,in progress,45,2010-06-30,The grant came late,",
        [("F04", 2)],
        "",
    ),
    "a date put back with a reason that says enough": (
        A,
        MOVED + ",2010-01-05,in progress,45,2010-06-30,The grant came late in the year,",
        [],
        "",
    ),
    "a step without a date is given one": (A, MOVED + "3,2010-01-05,in progress,,2010-06-30,,", [], ""),
    "progress of another day is new": (A, DONE + ",2009-12-30,complete,100,", [], ""),
    "a change of progress that says why": (A, DONE + ",2009-12-31,deferred,40,Put back until the grant is paid", [], ""),
    "a score sent again as it was": (R, SCORE + "2009-12-31,3,4,", [], ""),
    "a score that changes for the same day": (R, SCORE + "2009-12-31,3,5,", [("F04", 2)], "from 12 to 15"),
    "its parts may change places": (R, SCORE + "2009-12-31,4,3,", [], ""),
    "a score of another day is new": (R, SCORE + "2010-01-01,3,5,", [], ""),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_held_is_changed_only_with_a_reason(council, case):
    dataset, text, asked, words = CASES[case]
    found = checks.check(council, reading.read(f"{text}\n".encode(), f"{dataset}.csv"), models.DATASETS[dataset])
    assert [(each.code, each.row) for each in found.to_do] == asked
    assert words in " ".join(each.words for each in found.to_do)


def test_a_reason_given_settles_it(council):
    sheet = reading.read(f"{MONEY}69500,101000,\n".encode(), f"{B}.csv")
    found = checks.check(council, sheet, models.DATASETS[B], explained={2: "A bill was booked twice in October"})
    assert not found.to_do
    assert [each.code for each in found.explained] == ["F04"]
