"""A file for each message: the row and column it speaks of, its place in words, and that its buttons put it right."""

import re

import polars as pl
import pytest

from pimdata import checks, checks_judged, fixing, models, reading
from pimdata.messages import MESSAGES
from tests import test_checks as given
from tests.conftest import short_rows

BUDGETS = "cost_centre,financial_year,title,fund,approved_budget\nCC100,2009/10,Housing,general fund,100000\n"
PARTS = "indicator_code,period,dimension,category,value\nHO20,2009/10 Q3,service,HO,20\nHO20,2009/10 Q3,service,CS,25\n"
RISK_HELD = "risk_code,assessed_on,net_likelihood,net_impact\nRSK-01,2009-09-30,3,3\n"
HOMES = "indicator_code,valid_from,title,kind,frequency,unit,decimal_places,aggregation,value_basis,good_is\n"
MORE = HOMES + "HO20,2005-04-01,Homes insulated,indicator,quarterly,number,0,sum,period,higher\n"
MORE += "HO21,2005-04-01,Homes let,indicator,quarterly,number,0,sum,period,higher\n"
SAID = "indicator_code,period,value,why\nHO20,2009/10 Q1,40,Snow kept 40 crews at home in March\nHO20,2009/10 Q2,42,\n"
F, A, R, B = "indicator_results", "action_updates", "risk_assessments", "budget_positions"
F_HEADINGS = "indicator_code,period,value"
ACCOUNT = "HO03,2009/10 Q3,21.5"
SAYS, WHO = "indicator_code,period,value,why,what_next,owner_role,by_when,forecast_reason", ",Manager,2010-03-31,Fewer"
PROMISED = "indicator_code,period,value,what_next,by_when\nHO21,2009/10 Q2,42,Hire two more crews,2009-12-15\n"


@pytest.fixture(scope="module")
def council():
    return given.council_of(
        ("indicators", given.INDICATORS),
        ("indicators", MORE),
        ("actions", given.ACTIONS),
        ("risks", given.RISKS),
        ("budgets", BUDGETS),
        (F, given.HISTORY),
        (F, SAID),
        (F, PARTS),
        (F, PROMISED),
        (R, RISK_HELD),
    )


