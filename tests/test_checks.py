"""What stands between a file and its load: each fault is found, in its own row, and nothing else is."""

import random
from datetime import date
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from pimdata import build, checked, checks, checks_judged, models, reading, refresh, rows
from tests.conftest import short_rows

SENT, TODAY = "2020-01-01", "2010-01-10"  # the open quarter is 2009/10 Q3

INDICATORS = """\
indicator_code,valid_from,valid_to,title,kind,frequency,unit,decimal_places,aggregation,value_basis,\
lowest_possible,highest_possible
HO03,2005-04-01,,Days to re-let,indicator,quarterly,days,1,mean,period,0,
HO04,2005-04-01,,Rent collected,indicator,quarterly,percent,1,ratio,period,0,100
HO05,2005-04-01,,Homes built,indicator,quarterly,number,0,sum,year_to_date,0,
HO06,2005-04-01,,Empty homes,indicator,monthly,number,0,last,snapshot,0,
HO07,2005-04-01,2008-03-31,Old measure,indicator,quarterly,number,0,sum,period,,
HO08,2009-10-01,,New measure,indicator,quarterly,number,0,sum,period,,
HO09,2005-04-01,,Strategy agreed,milestone,quarterly,,0,none,,,
HO10,2005-04-01,,Satisfied tenants,indicator,survey,percent,1,none,snapshot,0,100
HO11,2005-04-01,,Burglaries per 1000,indicator,quarterly,"number per 1,000 people",1,ratio,period,0,
"""
HISTORY = "indicator_code,period,value\n" + "".join(
    f"{code},{year} Q{quarter},{value}\n"
    for code, values in {
        "HO03": (20, 21, 19, 20, 22, 20, 21, 19, 20, 21),
        "HO04": (91, 92, 93, 91, 92, 93, 92, 91, 92, 91.5),
        "HO05": (5, 9, 14, 20, 4, 9, 15, 22, 6, 11),
    }.items()
    for (year, quarter), value in zip(
        [(year, quarter) for year in ("2007/08", "2008/09", "2009/10") for quarter in (1, 2, 3, 4)][:10],
        values,
        strict=True,
    )
)
ACTIONS = "action_code,valid_from,title\nCA-01,2009-04-01,Insulate homes\n"
RISKS = "risk_code,valid_from,register,event\nRSK-01,2009-04-01,strategic,Flood\n"
SERVICES = "service_code,valid_from,title\nHO,2007-04-01,Housing\n"
BUDGETS = "cost_centre,financial_year,title,fund\nCC100,2009/10,Housing,general fund\n"


def store(db, load_id, dataset, text):
    """Load a file in the plainest way there is, so that these tests need nothing but the check."""
    sheet = reading.read(text.encode(), f"{dataset}.csv")
    found = checks.check(db, sheet, models.DATASETS[dataset])
    assert not [each.words for each in found.faults if each.kind == "stop"]
    load = {"load_id": load_id, "dataset": dataset, "sha256": sheet.sha256, "by_whom": "Housing Performance Officer"}
    insert(db, "loads", load)
    insert(db, "load_events", {"event_no": load_id, "load_id": load_id, "state": "signed off"})
    blank = [name for name, field in rows.columns(models.DATASETS[dataset]).items() if rows.cell_kind(field) is str]
    left_out = {name: pl.lit("") for name in blank if name not in found.rows.columns}
    db.register("new_rows", found.rows.with_columns(load_id=pl.lit(load_id), **left_out))
    db.execute(f"insert into {dataset} by name from new_rows")
    db.unregister("new_rows")


def insert(db, table, known):
    """One row: what is known, and something plain in every other column."""
    plain = {"VARCHAR": "", "TIMESTAMP": SENT, "BOOLEAN": False, "INTEGER": 0, "BIGINT": 0}
    types = db.sql(f"select column_name, data_type from information_schema.columns where table_name = '{table}'")
    row = {name: known.get(name, plain[kind]) for name, kind in types.fetchall()}
    marks = ", ".join(f"${name}" for name in row)
    db.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", row)


def council_of(*files):
    """A database that holds these files, each a dataset and its text, with everything that is worked out from them."""
    db = duckdb.connect()
    db.execute("set threads = 1")
    build.create(db)
    db.execute("set variable today = $today::date", {"today": TODAY})
    build.use(db, build.MAIN)  # until the end nothing is filled but what was sent
    for load_id, (dataset, text) in enumerate(files, start=1):
        store(db, load_id, dataset, text)
    build.use(db, build.LIVE)
    refresh.everything(db)
    return db


@pytest.fixture(scope="module")
def council():
    plan = {"services": SERVICES, "indicators": INDICATORS, "actions": ACTIONS, "risks": RISKS, "budgets": BUDGETS}
    return council_of(*plan.items(), ("indicator_results", HISTORY))


