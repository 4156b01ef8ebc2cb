"""What the year will end at, by arithmetic and by its owner's word."""

from __future__ import annotations

from decimal import Decimal

import pytest

SUM = {"value_basis": "period", "aggregation": "sum", "unit": "number"}
SO_FAR = {"value_basis": "year_to_date", "unit": "number"}

# Why the case is here: the indicator, figures of 2009/10 by quarter (or numerator and denominator), the year's target,
# the method, the forecast, its status, and whether the target is likely to be met.
CASES = {
    "a sum goes straight on": (SUM, {1: 10, 2: 20}, 60, "straight line", 60, "on", "likely"),
    "48 at quarter 3 goes on to 64": (
        SO_FAR | {"tolerance_kind": "percent", "tolerance": 10}, {1: 10, 2: 30, 3: 48}, 75, "straight line", 64, "below",
        "unlikely",
    ),
    "within tolerance is in doubt": (SUM, {1: 10, 2: 19}, 60, "straight line", 58, "near", "in doubt"),
    "one quarter is too early for a sum": (SUM, {1: 10}, 40, "none: too early", None, "info", None),
    "one quarter is too early for a figure so far": (SO_FAR, {1: 10}, 40, "none: too early", None, "info", None),
    "a gap in a sum gives none": (SUM, {1: 10, 3: 10}, 40, "none: a figure is missing", None, "info", None),
    "a gap in a figure so far gives none": (
        SO_FAR, {2: 20, 4: None, 3: 30}, 40, "none: a figure is missing", None, "info", None,
    ),
    "a rate so far has no straight line": (
        {"value_basis": "year_to_date"}, {1: 28, 2: 56}, 98, "none: no earlier year to compare with", None,
        "info", None,
    ),
    "nor has a mean so far, in days": (
        {"value_basis": "year_to_date", "unit": "days", "aggregation": "mean"},
        {1: 20, 2: 21}, 20, "none: no earlier year to compare with", None, "info", None,
    ),
    "a ratio goes on at its rate so far": (
        {"value_basis": "period", "aggregation": "ratio"}, {1: (1, 1), 2: (1, 9)}, 20, "rate so far", 20, "on", "likely",
    ),
    "a ratio without its counts is a mean": (
        {"value_basis": "period", "aggregation": "ratio"}, {1: 50, 2: 60}, 55, "mean so far, unweighted", 55, "on", "likely",
    ),
    "a ratio with half a count is a mean": (
        {"value_basis": "period", "aggregation": "ratio"}, {1: (1, 2), 2: (60, None)}, 55, "mean so far, unweighted", 55,
        "on", "likely",
    ),
    "a mean goes on": (
        {"value_basis": "period", "aggregation": "mean"}, {1: 50, 2: 61}, 55, "mean so far, unweighted", 56, "on", "likely",
    ),
    "a snapshot stays where it is": ({}, {1: 50, 2: 30}, 40, "latest figure", 30, "below", "unlikely"),
    "a gap does not matter to a snapshot": ({}, {1: 50, 3: 40}, 40, "latest figure", 40, "on", "likely"),
    "a rolling figure stays where it is": ({"value_basis": "rolling"}, {1: 50}, 40, "latest figure", 50, "on", "likely"),
    "the last of the year is its outturn": ({}, {1: 50, 2: 1, 3: 2, 4: 41}, 40, "outturn", 41, "on", "likely"),
    "a whole year's sum is its outturn": (SUM, {1: 10, 2: 10, 3: 10, 4: 10}, 40, "outturn", 40, "on", "likely"),
    "a sum with a gap has no outturn": (SUM, {1: 10, 2: 10, 4: 10}, 40, "none: a figure is missing", None, "info", None),
    "a figure so far at the end is the outturn": (SO_FAR, {4: 40}, 40, "outturn", 40, "on", "likely"),
    "what does not add up has none": (
        {"value_basis": "period", "aggregation": "none"}, {1: 10, 2: 10}, 40,
        "none: figures of this measure do not add up to a year", None, "info", None,
    ),
    "no figures, no forecast": ({}, {}, 40, "none: no figures yet", None, "info", None),
    "no target, no likelihood": ({}, {1: 40}, None, "latest figure", 40, "info", None),
    "context is never judged": ({"class": "context"}, {1: 1}, 40, "latest figure", 1, "info", None),
    "neither way is better": ({"good_is": "neither"}, {1: 1}, 40, "latest figure", 1, "info", None),
    "lower is better": (SUM | {"good_is": "lower"}, {1: 10, 2: 10}, 37, "straight line", 40, "below", "unlikely"),
    "judged as it is shown": (
        {"value_basis": "period", "aggregation": "mean"}, {1: 40, 2: 39}, 40, "mean so far, unweighted", 40, "on", "likely",
    ),
    "a count of nought": (SUM, {1: 0, 2: 0}, 40, "straight line", 0, "below", "unlikely"),
}  # fmt: skip


