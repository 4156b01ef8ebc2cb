"""Which figures there should be, and by when."""

from __future__ import annotations

from datetime import date

import pytest

FROM = {"valid_from": date(2009, 4, 1)}
QUARTERS = [f"2009/10 Q{n}" for n in (1, 2, 3, 4)]
MONTHS = [f"2009-{n:02d}" for n in range(4, 13)] + [f"2010-{n:02d}" for n in range(1, 4)]

# Why the case is here: definitions of one indicator, its targets for 2009/10, the year, and the periods asked for (not
# rolled up) that end in it.
CASES = {
    "quarters": ([FROM], (), "2009/10", QUARTERS),
    "months": ([FROM | {"frequency": "monthly"}], (), "2009/10", MONTHS),
    "half-years": ([FROM | {"frequency": "half-yearly"}], (), "2009/10", ["2009/10 H1", "2009/10 H2"]),
    "a year": ([FROM | {"frequency": "annual"}], (), "2009/10", ["2009/10"]),
    "a survey in a year of its own": (
        [FROM | {"frequency": "survey", "expected_in": "2009/10; 2011/12"}], (), "2009/10", ["2009/10"],
    ),
    "a survey in no year of its own": ([FROM | {"frequency": "survey", "expected_in": "2008/09;2010/11"}], (), "2009/10", []),
    "a survey that names no years is asked for each": ([FROM | {"frequency": "survey"}], (), "2009/10", ["2009/10"]),
    "only the periods named": ([FROM | {"expected_in": "2009/10 Q2;2009/10 Q4"}], (), "2009/10", ["2009/10 Q2", "2009/10 Q4"]),
    "nothing in a year in which it does not apply": ([FROM], ({"target_kind": "not_applicable"},), "2009/10", []),
    "but in the next": ([FROM], ({"target_kind": "not_applicable"},), "2010/11", [f"2010/11 Q{n}" for n in (1, 2, 3, 4)]),
    "a part that does not apply leaves the whole": (
        [FROM], ({"target_kind": "not_applicable", "category": "x"},), "2009/10", QUARTERS,
    ),
    "to be confirmed is asked for": ([FROM], ({"target_kind": "to_be_confirmed"},), "2009/10", QUARTERS),
    "nothing before it begins": ([{"valid_from": date(2009, 7, 1)}], (), "2009/10", QUARTERS[1:]),
    "nothing for a quarter it began within": ([{"valid_from": date(2009, 7, 2)}], (), "2009/10", QUARTERS[2:]),
    "nothing after it is retired": ([FROM | {"valid_to": date(2009, 9, 30)}], (), "2009/10", QUARTERS[:2]),
    "nothing for a quarter it was retired within": ([FROM | {"valid_to": date(2009, 9, 29)}], (), "2009/10", QUARTERS[:1]),
    "months and then quarters": (
        [FROM | {"frequency": "monthly"}, {"valid_from": date(2009, 10, 1)}], (), "2009/10", MONTHS[:6] + QUARTERS[2:],
    ),
    "the definition at a period's end is asked": (
        [FROM, {"valid_from": date(2009, 9, 30), "frequency": "annual"}], (), "2009/10", ["2009/10", "2009/10 Q1"],
    ),
    "retired and taken up again": (
        [FROM | {"valid_to": date(2009, 6, 30)}, {"valid_from": date(2009, 10, 1)}],
        (), "2009/10", [QUARTERS[0], *QUARTERS[2:]],
    ),
    "a milestone only in a year with a date": ([FROM | {"kind": "milestone", "frequency": "annual"}], (), "2009/10", []),
    "a milestone with a date": (
        [FROM | {"kind": "milestone", "frequency": "annual"}], ({"target_kind": "milestone_date"},), "2009/10", ["2009/10"],
    ),
    "a milestone whose date is promised": (
        [FROM | {"kind": "milestone", "frequency": "annual"}], ({"target_kind": "to_be_confirmed"},), "2009/10", ["2009/10"],
    ),
    "nothing past the end of next year": ([FROM], (), "2011/12", []),
}  # fmt: skip


@pytest.fixture(scope="module")
def asked_for(world):
    with world() as (db, given):
        for code, (definitions, targets, *_) in CASES.items():
            for definition in definitions:
                given("indicators", indicator_code=code, **definition)
            for target in targets:
                given("targets", indicator_code=code, **target)
        rows = db.sql("""
            select indicator_code, financial_year, list(period order by period) from expected_periods
            where not is_rolled_up group by all
        """).fetchall()
        return {(code, year): periods for code, year, periods in rows}


@pytest.mark.parametrize("case", CASES)
def test_figures_are_expected_where_the_plan_asks_for_them(asked_for, case):
    *_, year, periods = CASES[case]
    assert asked_for.get((case, year), []) == sorted(periods)


