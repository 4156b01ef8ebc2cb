"""Figures and money of the wrong size, where history, a target, a baseline or a budget says what size is right; and copies."""

import pytest

from pimdata import checks, models, reading
from tests import test_checks as given

F, B = "indicator_results", "budget_positions"
MEASURES = """\
indicator_code,valid_from,title,kind,frequency,unit,decimal_places,aggregation,value_basis,baseline_value
HO30,2005-04-01,Rent on time,indicator,quarterly,percent,1,none,snapshot,
HO31,2005-04-01,Days to answer,indicator,quarterly,days,1,none,snapshot,
HO32,2005-04-01,Days to let,indicator,quarterly,days,1,none,snapshot,20
HO33,2005-04-01,Days to mend,indicator,quarterly,days,1,none,snapshot,
HO34,2005-04-01,Homes looked after,indicator,quarterly,number,0,none,snapshot,
HO35,2005-04-01,Days to pay,indicator,quarterly,days,1,none,snapshot,20
"""
TARGETS = """\
indicator_code,financial_year,period,target_kind,target_value,relative_unit
HO30,2009/10,,percent,90,
HO31,2009/10,,numeric,400,
HO31,2009/10,2009/10 Q3,numeric,20,
HO33,2008/09,,numeric,20,
HO35,2009/10,,relative_to_baseline,-10,percent
"""
HELD = "indicator_code,period,value\nHO34,2009/10 Q2,5234\n"
BUDGETS = """\
cost_centre,financial_year,title,fund,approved_budget
CC1,2009/10,Repairs,general fund,100000
CC2,2009/10,Rents,general fund,-100000
CC3,2009/10,New,general fund,
"""
SPENT = "cost_centre,period,actual_to_date\nCC1,2009/10 Q2,48000\nCC2,2009/10 Q2,-48000\nCC3,2009/10 Q2,5000\n"


@pytest.fixture(scope="module")
def council():
    return given.council_of(("indicators", MEASURES), ("targets", TARGETS), ("budgets", BUDGETS), (F, HELD), (B, SPENT))


FIGURE = "indicator_code,period,value\n"
MONEY = "cost_centre,period,actual_to_date,forecast_outturn\n"
CASES = {
    # why the case is here: (dataset, file, what is asked, its words)
    "a fraction, told by the year's target": (F, FIGURE + "HO30,2009/10 Q3,0.92", ["D03"], "Use 92 if you mean 92%"),
    "a percentage is none": (F, FIGURE + "HO30,2009/10 Q3,92", [], ""),
    "a hundredfold, told by the period's own target": (
        F, FIGURE + "HO31,2009/10 Q3,2150", ["F09"], "2,150 is about a hundred times its target, 20. Use 21.5",
    ),
    "told by the year's target where the period has none": (F, FIGURE + "HO31,2009/10 Q2,2150", [], ""),
    "told by the baseline": (F, FIGURE + "HO32,2009/10 Q3,2150", ["F09"], "a hundred times its baseline, 20. Use 21.5"),
    "a target on a baseline is worked out": (F, FIGURE + "HO35,2009/10 Q3,2150", ["F09"], "a hundred times its target, 18."),
    "last year's target says nothing of this year": (F, FIGURE + "HO33,2009/10 Q3,2150", [], ""),
    "a part is not held against the whole": (
        F, "indicator_code,period,dimension,category,value\nHO32,2009/10 Q3,area,North,2150", [], "",
    ),
    "a large number that is last quarter's": (F, FIGURE + "HO34,2009/10 Q3,5234", ["F03"], "exactly last quarter's figure"),
    "a large number that is not": (F, FIGURE + "HO34,2009/10 Q3,5235", [], ""),
    "spending that goes on": (B, MONEY + "CC1,2009/10 Q3,70000,100000", [], ""),
    "spending that fell within the year": (B, MONEY + "CC1,2009/10 Q3,40000,", ["F02"], "not fall from 48,000 to 40,000"),
    "income that goes on": (B, MONEY + "CC2,2009/10 Q3,-70000,", [], ""),
    "income that fell within the year": (B, MONEY + "CC2,2009/10 Q3,-40000,", ["F02"], "from -48,000 to -40,000"),
    "which way it adds up is not known without a budget": (B, MONEY + "CC3,2009/10 Q3,4000,", [], ""),
    "an earlier position is not after a later one": (B, MONEY + "CC1,2009/10 Q1,24000,", [], ""),
    "spending in pence": (
        B, MONEY + "CC1,2009/10 Q3,7000000,", ["F09"], "is about a hundred times the year's budget so far, 75,000. Use 70,000",
    ),
    "a forecast in pence is asked about once": (
        B, MONEY + "CC1,2009/10 Q3,70000,10100000", ["F09"], "is about a hundred times the year's budget, 100,000. Use 101,000",
    ),
    "income in pence": (B, MONEY + "CC2,2009/10 Q3,-7000000,", ["F09"], "Use -70,000 if its decimal point is missing"),
    "ten times is another question": (B, MONEY + "CC1,2009/10 Q3,70000,1010000", ["F07"], "910% over budget"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_of_the_wrong_size_or_a_copy_is_asked_about(council, case):
    dataset, text, asked, words = CASES[case]
    found = checks.check(council, reading.read(f"{text}\n".encode(), f"{dataset}.csv"), models.DATASETS[dataset])
    assert [each.code for each in found.to_do] == asked
    assert words in " ".join(each.words for each in found.to_do)
