"""Templates: exactly the rows owed, safe in a spreadsheet, and clean when they come back filled in."""

import csv
import io
import shutil
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from pimdata import checks, queries, queries_returns, reading, returns, templates
from pimdata.errors import PimError
from pimdata.models import DATASETS
from pimdata.rows import columns
from pimdata.store import Store
from tests.mutating import workbook

TODAY = date(2009, 12, 31)
PLAN = {
    "services": "service_code,valid_from,title\nHO,2007-04-01,Housing\nCS,2007-04-01,Customer Service\n",
    "indicators": (
        "indicator_code,valid_from,title,kind,class,unit,decimal_places,good_is,frequency,value_basis,aggregation,"
        "tolerance_kind,tolerance,service_code,officer\n"
        "HO1,2009-04-01,=Rent collected,indicator,target,percent,1,higher,quarterly,snapshot,last,absolute,2,HO,Manager\n"
        "HO2,2009-04-01,Repairs done,indicator,target,number,0,higher,monthly,period,sum,absolute,2,HO,Manager\n"
        "CS1,2009-04-01,Calls answered,indicator,target,percent,1,higher,quarterly,snapshot,last,absolute,2,CS,Manager\n"
    ),
    "targets": (
        "indicator_code,financial_year,target_text,target_kind,target_value\n"
        "HO1,2009/10,90%,percent,90\nCS1,2009/10,80%,percent,80\n"
    ),
    "actions": (
        "action_code,valid_from,plan,kind,title,service_code,start_date,due_date\n"
        "A1,2009-04-01,Plan,improvement,-Ten homes,HO,2009-04-01,2010-03-31\n"
    ),
    "risks": (
        "risk_code,valid_from,register,event,service_code,review_every\nR1,2009-04-01,service,Arrears grow,HO,quarterly\n"
    ),
    "budgets": (
        "cost_centre,financial_year,service_code,title,fund,approved_budget\nCC1,2009/10,HO,Repairs,general fund,100000\n"
    ),
}


@pytest.fixture(scope="session")
def two_services(tmp_path_factory):
    """A council of two services on the last day of 2009, with a plan and no figure yet."""
    held = Store(tmp_path_factory.mktemp("two_services") / "pim.duckdb", TODAY)
    for dataset, text in PLAN.items():
        returns.send(held, text.encode(), f"{dataset}.csv", "Policy and Performance Officer")
    return held.path