# Why the case is here: the frequency, the period, due days and their kind, and the day its figure is due.
DUE = {
    "twenty working days unless it says otherwise": ("quarterly", "2009/10 Q1", None, "", date(2009, 7, 28)),
    "over Christmas and the new year": ("monthly", "2009-11", 20, "working", date(2009, 12, 30)),
    "over Christmas and on": ("monthly", "2009-11", 21, "working", date(2009, 12, 31)),
    "not on new year's day": ("monthly", "2009-11", 22, "working", date(2010, 1, 4)),
    "a period that ends before new year's day": ("quarterly", "2009/10 Q3", 1, "working", date(2010, 1, 4)),
    "over Good Friday and Easter Monday": ("annual", "2009/10", 3, "working", date(2010, 4, 7)),
    "over Easter and two in May": ("annual", "2009/10", 42, "working", date(2010, 6, 3)),
    "a period that ends on a Sunday": ("monthly", "2009-05", 1, "working", date(2009, 6, 1)),
    "calendar days count every day": ("annual", "2009/10", 8, "calendar", date(2010, 4, 8)),
    "calendar days that end on Easter Saturday end after Easter": ("annual", "2009/10", 3, "calendar", date(2010, 4, 6)),
    "calendar days that end on a Sunday end on the Monday": ("monthly", "2009-05", 7, "calendar", date(2009, 6, 8)),
    "no days after a period that ends on a Sunday": ("monthly", "2009-05", 0, "calendar", date(2009, 6, 1)),
    "on the last day itself": ("quarterly", "2009/10 Q1", 0, "calendar", date(2009, 6, 30)),
    "twenty calendar days where only the kind is given": ("quarterly", "2009/10 Q1", None, "calendar", date(2009, 7, 20)),
}  # fmt: skip


@pytest.fixture(scope="module")
def due(world):
    with world() as (db, given):
        for code, (frequency, _, days, kind, _) in DUE.items():
            given("indicators", indicator_code=code, frequency=frequency, due_days=days, due_day_kind=kind)
        return {(code, period): day for code, period, day in db.sql(
            "select indicator_code, period, due_date from expected_periods").fetchall()}  # fmt: skip


@pytest.mark.parametrize("case", DUE)
def test_a_figure_is_due_so_many_days_after_its_period(due, case):
    _, period, _, _, day = DUE[case]
    assert due[case, period] == day


def test_each_period_is_judged_by_the_definition_valid_at_its_end(db, given):
    given("indicators", **FROM, good_is="higher", decimal_places=0)
    given("indicators", valid_from=date(2009, 8, 15), good_is="lower", decimal_places=1)
    found = db.sql("""
        select period, good_is, decimal_places from expected_periods
        where financial_year = '2009/10' and not is_rolled_up order by period
    """).fetchall()
    assert found == [(QUARTERS[0], "higher", 0), *((period, "lower", 1) for period in QUARTERS[1:])]


def test_a_definition_corrected_in_place_is_the_newest_acceptance(db, given):
    given("indicators", **FROM, good_is="higher")
    load = given("indicators", **FROM, good_is="lower")
    query = "select distinct good_is from expected_periods"
    assert db.sql(query).fetchall() == [("lower",)]
    given.withdraw(load)
    assert db.sql(query).fetchall() == [("higher",)]


# Why the case is here: frequency and aggregation, and the longer periods of 2009/10 they roll up into.
ROLLED_UP = {
    "months into quarters and the year": ("monthly", "sum", {"monthly": 0, "quarterly": 4, "annual": 1}),
    "quarters into the year": ("quarterly", "sum", {"quarterly": 0, "annual": 1}),
    "half-years into the year": ("half-yearly", "mean", {"half-yearly": 0, "annual": 1}),
    "a year into nothing": ("annual", "sum", {"annual": 0}),
    "what does not add up into nothing": ("monthly", "none", {"monthly": 0}),
    "nor where nobody says how": ("monthly", "", {"monthly": 0}),
}


@pytest.mark.parametrize("case", ROLLED_UP)
def test_longer_periods_are_expected_where_figures_roll_up(db, given, case):
    frequency, aggregation, counts = ROLLED_UP[case]
    given("indicators", **FROM, frequency=frequency, aggregation=aggregation)
    rows = db.sql("""
        select frequency, count(*) filter (where is_rolled_up)::integer from expected_periods
        where financial_year = '2009/10' group by all
    """).fetchall()
    assert dict(rows) == counts


def test_named_periods_do_not_roll_up_since_a_part_is_never_the_whole(db, given):
    given("indicators", **FROM, aggregation="sum", expected_in="2009/10 Q2")
    assert db.sql("select period from expected_periods").fetchall() == [("2009/10 Q2",)]


def test_a_periods_target_written_under_another_year_judges_nothing(db, given):
    given("indicators", **FROM)
    given("targets", period="2009/10 Q1")
    given("targets", period="2009/10 Q1", financial_year="2008/09")
    found = db.sql("select count(*), count(distinct period) from expected_periods where not is_rolled_up").fetchall()
    assert found == [(8, 8)]
