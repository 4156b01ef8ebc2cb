"""Files of many authorities: each of the real ones whole, any authority of them taken as us, and what stops a bad one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from pimdata import layout_file, layouts, store
from pimdata.errors import PimError, RowsToFix
from pimdata.layout_others import Span
from pimdata.store import Store

REAL = Path(__file__).resolve().parents[2] / "shared" / "real-data"


class File(NamedTuple):
    """A real file, its layout, how many figures it must give, and an authority that has enough of them to be placed."""

    name: str
    layout: str
    rows: int
    us: str
    before: tuple[str, str] | None = None


FILES = {
    "Scottish councils": File(
        "lgbf-scotland-councils-indicators-2010-24.csv", "lgbf-scotland-councils", 35_466, "Aberdeen City",
        ("lgbf-indicator-definitions.csv", "lgbf-indicator-definitions"),
    ),
    "waste": File("defra-waste-by-english-authority-2014-18.csv", "defra-waste", 4 * 1_398, "E07000234"),
    "English districts": File(
        "ons-local-indicators-english-districts-2001-25.csv", "ons-local-indicators", 32_764, "E07000012",
    ),
    "peer groups": File("english-service-indicators-peer-groups.csv", "english-service-indicators", 1_255, "E08000009"),
}  # fmt: skip


@pytest.fixture(scope="module", params=FILES)
def loaded(request, tmp_path_factory):
    """A real file loaded into an empty database."""
    file = FILES[request.param]
    if not (REAL / file.name).exists():
        pytest.skip(f"{file.name} is not here")
    held = Store(tmp_path_factory.mktemp("compare") / "pim.duckdb")
    if file.before:
        name, layout = file.before
        layouts.load(held, layout, (REAL / name).read_bytes(), name, "Policy and Performance Officer")
    result = layouts.load(held, file.layout, (REAL / file.name).read_bytes(), file.name, "Policy and Performance Officer")
    return file, held, result


def ask(held, query, us=""):
    with held.reading(us=us) as db:
        return db.sql(query).fetchall()


def test_a_file_loads_whole(loaded):
    file, held, result = loaded
    assert {dataset: rows for dataset, _, rows in result.loads}["comparators"] == file.rows
    assert ask(held, "select count(*) from current_comparators") == [(file.rows,)]


def test_every_measure_of_it_has_a_definition_that_says_what_is_inferred(loaded):
    file, held, _ = loaded
    assert ask(held, "from current_comparators anti join current_indicators using (indicator_code)") == []
    polarities = ask(held, "select good_is, contains(inferred, 'good_is') from current_indicators")
    assert {said for _, said in polarities} == {file.before is None}  # only Scotland's file says which way is better
    assert {good_is for good_is, _ in polarities} <= {"higher", "lower", "range", "neither"}


def test_nobody_here_is_asked_for_figures_of_a_measure_held_to_compare_by(loaded):
    _, held, _ = loaded
    assert ask(held, "select * from expected_periods limit 1") == []


def test_an_authority_taken_as_us_has_its_quarters_and_ranks(loaded):
    file, held, _ = loaded
    found = ask(held, "select band, rank, of, q1, q3 from benchmark_position where band is not null", file.us)
    assert len(found) > 10
    assert all(1 <= rank <= of and of >= 12 and q1 < q3 for _, rank, of, q1, q3 in found)
    assert len({band for band, *_ in found}) > 1


def test_every_authority_can_be_taken_as_us(loaded):
    _, held, _ = loaded
    every = ask(held, "select authority_code from current_comparators where value is not null group by all order by 1")
    for (code,) in every[:: max(1, len(every) // 12)]:
        assert ask(held, "select 1 from benchmark_position limit 1", code), code


def test_of_any_large_group_a_quarter_is_in_each(loaded):
    """By construction, but for ties and for groups that four does not divide."""
    _, held, _ = loaded
    shares = ask(
        held,
        """
        select count(*) filter (where value >= q3) / count(*), count(*)
        from compared_figures inner join quartile_thresholds using (indicator_code, period, "group")
        where q1 < q3 and compared_figures.good_is = 'higher' and is_counted and of >= 100
        """,
    )
    share, authorities = shares[0]
    if authorities:
        assert 0.24 < share < 0.35  # ties make it more, never less


def test_no_group_holds_a_region_or_a_country_beside_councils(loaded):
    file, held, _ = loaded
    named = ask(held, "select distinct \"group\" from compared_figures where authority in ('England', 'North East')")
    assert {group for (group,) in named} <= {"England as a whole", "regions of England"}, file.name


KNOWN = {
    "a share of one is a percentage": ("Scottish councils", "CORP07", "2010/11", "Aberdeen City", "93.34"),
    "points of a hundred stay": ("Scottish councils", "CHN14a", "2018/19", "Aberdeen City", "24.11"),
    "several years are taken for the last": ("Scottish councils", "C&L05a", "2013/14", "Aberdeen City", "73.4"),
    "a rate is worked out from its tonnes": ("waste", "NI 192", "2014/15", "E06000004", "26.594375"),
    "a year from 1 April is that year": ("English districts", "ONS-HOUSING", "2024/25", "E92000001", "8"),
    "a calendar year is the one that begins in it": ("English districts", "ONS-GHG", "2023/24", "E92000001", "4.78"),
    "a quarter stays one": ("peer groups", "NI 157a", "2022/23 Q3", "E06000055", "89"),
}


def test_known_figures_arrive_where_they_belong(loaded):
    file, held, _ = loaded
    for why, (name, code, period, authority, value) in KNOWN.items():
        if FILES[name] is not file:
            continue
        found = ask(
            held,
            f"""
            select value from current_comparators
            where indicator_code = '{code}' and period = '{period}' and authority_code = '{authority}'
            """,
        )
        assert found == [(Decimal(value),)], why


def test_a_period_that_is_taken_for_another_says_so(loaded):
    file, held, _ = loaded
    taken = ask(held, "select count(*) filter (where note like '%taken for%'), bool_and(note <> '') from current_comparators "
                      "where inferred = 'period'")  # fmt: skip
    expected = {"Scottish councils": 11 * 32, "English districts": 7_650}
    least = next((number for name, number in expected.items() if FILES[name] is file), 0)
    assert taken[0][0] >= least
    assert taken[0][1] in (True, None)
    assert bool(taken[0][0]) == bool(least)


def test_loading_it_again_says_that_nothing_changed(loaded):
    file, held, _ = loaded
    if file.name.startswith("english"):
        with pytest.raises(PimError, match="already"):
            layouts.load(held, file.layout, (REAL / file.name).read_bytes(), file.name, "Policy and Performance Officer")


SMALL = """
title = "two councils' collections"
makes = "comparators"
[columns]
authority_code = "code"
authority = "name"
period = "year"
[defaults]
valid_from = 2000-04-01
kind = "indicator"
unit = "percent"
good_is = "higher"
frequency = "annual"
group = "our neighbours"
[[measures]]
code = "C-1"
numerator = "paid"
denominator = "due"
[indicators.C-1]
title = "Collected"
"""
CSV = "code,name,year,paid,due\nN1,Northshire,2009/10,45,50\nS1,Southshire,2009/10,12,0\n"


def load(tmp_path, layout=SMALL, csv=CSV):
    """The councils' small file through a layout."""
    path = tmp_path / "small.toml"
    path.write_text(layout, "utf-8")
    held = Store(tmp_path / "pim.duckdb")
    return held, layouts.load(held, path, csv.encode(), "small.csv", "me")