FILES = {
    # code: (dataset, headings, rows, row, column)
    "B04": (F, "indicator_code,period,value,why,what_hapened", "HO03,2009/10 Q3,21.5,,Snow", None, "what_hapened"),
    "B07": (F, "indicator_code,period,value", "HO03,2009/10 Q3,#REF!", 2, "value"),
    "C03": (F, "indicator_code,period,value", "HO3,2009/10 Q3,21.5", 2, "indicator_code"),
    "C07": (F, "indicator_code,period,value", "HO03,2009/10 Q3,21.5\nHO03,2009/10 Q3,22.5", 2, "value"),
    "C10": (F, "indicator_code,period,value", "HO03,2009/10 Q3,21.5\nHO03,2009/10 Q4,22.5", 3, "period"),
    "C11": (F, "indicator_code,period,value", "HO03,2009-12,21.5", 2, "period"),
    "D01": (F, "indicator_code,period,value", "HO03,2009/10 Q3,", 2, "value"),
    "D02": (F, "indicator_code,period,value", "HO03,2009/10 Q3,many", 2, "value"),
    "D03": (F, "indicator_code,period,value", "HO04,2009/10 Q3,0.92", 2, "value"),
    "D04": (F, "indicator_code,period,value", "HO04,2009/10 Q3,9200", 2, "value"),
    "D05": (F, "indicator_code,period,value", "HO05,2009/10 Q3,15.5", 2, "value"),
    "D06": (F, "indicator_code,period,value,by_when", "HO03,2009/10 Q3,21.5,03/04/2010", 2, "by_when"),
    "D07": (F, "indicator_code,period,value,by_when", "HO03,2009/10 Q3,21.5,2009-12-01", 2, "by_when"),
    "D08": (A, "action_code,as_of,state", "CA-01,2009-12-31,in progres", 2, "state"),
    "D09": (F, "indicator_code,period,value,why", f"HO03,2009/10 Q3,21.5,{'x' * 601}", 2, "why"),
    "D10": (F, "indicator_code,period,value,why", "HO03,2009/10 Q3,21.5,Ask jo.bloggs@example.org for 40 cases", 2, "why"),
    "D11": (F, "indicator_code,period,value,by_when", "HO03,2009/10 Q3,21.5,31/02/2010", 2, "by_when"),
    "D12": (A, "action_code,as_of,state", "CA-01,2009-12-31,", 2, "state"),
    "D13": (A, "action_code,as_of,state", "CA-01,2010-12-31,in progress", 2, "as_of"),
    "D16": (F, "indicator_code,period,value", 'HO03,2009/10 Q3,"21,5"', 2, "value"),
    "D17": (F, "indicator_code,period,value,why", "HO03,2009/10 Q3,21.5,Mrs Smith was away for 3 weeks", 2, "why"),
    "E01": (F, "indicator_code,period,value,numerator,denominator", "HO04,2009/10 Q3,93,62,68", 2, "value"),
    "E02": (F, "indicator_code,period,value,numerator,denominator", "HO04,2009/10 Q3,99,80,70", 2, "numerator"),
    "E03": (F, "indicator_code,period,value", ACCOUNT, 2, "why"),
    "E04": (F, SAYS, ACCOUNT + ",As expected.,Two more fitters in May" + WHO, 2, "why"),
    "E05": (F, SAYS, ACCOUNT + ",Excellent: 4 fitters came,The same" + WHO, 2, "why"),
    "E08": (F, SAYS, "HO21,2009/10 Q3,45,Snow,Grit" + WHO, 2, "promise_outcome"),
    "E06": (A, "action_code,as_of,state,percent_complete", "CA-01,2009-12-31,complete,90", 2, "percent_complete"),
    "F01": (F, "indicator_code,period,value", "HO03,2009/10 Q3,60", 2, "value"),
    "F02": (F, "indicator_code,period,value", "HO05,2009/10 Q3,10", 2, "value"),
    "F03": (F, "indicator_code,period,value", "HO03,2009/10 Q3,21", 2, "value"),
    "F04": (F, "indicator_code,period,value", "HO03,2009/10 Q2,21.5", 2, "value"),
    "F05": (F, "indicator_code,period,value", "HO20,2009/10 Q3,41", 2, "value"),
    "F06": (F, "indicator_code,period,value,forecast_year_end", "HO20,2009/10 Q3,45,200", 2, "forecast_year_end"),
    "F07": (B, "cost_centre,period,actual_to_date,forecast_outturn", "CC100,2009/10 Q3,70000,106000", 2, "forecast_outturn"),
    "F08": (R, "risk_code,assessed_on,net_likelihood,net_impact", "RSK-01,2009-12-31,4,4", 2, "net_impact"),
    "F09": (F, "indicator_code,period,value", "HO03,2009/10 Q3,2150", 2, "value"),
}  # fmt: skip
BUTTONS = {
    "B04": ["Yes, use it", "No, leave it out"],
    "C03": ["Use HO03"],
    "C07": ["Leave row 2 out"],
    "D03": ["Use 92", "Keep 0.92"],
    "D04": ["Use 92"],
    "D06": ["3 April 2010", "4 March 2010"],
    "D08": ["Use in progress"],
    "D10": ["Take it out"],
    "D16": ["Use 21.5"],
    "E01": ["Use 91.2"],
    "E06": ["Use 100%"],
    "E08": ["Done", "Not done", "Late"],
    "F03": ["It is new"],
    "F05": ["Use 45"],
    "F09": ["Use 21.5"],
}
# Said of the file as a whole, before there are rows, or by what knows more than the file.
ELSEWHERE = {
    *("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11", "A12", "A13", "A14", "A15"),
    *("B01", "B02", "B03", "B05", "B06", "B08", "B09", "B10", "B11", "B12", "B13", "B14"),
    *("C01", "C02", "C04", "C05", "C06", "C08", "C09", "C12", "C13", "C14", "C15", "C16", "D14", "D15", "E07"),
    *("G01", "G02", "G03", "G04", "G05"),
}


def looked(db, code, edits=None, reasons=None):
    dataset, headings, rows, _, _ = FILES[code]
    model = models.DATASETS[dataset]
    read = fixing.with_headings(reading.read(f"{headings}\n{rows}\n".encode(), f"{dataset}.csv"), edits or {})
    sheet = fixing.applied(read, model, edits or {})
    said = fixing.by_row(read, model, reasons or {})
    found = checks.check(db, sheet, model, said)
    if code in ("E03", "E04", "E05", "E08"):
        found = checks_judged.with_accounts(db, found, short_rows({2: "below"}, 1.5), said)
    return found, fixing.row_keys(read, model)


def test_every_message_has_a_file_here_or_is_said_elsewhere():
    assert set(FILES) | ELSEWHERE == set(MESSAGES)
    assert not set(FILES) & ELSEWHERE


