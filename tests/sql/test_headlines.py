"""The counts at the head of a page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sql.standing_in import over

# Why the case is here: the indicator, figures of quarters 1 and 2 (None: a reason), and what it adds 1 to in quarter 2.
CASES = {
    "on": ({}, (40, 41), {"expected", "judged", "is_on", "improving", "compared"}),
    "near": ({}, (40, 38), {"expected", "judged", "is_near", "worse", "compared"}),
    "below": ({}, (40, 30), {"expected", "judged", "is_below", "worse", "compared"}),
    "below again": ({}, (30, 30), {"expected", "judged", "is_below", "same", "compared", "below_again"}),
    "late": ({}, (40,), {"expected", "is_late"}),
    "a reason": ({}, (40, None), {"expected", "is_info"}),
    "the first figure": ({}, ("", 40), {"expected", "judged", "is_on", "not_comparable"}),
    "context is left out": ({"class": "context"}, (40, 41), set()),
    "data only is left out": ({"class": "data_only"}, (40, 41), set()),
    "no target for the part": (
        {"value_basis": "period", "aggregation": "sum"}, (40, 41), {"expected", "is_info", "improving", "compared"},
    ),
}  # fmt: skip
COUNTS = ["expected", "judged", "is_on", "is_near", "is_below", "is_late", "is_info", "is_due", "improving", "same", "worse",
          "not_comparable", "compared", "below_again", "provisional", "revised"]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_measure_is_counted_where_it_belongs(db, given, case):
    indicator, figures, counted = CASES[case]
    given("indicators", **indicator)
    given("targets")
    for quarter, value in enumerate(figures, 1):
        if value != "":
            reason = "flood" if value is None else ""
            given("indicator_results", period=f"2009/10 Q{quarter}", value=value, no_value_reason=reason)
    found = db.sql("from headlines where period = '2009/10 Q2'").pl().to_dicts()
    assert {name for name in COUNTS if found and found[0][name]} == counted
    assert all(found[0][name] == 1 for name in counted)


def test_both_denominators_stand_beside_the_counts(db, given):
    for code, value in (("A", 40), ("B", 30), ("C", None)):
        given("indicators", indicator_code=code)
        given("targets", indicator_code=code)
        if value:
            given("indicator_results", indicator_code=code, period="2009/10 Q2", value=Decimal(value))
    found = db.sql("select expected, judged, is_on, is_late from headlines where period = '2009/10 Q2'").fetchall()
    assert found == [(3, 2, 1, 1)]


BEGUN = {
    # where a measure with figures of quarters 2 and 3 is counted beside one of ten years: (begun on, counted all year)
    "on the year's first day": (date(2009, 4, 1), 2),
    "the day after": (date(2009, 4, 2), 1),
    "within the year": (date(2009, 7, 1), 1),
    "the year before": (date(2008, 10, 1), 2),
}


@pytest.mark.parametrize("case", BEGUN.values(), ids=BEGUN)
def test_a_measure_begun_within_the_year_is_told_apart(db, given, case):
    begun, all_year = case
    for code, first in (("OLD", date(2000, 4, 1)), ("NEW", begun)):
        given("indicators", indicator_code=code, valid_from=first)
        given("targets", indicator_code=code)
        for quarter, value in (("2009/10 Q2", 40), ("2009/10 Q3", 41)):
            given("indicator_results", indicator_code=code, period=quarter, value=Decimal(value))
    # Said again later, it is no other measure.
    given("indicators", indicator_code="OLD", valid_from=date(2009, 8, 1))
    found = db.sql("""
        select judged, judged_all_year, is_on, on_all_year, compared, compared_all_year, improving, improving_all_year
        from headlines where period = '2009/10 Q3'
    """).fetchall()
    assert found == [(2, all_year) * 4]


def test_the_year_before_is_counted_by_itself(db, given):
    given("indicators")
    given("indicator_results", period="2008/09 Q2", value=Decimal(39))
    given("indicator_results", period="2009/10 Q2", is_provisional=True)
    given("indicator_results", period="2009/10 Q2", is_provisional=True, value=Decimal(41))
    found = db.sql("""
        select improving, compared, improving_on_year, same_on_year, worse_on_year, compared_on_year, provisional, revised
        from headlines where period = '2009/10 Q2'
    """).fetchall()
    assert found == [(0, 0, 1, 0, 0, 1, 1, 1)]


def figures_of(given, refreshed, measures, **indicator):
    """Measures, each of them its figures by period, with the target of each year."""
    for number, figures in enumerate(measures):
        code = f"M{number}"
        given("indicators", indicator_code=code, **indicator)
        given("targets", indicator_code=code)
        for period, value in figures.items():
            given("indicator_results", indicator_code=code, period=period, value=Decimal(value))
    refreshed()  # to work the counts out from what was sent takes seconds


def test_each_change_on_the_year_is_counted_by_itself(db, given, refreshed):
    better, same, worse = ({"2008/09 Q2": before, "2009/10 Q2": 40} for before in (39, 40, 41))
    figures_of(given, refreshed, [better, same, same, worse, worse, worse, {"2009/10 Q2": 40}])
    found = db.sql("""
        select improving_on_year, same_on_year, worse_on_year, compared_on_year, compared, not_comparable
        from headlines where period = '2009/10 Q2'
    """).fetchall()
    assert found == [(1, 2, 3, 6, 0, 7)]


def test_only_what_is_below_and_was_off_target_before_is_below_again(db, given, refreshed):
    twice, near_twice, at_last, once = (
        {"2009/10 Q1": before, "2009/10 Q2": now} for before, now in ((30, 30), (38, 38), (38, 30), (40, 30))
    )
    figures_of(given, refreshed, [twice, near_twice, at_last, once])
    found = db.sql("select is_below, is_near, below_again from headlines where period = '2009/10 Q2'").fetchall()
    assert found == [(3, 1, 2)]


def test_a_running_total_is_in_no_count_of_changes(db, given, refreshed):
    figures_of(given, refreshed, [{"2008/09 Q2": 30, "2009/10 Q1": 39, "2009/10 Q2": 40}], value_basis="running_total")
    found = db.sql("select compared, compared_on_year, not_comparable from headlines where period = '2009/10 Q2'").fetchall()
    assert found == [(0, 0, 1)]


def test_what_is_not_here_is_late_once_it_was_due_and_never_before(db, given, refreshed):
    figures_of(given, refreshed, [{}])
    found = db.sql("""
        select period, is_late, is_due, expected from headlines
        where period in ('2009/10 Q2', '2009/10 Q3', '2009/10 Q4') order by period
    """).fetchall()  # the second was due in October, the third ends today
    assert found == [("2009/10 Q2", 1, 0, 1), ("2009/10 Q3", 0, 1, 1), ("2009/10 Q4", 0, 1, 1)]


def test_months_count_in_their_quarter_once_they_are_in(db, given):
    given("indicators", frequency="monthly", value_basis="period", aggregation="mean")
    given("targets")
    for month in (7, 8, 9):
        given("indicator_results", period=f"2009-{month:02d}")
    given("indicators", indicator_code="IND-02")
    found = db.sql("select expected, is_on, is_late from headlines where period = '2009/10 Q2'").fetchall()
    assert found == [(2, 1, 1)]


# How many improved of how many compared, and Wilson's 95 per cent range worked out by hand from z = 1.96; none told from
# fifty on, where it is narrow.
RANGES = {
    "twelve of nineteen": (12, 19, ("41.0", "80.9")),
    "none of four says little": (0, 4, ("0.0", "49.0")),
    "all of four says as little": (4, 4, ("51.0", "100.0")),
    "one of one says nothing": (1, 1, ("20.7", "100.0")),
    "half of forty-nine is told": (25, 49, ("37.5", "64.4")),
    "half of fifty is not": (25, 50, (None, None)),
    "of none there is no share": (0, 0, (None, None)),
}


@pytest.mark.parametrize("case", RANGES)
def test_a_share_improving_has_the_range_that_chance_leaves(db, case):
    improving, compared, wanted = RANGES[case]
    (found,) = db.execute(
        "select chance_range($counted, $of_all, -1), chance_range($counted, $of_all, 1)",
        {"counted": improving, "of_all": compared},
    ).fetchall()
    assert found == tuple(None if each is None else Decimal(each) for each in wanted)


def test_the_range_of_a_headline_is_that_of_its_measures_compared(db, given):
    for code, value in (("A", 41), ("B", 39), ("C", 40), ("D", None)):
        given("indicators", indicator_code=code)
        given("targets", indicator_code=code)
        given("indicator_results", indicator_code=code, period="2009/10 Q1")
        if value:
            given("indicator_results", indicator_code=code, period="2009/10 Q2", value=Decimal(value))
    found = db.sql(
        "select improving, compared, improving_low, improving_high from headlines where period = '2009/10 Q2'"
    ).fetchall()
    assert found == [(1, 3, Decimal("6.1"), Decimal("79.2"))]


def test_those_likely_to_meet_the_years_target_are_counted_of_those_with_a_forecast(db, given):
    for code, value in (("A", 41), ("B", 30), ("C", None)):
        given("indicators", indicator_code=code)
        given("targets", indicator_code=code)
        if value:
            given("indicator_results", indicator_code=code, period="2009/10 Q2", value=Decimal(value))
    found = db.sql("select expected, likely, forecast from headlines where period = '2009/10 Q2'").fetchall()
    assert found == [(3, 1, 2)]


PLAIN = {"indicator_code": "A", "period": "2009/10 Q2", "class": "target"}
NOT_COUNTED = {"period", "frequency", "period_start", "period_end", "financial_year", "improving_low", "improving_high"}
COUNTED = {
    # why this case is here: (what is said of the measure, of its place among others, and all that it adds 1 to)
    "expected, and nothing else": ({}, {}, "expected"),
    "on": ({"status": "on"}, {}, "expected judged is_on"),
    "near": ({"status": "near"}, {}, "expected judged is_near"),
    "below": ({"status": "below"}, {}, "expected judged is_below"),
    "late is not judged": ({"status": "late"}, {}, "expected is_late"),
    "nor is info": ({"status": "info"}, {}, "expected is_info"),
    "nor what is due": ({"status": "due"}, {}, "expected is_due"),
    "below once": ({"status": "below", "run_of_misses": 1}, {}, "expected judged is_below"),
    "below twice": ({"status": "below", "run_of_misses": 2}, {}, "expected judged is_below below_again"),
    "off target thrice and near": ({"status": "near", "run_of_misses": 3}, {}, "expected judged is_near"),
    "better": ({"change_on_previous": "better"}, {}, "expected improving compared"),
    "the same counts below the line": ({"change_on_previous": "same"}, {}, "expected same compared"),
    "worse": ({"change_on_previous": "worse"}, {}, "expected worse compared"),
    "a figure that nothing can be set beside": (
        {"change_on_previous": "n/a", "has_value": True}, {}, "expected not_comparable"),
    "no figure has nothing to compare": ({"change_on_previous": "n/a", "has_value": False}, {}, "expected"),
    "better on the year": ({"change_on_year": "better"}, {}, "expected improving_on_year compared_on_year"),
    "the same on the year": ({"change_on_year": "same"}, {}, "expected same_on_year compared_on_year"),
    "worse on the year": ({"change_on_year": "worse"}, {}, "expected worse_on_year compared_on_year"),
    "nothing a year before": ({"change_on_year": "n/a", "has_value": True}, {}, "expected"),
    "provisional": ({"is_provisional": True}, {}, "expected provisional"),
    "revised": ({"is_revised": True}, {}, "expected revised"),
    "likely": ({"likelihood": "likely"}, {}, "expected likely forecast"),
    "in doubt is a forecast": ({"likelihood": "in doubt"}, {}, "expected forecast"),
    "the best quarter": ({}, {"band": "best"}, "expected in_best_quartile in_best_two banded"),
    "the next": ({}, {"band": "above"}, "expected in_best_two banded"),
    "the third": ({}, {"band": "below"}, "expected banded"),
    "the last": ({}, {"band": "worst"}, "expected banded"),
    "a place without a quarter": ({}, {"movement": "n/a"}, "expected"),
    "a quarter up": ({}, {"movement": "better"}, "expected quartile_up quartile_compared"),
    "the same quarter": ({}, {"movement": "same"}, "expected quartile_same quartile_compared"),
    "a quarter down": ({}, {"movement": "worse"}, "expected quartile_down quartile_compared"),
    "the quarter of another period": ({}, {"band": "best", "period": "2009/10 Q1"}, "expected"),
    "the quarter of another measure": ({}, {"band": "best", "indicator_code": "B"}, "expected"),
}  # fmt: skip


@pytest.mark.parametrize("case", COUNTED)
def test_each_count_takes_in_what_it_says_and_no_more(db, case):
    said, place, adds = COUNTED[case]
    own = {"indicator_code": "A", "period": "2009/10 Q2"} | place
    (found,) = over(db, "headlines", indicator_today=[PLAIN | said], benchmark_own=[own] if place else [])
    assert {name for name, count in found.items() if name not in NOT_COUNTED and count} == set(adds.split())


@pytest.mark.parametrize("kind", ["context", "data_only"])
def test_what_is_never_judged_is_in_no_count(db, kind):
    rows = [PLAIN | {"class": kind, "status": "info", "change_on_year": "better"}]
    assert over(db, "headlines", indicator_today=rows, benchmark_own=[]) == []


def test_the_range_is_of_those_improving_among_those_compared(db):
    rows = [PLAIN | {"change_on_previous": change} for change in ("better", "worse", "worse", "same", "n/a")]
    (found,) = over(db, "headlines", indicator_today=rows, benchmark_own=[])
    assert (found["expected"], found["compared"], found["improving_low"], found["improving_high"]) == (
        5, 4, Decimal("4.6"), Decimal("69.9"),
    )  # fmt: skip