@pytest.fixture(scope="module")
def forecasts(world):
    with world() as (db, given):
        for code, (indicator, figures, target, *_) in CASES.items():
            given("indicators", indicator_code=code, **indicator)
            if target is not None:
                given("targets", indicator_code=code, target_value=Decimal(target))
            for quarter, figure in figures.items():
                over, under = figure if isinstance(figure, tuple) else (None, None)
                value = figure if over is None else 100 * over / (under or 100)
                given(
                    "indicator_results", indicator_code=code, period=f"2009/10 Q{quarter}", numerator=over, denominator=under,
                    value=value, no_value_reason="flood" if value is None else "",
                )  # fmt: skip
        rows = db.sql("""
            select indicator_code, method, forecast, forecast_status, likelihood from indicator_forecast
            where financial_year = '2009/10'
        """).fetchall()
        return {code: tuple(answer) for code, *answer in rows}


@pytest.mark.parametrize("case", CASES)
def test_a_year_ends_where_its_figures_lead(forecasts, case):
    assert forecasts[case] == CASES[case][-4:]


def test_the_owners_word_stands_beside_the_arithmetic_and_is_shown_first(db, given):
    given("indicators")
    given("targets")
    given("indicator_results", value=Decimal(40), forecast_year_end=Decimal(41), forecast_reason="early", owner_role="Clerk")
    given("indicator_results", period="2009/10 Q2", value=Decimal(40), forecast_year_end=Decimal(30), forecast_reason="floods")
    given("indicator_results", period="2009/10 Q3", value=Decimal(40))
    found = db.sql("""
        select forecast, forecast_status, owner_forecast, owner_reason, owner_period, owner_status, expected, likelihood
        from indicator_forecast where financial_year = '2009/10'
    """).fetchall()
    assert found == [(40, "on", 30, "floods", "2009/10 Q2", "below", 30, "unlikely")]


def test_an_intervention_level_is_the_forecasts_too(db, given):
    given("indicators")
    given("targets", intervention_value=Decimal(30))
    given("indicator_results", value=Decimal(30))
    assert db.sql("select likelihood from indicator_forecast where financial_year = '2009/10'").fetchall() == [("in doubt",)]


def test_a_range_is_the_forecasts_too(db, given):
    given("indicators", good_is="range")
    given("targets", target_value=None, target_low=Decimal(40), target_high=Decimal(50))
    given("indicator_results", value=Decimal(53))
    assert db.sql("select likelihood from indicator_forecast where financial_year = '2009/10'").fetchall() == [("unlikely",)]


def test_an_annual_measure_has_no_forecast(db, given):
    given("indicators", frequency="annual")
    given("indicator_results", period="2008/09")
    assert db.sql("select count(*) from indicator_forecast").fetchall() == [(0,)]


def test_a_quarters_own_target_is_never_the_years(db, given):
    given("indicators", **SUM)
    given("targets", target_value=Decimal(40))
    given("targets", period="2009/10 Q2", target_value=Decimal(1))
    given("indicator_results", value=Decimal(10))
    given("indicator_results", period="2009/10 Q2", value=Decimal(10))
    found = db.sql("select target, forecast_status from indicator_forecast where financial_year = '2009/10'").fetchall()
    assert found == [(40, "on")]
