"""Someone else's file, read through a layout: the mechanism on a small made-up file, and a real council's return whole."""

from __future__ import annotations

import textwrap
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pimdata import layouts
from pimdata.errors import NothingToDo, PimError, RowsToFix
from pimdata.store import Store

HART = Path(__file__).resolve().parents[2] / "shared" / "real-data" / "hart-dc-kpi-return-2014-15-q1.csv"
TODAY = date(2010, 8, 1)

LAYOUT = """
title = "A made-up return"
period = "2010/11 Q1"
explanation = "As the council published it; nobody here can say more."
inferred = ["theme"]

[columns]
indicator_code = "Ref"
title = "Measure"
unit = "Unit"
class = "RAG"
theme = "Unit"
target_value = "Target (£ or %)"
what_happened = "Notes"

[periods]
"Outturn" = "2009/10"
"This quarter" = "2010/11 Q1"

[words.unit]
"%" = "percent"
"" = "number"

[words.class]
"Info" = "context"
"*" = "target"

[words.theme]
"%" = "results"
"*" = "money"

[no_figure]
"N/A" = "Not applicable"
"" = "Not given"

[status]
heading = "RAG"

[status.words]
G = "on"
A = "near"
R = "below"
Info = "info"

[defaults]
valid_from = 2010-01-01
kind = "indicator"
good_is = "higher"
frequency = "quarterly"
tolerance_kind = "absolute"
tolerance = 2.5

[indicators.K3]
good_is = "lower"
tolerance = 1_000

[[figures]]
code = "K4"
period = "2010/11 Q1"
no_value_reason = "Not yet confirmed"
"""