@pytest.fixture
def store(two_services, tmp_path):
    return Store(shutil.copy(two_services, tmp_path / "pim.duckdb"), TODAY)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def filled(text, **cells):
    """A template with the same cells filled in on every row."""
    rows = [row | cells for row in rows_of(text)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_a_quarter_brings_a_row_for_each_measure_and_three_for_a_monthly_one(store):
    rows = rows_of(templates.template(store, "indicator_results", "HO", "2009/10 Q2"))
    assert [(row["indicator_code"], row["period"]) for row in rows] == [
        ("HO1", "2009/10 Q2"),
        ("HO2", "2009-07"),
        ("HO2", "2009-08"),
        ("HO2", "2009-09"),
    ]


def test_headings_are_the_datasets_own_with_those_for_reading_after_the_period(store):
    headings = templates.template(store, "indicator_results", "HO", "2009/10 Q2").splitlines()[0].split(",")
    own = list(columns(DATASETS["indicator_results"]))
    assert headings == [*own[:2], *templates.FOR_READING, *own[2:]]


def test_beside_each_blank_stand_the_target_and_the_last_figures(store):
    send(store, "indicator_code,period,value,why\nHO1,2009/10 Q1,88.5,Snow\n")
    row = rows_of(templates.template(store, "indicator_results", "HO", "2009/10 Q2"))[0]
    assert (row["target"], row["last_value"], row["unit"], row["value"]) == ("90", "88.5", "percent", "")


def test_text_that_a_spreadsheet_would_run_is_made_safe(store):
    rows = rows_of(templates.template(store, "indicator_results", "HO", "2009/10 Q2"))
    assert rows[0]["indicator_name"] == "'=Rent collected"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", " =1", "\t=1"])
def test_every_beginning_of_a_formula_is_made_safe(text):
    assert templates.safe(text).startswith("'")


def test_only_what_is_still_to_come_is_asked_for(store):
    send(store, "indicator_code,period,value,why\nHO1,2009/10 Q2,88.5,Snow\n")
    rows = rows_of(templates.template(store, "indicator_results", "HO", "2009/10 Q2"))
    assert {row["indicator_code"] for row in rows} == {"HO2"}


def test_when_all_is_in_the_template_holds_it_for_a_revision(store):
    send(store, "indicator_code,period,value,what_happened\nCS1,2009/10 Q2,88.5,=Not a formula\n")
    text = templates.template(store, "indicator_results", "CS", "2009/10 Q2")
    assert rows_of(text)[0]["value"] == "88.5"
    looked = returns.look(store, text.encode(), "CS-indicator_results.csv")
    assert looked.preview["what"].to_list() == ["unchanged"]


def test_a_filled_template_comes_back_without_a_fault(store):
    text = templates.template(store, "indicator_results", "HO", "2009/10 Q2")
    looked = returns.look(store, templates.for_excel(filled(text, value="91").decode()), "HO-indicator_results.csv")
    assert [each.words for each in looked.checked.faults] == []
    assert looked.count("new") == 4


FILLED = {
    "action_updates": {"state": "in progress"},
    "risk_assessments": {"net_likelihood": "3", "net_impact": "3"},
    "budget_positions": {"budget_to_date": "1", "actual_to_date": "1", "forecast_outturn": "100000"},
}


@pytest.mark.parametrize("dataset", templates.TITLES)
def test_a_template_sent_back_as_it_came_is_never_ready(store, dataset):
    """Nothing of it would be news; what it leaves blank would be blanked, and its rows would count as in."""
    assert set(templates.TITLES) == set(queries_returns.OWNERS), "every return has its template"
    with store.reading() as db:
        text = templates.filled(db, dataset, "HO", "2009/10 Q2")
        for each in (text, templates.for_excel(text).decode()):
            found = checks.check(db, reading.read(each.encode(), f"{dataset}.csv"), DATASETS[dataset])
            assert found.held.height == len(rows_of(text)) > 0
            assert not found.rows.height
            assert {each.kind for each in found.to_do} == {"fix"}


@pytest.mark.parametrize("dataset", FILLED)
def test_the_other_returns_name_what_is_owed_and_come_back_clean(store, dataset):
    text = templates.template(store, dataset, "HO", "2009/10 Q2")
    assert len(rows_of(text)) == 1
    looked = returns.look(store, filled(text, **FILLED[dataset]), templates.file_name(dataset, "HO", "2009/10 Q2"))
    assert [each.words for each in looked.checked.faults] == []
    assert looked.checked.rows.height == 1


def test_a_template_has_as_many_rows_as_are_owed(store):
    with store.reading() as db:
        for row in queries.returns_wanted(db).to_dicts():
            if row["dataset"] == "indicator_results" and " " in row["period"]:
                continue  # a quarter brings its months, which are owed by themselves
            text = templates.filled(db, row["dataset"], row["service_code"], row["period"])
            assert len(rows_of(text)) == row["rows_owed"] - row["rows_in"], row


def test_without_a_period_it_is_the_newest_that_is_wanted(store):
    assert {row["period"] for row in rows_of(templates.template(store, "indicator_results", "CS"))} == {"2009/10 Q2"}


@pytest.mark.parametrize("dataset", ["links", "targets", "indicators"])
def test_a_part_of_the_plan_has_headings_alone(store, dataset):
    assert templates.template(store, dataset).splitlines() == [",".join(columns(DATASETS[dataset]))]


@pytest.mark.parametrize(
    "asked", [("nonsense", "", ""), ("indicator_results", "HO", "1999/00 Q1"), ("risk_assessments", "CS", "")]
)
def test_what_cannot_be_made_says_why(store, asked):
    with pytest.raises(PimError):
        templates.template(store, *asked)


def test_excel_is_told_that_it_is_utf_8():
    assert templates.for_excel("é").decode("utf-8-sig") == "é"
    assert templates.for_excel("é").startswith(b"\xef\xbb\xbf")


def send(store, text, **more):
    return returns.send(store, text.encode(), "indicator_results.csv", "Housing Manager", **more)


def test_the_owner_of_a_code_is_that_of_its_newest_definition(world):
    with world() as (db, given):
        given("services")
        given("indicators", service_code="XX")
        given("indicators", service_code="HO", valid_from=date(2008, 4, 1), tolerance=Decimal(2))
        assert queries_returns.owners(db, "indicator_results") == {"IND-01": ("HO", "Housing")}


def version(held):
    """How many changes of a load's state there have been."""
    with held.reading() as db:
        return db.sql("select max(event_no) from load_events").fetchall()[0][0]


def opened(content):
    """The first sheet of a workbook, and the parts of it that hold lists."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return reading.read(content, "HO-indicator_results.xlsx"), packed.read("xl/worksheets/sheet1.xml").decode()


def test_the_workbook_holds_what_the_csv_holds(store):
    asked = ("indicator_results", "HO", "2009/10 Q2")
    sheet, _ = opened(templates.template_workbook(store, *asked))
    plain = reading.read(templates.template(store, *asked).encode(), "q1.csv")
    assert sheet.headings == plain.headings
    assert sheet.frame.drop("indicator_name").equals(plain.frame.drop("indicator_name"))
    assert sheet.frame["indicator_name"][0] == "=Rent collected"  # text in a cell of text, which nothing runs
    assert {"last_value", "same_period_last_year", "target"} <= set(sheet.headings)


LISTED = {"indicator_results": 2, "action_updates": 1, "risk_assessments": 2, "budget_positions": 0, "targets": 1}


@pytest.mark.parametrize("dataset", LISTED)
def test_words_of_a_list_are_chosen_from_one(store, dataset):
    _, cells = opened(templates.template_workbook(store, dataset, "HO" if dataset != "targets" else "", ""))
    assert cells.count('type="list"') >= LISTED[dataset]
    assert "<f>" not in cells  # no formula


def test_a_filled_workbook_comes_back_without_a_fault(store):
    text = templates.template(store, "indicator_results", "HO", "2009/10 Q2")
    cells = [list(row) for row in csv.reader(io.StringIO(text))]
    place = cells[0].index("value")
    content = workbook([cells[0], *([*row[:place], 91, *row[place + 1 :]] for row in cells[1:])])
    looked = returns.look(store, content, "HO-indicator_results.xlsx")
    assert [each.words for each in looked.checked.faults] == []
    assert looked.count("new") == 4


def test_a_wide_file_is_stored_with_the_rows_of_the_file(store):
    # The earlier period is short of target too, and a table with a column a period has no room to say why.
    sent = returns.send(store, b"indicator_code,2009/10 Q1,2009/10 Q2\nHO1,88.5,90.5\n", "wide.csv", "Housing Manager")
    assert (sent.dataset, sent.new) == ("indicator_results", 2)
    with store.reading() as db:
        stored = db.sql("select source_row, period, value::varchar from main.indicator_results order by period").fetchall()
    assert stored == [(2, "2009/10 Q1", "88.500000"), (2, "2009/10 Q2", "90.500000")]