def checked_file(db, text, dataset="indicator_results", **more):
    return checks.check(db, reading.read(text.encode(), f"{dataset}.csv"), models.DATASETS[dataset], **more)


def once_judged(db, text, statuses):
    return checks_judged.with_accounts(db, checked_file(db, text), short_rows(statuses))


def said(found, *, notes=False):
    return [(each.code, each.row) for each in found.faults if notes or each.kind != "note"]


RETURNS = {
    # why this case is here: (headings, rows, what is found, words it must hold)
    "a plain return is ready": ("value", ["HO03,2009/10 Q3,21.5"], [], ""),
    "a percentage from its parts": ("value,numerator,denominator", ["HO04,2009/10 Q3,91.2,62,68"], [], ""),
    "an unknown code, and what was meant": (
        "value",
        ["HO3,2009/10 Q3,4"],
        [("C03", 2)],
        'Row 2, indicator_code: we have no measure "HO3". Did you mean HO03, Days to re-let?',
    ),
    "a title in place of its code": ("value", ["Rent collected,2009/10 Q3,91"], [("C03", 2)], "mean HO04"),
    "an unknown code like no other": ("value", ["ZZZ,2009/10 Q3,4"], [("C03", 2)], "Check it against the template"),
    "a blank code": ("value", [",2009/10 Q3,4"], [("D12", 2)], "enter the code of an indicator"),
    "a period that is none": ("value", ["HO03,Quarter 5,4"], [("D11", 2)], '"Quarter 5" must be a period'),
    "one period that has not ended": (
        "value",
        ["HO03,2009/10 Q3,21.5", "HO04,2009/10 Q4,92"],
        [("C10", 3)],
        "2009/10 Q4 ends on 31 March 2010",
    ),
    "a shorter period than its own": ("value", ["HO03,2009-12,21.5"], [("C11", 2)], "must be a quarter, as 2009/10 Q2"),
    "a survey in a year that has ended": ("value", ["HO10,2008/09,81.5"], [], ""),
    "a survey's quarter": ("value", ["HO10,2009/10 Q3,81.5"], [("C11", 2)], "must be a financial year"),
    "two rows that differ": (
        "value",
        ["HO03,2009/10 Q3,21.5", "HO03,Q3 2009/10,22.5"],
        [("C07", 2), ("C07", 3)],
        "Rows 2 and 3 are both for HO03 Days to re-let and differ (21.5 and 22.5). Keep one.",
    ),
    "one measure in two categories": (
        "dimension,category,value",
        ["HO03,2009/10 Q3,area,North,21.5", "HO03,2009/10 Q3,area,South,22.5"],
        [],
        "",
    ),
    "no figure and no reason": (
        "value",
        ["HO03,2009/10 Q3,"],
        [("D01", 2)],
        'Row 2, value (HO03 Days to re-let): enter a figure, or give a reason in "no_value_reason".',
    ),
    "no figure, with a reason": ("value,no_value_reason", ["HO03,2009/10 Q3,,No homes re-let"], [], ""),
    "a milestone needs no figure": ("achieved_on", ["HO09,2009/10 Q3,2009-12-31"], [], ""),
    "a figure is no milestone": ("value,achieved_on", ["HO03,2009/10 Q3,,2009-12-31"], [("D01", 2)], ""),
    "a milestone reached in the future": ("achieved_on", ["HO09,2009/10 Q3,2010-02-01"], [("D13", 2)], "10 January"),
    "words for a number": (
        "value",
        ["HO03,2009/10 Q3,not known"],
        [("D02", 2)],
        '"not known" must be a number. For "no cases" enter 0.',
    ),
    "nan is not a number": ("value", ["HO03,2009/10 Q3,nan"], [("D02", 2)], ""),
    "inf is not a number": ("value", ["HO03,2009/10 Q3,inf"], [("D02", 2)], ""),
    "a formula that broke": ("value", ["HO03,2009/10 Q3,#REF!"], [("B07", 2)], "Replace the formula"),
    "a fraction for a percentage": (
        "value,what_happened",
        ["HO04,2009/10 Q3,0.92,We collected more rent"],
        [("D03", 2)],
        "Use 92 if you mean 92%, or say why 0.92 is right.",
    ),
    "more than there can be": ("value", ["HO04,2009/10 Q3,101"], [("D04", 2)], "101 must be between 0 and 100"),
    "less than there can be": ("value", ["HO03,2009/10 Q3,-1"], [("D04", 2)], "-1 must be 0 or more"),
    "exactly the most there can be": ("value,why", ["HO04,2009/10 Q3,100,All was paid by December"], [], ""),
    "a number too large to hold": ("value", ["HO03,2009/10 Q3,1e15"], [("D04", 2)], "between"),
    "half a house": ("value", ["HO05,2009/10 Q3,15.5"], [("D05", 2)], "15.5 must be a whole number"),
    "a day that could be two": (
        "value,by_when",
        ["HO03,2009/10 Q3,21.5,03/04/2010"],
        [("D06", 2)],
        '"03/04/2010" could be 3 April or 4 March. Write it as 2010-04-03 or 2010-03-04.',
    ),
    "a day that never was": ("value,by_when", ["HO03,2009/10 Q3,21.5,31/02/2010"], [("D11", 2)], "must be the day"),
    "a promise for a day gone by": ("value,by_when", ["HO03,2009/10 Q3,21.5,2009-12-01"], [("D07", 2)], "10 January"),
    "a promise for a day gone by since": ("value,by_when", ["HO03,2009/10 Q3,21.5,2010-01-10"], [("D07", 2)], "10 January"),
    "a promise for tomorrow": ("value,by_when", ["HO03,2009/10 Q3,21.5,2010-01-11"], [], ""),
    "an earlier promise for a day in its period": ("value,by_when", ["HO03,2009/10 Q2,21,2009-09-30"], [("D07", 2)], "30 Sept"),
    "what an earlier period promised was to come then": ("value,by_when", ["HO03,2009/10 Q2,21,2009-11-30"], [], ""),
    "a flag that is neither": ("value,is_provisional", ["HO03,2009/10 Q3,21.5,maybe"], [("D08", 2)], "yes, no"),
    "too many words": (
        "value,why",
        [f"HO03,2009/10 Q3,21.5,{'x' * 601}"],
        [("D09", 2)],
        "must be 600 characters or fewer. It is 601.",
    ),
    "parts that make another figure": (
        "value,numerator,denominator",
        ["HO04,2009/10 Q3,93,62,68"],
        [("E01", 2)],
        "Row 2 (HO04 Rent collected): 62 out of 68 is 91.2, not 93. Correct one of the three.",
    ),
    "parts within half of what is shown": ("value,numerator,denominator", ["HO04,2009/10 Q3,91.15,62,68"], [], ""),
    "parts just past half of what is shown": (
        "value,numerator,denominator",
        ["HO04,2009/10 Q3,91.12,62,68"],
        [("E01", 2)],
        "",
    ),
    "a rate has a multiplier we do not know": ("value,numerator,denominator", ["HO11,2009/10 Q3,6.2,62,10000"], [], ""),
    "nought out of nought": (
        "value,numerator,denominator,no_value_reason",
        ["HO04,2009/10 Q3,,0,0,No rent was due"],
        [],
        "",
    ),
    "a part larger than its whole": (
        "value,numerator,denominator",
        ["HO04,2009/10 Q3,92.9,65,70", "HO04,2009/10 Q2,99,80,70"],
        [("E01", 3), ("E02", 3)],
        "80 must not be more than 70",
    ),
    "far from what is usual": (
        "value",
        ["HO03,2009/10 Q3,60"],
        [("F01", 2)],
        "60 is outside the usual 14.5 to 26.1",
    ),
    "a total through the year that fell": (
        "value",
        ["HO05,2009/10 Q3,10"],
        [("F02", 2)],
        "should not fall from 11 to 10",
    ),
    "the same figure again": ("value", ["HO03,2009/10 Q3,21"], [("F03", 2)], "exactly last quarter's figure"),
    "a figure in force that changes": (
        "value",
        ["HO03,2009/10 Q2,21.5"],
        [("F04", 2)],
        'you changed 2009/10 Q2 from 21 to 21.5. Give the reason. It will show as "Revised".',
    ),
    "a figure in force that goes": (
        "value,no_value_reason",
        ["HO03,2009/10 Q2,,Counted wrongly"],
        [("F04", 2)],
        "from 21 to no figure",
    ),
    "a revised total is held against the one before, not itself": ("value", ["HO05,2009/10 Q2,10"], [("F04", 2)], ""),
    "a figure in force sent again": ("value", ["HO03,2009/10 Q2,21.0"], [], ""),
    "a change that says why": ("value,what_happened", ["HO03,2009/10 Q3,60,The depot flooded in October"], [], ""),
    "a decimal comma is asked about": ("value", ['HO03,2009/10 Q3,"39,5"'], [("D16", 2)], '"39,5" may mean 39.5'),
    "a column too narrow for its figure": ("value", ["HO03,2009/10 Q3,####"], [("B07", 2)], "the cell shows ####"),
    "a formula is never worked out": ("value", ["HO03,2009/10 Q3,=1+1"], [("D02", 2)], '"=1+1" must be a number'),
    "a year run together": ("value", ["HO03,200910,4"], [("D06", 2)], "could be 2009/10 or October 2009. Write it as 2009/10"),
    "a year run together, and no month": ("value", ["HO03,202021,4"], [("D16", 2)], "Write it as 2020/21 if it does"),
    "a quarter of which year": ("value", ["HO03,Q3 2009,4"], [("D06", 2)], "2009/10 Q3 (October to December 2009)"),
    "a year or a month with a stroke": ("value", ["HO03,09/10,4"], [("D06", 2)], "could be 2009/10 or September 2010"),
    "several things wrong at once": (
        "value,by_when",
        ["HO3,2009/10 Q3,x,31/02/2010", "HO03,2009/10 Q3,21.5,2010-06-30"],
        [("C03", 2), ("D02", 2), ("D11", 2)],
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RETURNS.values(), ids=RETURNS)
def test_returns(council, case):
    headings, lines, expected, words = case
    found = checked_file(council, "\n".join([f"indicator_code,period,{headings}", *lines]))
    assert said(found) == expected
    assert words in "\n".join(each.words for each in found.faults)
    waiting = {row for _, row in expected}
    assert found.held["source_row"].to_list() == sorted(waiting)
    assert found.rows["source_row"].to_list() == [row for row in range(2, len(lines) + 2) if row not in waiting]
    assert found.is_ready is not bool(expected)


NOTES = {
    "a measure that has ended": ("HO07,2009/10 Q3,4", "C05", 0, "stopped being collected in March 2008. We left"),
    "a measure not yet begun": ("HO08,2009/10 Q1,4", "C13", 0, "HO08 New measure is collected from 1 October 2009"),
    "a longer period is kept": ("HO06,2009/10 Q3,4", "C12", 1, "We keep the figure for 2009/10 Q3 beside its series"),
    "a row twice is used once": ("HO03,2009/10 Q3,21.5\nHO03,2009/10 Q3,21.50", "C08", 1, "Rows 2 and 3 are the same"),
    "a tidied figure is counted": ('HO03,2009/10 Q3,"£1,021.5"', "D14", 0, "We tidied 1 cell. See what changed."),
}  # fmt: skip


@pytest.mark.parametrize("case", NOTES.values(), ids=NOTES)
def test_notes(council, case):
    row, code, ready, words = case
    found = checked_file(council, "indicator_code,period,value\n" + row)
    note = next(each for each in found.notes if each.code == code)
    assert words in note.words
    assert found.rows.height == ready or found.to_do


STOPS = {
    "headings that are something else": ("name,age\nA,4", "B01", "B"),
    "a heading that cannot be done without": ("period,value\n2009/10 Q3,4", "B02", "B"),
    "every row is for a period to come": ("indicator_code,period,value\nHO03,2009/10 Q4,4", "C01", "C"),
    "a file that could not be read": ("", "A03", "A"),
}


@pytest.mark.parametrize("case", STOPS.values(), ids=STOPS)
def test_stops(council, case):
    text, code, stage = case
    found = checked_file(council, text)
    assert found.is_stopped
    assert [each.code for each in found.to_do] == [code]
    assert (found.stage, found.rows.height, found.held.height) == (stage, 0, 0)
    assert "We checked as far as" in found.stage_words


def test_the_open_period_is_said(council):
    found = checked_file(council, "indicator_code,period,value\nHO03,2009/10 Q4,4")
    assert "This file is for 2009/10 Q4. The open return is 2009/10 Q3." in found.faults[0].words


def test_a_return_before_any_plan_is_told_what_to_load_first():
    db = duckdb.connect()
    build.create(db)
    found = checked_file(db, "indicator_code,period,value\nHO03,2009/10 Q3,4")
    assert found.is_stopped
    assert found.faults[0].words == "No measure is held yet, so these rows match nothing. Load indicators.csv first."


CHOSEN = "indicator_code,valid_from,kind,frequency,unit,value_basis,aggregation,forecast_method"
OTHERS = {
    "progress is ready": ("action_updates", "action_code,as_of,state\nCA-01,2009-12-31,In Progress", []),
    "an unknown action": ("action_updates", "action_code,as_of,state\nCA-1,2009-12-31,complete", [("C03", 2)]),
    "progress still to come": ("action_updates", "action_code,as_of,state\nCA-01,2010-12-31,complete", [("D13", 2)]),
    "a state that is not one": ("action_updates", "action_code,as_of,state\nCA-01,2009-12-31,done", [("D08", 2)]),
    "a blank state": ("action_updates", "action_code,as_of,state\nCA-01,2009-12-31,", [("D12", 2)]),
    "more than all of it": (
        "action_updates",
        "action_code,as_of,state,percent_complete\nCA-01,2009-12-31,complete,101",
        [("D04", 2)],
    ),
    "a score beyond five": ("risk_assessments", "risk_code,assessed_on,net_impact\nRSK-01,2009-12-31,6", [("D04", 2)]),
    "half a score": ("risk_assessments", "risk_code,assessed_on,net_impact\nRSK-01,2009-12-31,2.5", [("D05", 2)]),
    "an unknown risk": ("risk_assessments", "risk_code,assessed_on\nRSK-02,2009-12-31", [("C03", 2)]),
    "money is ready": ("budget_positions", "cost_centre,period,actual_to_date\nCC100,2009/10 Q3,(£1 200)", []),
    "an unknown cost centre": ("budget_positions", "cost_centre,period\nCC10,2009/10 Q3", [("C03", 2)]),
    "a target for a measure that is not held": (
        "targets",
        "indicator_code,financial_year,target_kind,target_value\nHO99,2009/10,numeric,4",
        [("C03", 2)],
    ),
    "a target's year is a year": (
        "targets",
        "indicator_code,financial_year,target_kind,target_value\nHO03,2009/10 Q1,numeric,4",
        [("D11", 2)],
    ),
    "a plan may be for years to come": (
        "targets",
        "indicator_code,financial_year,period,target_kind,target_value\nHO03,2010/11,2010/11 Q4,Numeric,4",
        [],
    ),
    "five in a row are too few for a shift, and nine too many for a trend": (
        "indicators",
        "indicator_code,valid_from,kind,frequency,spc_shift_length,spc_trend_length\nA,2009-04-01,indicator,monthly,5,9",
        [("D04", 2), ("D04", 2)],
    ),
    "six and eight are not": (
        "indicators",
        "indicator_code,valid_from,kind,frequency,spc_shift_length,spc_trend_length\nA,2009-04-01,indicator,monthly,6,8",
        [],
    ),
    "one point has no limits to give": (
        "indicators",
        "indicator_code,valid_from,kind,frequency,spc_baseline_points\nA,2009-04-01,indicator,monthly,1",
        [("D04", 2)],
    ),
    "a count may be forecast in a way of its own": (
        "indicators",
        f"{CHOSEN}\nA,2009-04-01,indicator,monthly,number,period,sum,run_rate\nB,2009-04-01,indicator,monthly,£,year_to_date,"
        "last,straight_line\nC,2009-04-01,indicator,monthly,number,period,sum,",
        [],
    ),
    "a rate, a stock, a share collected and a milestone may not": (
        "indicators",
        f"{CHOSEN}\nA,2009-04-01,indicator,monthly,percent,period,ratio,run_rate\nB,2009-04-01,indicator,monthly,number,snapshot,"
        "last,run_rate\nC,2009-04-01,indicator,monthly,percent,year_to_date,last,profile\nD,2009-04-01,milestone,annual,,,,profile",
        [("D11", 2), ("D11", 3), ("D11", 4), ("D11", 5)],
    ),
    "nor is there any other way": (
        "indicators",
        f"{CHOSEN}\nA,2009-04-01,indicator,monthly,number,period,sum,guesswork",
        [("D08", 2)],
    ),
    "what a file leaves out of a definition is as it is held": (
        "indicators",
        "indicator_code,valid_from,kind,frequency,forecast_method\nHO05,2005-04-01,indicator,quarterly,run_rate\n"
        "HO03,2005-04-01,indicator,quarterly,run_rate",
        [("D11", 3)],
    ),
    "a figure is left out for a reason, by somebody, on a day": (
        "spc_marks",
        "indicator_code,period,kind,reason,author,marked_on\nHO03,2009/10 Q1,ghost,,,",
        [("D12", 2), ("D12", 2), ("D12", 2)],
    ),
    "two definitions from one day": (
        "indicators",
        "indicator_code,valid_from,kind,frequency\nA,2009-04-01,indicator,annual\nA,2009-04-01,indicator,monthly",
        [("C07", 2), ("C07", 3)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS)
def test_other_datasets(council, case):
    dataset, text, expected = case
    assert said(checked_file(council, text, dataset)) == expected


def test_an_unknown_cost_centre_is_called_one(council):
    found = checked_file(council, "cost_centre,period\nCC10,2009/10 Q3", "budget_positions")
    assert 'we have no cost centre "CC10". Did you mean CC100, Housing?' in found.faults[0].words


@pytest.mark.parametrize("dataset", models.DATASETS)
def test_rows_have_every_column_in_its_own_type(council, dataset):
    model = models.DATASETS[dataset]
    plain = {str: "x", Decimal: "1", int: "1", date: "2009-12-31", bool: "yes"}
    named = {"period": "2009/10 Q3", "financial_year": "2009/10", "by_when": "2010-06-30"}
    known = {"indicator_code": "HO03", "action_code": "CA-01", "risk_code": "RSK-01", "cost_centre": "CC100"}
    known |= {"spc_shift_length": "7", "spc_trend_length": "7", "spc_baseline_points": "12"}
    known |= {"service_code": "HO", "service_codes": "HO", "email": "a.person@council.example", "roles": "member"}
    blank = {"portfolio": "", "is_deputy_for": ""} if dataset == "people" else {}  # both name what must be held
    row = {
        name: next(filter(None, (*rows.choices(field), named.get(name), known.get(name))), plain[rows.cell_kind(field)])
        for name, field in rows.columns(model).items()
    } | blank
    found = checked_file(council, ",".join(row) + "\n" + ",".join(row.values()), dataset, explained={2: "x" * 20})
    assert not [each.words for each in found.to_do]
    assert found.rows.columns == [*row, "source_row"]
    types = {str: pl.String, Decimal: pl.Decimal(18, 6), int: pl.Int32, date: pl.Date, bool: pl.Boolean}
    expected = [types[rows.cell_kind(field)] for field in rows.columns(model).values()]
    assert found.rows.dtypes == [*expected, pl.Int32]


def test_what_was_tidied_is_shown_cell_by_cell(council):
    text = 'indicator_code,period,value,by_when,is_provisional\nHO03,Q3 2009/10,"£1,021.50 ",12 Mar 2010,Y'
    found = checked_file(council, text)
    assert found.tidied.rows() == [
        (2, "period", "Q3 2009/10", "2009/10 Q3"),
        (2, "value", "£1,021.50", "1021.5"),
        (2, "is_provisional", "Y", "True"),
        (2, "by_when", "12 Mar 2010", "2010-03-12"),
    ]


TAKEN = {
    # why this case is here: (the cell, value, reason, provisional, what is shown)
    "provisional": ("12 (p)", Decimal(12), "", True, "12, provisional"),
    "a footnote's star": ('"1,234*"', Decimal(1234), "", None, "1234, marked *"),
    "revised": ("12 (r)", Decimal(12), "", None, "12, marked as revised"),
    "brackets are a minus and no mark": ("(12)", Decimal(-12), "", None, "-12"),
    "a minus behind": ("12-", Decimal(-12), "", None, "-12"),
    "not applicable": ("N/A", None, 'Not applicable ("N/A" in the file)', None, "no figure: not applicable"),
    "a hyphen is no nought": ("-", None, 'No figure given ("-" in the file)', None, "no figure: no figure given"),
    "two stops": ("..", None, 'Not available (".." in the file)', None, "no figure: not available"),
    "one stop": (".", None, 'Not applicable ("." in the file)', None, "no figure: not applicable"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAKEN.values(), ids=TAKEN)
def test_each_mark_is_said_with_what_it_was_taken_for(council, case):
    cell, value, reason, is_provisional, shown = case
    found = checked_file(council, f"indicator_code,period,value,what_happened\nHO08,2009/10 Q3,{cell},Said")
    assert said(found) == []
    assert found.rows.select("value", "no_value_reason", "is_provisional").rows() == [(value, reason, is_provisional)]
    assert found.tidied["became"].to_list() == [shown]
    assert ("D15" in [each.code for each in found.notes]) is (value is None)
    assert shown in checks.as_text(found, "q1.csv")


def test_what_a_row_says_itself_goes_before_its_marks(council):
    text = (
        "indicator_code,period,value,no_value_reason,is_provisional\n"
        "HO03,2009/10 Q3,N/A,Depot closed,\nHO08,2009/10 Q3,5 (p),,no"
    )
    found = checked_file(council, text)
    assert found.rows["no_value_reason"].to_list() == ["Depot closed", ""]
    assert found.rows["is_provisional"].to_list() == [None, False]


def test_each_figure_of_a_wide_table_has_its_own_faults(council):
    text = "indicator_code,2009/10 Q2,2009/10 Q3\nHO08,,x\nHO03,21.0,60\n"
    found = checked_file(council, text)
    assert [(each.code, each.words[:50]) for each in found.to_do] == [
        ("D02", 'Row 2, column C, value (HO08 New measure): "x" mus'),
        ("F01", "Row 3, column C (HO03 Days to re-let): 60 is outsi"),
    ]
    assert [each["row"] for each in checked.to_json(found)["faults"] if each["kind"] != "note"] == [2, 3]
    assert found.rows.select("indicator_code", "period", "value").rows() == [("HO03", "2009/10 Q2", Decimal(21))]
    answered = checked_file(council, text, explained={found.to_do[1].row: "The depot flooded in October"})
    assert [each.code for each in answered.to_do] == ["D02"]


def test_a_value_is_worked_out_from_its_parts(council):
    found = checked_file(council, "indicator_code,period,value,numerator,denominator\nHO04,2009/10 Q3,,62,68")
    assert found.rows["value"].to_list() == [Decimal("91.176471")]
    assert ("E07", None) in said(found, notes=True)


def test_absent_and_blank_cells_hold_the_same(council):
    sparse = checked_file(council, "indicator_code,period,value\nHO03,2009/10 Q3,21.5")
    full = checked_file(council, "indicator_code,period,value,category,why,by_when\nHO03,2009/10 Q3,21.5,,,")
    assert sparse.rows.equals(full.rows)


def test_an_indicators_defaults_stand_where_a_cell_is_blank(council):
    text = "indicator_code,valid_from,kind,frequency,class,decimal_places,tolerance,good_is\nA,2009-04-01,indicator,annual,,,,"
    row = checked_file(council, text, "indicators").rows.row(0, named=True)
    assert (row["class"], row["decimal_places"], row["tolerance"], row["good_is"]) == ("target", 0, None, "")


EXPLAINED = {
    "a good reason lets it through": ("HO03,2009/10 Q3,60", "The depot flooded in November", True),
    "a short one does not": ("HO03,2009/10 Q3,60", "as expected", False),
    "spaces are not a reason": ("HO03,2009/10 Q3,60", " " * 30, False),
    "a fraction may be right": ("HO04,2009/10 Q3,0.92", "Rent was not collected in the strike", True),
    "a wrong cell is never explained away": ("HO03,2009/10 Q3,-1", "The depot flooded in November", False),
}


@pytest.mark.parametrize("case", EXPLAINED.values(), ids=EXPLAINED)
def test_explained(council, case):
    row, reason, is_enough = case
    found = checked_file(council, "indicator_code,period,value\n" + row, explained={2: reason})
    codes = {each.code for each in found.to_do}
    if is_enough:
        assert found.explained
        assert codes <= {"F01"}
        assert found.is_ready
    else:
        assert found.held["source_row"].to_list() == [2]


WHO = ",Manager,2010-03-31,Fewer by March"
TOLD = "What happened is told here in forty letters."
ACCOUNTS = {
    # why the case is here: (status, what_happened, why, what_next and who, when, what next; what is asked; its words)
    "below target and nothing said": ("below", ",,,,,", [("E03", 2)], "Say why, what you will do, and what you expect next."),
    "below target, and what happened is not why": ("below", f"{TOLD},,Grit{WHO}", [("E03", 2)], "below target. Say why."),
    "below target, accounted for": ("below", f",Snow,Grit{WHO}", [], ""),
    "below target, and nobody will do it": ("below", ",Snow,Grit,,,Fewer", [("E03", 2)], "Say who will do it and by when"),
    "below target, and nobody knows by when": ("below", ",Snow,Grit,Manager,,Fewer", [("E03", 2)], "by when"),
    "an action of the plan has its owner and its date": ("below", ",Snow,As in CA-01.,,,Fewer", [], ""),
    "a code that is no action has neither": ("below", ",Snow,As in CA-77.,,,Fewer", [("E03", 2)], "which action of the plan"),
    "below target, and nothing expected": ("below", ",Snow,Grit,Boss,2010-03-31,", [("E03", 2)], "Say what you expect next."),
    "slightly below and nothing said": (
        "near", ",,,,,", [("E03", 2)], "slightly below target. Say what happened, in 40 characters or more, or why.",
    ),
    "slightly below, and what happened is enough": ("near", f"{TOLD},,,,,", [], ""),
    "slightly below, and what happened is hardly told": ("near", "Snow,,,,,", [("E03", 2)], "40 characters"),
    "slightly below, and why is enough": ("near", ",Snow,,,,", [], ""),
    "what will be done is neither": ("near", ",,Grit,,,", [("E03", 2)], "or why"),
    "a stock phrase slightly below": ("near", "ongoing,Snow,,,,", [("E04", 2)], '"ongoing" does not tell a councillor'),
    "every fault of an account at once": ("below", ",as expected,,,,", [("E03", 2), ("E04", 2)], "Say what you will do"),
    "on target a stock phrase harms nobody": ("on", "n/a,,,,,", [], ""),
    "no figure, no account": ("info", ",,,,,", [], ""),
}  # fmt: skip


@pytest.mark.parametrize("case", ACCOUNTS)
def test_what_is_short_of_target_accounts_for_it(council, case):
    status, account, expected, words = ACCOUNTS[case]
    names = "what_happened,why,what_next,owner_role,by_when,forecast_reason"
    text = f"indicator_code,period,value,{names}\nHO03,2009/10 Q3,21.5,{account}\n"
    found = once_judged(council, text, {2: status})
    assert said(found) == expected
    assert words in " ".join(each.words for each in found.to_do)


def test_a_part_gives_no_account_of_its_whole(council):
    text = "indicator_code,period,dimension,category,value\nHO03,2009/10 Q3,area,North,21.5\n"
    assert said(once_judged(council, text, {2: "below"})) == []


def test_a_comment_is_asked_for_only_below_target(council):
    text = "indicator_code,period,value,why,what_next\nHO03,2009/10 Q3,21.5,Snow,\nHO04,2009/10 Q3,91.7,,\n"
    assert said(checked_file(council, text)) == []
    found = once_judged(council, text, {2: "below", 3: "on"})
    assert said(found) == [("E03", 2)]


def test_history_owes_no_account_the_newest_figure_gives_it(council):
    rows = "".join(f"HO03,2009/10 Q{quarter},21.5\n" for quarter in (1, 2, 3))
    below = dict.fromkeys((2, 3, 4), "below")
    found = once_judged(council, f"indicator_code,period,value\n{rows}", below)
    assert [each.row for each in found.to_do if each.code == "E03"] == [4], "newer figures are in the same file"
    alone = once_judged(council, "indicator_code,period,value\nHO03,2005/06 Q1,21.5\n", {2: "below"})
    assert "E03" not in {each.code for each in alone.to_do}, "a newer figure is held"


def test_the_same_file_again_is_noted(council):
    found = checked_file(council, HISTORY)
    note = next(each for each in found.faults if each.code == "C09")
    assert note.words == "This is the same file Housing Performance Officer sent on 1 January 2020. Nothing would change."


def test_columns_that_are_not_used_are_named_and_those_for_reading_are_not(council):
    text = "indicator_code,period,value,indicator_name,Last Value,target*,Our notes\nHO03,2009/10 Q3,21.5,a,b,c,d"
    found = checked_file(council, text)
    assert [each.words for each in found.notes] == ["We did not use these columns: Our notes."]


def test_text_for_a_terminal_names_every_fault_and_groups_many_alike(council):
    faulty = "".join(f"HO03,{year}/{year - 1999:02d} Q1,x\n" for year in range(2005, 2010))
    found = checked_file(council, "indicator_code,period,value\n" + faulty + "HO3,2009/10 Q3,4\n")
    text = checks.as_text(found, "q1.csv")
    assert text.startswith("q1.csv was not loaded; nothing was stored. Put 6 things right and load it again:\n")
    assert "5 rows need the same put right, value: 2, 3, 4, 5, 6. The first: Row 2, value" in text
    assert 'we have no measure "HO3"' in text


def test_text_for_a_terminal_says_when_all_is_well(council):
    found = checked_file(council, "indicator_code,period,value\nHO03,2009/10 Q3,21.5\nHO05,2009/10 Q3,15")
    assert checks.as_text(found, "q1.csv") == "q1.csv: All 2 rows are ready. Look through them, then send."


def test_text_for_a_terminal_says_when_nothing_is_left(council):
    text = checks.as_text(checked_file(council, "indicator_code,period,value\nHO07,2009/10 Q3,4"), "q1.csv")
    assert text.startswith("q1.csv: No rows are left to load.\n")
    assert "We left it out" in text


def test_json_holds_what_a_program_needs(council):
    found = checks.to_json(checked_file(council, "indicator_code,period,value\nHO03,2009/10 Q3,x"))
    assert (found["dataset"], found["rows_ready"], found["rows_held"]) == ("indicator_results", 0, 1)
    assert found["faults"][0]["code"] == "D02"
    assert found["faults"][0]["row"] == 2


def test_a_damaged_return_never_breaks_the_check(council):
    start = (
        b"indicator_code,period,value,numerator,denominator,by_when,is_provisional,why\n"
        b'HO04,2009/10 Q3,91.2,62,68,2010-06-30,yes,"Snow, twice"\nHO05,Q2 2009/10,15,,,12 Mar 2010,no,\n'
    )
    rng = random.Random(11)
    seen = set()
    for _ in range(100):
        content = bytearray(start)
        for _ in range(rng.randint(1, 5)):
            at = rng.randrange(70, len(content))
            scraps = [b'"', b",", b"\n", b"#REF!", b"\xa3", b"9", b"/", b"-", b"e", b"%", b"{", b"nan", b"\xe2\x80\x93"]
            content[at : at + rng.randint(0, 3)] = rng.choice(scraps)
        sheet = reading.read(bytes(content), "q1.csv")
        found = checks.check(council, sheet, models.DATASETS["indicator_results"])
        assert checks.as_text(found, "q1.csv")
        assert found.is_stopped or found.rows.height + found.held.height <= sheet.frame.height
        seen |= {each.code for each in found.faults}
    assert len(seen) > 8


def test_a_satisfied_question_is_kept_for_the_receipt(council):
    found = checked_file(council, "indicator_code,period,value,why\nHO03,2009/10 Q3,60,The depot flooded in October")
    assert [each.code for each in found.explained] == ["F01"]
    assert isinstance(found, checked.Checked)