def test_a_share_of_nothing_is_no_figure(tmp_path):
    held, _ = load(tmp_path)
    rows = ask(held, 'select authority, value, "group" from current_comparators order by 1')
    assert rows == [("Northshire", Decimal(90), "our neighbours"), ("Southshire", None, "our neighbours")]


def test_what_is_held_of_a_measure_is_not_changed_by_somebody_elses_file(tmp_path):
    held, _ = load(tmp_path)
    again = SMALL.replace('title = "Collected"', 'title = "Something else"')
    load(tmp_path, again, CSV.replace("45", "46"))
    assert ask(held, "select title from current_indicators") == [("Collected",)]


def test_a_word_where_a_figure_should_be_is_named_in_the_files_own_heading(tmp_path):
    layout = SMALL.replace('numerator = "paid"\ndenominator = "due"', 'value = "paid"')
    with pytest.raises(RowsToFix, match=r'Row 2, paid .*"lots" must be a number'):
        load(tmp_path, layout, CSV.replace("45", "lots"))


WRONG = {
    "a measure that nobody defines": (("[indicators.C-1]\ntitle", "[indicators.C-2]\ntitle"), "not held: C-1.*indicators.CODE"),
    "no authority": (('authority = "name"\n', ""), "must say which heading holds the authority of each authority"),
    "a figure and its parts": (('numerator = "paid"', 'numerator = "paid"\nvalue = "paid"'), "either a value, or a numerator"),
    "a heading that is not there": (('"due"', '"dew"'), 'no heading is "dew"'),
    "a part that means nothing": (("[[measures]]", "[[measures]]\ncodes = 1"), 'codes.*Did you mean "code"'),
    "a pattern that names no year": (("[[measures]]", "[[spans]]\npattern = '2009'\n[[measures]]"), "must name the year"),
    "a pattern that is none": (("[[measures]]", "[[spans]]\npattern = '('\n[[measures]]"), "no pattern"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_layout_that_cannot_be_used_says_what_to_put_right(tmp_path, case):
    (old, new), words = case
    with pytest.raises(PimError, match=words):
        load(tmp_path, SMALL.replace(old, new, 1))


def test_the_layout_that_brings_the_definitions_is_named(tmp_path):
    layout = SMALL.replace("[indicators.C-1]\n", "[indicators.C-2]\n").replace(
        'makes = "comparators"', 'makes = "comparators"\ncompanion = "their-words"'
    )
    with pytest.raises(PimError, match="pimdata load --layout their-words FILE"):
        load(tmp_path, layout)


def test_real_figures_are_not_put_beside_an_illustrative_council_unasked(demo_store: store.Store, tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL, "utf-8")
    with pytest.raises(PimError, match="--force"):
        layouts.load(demo_store, path, CSV.encode(), "small.csv", "me")


SPANS = {
    "a financial year": (r"(?P<begins>\d{4})-(?P<ends>\d{2})", "2010-11", "2010/11", ""),
    "the turn of the century": (r"(?P<begins>\d{4})-(?P<ends>\d{4})", "1999-2000", "1999/00", ""),
    "several years": (r"(?P<begins>\d{4})-(?P<ends>\d{2})", "2010-14", "2013/14", "of 2010-14"),
    "a calendar year": (r"(?P<begins>\d{4})", "2007", "2007/08", "of 2007"),
    "the year it ends in": (r"to (?P<ends>\d{4})", "to 2008", "2007/08", "of to 2008"),
}


@pytest.mark.parametrize("case", SPANS.values(), ids=SPANS)
def test_what_a_time_is_taken_for(case):
    pattern, words, period, note = case
    taken = Span(pattern=pattern, note="of {found}").taken(words)
    assert (taken.period, taken.note) == (period, note)


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_every_layout_for_comparison_can_be_read_and_says_what_it_is_for(file):
    layout = layout_file.read(layout_file.find(file.layout))
    assert layout.makes == "comparators"
    assert layout.about.strip()