FILE = """Ref,Measure,Unit,Outturn,This quarter,Target (£ or %),RAG,Notes,Colour
K1,Calls answered,%,91%,92.5,95,A,Phones were down,red
K2,Visits,,"1,204",N/A,300,G,,red
K3,Spent,,"£5,000","£6,100","£5,000",A,,red
K4,Bins missed,,10,0,3,R,,red
K5,Crimes,,40,12,0,Info,,red
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "pim.duckdb", TODAY)


@pytest.fixture
def read(store, tmp_path):
    """`read(file, layout)` loads a file through a layout; both are the made-up ones unless given."""

    def _read(file: str = FILE, layout: str = LAYOUT, name: str = "kpi.csv", **more) -> layouts.LayoutResult:
        path = tmp_path / "made-up.toml"
        path.write_text(textwrap.dedent(layout), "utf-8")
        return layouts.load(store, path, file.encode(), name, "Policy Officer", **more)

    return _read


def rows(store: Store, query: str) -> list[tuple]:
    with store.reading() as db:
        return db.sql(query).fetchall()


def test_one_file_makes_definitions_targets_and_figures_in_one_submission(store, read):
    result = read()
    assert [(dataset, count) for dataset, _, count in result.loads] == [
        ("indicators", 5),
        ("targets", 4),
        ("indicator_results", 10),
    ]
    found = rows(store, "select count(distinct submission_id), any_value(layout), count(distinct sha256) from loads")
    assert found == [(1, "made-up", 1)]
    assert "5 indicators (load 1)" in result.words


def test_columns_are_renamed_and_words_become_ours(store, read):
    read()
    query = "select indicator_code, title, unit, class, theme from indicators"
    found = {code: more for code, *more in rows(store, query)}
    assert found["K1"] == ["Calls answered", "percent", "target", "results"]
    assert found["K5"] == ["Crimes", "number", "context", "money"]


def test_numbers_are_read_as_people_write_them(store, read):
    read()
    query = "select indicator_code, period, value from indicator_results where value is not null order by 1, 2"
    assert ("K2", "2009/10", Decimal(1204)) in rows(store, query)
    assert ("K3", "2010/11 Q1", Decimal(6100)) in rows(store, query)
    assert ("K1", "2009/10", Decimal(91)) in rows(store, query)


def test_what_the_layout_supplies_is_marked_and_the_rest_says_its_row(store, read):
    read()
    query = """
        select indicator_code, inferred, source_ref, tolerance, good_is from indicators
        where indicator_code in ('K1', 'K3') order by 1
    """
    (_, inferred, source, *_), (_, own, _, tolerance, good_is) = rows(store, query)
    supplied = {"valid_from", "kind", "theme", "class", "decimal_places", "good_is", "frequency", "tolerance_kind", "tolerance"}
    assert set(inferred.split(";")) == supplied, "the unit and the title are the file's own"
    assert source == "kpi.csv row 2"
    assert (tolerance, good_is) == (Decimal(1000), "lower")
    assert "unit" in own.split(";"), "a blank cell says nothing: what stands for it is the layout's"


def test_decimals_are_as_many_as_the_figures_are_written_with(store, read):
    read()
    assert rows(
        store, "select decimal_places from indicators where indicator_code in ('K1', 'K2') order by indicator_code"
    ) == [(1,), (0,)]


def test_words_for_no_figure_become_reasons_and_a_layout_may_say_a_figure_is_none(store, read):
    read()
    query = "select indicator_code, no_value_reason from indicator_results where value is null order by 1"
    assert rows(store, query) == [("K2", "Not applicable"), ("K4", "Not yet confirmed")]


def test_notes_and_targets_belong_to_the_period_returned(store, read):
    read()
    query = "select period, what_happened from indicator_results where indicator_code = 'K1' order by period"
    assert rows(store, query) == [("2009/10", ""), ("2010/11 Q1", "Phones were down")]
    query = """
        select period, financial_year, target_kind, target_value, target_text, inferred from targets
        where indicator_code = 'K1'
    """
    assert rows(store, query) == [("2010/11 Q1", "2010/11", "percent", Decimal(95), "95", "financial_year;period;target_kind")]


def test_a_target_may_be_for_the_year(store, read):
    read(layout=LAYOUT + '\n[indicators.K1]\ntarget_is_for = "year"\n')
    assert rows(store, "select financial_year, period from targets where indicator_code = 'K1'") == [("2010/11", "")]


def test_a_target_of_nought_beside_a_figure_that_is_not_judged_is_none(store, read):
    read()
    assert rows(store, "select 1 from targets where indicator_code = 'K5'") == []


def test_a_years_figure_beside_quarters_is_kept_and_not_put_in_the_series(store, read):
    read()
    assert rows(store, "select count(*) from current_indicator_results where period = '2009/10'") == [(5,)]
    assert rows(store, "select count(*) from indicator_series where period = '2009/10'") == [(0,)]


def test_every_status_that_differs_is_told_with_the_rule_that_gave_ours(read):
    result = read()
    assert result.statuses_compared == 5
    assert [(each.row, each.indicator_code, each.their_status, each.our_status) for each in result.differences] == [
        (3, "K2", "on", "info"),
        (4, "K3", "near", "below"),
        (5, "K4", "below", "info"),
    ]
    assert "Row 4, K3 Spent, 2010/11 Q1: 6100 against 5000. The file says A (near); our rules say below: " in result.report
    assert "short of target, beyond tolerance (short by 1100, and 1000 is allowed)." in result.report
    assert "These columns were not used: Colour." in result.report
    assert "agree with 2 of its 5 statuses" in result.words


def test_rows_that_are_left_out_are_told(read):
    result = read(layout=LAYOUT.replace("2010-01-01", "2010-04-01"))
    assert ("indicator_results", 5) in [(dataset, count) for dataset, _, count in result.loads]
    assert "is collected from 1 April 2010. We left out 2009/10." in result.report


def test_a_status_word_the_layout_does_not_know_is_told(read):
    result = read(FILE.replace("95,A", "95,Purple"))
    assert (result.differences[0].their_word, result.differences[0].their_status) == ("Purple", "")
    assert "Purple (which the layout does not know)" in result.report


def test_the_same_file_again_is_nothing_to_do(store, read):
    read()
    with pytest.raises(NothingToDo, match="every row is held already"):
        read()
    assert rows(store, "select count(*) from loads") == [(3,)]


def test_only_the_dataset_that_changed_is_stored_again(read):
    read()
    changed = read(FILE.replace("92.5", "93.5"))
    assert [dataset for dataset, *_ in changed.loads] == ["indicator_results"]


def test_a_look_stores_nothing(store, read):
    assert read(keep=False).statuses_compared == 5
    assert rows(store, "select count(*) from loads") == [(0,)]


def test_what_neither_file_nor_layout_speaks_of_stays_as_it_is_held(store, read):
    read()
    with store.writing_to() as db:
        db.execute("update main.indicators set definition = 'Counted at the gate.' where indicator_code = 'K2'")
    read(FILE.replace("Visits", "Visits to the museum"))
    query = "select title, definition from current_indicators where indicator_code = 'K2'"
    assert rows(store, query) == [("Visits to the museum", "Counted at the gate.")]


def test_one_row_a_figure_is_read_too(store, read):
    layout = """
        title = "Long"
        [columns]
        indicator_code = "Ref"
        title = "Measure"
        period = "Quarter"
        value = "Figure"
        target_value = "Target"
        [periods]
        "first" = "2010/11 Q1"
        [defaults]
        valid_from = 2009-04-01
        kind = "indicator"
        frequency = "quarterly"
        unit = "number"
    """
    file = "Ref,Measure,Quarter,Figure,Target\nK1,Calls,Q4 2009/10,7,8\nK1,Calls,first,9,8\n"
    result = read(file, layout)
    assert [(dataset, count) for dataset, _, count in result.loads] == [
        ("indicators", 1),
        ("targets", 2),
        ("indicator_results", 2),
    ]
    query = "select period, value from indicator_results order by period"
    assert rows(store, query) == [("2009/10 Q4", Decimal(7)), ("2010/11 Q1", Decimal(9))]
    assert rows(store, "select inferred from targets where period = '2010/11 Q1'") == [("financial_year;target_kind",)]


def test_services_are_made_from_the_files_words(store, read):
    layout = (
        LAYOUT.replace('theme = "Unit"', 'theme = "Unit"\nservice_code = "Colour"') + '\n[words.service_code]\nred = "RD"\n'
    )
    assert read(layout=layout).loads[0][0] == "services"
    assert rows(store, "select service_code, title, inferred from services") == [("RD", "red", "service_code;valid_from")]


# Why the case is here: what is changed in the file, and what must be said.
FILE_FAULTS = {
    "a cell that is no number names row and heading": (
        "92.5",
        "lots",
        'Row 2, This quarter (K1 Calls answered): "lots" must be a number.',
    ),
    "a target that is no number": (",95,", ",high,", 'Row 2, Target (£ or %) (K1 Calls answered): "high" must be a number.'),
    "two rows of one measure that differ": ("K2,Visits", "K1,Visits", "Rows 2 and 3 are both for K1"),
}


@pytest.mark.parametrize("case", FILE_FAULTS.values(), ids=FILE_FAULTS)
def test_faults_of_the_file_name_its_rows_and_nothing_is_stored(store, read, case):
    old, new, words = case
    with pytest.raises(RowsToFix) as refused:
        read(FILE.replace(old, new, 1))
    assert words in str(refused.value), refused.value
    assert "nothing was stored" in str(refused.value)
    assert rows(store, "select count(*) from loads") == [(0,)]


def test_a_heading_that_is_missing_is_named_with_the_nearest(read):
    with pytest.raises(PimError) as refused:
        read(FILE.replace("This quarter", "This quarters"))
    assert 'no heading is "This quarter" (2010/11 Q1). Did you mean "This quarters"?' in str(refused.value)
    assert "It has: Ref, Measure" in str(refused.value)


# Why the case is here: what is changed in the layout, and what must be said.
LAYOUT_FAULTS = {
    "a period that is none": ('= "2009/10"', '= "2009/10 Q5"', '[periods] "Outturn": "2009/10 Q5" is not a period.'),
    "a period no heading is for": (
        'period = "2010/11 Q1"',
        'period = "2010/11 Q2"',
        '"period" is 2010/11 Q2, and no heading under [periods] is.',
    ),
    "not TOML": ('title = "A made-up return"', "title = A made-up return", "made-up.toml is not a TOML file"),
    "a key that means nothing": (
        "explanation =",
        "explaination =",
        '"explaination" means nothing here. Did you mean "explanation"?',
    ),
    "a key of a part": (
        'heading = "RAG"',
        'heading = "RAG"\nword = "x"',
        '"status.word" means nothing here. Did you mean "words"?',
    ),
    "a column of ours that is none": (
        'good_is = "higher"',
        'god_is = "higher"',
        '[defaults] "god_is" is no column of ours. Did you mean "good_is"?',
    ),
    "the same for one indicator": ('good_is = "lower"', 'god_is = "lower"', '[indicators.K3] "god_is" is no column of ours.'),
    "a status that is none": ('G = "on"', 'G = "green"', '[status.words] "G" is "green", and must be one of on, near'),
    "no code": ('indicator_code = "Ref"\n', "", "[columns] must say which heading holds the indicator_code."),
    "a part that is missing": ('code = "K4"\n', "", '"figures.0.code" is missing.'),
}


@pytest.mark.parametrize("case", LAYOUT_FAULTS.values(), ids=LAYOUT_FAULTS)
def test_faults_of_a_layout_are_said_in_words(read, case):
    old, new, words = case
    assert old in LAYOUT
    with pytest.raises(PimError) as refused:
        read(layout=LAYOUT.replace(old, new, 1))
    assert words in str(refused.value), refused.value


def test_a_layout_that_is_not_there_is_named_with_the_nearest(store):
    with pytest.raises(PimError, match=r'no layout "hart-kpi-retrun"\. Did you mean "hart-kpi-return"'):
        layouts.load(store, "hart-kpi-retrun", b"", "x.csv", "Policy Officer")


# --- a real council's return -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hart(tmp_path_factory):
    if not HART.exists():
        pytest.skip("the real return is not beside this project: ../shared/real-data")
    store = Store(tmp_path_factory.mktemp("hart") / "pim.duckdb", date(2014, 8, 15))
    return store, layouts.load(store, "hart-kpi-return", HART.read_bytes(), HART.name, "Policy Officer")


def test_hart_is_read_whole(hart):
    store, result = hart
    assert [(dataset, count) for dataset, _, count in result.loads] == [
        ("services", 11),
        ("indicators", 45),
        ("targets", 42),
        ("indicator_results", 135),
    ]
    query = """
        select period, count(*), count(value), count(*) filter (where what_happened <> '') from indicator_results
        group by 1 order by 1
    """
    assert rows(store, query) == [("2013/14", 45, 45, 0), ("2013/14 Q4", 45, 45, 0), ("2014/15 Q1", 45, 44, 14)]


def test_hart_is_judged_by_our_rules(hart):
    query = "select status, count(*) from indicator_status where period = '2014/15 Q1' group by 1 order by 1"
    assert rows(hart[0], query) == [("below", 10), ("info", 4), ("near", 5), ("on", 26)]


# Every row whose typed status differs from ours, and why: all others agree.
HART_DIFFERENCES = [
    (6, "ETS01", None, "below", "info", "no figure: Not yet confirmed, as the officer's note says; the file shows 0."),
    (20, "IT01", Decimal("42.5"), "near", "below", "short of target, beyond tolerance"),
    (22, "IT03", Decimal("80.6"), "on", "below", "short of target, beyond tolerance"),
]


def test_harts_own_statuses_differ_from_ours_in_these_rows_alone(hart):
    _, result = hart
    assert result.statuses_compared == 45
    found = [
        (each.row, each.indicator_code, each.value, each.their_status, each.our_status, each.reason)
        for each in result.differences
    ]
    assert found == HART_DIFFERENCES
    for row, code, *_, reason in HART_DIFFERENCES:
        assert f"Row {row}, {code} " in result.report
        assert reason.rstrip(".") in result.report


# Why the case is here: the indicator, what is asked of it, and the answer.
TRAPS = {
    "rates in the year so far, against the quarter's own target": (
        "RB05",
        "value_basis, target, status",
        ("year_to_date", Decimal("24.6"), "on"),
    ),
    "council tax likewise": ("RB06", "value_basis, target, status", ("year_to_date", Decimal("24.5"), "on")),
    "for information: a target of nought is none": (
        "SNH03",
        "target, status, reason",
        (None, "info", "shown for context and never judged"),
    ),
    "days behind are below nought, and worse": ("LS05", "value, status, good_is", (Decimal(-28), "below", "higher")),
    "a lower figure is better": ("RB07", "good_is, status", ("lower", "on")),
    "judged at two decimals, since its target has two": ("HR11", "decimal_places, status", (2, "below")),
    "an outturn is not the quarter before": ("CS01", "previous_value", (Decimal("95.3"),)),
}


@pytest.mark.parametrize("case", TRAPS.values(), ids=TRAPS)
def test_harts_traps(hart, case):
    code, asked, expected = case
    query = f"select {asked} from indicator_status where period = '2014/15 Q1' and indicator_code = '{code}'"
    assert rows(hart[0], query) == [expected]


def test_hart_again_is_nothing_to_do(hart):
    with pytest.raises(NothingToDo):
        layouts.load(hart[0], "hart-kpi-return", HART.read_bytes(), HART.name, "Policy Officer")