@pytest.mark.parametrize("code", FILES)
def test_the_message_names_the_row_and_column_and_holds_the_row_back(council, code):
    _, _, _, row, column = FILES[code]
    found, _ = looked(council, code)
    said = next(each for each in found.to_do if each.code == code)
    assert (said.row, said.column, said.kind) == (row, column, MESSAGES[code].kind)
    assert said.words.startswith(("Row ", "Rows ")) is (row is not None)
    held = found.held["source_row"].to_list()
    assert (row or 2) in held
    assert said.words.endswith((".", "?", '"'))


@pytest.mark.parametrize("code", FILES)
def test_each_button_clears_its_message(council, code):
    found, keys = looked(council, code)
    said = next(each for each in found.to_do if each.code == code)
    assert [each.label for each in said.fixes] == BUTTONS.get(code, [])
    for fix in said.fixes:
        edits, reasons = fixing.pressed(said, fix, keys.get(said.row, ""), {}, {})
        after, _ = looked(council, code, edits, reasons)
        assert code not in [each.code for each in after.to_do if each.row in (said.row, 3)], fix
        assert not after.is_stopped


def test_thousands_stand_apart_in_words_and_not_in_what_a_press_puts_in_the_cell(council):
    sheet = reading.read(f"{F_HEADINGS}\nHO03,2009/10 Q3,2150\n".encode(), f"{F}.csv")
    (said,) = checks.check(council, sheet, models.DATASETS[F]).to_do
    assert "2,150 is about a hundred times" in said.words
    assert (said.found, said.suggestion, [each.text for each in said.fixes]) == ("2150", "21.5", ["21.5"])
    money = reading.read(b"cost_centre,period,actual_to_date\nCC100,2009/10 Q3,7000000\n", f"{B}.csv")
    (said,) = checks.check(council, money, models.DATASETS[B]).to_do
    assert [(each.label, each.text) for each in said.fixes] == [("Use 70,000", "70000")]


def test_the_last_comment_that_said_something_is_given_as_an_example(council):
    model = models.DATASETS[F]
    text = f"{SAYS}\nHO20,2009/10 Q3,45,see above,More crews in May{WHO}\n".encode()
    sheet = reading.read(text, f"{F}.csv")
    said = {2: "The frost lasted for seven weeks"}
    found = checks_judged.with_accounts(council, checks.check(council, sheet, model, said), short_rows({2: "below"}), said)
    assert found.to_do[0].words.endswith('Last time you wrote: "Snow kept 40 crews at home in March"')


NO_CAUSE = {
    # why this account of the cause is none: (what is said, whether it is asked again)
    "words that any account of any figure is made of": ("It was a very difficult quarter for the team", True),
    "that it was missed is no cause": ("We didn't meet the target", True),
    "more work is not said to be of what": ("Service pressures continued", True),
    "a number beside them": ("Performance fell by 14 in the last month", False),
    "a date beside them": ("The service was not working in October", False),
    "a cause that is named": ("High demand", False),
}


@pytest.mark.parametrize("case", NO_CAUSE.values(), ids=NO_CAUSE)
def test_why_holds_a_number_a_date_or_a_cause_that_is_named(council, case):
    said, is_asked = case
    sheet = reading.read(f"{SAYS}\n{ACCOUNT},{said},Two more fitters in May{WHO}\n".encode(), f"{F}.csv")
    found = checks.check(council, sheet, models.DATASETS[F], statuses={2: "below"})
    assert ("E04" in [each.code for each in found.to_do]) == is_asked


NEAR_MISSES = {
    # what must not be asked: (dataset, headings, row, more of the check)
    "a cause in one word is a cause": (F, SAYS, ACCOUNT + ",Snow,More fitters" + WHO, "below"),
    "good news with its other side": (F, SAYS, ACCOUNT + ",Excellent in May but 40 fell ill in June,Hire 2" + WHO, "below"),
    "what became of the promise is said": (F, "promise_outcome," + SAYS, "late,HO21,2009/10 Q3,45,Snow,Grit" + WHO, "below"),
    "on target nobody is asked what became of it": (F, "indicator_code,period,value", "HO21,2009/10 Q3,45", "on"),
    "good news where it is good": (F, "indicator_code,period,value,why", ACCOUNT + ",Excellent: 4 fitters came", "on"),
    "a forecast that has been seen before": (
        F, "indicator_code,period,value,forecast_year_end", "HO20,2009/10 Q3,45,165", "on",
    ),
    "a forecast that says what it rests on": (
        F, "indicator_code,period,value,forecast_year_end,forecast_reason",
        "HO20,2009/10 Q3,45,200,Two more crews in May", "on",
    ),
    "an overspend with its reason": (
        B, "cost_centre,period,actual_to_date,forecast_outturn,reason", "CC100,2009/10 Q3,7,106000,Storm repairs of May", "",
    ),
    "five per cent is near enough": (B, "cost_centre,period,actual_to_date,forecast_outturn", "CC100,2009/10 Q3,7,105000", ""),
    "one step of a risk": (R, "risk_code,assessed_on,net_likelihood,net_impact", "RSK-01,2009-12-31,4,3", ""),
    "a jump that says what changed": (
        R, "risk_code,assessed_on,net_likelihood,net_impact,comment", "RSK-01,2009-12-31,4,4,The bank burst in December", "",
    ),
    "the day of a year is no phone": (F, "indicator_code,period,value,why", ACCOUNT + ",2009 01 12 to 2009 01 14", "on"),
    "a heading like none of ours": (F, "indicator_code,period,value,team", ACCOUNT + ",North", "on"),
}  # fmt: skip


