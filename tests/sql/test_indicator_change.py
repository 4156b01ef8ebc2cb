"""Whether a figure got better: on the period before, and on a year earlier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

Q1, Q2, Q3, Q4 = (f"2008/09 Q{n}" for n in (1, 2, 3, 4))
NEXT = "2009/10 Q1"

# Why the case is here: the indicator, figures by period, other rows, the period, change on the one before, and on the year.
CASES = {
    "more is better": ({}, {Q4: 39, NEXT: 40}, (), NEXT, "better", "n/a"),
    "less is worse": ({}, {Q4: 41, NEXT: 40}, (), NEXT, "worse", "n/a"),
    "as much is the same": ({}, {Q4: 40, NEXT: 40}, (), NEXT, "same", "n/a"),
    "less is better where lower is": ({"good_is": "lower"}, {Q4: 41, NEXT: 40}, (), NEXT, "better", "n/a"),
    "more is worse where lower is better": ({"good_is": "lower"}, {Q4: 39, NEXT: 40}, (), NEXT, "worse", "n/a"),
    "alike as shown is the same": ({}, {Q4: "39.6", NEXT: "40.4"}, (), NEXT, "same", "n/a"),
    "unlike as shown is not": ({}, {Q4: "39.4", NEXT: "39.5"}, (), NEXT, "better", "n/a"),
    "no dust between tenths": ({"decimal_places": 1}, {Q4: "0.3", NEXT: "0.30"}, (), NEXT, "same", "n/a"),
    "below nought": ({}, {Q4: -3, NEXT: -2}, (), NEXT, "better", "n/a"),
    "from nought": ({}, {Q4: 0, NEXT: 1}, (), NEXT, "better", "n/a"),
    "neither way is better": ({"good_is": "neither"}, {Q4: 39, NEXT: 40}, (), NEXT, "n/a", "n/a"),
    "not even where nothing moved": ({"good_is": "neither"}, {Q4: 40, NEXT: 40}, (), NEXT, "n/a", "n/a"),
    "the first figure has nothing before it": ({}, {NEXT: 40}, (), NEXT, "n/a", "n/a"),
    "a gap is not stepped over": ({}, {Q3: 39, NEXT: 40}, (), NEXT, "n/a", "n/a"),
    "no figure, no change": ({}, {Q4: 39, NEXT: None}, (), NEXT, "n/a", "n/a"),
    "the same quarter a year earlier": ({}, {Q1: 41, Q4: 39, NEXT: 40}, (), NEXT, "better", "worse"),
    "a year earlier over a gap": ({}, {Q1: 39, NEXT: 40}, (), NEXT, "n/a", "better"),
    "nothing across a break": ({}, {Q1: 39, Q4: 39, NEXT: 40}, ({"period": NEXT},), NEXT, "n/a", "n/a"),
    "a break before both is none between": ({}, {Q1: 39, Q4: 39, NEXT: 40}, ({"period": Q1},), NEXT, "better", "better"),
    "a break within the year parts the years only": (
        {}, {Q1: 39, Q4: 39, NEXT: 40}, ({"period": Q3},), NEXT, "better", "n/a",
    ),
    "a later break parts nothing before it": (
        {}, {Q1: 39, Q4: 39, NEXT: 40}, ({"period": "2009/10 Q2"},), NEXT, "better", "better",
    ),
    "a rebase is no break": ({}, {Q4: 39, NEXT: 40}, ({"period": NEXT, "kind": "rebase"},), NEXT, "better", "n/a"),
    "a ghost is no break": ({}, {Q4: 39, NEXT: 40}, ({"period": NEXT, "kind": "ghost"},), NEXT, "better", "n/a"),
    "a figure so far always rises": ({"value_basis": "year_to_date"}, {Q3: 30, Q4: 40}, (), Q4, "n/a", "n/a"),
    "so it is set beside the same point last year": (
        {"value_basis": "year_to_date"}, {Q1: 39, Q4: 90, NEXT: 40}, (), NEXT, "n/a", "better",
    ),
    "months so far make no quarter that is better": (
        {"value_basis": "year_to_date", "frequency": "monthly"},
        {"2008-09": 30, "2009-06": 10, "2009-09": 40}, (), "2009/10 Q2", "n/a", "better",
    ),
    "a running total rises by itself, from period to period and from year to year": (
        {"value_basis": "running_total"}, {Q1: 20, Q4: 39, NEXT: 40}, (), NEXT, "n/a", "n/a",
    ),
    "so does one where lower is better": (
        {"value_basis": "running_total", "good_is": "lower"}, {Q1: 20, Q4: 39, NEXT: 40}, (), NEXT, "n/a", "n/a",
    ),
    "and one with a figure a year": (
        {"value_basis": "running_total", "frequency": "annual"}, {"2007/08": 39, "2008/09": 40}, (), "2008/09", "n/a", "n/a",
    ),
    "and its quarters, made of months": (
        {"value_basis": "running_total", "frequency": "monthly"}, {"2009-03": 39, "2009-06": 40}, (), NEXT, "n/a", "n/a",
    ),
    "one year's figure so far beside another's": (
        {"value_basis": "year_to_date", "frequency": "annual"},
        {"2007/08": 39, "2008/09": 40}, (), "2008/09", "better", "better",
    ),
    "months": ({"frequency": "monthly"}, {"2008-07": 1, "2009-06": 3, "2009-07": 2}, (), "2009-07", "worse", "better"),
    "half-years": (
        {"frequency": "half-yearly"}, {"2007/08 H2": 1, "2008/09 H1": 3, "2008/09 H2": 2}, (), "2008/09 H2", "worse", "better",
    ),
    "years, where both are last year": (
        {"frequency": "annual"}, {"2007/08": 39, "2008/09": 40}, (), "2008/09", "better", "better",
    ),
    "a survey is set beside the survey before, whenever that was": (
        {"frequency": "survey", "expected_in": "2007/08;2009/10"}, {"2007/08": 39, "2009/10": 40}, (), "2009/10",
        "better", "n/a",
    ),
    "a year in which nothing was asked for parts the years": (
        {"frequency": "annual", "expected_in": "2007/08;2009/10"}, {"2007/08": 39, "2009/10": 40}, (), "2009/10", "n/a", "n/a",
    ),
    "a change within the deadband is the same": (
        {"deadband_kind": "absolute", "deadband": Decimal(2)}, {Q1: 39, Q4: 42, NEXT: 40}, (), NEXT, "same", "same",
    ),
    "one just past it is not": (
        {"deadband_kind": "absolute", "deadband": Decimal("1.9")}, {Q1: 38, Q4: 42, NEXT: 40}, (), NEXT, "worse", "better",
    ),
    "where lower is better": (
        {"deadband_kind": "absolute", "deadband": Decimal(2), "good_is": "lower"},
        {Q1: 43, Q4: 38, NEXT: 40}, (), NEXT, "same", "better",
    ),
    "a percentage is of the figure compared with": (
        {"deadband_kind": "percent", "deadband": Decimal(5)}, {Q1: 36, Q4: 42, NEXT: 40}, (), NEXT, "same", "better",
    ),
    "also of one below nought": (
        {"deadband_kind": "percent", "deadband": Decimal(5)}, {Q1: -42, Q4: -44, NEXT: -40}, (), NEXT, "better", "same",
    ),
    "a percentage of nought is nothing": (
        {"deadband_kind": "percent", "deadband": Decimal(5)}, {Q4: 0, NEXT: 1}, (), NEXT, "better", "n/a",
    ),
    "one that does not say of what is none": ({"deadband": Decimal(9)}, {Q4: 39, NEXT: 40}, (), NEXT, "better", "n/a"),
    "neither way is better, however little it moved": (
        {"good_is": "neither", "deadband_kind": "absolute", "deadband": Decimal(2)}, {Q4: 39, NEXT: 40}, (), NEXT, "n/a", "n/a",
    ),
    "context moves, and is left out where things are counted": (
        {"class": "context"}, {Q4: 39, NEXT: 40}, (), NEXT, "better", "n/a",
    ),
}  # fmt: skip


def number(value):
    return None if value is None else Decimal(value)


@pytest.fixture(scope="module")
def changes(world):
    with world() as (db, given):
        for code, (indicator, figures, marks, *_) in CASES.items():
            given("indicators", indicator_code=code, **indicator)
            for mark in marks:
                given("spc_marks", indicator_code=code, **mark)
            for period, value in figures.items():
                reason = "flood" if value is None else ""
                given("indicator_results", indicator_code=code, period=period, value=number(value), no_value_reason=reason)
        rows = db.sql("select indicator_code, period, change_on_previous, change_on_year from indicator_change").fetchall()
        return {(code, period): answer for code, period, *answer in rows}


@pytest.mark.parametrize("case", CASES)
def test_a_figure_is_better_or_worse_than_the_one_before_and_a_year_earlier(changes, case):
    *_, period, on_previous, on_year = CASES[case]
    assert changes[case, period] == [on_previous, on_year]


# Why the case is here: the two figures, the range of each year, and the change from the last quarter to the first, with
# a deadband where there is a fifth.
RANGES = {
    "nearer to the range is better": ((30, 35), (40, 50), (40, 50), "better"),
    "further from it is worse": ((45, 53), (40, 50), (40, 50), "worse"),
    "inside it, moving is the same": ((41, 49), (40, 50), (40, 50), "same"),
    "as far on the other side is the same": ((38, 52), (40, 50), (40, 50), "same"),
    "nearer by less than the deadband is the same": ((35, 37), (40, 50), (40, 50), "same", 2),
    "further by no more than it is too": ((37, 35), (40, 50), (40, 50), "same", 2),
    "from inside, by more than it, is worse": ((49, 53), (40, 50), (40, 50), "worse", 2),
    "to inside, by more than it, is better": ((37, 41), (40, 50), (40, 50), "better", 2),
    "far through the range and hardly out of it is the same": ((41, 51), (40, 50), (40, 50), "same", 2),
    "no range, nothing to be nearer to": ((38, 52), None, None, "n/a"),
    "no range then, nothing to compare with": ((45, 53), None, (40, 50), "n/a"),
    "no range now, nothing to compare with": ((53, 45), (40, 50), None, "n/a"),
}


@pytest.fixture(scope="module")
def range_changes(world):
    with world() as (db, given):
        for code, (figures, then, now, _, *deadband) in RANGES.items():
            given(
                "indicators",
                indicator_code=code,
                good_is="range",
                deadband_kind="absolute",
                deadband=Decimal(deadband[0]) if deadband else None,
            )
            for year, edges in zip(("2008/09", "2009/10"), (then, now), strict=True):
                low, high = (Decimal(edges[0]), Decimal(edges[1])) if edges else (None, None)
                given("targets", indicator_code=code, financial_year=year, target_value=None, target_low=low, target_high=high)
            for period, value in zip((Q1, Q4, NEXT), (figures[0], *figures), strict=True):
                given("indicator_results", indicator_code=code, period=period, value=Decimal(value))
        rows = db.sql(
            "select indicator_code, change_on_previous, change_on_year from indicator_change where period = $p",
            params={"p": NEXT},
        ).fetchall()
        return {code: answer for code, *answer in rows}


@pytest.mark.parametrize("case", RANGES)
def test_a_figure_with_a_range_is_better_when_it_comes_nearer(range_changes, case):
    assert range_changes[case] == [RANGES[case][3]] * 2  # the quarter before and the same a year earlier are alike here


# Why the case is here: figures from quarter 1 of 2008/09 on, against 40 with a tolerance of 2, and the run at the last.
RUNS = {
    "on target is no run": ([30, 40], 0, 1),
    "one miss": ([40, 37], 1, 0),
    "near counts as a miss": ([40, 38], 1, 0),
    "near and below together": ([40, 38, 37, 39], 3, 2),
    "from the very first": ([37, 37], 2, 1),
    "a figure on target begins again": ([37, 40, 37], 1, 0),
    "a missing figure begins again": ([37, None, 37], 1, 0),
    "a missing figure is no miss": ([37, None], 0, 1),
    "back on target after two": ([40, 37, 38, 40], 0, 2),
}


@pytest.fixture(scope="module")
def runs(world):
    with world() as (db, given):
        for code, (figures, *_) in RUNS.items():
            given("indicators", indicator_code=code, valid_from=date(2008, 4, 1))
            given("targets", indicator_code=code, financial_year="2008/09")
            for quarter, value in enumerate(figures, 1):
                if value is not None:
                    given("indicator_results", indicator_code=code, period=f"2008/09 Q{quarter}", value=Decimal(value))
        rows = db.sql("select indicator_code, period, run_of_misses, misses_before from indicator_status").fetchall()
        return {(code, period): answer for code, period, *answer in rows}


@pytest.mark.parametrize("case", RUNS)
def test_a_run_counts_periods_off_target_one_after_another(runs, case):
    figures, run, before = RUNS[case]
    assert runs[case, f"2008/09 Q{len(figures)}"] == [run, before]


def test_the_figure_before_is_shown_with_its_period_only_where_they_can_be_compared(world):
    with world() as (db, given):
        given("indicators")
        given("indicator_results", period=Q3, value=Decimal(38))
        given("indicator_results", period=Q4, value=Decimal("39.6"))
        found = db.sql("""
            select period, previous_value, previous_period from indicator_change
            where period in ('2008/09 Q3', '2008/09 Q4') order by period
        """).fetchall()
    assert found == [(Q3, None, None), (Q4, Decimal(38), Q3)]
