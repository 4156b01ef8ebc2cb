"""Which series are judged by their usual ups and downs, what is charted of them, and in which words others are refused."""

from __future__ import annotations

import math
import random
from datetime import date
from decimal import Decimal

import pytest

MONTHS = [f"{year}-{month:02d}" for year in range(2007, 2012) for month in range(1, 13)][3:]
QUARTERS = [f"{year}/{year + 1 - 2000:02d} Q{part}" for year in range(2005, 2011) for part in (1, 2, 3, 4)]
YEARS = [f"{year}/{year + 1 - 2000:02d}" for year in range(2003, 2011)]
PERIODS = {"monthly": MONTHS, "quarterly": QUARTERS, "annual": YEARS, "survey": YEARS}


def noise(count, seed=1, mean=50.0, spread=3.0):
    chance = random.Random(seed)
    return [round(chance.gauss(mean, spread), 2) for _ in range(count)]


def season(count, parts, swing=20.0):
    return [round(figure + swing * math.sin(2 * math.pi * at / parts), 2) for at, figure in enumerate(noise(count, spread=2.0))]


def so_far(figures, parts=12):
    told, total = [], 0.0
    for at, figure in enumerate(figures):
        total = figure if at % parts == 0 else total + figure
        told.append(round(total, 2))
    return told


def chart(db, given, refreshed, figures, counts=None, targets=(), **definition):
    """Send figures of one monthly measure from April 2007, and say what its chart is."""
    settings = {"frequency": "monthly", "value_basis": "period", "aggregation": "mean", "valid_from": date(1990, 4, 1)}
    settings |= definition
    given("indicators", **settings)
    for target in targets:
        given("targets", **target)
    for at, (period, figure) in enumerate(zip(PERIODS[settings["frequency"]], figures, strict=False)):
        row = {"period": period, "value": None if figure is None else Decimal(str(figure))}
        if figure is None:
            row["no_value_reason"] = "not counted"
        if counts:
            row |= dict(zip(("numerator", "denominator"), map(Decimal, counts[at]), strict=True))
        given("indicator_results", **row)
    refreshed()  # the views of a chart stand many deep, and planning all of them at once takes seconds
    found = db.sql("from spc_summary").pl().to_dicts()[0]
    return found, db.sql("select period, value, target, mean, shift, trend from spc_points order by period_index").pl()