@pytest.mark.parametrize("case", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_what_is_in_order_is_not_asked_about(council, case):
    dataset, headings, row, status = case
    sheet = reading.read(f"{headings}\n{row}\n".encode(), f"{dataset}.csv")
    found = checks.check(council, sheet, models.DATASETS[dataset])
    if status:
        found = checks_judged.with_accounts(council, found, short_rows({2: status}))
    assert not [each.words for each in found.to_do]


def test_a_heading_that_cannot_be_done_without_is_asked_about_too(council):
    edits = {fixing.HEADINGS: {"peroid": "period"}}
    text = b"indicator_code,peroid,value\nHO03,2009/10 Q3,21.5\n"
    before = checks.check(council, reading.read(text, f"{F}.csv"), models.DATASETS[F])
    assert [each.code for each in before.to_do] == ["B04", "B02"]
    after = checks.check(council, fixing.with_headings(reading.read(text, f"{F}.csv"), edits), models.DATASETS[F])
    assert after.rows.select("period").rows() == [("2009/10 Q3",)]


OLD = "indicator_code,period,value\nHO03,2009/10 Q3,many\nHO04,2009/10 Q3,0.92\nHO05,2009/10 Q3,10\n"
EDITS = {'["HO03", "2009/10 Q3", "", ""]': {"value": "21.5"}}
REASONS = {'["HO05", "2009/10 Q3", "", ""]': "Two homes were counted twice before"}
AGAIN = {
    # what comes again: (the new file, which edits stand, which reasons stand)
    "the same rows in another order": (
        "indicator_code,period,value\nHO05,2009/10 Q3,10\nHO03,2009/10 Q3,many\n", EDITS, REASONS,
    ),
    "a cell put right in the file is the later word": (OLD.replace("many", "22.5"), {}, REASONS),
    "a figure that changed is explained anew": (OLD.replace(",10", ",9"), EDITS, {}),
    "a row that went": ("indicator_code,period,value\nHO04,2009/10 Q3,92\n", {}, {}),
    "another column changes nothing put right": (
        OLD.replace("value", "value,why").replace(",many", ",many,Snow"), EDITS, REASONS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", AGAIN.values(), ids=AGAIN)
def test_a_new_file_keeps_what_was_put_right_and_explained_where_its_row_is_the_same(case):
    text, edits, reasons = case
    old, new = (reading.read(each.encode(), f"{F}.csv") for each in (OLD, text))
    assert fixing.still_standing(old, new, models.DATASETS[F], EDITS, REASONS) == (edits, reasons)


def test_rows_without_a_key_of_their_own_go_by_their_numbers():
    text = b"indicator_code,period,value\nHO03,2009/10 Q3,1\nHO03,2009/10 Q3,2\n,2009/10 Q3,3\nHO04,2009/10 Q3,4\n"
    keys = fixing.row_keys(reading.read(text, f"{F}.csv"), models.DATASETS[F])
    assert keys == {2: "2", 3: "3", 4: "4", 5: '["HO04", "2009/10 Q3", "", ""]'}


def test_many_alike_are_one_line_and_asked_to_be_filled_in_together(council):
    rows = "".join(f"HO03,{year}/{year - 1999:02d} Q1,{60 + year % 7}\n" for year in range(2007, 2010))
    text = f"indicator_code,period,value\n{rows}HO03,2009/10 Q2,70\n"
    found = checks.check(council, reading.read(text.encode(), f"{F}.csv"), models.DATASETS[F])
    changed = [each for each in found.to_do if each.code == "F04"]
    assert len(changed) == 4
    words = checks.as_text(found, "q.csv")
    assert re.search(r"4 rows need a reason, value: 2, 3, 4, 5\. Fill them in together\.", words)
    assert isinstance(found.rows, pl.DataFrame)
