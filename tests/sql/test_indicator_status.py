"""What each figure means against its target, today, and the rule that says so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

MET, WITHIN, BEYOND = "target met", "short of target, within tolerance", "short of target, beyond tolerance"
BARE = "short of target, and no tolerance is set"

# Why the case is here: what is unlike an ordinary indicator, target and figure, and then status and reason.
# The ordinary ones: quarterly, a snapshot, higher is better, no decimals, target 40, tolerance 2, figure 40 in quarter 1.
JUDGED = {
    "exactly on target is met": ({}, {}, {}, "on", MET),
    "better than target is met": ({}, {}, {"value": 41}, "on", MET),
    "exactly at the tolerance's edge takes the better status": ({}, {}, {"value": 38}, "near", WITHIN),
    "one past the tolerance is below": ({}, {}, {"value": 37}, "below", BEYOND),
    "shown as 40, so judged as 40": ({}, {}, {"value": "39.5"}, "on", MET),
    "shown as 39, so judged as 39": ({}, {}, {"value": "39.49"}, "near", WITHIN),
    "a target is judged as it is shown too": ({}, {"target_value": "39.6"}, {"value": 40}, "on", MET),
    "a target shown as 40 is missed by 39": ({}, {"target_value": "39.6"}, {"value": 39}, "near", WITHIN),
    "one decimal shown, so judged at one": ({"decimal_places": 1}, {}, {"value": "39.95"}, "on", MET),
    "and 39.94 is 39.9": ({"decimal_places": 1}, {}, {"value": "39.94"}, "near", WITHIN),
    "no floating point dust on the edge": (
        {"decimal_places": 2, "tolerance": "0.02"},
        {"target_value": "0.92"},
        {"value": "0.90"},
        "near",
        WITHIN,
    ),
    "no dust on a lower edge": (
        {"decimal_places": 1, "tolerance": "0.1", "good_is": "lower"},
        {"target_value": "0.2"},
        {"value": "0.3"},
        "near",
        WITHIN,
    ),
    "six decimals are judged at six": (
        {"decimal_places": 6, "tolerance": None, "tolerance_kind": ""},
        {"target_value": "0.000002"},
        {"value": "0.000001"},
        "below",
        BARE,
    ),
    "no decimal places means none": ({"decimal_places": None}, {}, {"value": "39.5"}, "on", MET),
    "lower is better turns it round": ({"good_is": "lower"}, {}, {"value": 41}, "near", WITHIN),
    "lower is better, on the edge": ({"good_is": "lower"}, {}, {"value": 42}, "near", WITHIN),
    "lower is better, past it": ({"good_is": "lower"}, {}, {"value": 43}, "below", BEYOND),
    "lower is better, met": ({"good_is": "lower"}, {}, {"value": 39}, "on", MET),
    "nought is a figure": ({"good_is": "lower"}, {}, {"value": 0}, "on", MET),
    "a per cent tolerance is of the target": (
        {"tolerance_kind": "percent", "tolerance": 5, "decimal_places": 1},
        {"target_value": 90},
        {"value": "85.5"},
        "near",
        WITHIN,
    ),
    "and not of 100": (
        {"tolerance_kind": "percent", "tolerance": 5, "decimal_places": 1},
        {"target_value": 90},
        {"value": "85.4"},
        "below",
        BEYOND,
    ),
    "a negative target's tolerance is of its size": (
        {"tolerance_kind": "percent", "tolerance": 10},
        {"target_value": -50},
        {"value": -55},
        "near",
        WITHIN,
    ),
    "a negative target missed": (
        {"tolerance_kind": "percent", "tolerance": 10},
        {"target_value": -50},
        {"value": -56},
        "below",
        BEYOND,
    ),
    "a negative target met, lower is better": ({"good_is": "lower"}, {"target_value": -5}, {"value": -5}, "on", MET),
    "a percentage is of the target as it is shown": (
        {"tolerance_kind": "percent", "tolerance": 10},
        {"target_value": "39.6"},
        {"value": 36},
        "near",
        WITHIN,
    ),
    "a target of nought can be met": ({"good_is": "lower"}, {"target_value": 0}, {"value": 0}, "on", MET),
    "a target of nought has its tolerance": ({"good_is": "lower"}, {"target_value": 0}, {"value": 2}, "near", WITHIN),
    "a per cent of nought leaves no room": (
        {"good_is": "lower", "tolerance_kind": "percent", "tolerance": 10},
        {"target_value": 0},
        {"value": 1},
        "below",
        BEYOND,
    ),
    "no tolerance leaves two statuses": ({"tolerance": None, "tolerance_kind": ""}, {}, {"value": 39}, "below", BARE),
    "no tolerance, met": ({"tolerance": None, "tolerance_kind": ""}, {}, {"value": 40}, "on", MET),
    "an intervention level takes the tolerance's place": (
        {},
        {"intervention_value": 30},
        {"value": 30},
        "near",
        WITHIN,
    ),
    "past the intervention level is below": ({}, {"intervention_value": 30}, {"value": 29}, "below", BEYOND),
    "it may be narrower than the tolerance": ({}, {"intervention_value": 39}, {"value": 38}, "below", BEYOND),
    "an intervention level when lower is better": (
        {"good_is": "lower"},
        {"intervention_value": 50},
        {"value": 50},
        "near",
        WITHIN,
    ),
    "past it when lower is better": (
        {"good_is": "lower"},
        {"intervention_value": 50},
        {"value": 51},
        "below",
        BEYOND,
    ),
    "on the intervention level below a rounded target": (
        {},
        {"target_value": "39.6", "intervention_value": 36},
        {"value": 36},
        "near",
        WITHIN,
    ),
    "an intervention level is judged as it is shown": (
        {},
        {"intervention_value": "35.4"},
        {"value": 35},
        "near",
        WITHIN,
    ),
    "inside a range is met": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40, "target_high": 50},
        {"value": 45},
        "on",
        MET,
    ),
    "the lower edge of a range is inside": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40, "target_high": 50},
        {"value": 40},
        "on",
        MET,
    ),
    "the upper edge of a range is inside": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40, "target_high": 50},
        {"value": 50},
        "on",
        MET,
    ),
    "under a range, within tolerance of its edge": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40, "target_high": 50},
        {"value": 38},
        "near",
        WITHIN,
    ),
    "over a range, within tolerance of its edge": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40, "target_high": 50},
        {"value": 52},
        "near",
        WITHIN,
    ),
    "under a range, beyond tolerance": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40, "target_high": 50},
        {"value": 37},
        "below",
        BEYOND,
    ),
    "over a range, beyond tolerance": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40, "target_high": 50},
        {"value": 53},
        "below",
        BEYOND,
    ),
    "a range open above": (
        {"good_is": "range"},
        {"target_value": None, "target_low": 40},
        {"value": 90},
        "on",
        MET,
    ),
    "a range open below": (
        {"good_is": "range"},
        {"target_value": None, "target_high": 50},
        {"value": 51},
        "near",
        WITHIN,
    ),
    "context is never coloured": (
        {"class": "context"},
        {},
        {"value": 1},
        "info",
        "shown for context and never judged",
    ),
    "data only is never coloured": (
        {"class": "data_only"},
        {},
        {"value": 1},
        "info",
        "collected as data and never judged",
    ),
    "neither way is better, so it is never coloured": (
        {"good_is": "neither"},
        {},
        {"value": 1},
        "info",
        "neither a higher nor a lower figure is better",
    ),
    "no figure, with a reason": (
        {},
        {},
        {"value": None, "no_value_reason": "the survey failed"},
        "info",
        "no figure: the survey failed",
    ),
    "to be confirmed": (
        {},
        {"target_kind": "to_be_confirmed", "target_value": None},
        {},
        "info",
        "the target is to be confirmed",
    ),
    "a target of none": ({}, {"target_kind": "none", "target_value": None}, {}, "info", "no target is set"),
    "a baseline is being set": (
        {},
        {"target_kind": "set_baseline", "target_value": None},
        {},
        "info",
        "a baseline is being set",
    ),
    "points above a baseline": (
        {"baseline_value": 35},
        {"target_kind": "relative_to_baseline", "target_value": 5, "relative_unit": "points"},
        {"value": 40},
        "on",
        MET,
    ),
    "points above a baseline, missed": (
        {"baseline_value": 36},
        {"target_kind": "relative_to_baseline", "target_value": 5, "relative_unit": "points"},
        {"value": 40},
        "near",
        WITHIN,
    ),
    "per cent above a baseline": (
        {"baseline_value": 80},
        {"target_kind": "relative_to_baseline", "target_value": -50, "relative_unit": "percent"},
        {"value": 40},
        "on",
        MET,
    ),
    "per cent above a baseline, missed": (
        {"baseline_value": 40},
        {"target_kind": "relative_to_baseline", "target_value": 10, "relative_unit": "percent"},
        {"value": 41},
        "below",
        BEYOND,
    ),
    "nobody said per cent of what": (
        {"baseline_value": 40},
        {"target_kind": "relative_to_baseline", "target_value": 5, "relative_unit": "unknown"},
        {},
        "info",
        "the plan does not say of what its target is a part",
    ),
    "no baseline yet": (
        {},
        {"target_kind": "relative_to_baseline", "target_value": 5, "relative_unit": "points"},
        {},
        "info",
        "the baseline is not known yet",
    ),
    "a year's target judges a quarter of a running total": (
        {"value_basis": "running_total"},
        {},
        {"value": 37},
        "below",
        BEYOND,
    ),
    "a year's target judges a quarter of a rolling figure": (
        {"value_basis": "rolling"},
        {},
        {"value": 38},
        "near",
        WITHIN,
    ),
    "a year's target judges a quarter's ratio": (
        {"value_basis": "period", "aggregation": "ratio"},
        {},
        {"value": 38},
        "near",
        WITHIN,
    ),
    "a year's target judges a quarter's mean": (
        {"value_basis": "period", "aggregation": "mean"},
        {},
        {"value": 38},
        "near",
        WITHIN,
    ),
    "a year's target never judges a quarter's sum": (
        {"value_basis": "period", "aggregation": "sum"},
        {},
        {},
        "info",
        "no target for this period",
    ),
    "nor a figure so far this year": (
        {"value_basis": "year_to_date", "aggregation": "last"},
        {},
        {},
        "info",
        "no target for this period",
    ),
    "nor a part that does not add up": (
        {"value_basis": "period", "aggregation": "none"},
        {},
        {},
        "info",
        "no target for this period",
    ),
}


def decimals(changes: dict) -> dict:
    """Numbers as the tables hold them."""
    return {name: Decimal(v) if isinstance(v, int | str) and name in FIGURES else v for name, v in changes.items()}


FIGURES = {
    "value", "target_value", "target_low", "target_high", "intervention_value", "stretch_value", "tolerance", "baseline_value",
}  # fmt: skip


@pytest.fixture(scope="module")
def judged(world):
    with world() as (db, given):
        for code, (indicator, target, result, *_) in JUDGED.items():
            given("indicators", indicator_code=code, **decimals(indicator))
            given("targets", indicator_code=code, **decimals(target))
            given("indicator_results", indicator_code=code, **decimals(result))
        rows = db.sql("select indicator_code, status, reason from indicator_status where period = '2009/10 Q1'").fetchall()
        return {code: answer for code, *answer in rows}


@pytest.mark.parametrize("case", JUDGED)
def test_a_figure_has_its_status_and_the_rule_that_gave_it(judged, case):
    *_, status, reason = JUDGED[case]
    assert judged[case] == [status, reason]


# Why the case is here: what is unlike the ordinary, today, whether a figure is in, and then status and reason of quarter 2.
# Quarter 2 ends on 30 September 2009; twenty working days later is 28 October.
WAITING = {
    "on the last day it has not finished": ({}, date(2009, 9, 30), "due", "the period has not finished"),
    "the day after, it can be returned": ({}, date(2009, 10, 1), "due", "the return is not due yet"),
    "on its due day it is not late": ({}, date(2009, 10, 28), "due", "the return is not due yet"),
    "at midnight it is": ({}, date(2009, 10, 29), "late", "the figure has not been returned"),
    "context is owed too": ({"class": "context"}, date(2009, 10, 29), "late", "the figure has not been returned"),
    "calendar days": ({"due_days": 5, "due_day_kind": "calendar"}, date(2009, 10, 5), "due", "the return is not due yet"),
    "calendar days past": (
        {"due_days": 5, "due_day_kind": "calendar"},
        date(2009, 10, 6),
        "late",
        "the figure has not been returned",
    ),
    "a rolled-up quarter waits for its parts": (
        {"frequency": "monthly"},
        date(2009, 10, 29),
        "late",
        "a part of the period has not been returned",
    ),
}


@pytest.mark.parametrize("case", WAITING)
def test_a_figure_that_is_not_there_is_due_and_then_late(db, given, case):
    indicator, today, *answer = WAITING[case]
    db.execute("set variable today = $today", {"today": today})
    given("indicators", **indicator)
    given("targets")
    found = db.sql("select status, reason from indicator_status where period = '2009/10 Q2'").fetchall()
    assert found == [tuple(answer)]


def test_a_late_figure_shows_its_last_status_beside_it_and_never_as_its_own(db, given):
    given("indicators")
    given("targets")
    given("indicator_results", value=Decimal(38))
    found = db.sql("""
        select status, value, last_known_status, last_known_period from indicator_status where period = '2009/10 Q2'
    """).fetchall()
    assert found == [("late", None, "near", "2009/10 Q1")]


def test_the_last_known_status_is_of_the_newest_figure_and_not_of_a_reason(db, given):
    given("indicators")
    given("targets")
    given("targets", financial_year="2008/09")
    given("indicator_results", period="2008/09 Q3", value=Decimal(30))
    given("indicator_results", period="2008/09 Q4", value=Decimal(40))
    given("indicator_results", value=None, no_value_reason="flood")
    found = db.sql("""
        select last_known_status, last_known_period from indicator_status where period = '2009/10 Q2'
    """).fetchall()
    assert found == [("on", "2008/09 Q4")]


def test_a_month_with_an_accepted_reason_does_not_make_its_quarter_late(db, given):
    given("indicators", frequency="monthly", value_basis="period", aggregation="sum")
    given("indicator_results", period="2009-04")
    given("indicator_results", period="2009-05")
    given("indicator_results", period="2009-06", value=None, no_value_reason="the system was down")
    found = db.sql("select status, reason, is_in from indicator_status where period = '2009/10 Q1'").fetchall()
    assert found == [("info", "no figure: the system was down", True)]


def test_a_month_not_returned_makes_its_quarter_late_whatever_the_others_say(db, given):
    given("indicators", frequency="monthly", value_basis="period", aggregation="sum")
    given("indicator_results", period="2009-04")
    given("indicator_results", period="2009-06", value=None, no_value_reason="the system was down")
    found = db.sql("select status, reason from indicator_status where period = '2009/10 Q1'").fetchall()
    assert found == [("late", "a part of the period has not been returned")]


def test_no_target_at_all_is_said_so(db, given):
    given("indicators")
    given("indicator_results")
    found = db.sql("select status, reason from indicator_status where period = '2009/10 Q1'").fetchall()
    assert found == [("info", "no target is set")]


# Why the case is here: basis and aggregation, the period's own target, and the status of 40 in quarter 1.
OWN_TARGETS = {
    "a period's own target judges a sum": (("period", "sum"), {"target_value": 41}, "near"),
    "and a figure so far": (("year_to_date", "last"), {"target_value": 40}, "on"),
    "it comes before the year's": (("snapshot", "last"), {"target_value": 50}, "below"),
    "so does its saying that there is none": (("snapshot", "last"), {"target_kind": "none", "target_value": None}, "info"),
    "so does one to be confirmed": (("snapshot", "last"), {"target_kind": "to_be_confirmed", "target_value": None}, "info"),
}


@pytest.mark.parametrize("case", OWN_TARGETS)
def test_a_periods_own_target_comes_first(db, given, case):
    (basis, aggregation), target, status = OWN_TARGETS[case]
    given("indicators", value_basis=basis, aggregation=aggregation)
    given("targets", target_value=Decimal(40))
    given("targets", period="2009/10 Q1", **decimals(target))
    given("indicator_results")
    assert db.sql("select status from indicator_status where period = '2009/10 Q1'").fetchall() == [(status,)]


def test_a_target_for_a_part_is_never_the_wholes(db, given):
    given("indicators")
    given("targets", category="Sawston")
    given("indicator_results")
    assert db.sql("select reason from indicator_status where period = '2009/10 Q1'").fetchall() == [("no target is set",)]


def test_a_figure_for_a_part_is_never_the_wholes(db, given):
    given("indicators")
    given("targets")
    given("indicator_results", dimension="ward", category="Sawston")
    assert db.sql("select status from indicator_status where period = '2009/10 Q1'").fetchall() == [("late",)]


def test_a_years_target_judges_the_years_sum(db, given):
    given("indicators", value_basis="period", aggregation="sum")
    given("targets", financial_year="2008/09", target_value=Decimal(100))
    for quarter in range(1, 5):
        given("indicator_results", period=f"2008/09 Q{quarter}", value=Decimal(25))
    found = db.sql("select value, status from indicator_status where period = '2008/09'").fetchall()
    assert found == [(Decimal(100), "on")]


# Why the case is here: what is given of the year before, and the level that "+5 points" then means for 2009/10.
BASELINES = {
    "the year's own figure sets it": ("annual", "snapshot", "last", {"2008/09": 30}, 35),
    "so does the last part of it": ("quarterly", "snapshot", "last", {"2008/09 Q1": 10, "2008/09 Q4": 30}, 35),
    "a year's sum, not a quarter's": ("quarterly", "period", "sum", {f"2008/09 Q{n}": 10 for n in (1, 2, 3, 4)}, 45),
    "a quarter's sum is no baseline for a year": ("quarterly", "period", "sum", {"2008/09 Q1": 10}, None),
    "nor is half of what is counted so far": ("quarterly", "year_to_date", "last", {"2008/09 Q2": 10}, None),
    "none until a figure is in": ("annual", "snapshot", "last", {}, None),
}


@pytest.mark.parametrize("case", BASELINES)
def test_a_baseline_is_the_final_figure_of_the_year_that_sets_it(db, given, case):
    frequency, basis, aggregation, figures, level = BASELINES[case]
    given("indicators", frequency=frequency, value_basis=basis, aggregation=aggregation)
    given("targets", financial_year="2008/09", target_kind="set_baseline", target_value=None)
    given("targets", target_kind="relative_to_baseline", target_value=Decimal(5), relative_unit="points")
    for period, value in figures.items():
        given("indicator_results", period=period, value=Decimal(value))
    assert db.sql("select target from indicator_status where period = '2009/10'").fetchall() == [(level,)]


def test_a_baseline_that_arrives_late_judges_what_waited_for_it(db, given):
    given("indicators", valid_from=date(2008, 4, 1))
    given("targets", target_kind="relative_to_baseline", target_value=Decimal(5), relative_unit="points")
    given("indicator_results", value=Decimal(35))
    query = "select status, reason from indicator_status where period = '2009/10 Q1'"
    assert db.sql(query).fetchall() == [("info", "the baseline is not known yet")]
    given("indicators", valid_from=date(2008, 4, 1), baseline_value=Decimal(30))
    assert db.sql(query).fetchall() == [("on", MET)]


# Why the case is here: the target, the result, today, and then status and reason of the year.
BY_MARCH = {"target_kind": "milestone_date", "target_date": date(2010, 3, 31), "target_value": None}
BY_JUNE = BY_MARCH | {"target_date": date(2009, 6, 30)}
MILESTONES = {
    "reached on its very day": (BY_JUNE, {"achieved_on": date(2009, 6, 30)}, "on", "reached by its date"),
    "reached early": (BY_MARCH, {"achieved_on": date(2009, 5, 1)}, "on", "reached by its date"),
    "reached a day late": (BY_JUNE, {"achieved_on": date(2009, 7, 1)}, "below", "reached after its date"),
    "missed, and nobody says so": (BY_JUNE, None, "below", "its date has passed"),
    "missed, and put back": (BY_JUNE, {"expected_on": date(2010, 5, 1)}, "below", "its date has passed"),
    "ahead": (BY_MARCH, None, "due", "its date is still ahead"),
    "due today is ahead": (BY_MARCH | {"target_date": date(2009, 12, 31)}, None, "due", "its date is still ahead"),
    "due yesterday is not": (BY_MARCH | {"target_date": date(2009, 12, 30)}, None, "below", "its date has passed"),
    "no date yet": (
        {"target_kind": "to_be_confirmed", "target_value": None},
        None,
        "info",
        "the target is to be confirmed",
    ),
    "reached without a date": (
        {"target_kind": "to_be_confirmed", "target_value": None},
        {"achieved_on": date(2009, 5, 1)},
        "info",
        "reached, and no date was set for it",
    ),
}


@pytest.mark.parametrize("case", MILESTONES)
def test_a_milestone_is_judged_by_its_date(db, given, case):
    target, result, *answer = MILESTONES[case]
    given("indicators", kind="milestone", frequency="annual", good_is="", aggregation="none", value_basis="period")
    given("targets", **target)
    if result:
        given("indicator_results", period="2009/10", value=None, **result)
    found = db.sql("select status, reason from indicator_status where period = '2009/10'").fetchall()
    assert found == [tuple(answer)]


# Why the case is here: which way is good, the stretch level, the figure, and whether it beat its target.
STRETCHED = {
    "at the stretch level it is beaten": ("higher", 45, 45, True),
    "short of it, only met": ("higher", 45, 44, False),
    "lower is better turns it round": ("lower", 35, 35, True),
    "lower is better, only met": ("lower", 35, 36, False),
    "no stretch level, nothing to beat": ("higher", None, 99, False),
    "missed is never beaten": ("higher", 20, 30, False),
}


@pytest.mark.parametrize("case", STRETCHED)
def test_a_target_is_beaten_at_its_stretch_level(db, given, case):
    good_is, stretch, value, is_beaten = STRETCHED[case]
    given("indicators", good_is=good_is)
    given("targets", stretch_value=None if stretch is None else Decimal(stretch))
    given("indicator_results", value=Decimal(value))
    assert db.sql("select beat_target from indicator_status where period = '2009/10 Q1'").fetchall() == [(is_beaten,)]


# Why the case is here: the figures and withdrawals, oldest first, and the figure then in force.
SENT = {
    "a correction takes the figure's place": ([40, 41], [], 41, True),
    "an equal correction is no revision": ([40, 40], [], 40, False),
    "a blank with a reason takes it away": ([40, None], [], None, True),
    "a withdrawn correction gives way to the first": ([40, 41], [1], 40, False),
    "with both withdrawn there is none": ([40, 41], [0, 1], None, False),
    "the first withdrawn, the correction is the first": ([40, 41], [0], 41, False),
}


@pytest.mark.parametrize("case", SENT)
def test_the_figure_in_force_is_the_newest_not_withdrawn(db, given, case):
    values, withdrawn, value, is_revised = SENT[case]
    given("indicators")
    loads = [
        given("indicator_results", value=None if v is None else Decimal(v), no_value_reason="" if v is not None else "flood")
        for v in values
    ]
    for number in withdrawn:
        given.withdraw(loads[number])
    found = db.sql("select value, is_revised from indicator_status where period = '2009/10 Q1'").fetchall()
    assert found == [(value, is_revised)]


def test_a_load_signed_off_again_comes_back_on_top(db, given):
    given("indicators")
    first = given("indicator_results", value=Decimal(40))
    given("indicator_results", value=Decimal(41))
    given.withdraw(first)
    given.sign_off(first)
    assert db.sql("select value from indicator_status where period = '2009/10 Q1'").fetchall() == [(Decimal(40),)]


def test_within_one_file_the_later_row_counts(db, given):
    given("indicators")
    load = given("indicator_results", value=Decimal(40))
    db.execute("insert into indicator_results by name select * replace (41 as value, 3 as source_row) from indicator_results")
    assert load == 2
    assert db.sql("select value from indicator_status where period = '2009/10 Q1'").fetchall() == [(Decimal(41),)]


def test_the_newest_figure_is_found_though_the_measure_is_now_returned_less_often(db, given):
    given("indicators", frequency="monthly", valid_from=date(2009, 4, 1))
    given("indicators", frequency="quarterly", valid_from=date(2009, 7, 1))
    given("targets")
    given("indicator_results", period="2009-06")
    given("indicator_results", period="2009/10 Q2", value=Decimal(41))
    assert db.sql("select period, value from indicator_latest").fetchall() == [("2009/10 Q2", Decimal(41))]