METHODS = {
    # why this case is here: (figures, definition, method, limits, refused because)
    "fifteen months are judged": (noise(15), {}, "XmR", "established", ""),
    "fourteen are provisional": (noise(14), {}, "XmR", "provisional", ""),
    "eleven are a run chart": (noise(11), {}, "run chart", "run_chart_only", "too few figures for limits, 11 of 12"),
    "so are eight years": (
        noise(8), {"frequency": "annual"}, "run chart", "run_chart_only", "too few figures for limits, 8 of 12"),
    "no figure yet": ([], {}, "run chart", "no_data", "too few figures for limits, 0 of 12"),
    "a context measure moves too": (noise(20), {"class": "context", "good_is": "neither"}, "XmR", "established", ""),
    "a snapshot is a stock": (noise(20), {"value_basis": "snapshot", "aggregation": "last"}, "XmR", "established", ""),
    "rolling averages share their months": (
        noise(20), {"value_basis": "rolling"}, "none", "no_limits",
        "each figure shares most of its months with the one before"),
    "a survey has its own chance": (
        noise(20), {"frequency": "survey"}, "none", "no_limits",
        "a survey's figures also differ by the chance of who answered"),
    "data alone is not judged": (
        noise(20), {"class": "data_only"}, "none", "no_limits", "it is collected as data and never judged"),
    "a milestone is reached or not": (
        [], {"kind": "milestone", "frequency": "annual"}, "none", "no_data", "a milestone is reached or it is not"),
    "cut-off periods are not evenly spaced": (
        noise(3), {"expected_in": "2007-04; 2007-05; 2007-09"}, "none", "no_limits", "its periods are not evenly spaced"),
    "a total so far is taken apart": (
        so_far(noise(20)), {"value_basis": "year_to_date", "aggregation": "sum", "unit": "number"},
        "XmR of each period's own figure", "established", ""),
    "so is a running total": (
        so_far(noise(20), 99), {"value_basis": "running_total", "aggregation": "last", "unit": "number"},
        "XmR of each period's own figure", "established", ""),
    "a rate so far without its cases cannot be": (
        noise(20), {"value_basis": "year_to_date", "aggregation": "ratio"}, "none", "no_data",
        "a rate so far this year cannot be taken apart without its numbers of cases"),
    "the seasons, with years enough": (season(42, 12), {}, "XmR of the change on a year before", "established", ""),
    "quarters have seasons too": (
        season(20, 4), {"frequency": "quarterly"}, "XmR of the change on a year before", "established", ""),
    "too few quarters to set beside the year before": (
        season(16, 4), {"frequency": "quarterly"}, "none", "no_limits",
        "it moves with the seasons, and has too few years to set each figure beside the year before"),
    "a faint season is none": (season(42, 12, 3.5), {}, "XmR", "established", ""),
    "two years of months do not make a season": (season(30, 12), {}, "XmR", "established", ""),
    "a long rise is not a season": (
        [50 + at + figure / 9 for at, figure in enumerate(noise(54))], {}, "XmR", "established", ""),
    "nor is a jump": (noise(27) + noise(27, 2, 90), {}, "XmR", "established", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", METHODS.values(), ids=METHODS)
def test_method(db, given, refreshed, case):
    figures, definition, method, limits, refused = case
    found, points = chart(db, given, refreshed, figures, **definition)
    assert (found["trend_method"], found["limits_status"], found["refused_because"]) == (method, limits, refused)
    if method == "none":
        assert points["mean"].drop_nulls().is_empty()
        assert not (points["shift"] != 0).any()
        assert not (points["trend"] != 0).any()
        assert found["variation"] is found["assurance"] is None
        assert db.sql("select count(point_type) from spc_points").fetchall() == [(0,)]


def test_what_adds_up_through_the_year_shows_no_signal_where_each_month_is_noise(db, given, refreshed):
    """Totals so far flag every chart of pure noise; taken apart they flag none of this one."""
    each = noise(36, 11)
    found, points = chart(db, given, refreshed, so_far(each), value_basis="year_to_date", aggregation="sum", unit="number")
    assert [float(value) for value in points["value"]] == pytest.approx([round(figure, 2) for figure in each], abs=0.011)
    assert found["variation"] == "common_cause"


def test_a_month_missing_takes_the_next_with_it_but_not_april(db, given, refreshed):
    told = so_far([10.0] * 15)
    told[4] = told[11] = None
    _, points = chart(db, given, refreshed, told, value_basis="year_to_date", aggregation="sum", unit="number")
    missing = points.filter(points["value"].is_null())["period"].to_list()
    assert missing == ["2007-08", "2007-09", "2008-03"]


def test_a_rate_so_far_is_rebuilt_from_its_cases(db, given, refreshed):
    cases = [(9 * at + at % 2, 10 * at) for at in range(1, 13)]
    figures = [100 * met / of for met, of in cases]
    _, points = chart(db, given, refreshed, figures, cases, value_basis="year_to_date", aggregation="ratio")
    assert [float(value) for value in points["value"][:3]] == [100.0, 80.0, 100.0]


AIMS = {
    # why this case is here: (targets of April, May, June …, the level each month's own figure is held against)
    "the same each month": ([Decimal(10 * at) for at in range(1, 13)], 10.0),
    "more in summer, so no one level says it": ([Decimal(at * at) for at in range(1, 13)], None),
    "one month without": ([Decimal(10 * at) for at in range(1, 12)], None),
}


@pytest.mark.parametrize("case", AIMS.values(), ids=AIMS)
def test_a_target_so_far_judges_a_month_only_where_every_month_should_bring_the_same(db, given, refreshed, case):
    levels, expected = case
    targets = [
        {"financial_year": "2007/08", "period": period, "target_kind": "numeric", "target_value": level}
        for period, level in zip(MONTHS, levels, strict=False)
    ]
    definition = {"value_basis": "year_to_date", "aggregation": "sum", "unit": "number"}
    _, points = chart(db, given, refreshed, so_far([10.0] * 12), targets=targets, **definition)
    assert {None if level is None else float(level) for level in points["target"]} == {expected}


def test_a_change_on_a_year_before_has_no_target(db, given, refreshed):
    target = {"financial_year": "2010/11", "target_kind": "numeric", "target_value": Decimal(1)}
    found, points = chart(db, given, refreshed, season(42, 12), targets=[target])
    assert points["target"].null_count() == points.height == 30
    assert found["assurance"] is None


def test_marks_begin_phases_and_leave_figures_out(db, given, refreshed):
    given("spc_marks", **{"period": "2008-04", "kind": "break", "reason": "Counted otherwise."})
    given("spc_marks", **{"period": "2008-09", "kind": "ghost", "reason": "A flood."})
    chart(db, given, refreshed, noise(30))
    phases = dict(db.sql("select period, phase from spc_points").fetchall())
    assert (phases["2008-03"], phases["2008-04"]) == (1, 2)
    assert db.sql("select period, ghost_reason, point_type from spc_points where is_ghost").fetchall() == [
        ("2008-09", "A flood.", None)
    ]
    assert db.sql("select points_used, points_in_phase from spc_summary").fetchall() == [(29, 17)]


def test_the_order_of_loading_changes_nothing(db, given, refreshed):
    figures = noise(30)
    given("indicators", **{"frequency": "monthly", "value_basis": "period", "aggregation": "mean"})
    backwards = [{"period": period, "value": Decimal(str(figure))} for period, figure in zip(MONTHS, figures, strict=False)][
        ::-1
    ]
    for row in backwards:
        given("indicator_results", **row)
    refreshed()
    later = db.sql("select period, mean, upper_limit, point_type from spc_points order by period_index").fetchall()
    for row in backwards[::-1]:
        given("indicator_results", **row)
    refreshed()
    assert db.sql("select period, mean, upper_limit, point_type from spc_points order by period_index").fetchall() == later
    assert len(later) == 30


LISTED = {
    # why this case is here: (the newest eight months, after twenty-four around 50; which view; why it is listed)
    "worse and still on target is listed": ([40.0] * 8, "exceptions", "a real change for the worse, though not below target"),
    "better and on target goes well": ([60.0] * 8, "successes", "on target, and a real change for the better"),
    "better than last month and last year is nothing beside its usual ups and downs": (
        [48.0, 52.0, 48.0, 52.0, 48.0, 52.0, 48.0, 53.5], "successes", None),
    "a fall that stays within them is not listed either": (
        [48.0, 52.0, 48.0, 52.0, 48.0, 52.0, 52.0, 47.0], "exceptions", None),
    "below target says that it is a real change too": (
        [30.0] * 8, "exceptions", "below target, and off target for 8 months running; a real change for the worse"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTED.values(), ids=LISTED)
def test_what_needs_attention_and_what_goes_well_use_the_signal(db, given, refreshed, case):
    newest, view, why = case
    figures = [48.0, 52.0] * 12 + newest
    targets = [
        {"financial_year": year, "target_kind": "percent", "target_value": Decimal(35)}
        for year in ("2007/08", "2008/09", "2009/10")
    ]
    chart(db, given, refreshed, figures, targets=targets)
    assert db.sql(f"select why_listed from {view} where period = '2009-11'").fetchall() == ([(why,)] if why else [])


SHORT = {
    # why this case is here: (figures, period of a rebase, how many more figures make the limits firm)
    "thirteen want two more": (13, "", 2),
    "fifteen want none": (15, "", 0),
    "a new phase of six wants six, whatever came before it": (30, "2009-04", 6),
}


@pytest.mark.parametrize("case", SHORT.values(), ids=SHORT)
def test_how_many_more_figures_make_the_limits_firm(db, given, refreshed, case):
    count, period, short = case
    if period:
        given("spc_marks", period=period, kind="rebase")
    chart(db, given, refreshed, noise(count))
    assert db.sql("select points_short from change_signals").fetchall() == [(short,)]
