"""What past years, cases and ranges make of a forecast: every edge of the methods, and what is kept of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

SUM = {"value_basis": "period", "aggregation": "sum", "unit": "number", "lowest_possible": Decimal(0)}
SO_FAR = {"value_basis": "year_to_date", "unit": "number", "lowest_possible": Decimal(0)}
TAX = {"value_basis": "year_to_date", "frequency": "monthly", "decimal_places": 1}
RATE = {"value_basis": "period", "aggregation": "ratio"}
TEN = {"tolerance_kind": "percent", "tolerance": Decimal(10)}
B4, B3 = "2007/08", "2008/09"  # two years before, and the year before, 2009/10


def tax(nine: float, year: float) -> dict[int, float]:
    """Tax collected by month, of which only the ninth and the last matter here."""
    return {**{month: nine * month / 9 for month in range(1, 10)}, 10: year - 2, 11: year - 1, 12: year}


# Why the case is here: the indicator, figures by year and part, the year's target (or its two edges), and of 2009/10:
# method, forecast, low, high, likelihood, and what that rests on. The first three are the checks of the design.
CASES = {
    "48 at quarter 3 goes straight on to 64, red at 10 per cent": (
        SO_FAR | TEN, {"2009/10": {1: 10, 2: 30, 3: 48}}, 75, "straight line", 64, None, None, "unlikely", "the forecast alone",
    ),
    "the same where 0.60 had come by quarter 3 is 80, green": (
        SO_FAR | TEN, {B4: {1: 10, 2: 30, 3: 60, 4: 100}, B3: {1: 10, 2: 30, 3: 60, 4: 100}, "2009/10": {1: 10, 2: 30, 3: 48}},
        75, "profile of past years", 80, 80, 80, "likely", "the whole range",
    ),
    "council tax at 83.0 gains 14.2 or 14.6": (
        TAX, {B4: tax(80.0, 94.2), B3: tax(81.0, 95.6), "2009/10": {m: v for m, v in tax(83.0, 0).items() if m < 10}},
        97.5, "gains of past years", "97.4", "97.2", "97.6", "in doubt", "the whole range",
    ),
    "a profile is of the years' totals together, and its range of each": (
        SUM, {B4: {1: 10, 2: 10, 3: 10, 4: 10}, B3: {1: 50, 2: 100, 3: 25, 4: 25}, "2009/10": {1: 30, 2: 55}}, 100,
        "profile of past years", 120, 113, 170, "likely", "the whole range",
    ),
    "one past year is allowed, marked, and no range": (
        SUM, {B3: {1: 10, 2: 10, 3: 10, 4: 30}, "2009/10": {1: 10, 2: 10}}, 60,
        "profile of one past year", 60, None, None, "likely", "the forecast alone",
    ),
    "a year with a gap is no past year": (
        SUM, {B3: {1: 10, 2: 10, 4: 30}, "2009/10": {1: 10, 2: 10}}, 40,
        "straight line", 40, None, None, "likely", "the forecast alone",
    ),
    "under a tenth by then is too early": (
        SUM, {B3: {1: 1, 2: 8, 3: 41, 4: 50}, "2009/10": {1: 1, 2: 9}}, 40, "none: too early", None, None, None, None, None,
    ),
    "a tenth exactly is not": (
        SUM, {B3: {1: 1, 2: 9, 3: 40, 4: 50}, "2009/10": {1: 1, 2: 9}}, 90,
        "profile of one past year", 100, None, None, "likely", "the forecast alone",
    ),
    "the first part is too early whatever its share": (
        SUM, {B3: {1: 50, 2: 20, 3: 20, 4: 10}, "2009/10": {1: 50}}, 90, "none: too early", None, None, None, None, None,
    ),
    "past years of nought are no profile": (
        SUM, {B3: {1: 0, 2: 0, 3: 0, 4: 0}, "2009/10": {1: 3, 2: 3}}, 10,
        "straight line", 12, None, None, "likely", "the forecast alone",
    ),
    "what has been counted is not uncounted": (
        SO_FAR, {B3: {1: 60, 2: 100, 3: 90, 4: 80}, "2009/10": {1: 60, 2: 100}}, 100,
        "profile of one past year", 100, None, None, "likely", "the forecast alone",
    ),
    "but a sum that can fall may": (
        SO_FAR | {"lowest_possible": None}, {B3: {1: 60, 2: 100, 3: 90, 4: 80}, "2009/10": {1: 60, 2: 100}}, 100,
        "profile of one past year", 80, None, None, "unlikely", "the forecast alone",
    ),
    "a past year with nothing by then gives no end of the range": (
        SUM, {B4: {1: 0, 2: 0, 3: 10, 4: 30}, B3: {1: 10, 2: 10, 3: 10, 4: 10}, "2009/10": {1: 10, 2: 10}}, 100,
        "profile of past years", 80, None, None, "unlikely", "the forecast alone",
    ),
    "a share of a fixed sum never passes all of it": (
        TAX, {B3: tax(50.0, 90.0), "2009/10": {m: v for m, v in tax(83.0, 0).items() if m < 10}}, 98,
        "gain of one past year", 100, None, None, "likely", "the forecast alone",
    ),
    "unless the measure itself can": (
        TAX | {"highest_possible": Decimal(110)},
        {B3: tax(50.0, 70.0), "2009/10": {m: v for m, v in tax(83.0, 0).items() if m < 10}}, 98,
        "gain of one past year", 103, None, None, "likely", "the forecast alone",
    ),
    "without counts a rate is a plain average": (
        RATE, {"2009/10": {1: 40, 2: 60}}, 50, "mean so far, unweighted", 50, None, None, "likely", "the forecast alone",
    ),
    "no cases at all are no rate": (
        RATE, {"2009/10": {1: (0, 0), 2: (0, 0)}}, 50, "none: no cases yet", None, None, None, None, None,
    ),
    "a year whose last figure will not come has none": (
        SUM, {"2009/10": {1: 10, 2: 10, 3: 10, 4: None}}, 40, "none: a figure is missing", None, None, None, None, None,
    ),
    "a stock needs no other figure": (
        {}, {"2009/10": {1: 10, 2: None, 3: 41}}, 40, "latest figure", 41, None, None, "likely", "the forecast alone",
    ),
    "part of the range misses": (
        SUM, {B4: {1: 10, 2: 10, 3: 10, 4: 10}, B3: {1: 10, 2: 10, 3: 20, 4: 20}, "2009/10": {1: 10, 2: 10}}, 45,
        "profile of past years", 50, 40, 60, "in doubt", "the whole range",
    ),
    "all of the range misses, where lower is better": (
        SUM | {"good_is": "lower"},
        {B4: {1: 10, 2: 10, 3: 10, 4: 10}, B3: {1: 10, 2: 10, 3: 20, 4: 20}, "2009/10": {1: 10, 2: 10}}, 35,
        "profile of past years", 50, 40, 60, "unlikely", "the whole range",
    ),
    "a range astride what is good may still meet it": (
        SUM | {"good_is": "range"},
        {B4: {1: 10, 2: 10, 3: 10, 4: 10}, B3: {1: 10, 2: 10, 3: 20, 4: 20}, "2009/10": {1: 10, 2: 10}}, (48, 52),
        "profile of past years", 50, 40, 60, "in doubt", "the whole range",
    ),
    "the end of a range on the boundary takes the better status": (
        SUM, {B4: {1: 10, 2: 10, 3: 10, 4: 10}, B3: {1: 10, 2: 10, 3: 20, 4: 20}, "2009/10": {1: 10, 2: 10}}, 40,
        "profile of past years", 50, 40, 60, "likely", "the whole range",
    ),
}  # fmt: skip

MONTHS = SUM | {"frequency": "monthly"}
UPHILL = {1: 100} | dict.fromkeys(range(2, 8), 10)  # 160 by the seventh month, of which the last six brought 10 each
LEFT = {1: 10, 2: 10}
WHOLE = {1: 10, 2: 10, 3: 10, 4: 30}
# Why the case is here: the way chosen, the indicator, figures by year and part, and of 2009/10: method, why it is that,
# forecast, low and high.
CHOSEN = {
    "none chosen, earlier years are gone by": (
        "", SUM, {B3: WHOLE, "2009/10": LEFT}, "profile of one past year", "its kind of figure", 60, None, None,
    ),
    "none chosen and none to go by": ("", SUM, {"2009/10": LEFT}, "straight line", "no earlier year to go by", 40, None, None),
    "past years of nought are none to go by": (
        "", SUM, {B3: dict.fromkeys(range(1, 5), 0), "2009/10": LEFT}, "straight line", "no earlier year to go by", 40, None,
        None,
    ),
    "earlier years, though nothing else would be taken": (
        "profile", SUM, {B3: WHOLE, "2009/10": LEFT}, "profile of one past year", "chosen for the measure", 60, None, None,
    ),
    "chosen, and none to go by": (
        "profile", SUM, {"2009/10": LEFT}, "straight line", "no earlier year to go by", 40, None, None,
    ),
    "straight on, whatever earlier years did": (
        "straight_line", SUM, {B3: WHOLE, "2009/10": LEFT}, "straight line", "chosen for the measure", 40, None, None,
    ),
    "what last year had still to bring; of one there is no range": (
        "last_year_remainder", SUM, {B3: WHOLE, "2009/10": {1: 20, 2: 20}}, "remainder of last year", "chosen for the measure",
        80, None, None,
    ),
    "last year's alone, and the range of all there are": (
        "last_year_remainder", SUM, {B4: {1: 10, 2: 10, 3: 5, 4: 10}, B3: WHOLE, "2009/10": LEFT}, "remainder of last year",
        "chosen for the measure", 60, 35, 60,
    ),
    "last year's is the least of them": (
        "last_year_remainder", SUM, {B4: {1: 10, 2: 10, 3: 50, 4: 10}, B3: WHOLE, "2009/10": LEFT}, "remainder of last year",
        "chosen for the measure", 60, 60, 80,
    ),
    "a total so far is taken apart for it": (
        "last_year_remainder", SO_FAR, {B3: {1: 10, 2: 20, 3: 30, 4: 60}, "2009/10": {1: 5, 2: 15}}, "remainder of last year",
        "chosen for the measure", 55, None, None,
    ),
    "last year brought nothing more": (
        "last_year_remainder", SUM, {B3: {1: 10, 2: 10, 3: 0, 4: 0}, "2009/10": LEFT}, "remainder of last year",
        "chosen for the measure", 20, None, None,
    ),
    "last year was corrected downwards, and what is counted is not uncounted": (
        "last_year_remainder", SO_FAR, {B3: {1: 60, 2: 100, 3: 90, 4: 80}, "2009/10": {1: 60, 2: 100}},
        "remainder of last year", "chosen for the measure", 100, None, None,
    ),
    "a last year with a gap is none, and the year before it is not taken for it": (
        "last_year_remainder", SUM, {B4: WHOLE, B3: {1: 10, 2: 10, 4: 30}, "2009/10": LEFT}, "straight line",
        "no last year to go by", 40, None, None,
    ),
    "six periods, not seven": (
        "run_rate", MONTHS, {"2009/10": UPHILL}, "run rate", "chosen for the measure", 210, None, None,
    ),
    "those there are, where there are not six": (
        "run_rate", SUM, {"2009/10": {1: 40, 2: 10, 3: 10}}, "run rate", "chosen for the measure", 80, None, None,
    ),
    "six exactly": (
        "run_rate", MONTHS, {"2009/10": {1: 60} | dict.fromkeys(range(2, 7), 12)}, "run rate", "chosen for the measure",
        240, None, None,
    ),
    "six of a total so far": (
        "run_rate", SO_FAR | {"frequency": "monthly"}, {"2009/10": {n: 90 + 10 * n for n in range(1, 8)}}, "run rate",
        "chosen for the measure", 210, None, None,
    ),
    "the pace of the year before is not of this year": (
        "run_rate", MONTHS, {B3: dict.fromkeys(range(1, 13), 99), "2009/10": dict.fromkeys(range(1, 6), 10)}, "run rate",
        "chosen for the measure", 120, None, None,
    ),
    "the first part is too early for any way": (
        "run_rate", SUM, {"2009/10": {1: 50}}, "none: too early", None, None, None, None,
    ),
    "so is less than a tenth": (
        "straight_line", SUM, {B3: {1: 1, 2: 8, 3: 41, 4: 50}, "2009/10": LEFT}, "none: too early", None, None, None, None,
    ),
    "a gap stops any way": (
        "run_rate", SUM, {"2009/10": {1: 10, 3: 10}}, "none: a figure is missing", None, None, None, None,
    ),
    "what the year came to is no forecast": (
        "run_rate", SUM, {"2009/10": WHOLE}, "outturn", None, 60, None, None,
    ),
    "a rate has its own way": (
        "run_rate", RATE, {"2009/10": {1: (1, 2), 2: (1, 2)}}, "rate so far", "its kind of figure", 50, None, None,
    ),
    "though last year is there": (
        "last_year_remainder", RATE, {B3: dict.fromkeys(range(1, 5), (1, 4)), "2009/10": {1: (1, 2), 2: (1, 2)}},
        "rate so far", "its kind of figure", 50, None, None,
    ),
    "so has a stock": (
        "last_year_remainder", {}, {"2009/10": {1: 5, 2: 7}}, "latest figure", "its kind of figure", 7, None, None,
    ),
    "and a share collected so far": (
        "run_rate", TAX, {B3: tax(81.0, 95.6), "2009/10": {m: v for m, v in tax(83.0, 0).items() if m < 10}},
        "gain of one past year", "its kind of figure", "97.6", None, None,
    ),
}  # fmt: skip


def without_charts(db) -> None:
    """No chart is established: what a forecast does without one is tested apart from what it does with one."""
    columns = "indicator_code, financial_year, part, '' as basis, 0 as level, 0 as usual_level, 0 as spread, true as is_firm"
    db.execute(f"create or replace view main.forecast_levels as select {columns} from main.indicator_series where false")


@pytest.fixture(autouse=True)
def _without_charts(db):
    without_charts(db)


def send(given, code: str, figures: dict[str, dict]) -> None:
    """Figures by year and part; a pair is a numerator and a denominator, None a blank with a reason."""
    for year, parts in figures.items():
        for part, figure in parts.items():
            start = int(year[:4])
            month = f"{start + (part + 2) // 12}-{(part + 2) % 12 + 1:02d}"
            over, under = figure if isinstance(figure, tuple) else (None, None)
            value = figure if over is None else (100 * over / under if under else 0)
            given(
                "indicator_results", indicator_code=code, period=month if len(parts) > 4 else f"{year} Q{part}", numerator=over,
                denominator=under, value=None if value is None else Decimal(str(round(value, 4))),
                no_value_reason="flood" if value is None else "",
            )  # fmt: skip


@pytest.fixture(scope="module")
def forecasts(world):
    with world() as (db, given):
        without_charts(db)
        for code, (indicator, figures, target, *_) in CASES.items():
            given("indicators", indicator_code=code, **indicator)
            low, high = target if isinstance(target, tuple) else (None, None)
            aim = None if low is not None else Decimal(str(target))
            given("targets", indicator_code=code, target_value=aim, target_low=low, target_high=high)
            send(given, code, figures)
        rows = db.sql("""
            select indicator_code, method, forecast, low, high, likelihood, likelihood_rule
            from indicator_forecast where financial_year = '2009/10'
        """).fetchall()
        return {code: tuple(answer) for code, *answer in rows}


@pytest.mark.parametrize("case", CASES)
def test_a_year_goes_on_as_its_kind_of_figure_does(forecasts, case):
    method, *amounts, likelihood, rule = CASES[case][-6:]
    wanted = [None if amount is None else Decimal(amount) for amount in amounts]
    assert forecasts[case] == (method, *wanted, likelihood, rule)


@pytest.fixture(scope="module")
def as_chosen(world):
    with world() as (db, given):
        without_charts(db)
        for code, (way, indicator, figures, *_) in CHOSEN.items():
            given("indicators", indicator_code=code, forecast_method=way, **indicator)
            send(given, code, figures)
        rows = db.sql("""
            select indicator_code, method, method_rule, forecast, low, high from indicator_forecast
            where financial_year = '2009/10'
        """).fetchall()
        return {code: tuple(answer) for code, *answer in rows}


@pytest.mark.parametrize("case", CHOSEN)
def test_a_count_goes_on_in_the_way_chosen_for_it(as_chosen, case):
    method, rule, *amounts = CHOSEN[case][-5:]
    assert as_chosen[case] == (method, rule, *(None if amount is None else Decimal(amount) for amount in amounts))


def test_a_year_goes_by_the_way_that_stands_at_its_end(db, given):
    given("indicators", **SUM, forecast_method="run_rate")
    given("indicators", **SUM, forecast_method="straight_line", valid_from=date(2009, 1, 1))
    given("indicators", **SUM, valid_from=date(2009, 7, 1))
    send(given, "IND-01", {B4: WHOLE, B3: WHOLE, "2009/10": LEFT})
    found = db.sql("select financial_year, method from forecasts_made where part = 2 and parts_in > 0 order by all").fetchall()
    assert found == [(B4, "run rate"), (B3, "straight line"), ("2009/10", "profile of past years")]


@pytest.mark.parametrize("broken", ["2008/09 Q4", "2009/10 Q1"])
def test_last_year_is_none_across_a_break(db, given, broken):
    given("indicators", **SUM, forecast_method="last_year_remainder")
    given("spc_marks", period=broken)
    send(given, "IND-01", {B3: WHOLE, "2009/10": LEFT})
    found = db.sql("select method, method_rule from forecasts_made where period = '2009/10 Q2'").fetchall()
    assert found == [("straight line", "no last year to go by")]


@pytest.mark.parametrize(("broken", "years"), [("2008/09 Q1", 1), ("2009/10 Q1", 0), ("2008/09 Q3", 0), ("2007/08 Q1", 2)])
def test_only_years_counted_in_the_same_way_are_held_up_to_this_one(db, given, broken, years):
    given("indicators", **SUM)
    given("spc_marks", period=broken)
    send(given, "IND-01", {B4: dict.fromkeys(range(1, 5), 10), B3: dict.fromkeys(range(1, 5), 10), "2009/10": {1: 10, 2: 10}})
    found = db.sql("select past_years from forecasts_made where period = '2009/10 Q2'").fetchall()
    assert found == [(years,)]


def test_every_forecast_made_is_kept_with_what_was_known_then(db, given):
    given("indicators", **SUM)
    send(given, "IND-01", {"2009/10": {1: 10, 2: 20, 3: 0, 4: 30}})
    found = db.sql(
        "select part, method, forecast from forecasts_made where financial_year = '2009/10' order by part"
    ).fetchall()
    assert found == [(1, "none: too early", None), (2, "straight line", 60), (3, "straight line", 40), (4, "outturn", 60)]


def test_a_later_year_is_never_part_of_an_earlier_profile(db, given):
    given("indicators", **SUM)
    send(given, "IND-01", {B4: {1: 10, 2: 10, 3: 10, 4: 10}, B3: {1: 10, 2: 10, 3: 20, 4: 40}})
    found = db.sql("""
        select financial_year, method, forecast from forecasts_made where part = 2 and parts_in > 0 order by financial_year
    """).fetchall()
    assert found == [(B4, "straight line", 40), (B3, "profile of one past year", 40)]


def test_an_owners_word_is_kept_as_it_was_given_each_time(db, given):
    given("indicators")
    given("targets")
    for quarter, said in ((1, 41), (2, None), (3, 30)):
        given("indicator_results", period=f"2009/10 Q{quarter}", forecast_year_end=said and Decimal(said))
    found = db.sql("""
        select part, owner_forecast, owner_period, owner_status
        from forecasts_made where financial_year = '2009/10' order by part
    """).fetchall()
    assert found == [(1, 41, "2009/10 Q1", "on"), (2, 41, "2009/10 Q1", "on"), (3, 30, "2009/10 Q3", "below")]


def test_a_yearly_figure_has_its_owners_forecast_and_no_other(db, given):
    given("indicators", frequency="annual")
    given("targets")
    given("indicator_results", period="2009/10", value=None, no_value_reason="not yet", forecast_year_end=Decimal(45))
    found = db.sql("select method, forecast, expected, likelihood from indicator_forecast").fetchall()
    assert found == [("none: only its owner can forecast a figure for a whole year", None, 45, "likely")]


def test_once_the_year_has_ended_nobodys_forecast_is_expected(db, given):
    given("indicators")
    given("targets")
    send(given, "IND-01", {"2009/10": {1: 50, 2: 50, 3: 50}})
    given("indicator_results", period="2009/10 Q4", value=Decimal(20), forecast_year_end=Decimal(50))
    found = db.sql("""
        select expected, likelihood, likelihood_rule, owner_forecast from indicator_forecast where financial_year = '2009/10'
    """).fetchall()
    assert found == [(20, "unlikely", "what the year came to", 50)]


def test_a_year_that_began_with_next_to_nothing_has_no_end_of_its_range(db, given):
    given("indicators", **SUM)
    tiny = {1: Decimal("0.000001"), 2: 0, 3: 999_999_999, 4: 999_999_999}
    for quarter, value in tiny.items():
        given("indicator_results", period=f"2007/08 Q{quarter}", value=value)
    send(given, "IND-01", {B3: {1: 999_999_999, 2: 999_999_999, 3: 1, 4: 1}, "2009/10": {1: 999_999, 2: 999_999}})
    found = db.sql("select method, high from forecasts_made where period = '2009/10 Q2'").fetchall()
    assert found == [("profile of past years", None)]


# A chart's level takes the place of what there is without one: the family, figures of 2009/10, what the chart says (basis,
# level, spread), and then method, forecast, low and high, at the third quarter.
CHARTED = {
    "a stock stays at its usual level": (
        {"unit": "number"}, {1: 50, 2: 52, 3: 47}, ("usual level", 50, 8), ("usual level", 50, 42, 58),
    ),
    "a stock that shifted stays there": (
        {"unit": "number"}, {1: 50, 2: 52, 3: 47}, ("level since it shifted", 46, 8), ("level since it shifted", 46, 38, 54),
    ),
    "a trend is not carried on": (
        {"unit": "number"}, {1: 50, 2: 52, 3: 70}, ("latest figure", 70, 8), ("latest figure", 70, 62, 78),
    ),
    "the range of a stock stays within what it can be": (
        {"highest_possible": Decimal(100)}, {1: 90, 2: 92, 3: 95}, ("usual level", 95, 8), ("usual level", 95, 87, 100),
    ),
    "cases to come go at the usual rate": (
        RATE, {1: (10, 20), 2: (10, 20), 3: (10, 20)}, ("usual level", 70, 8), ("rate so far, then usual rate", 55, None, None),
    ),
    "without counts the parts to come go at the usual level": (
        RATE, {1: 50, 2: 50, 3: 50}, ("usual level", 70, 8), ("mean so far, then usual level, unweighted", 55, None, None),
    ),
    "a straight line has a range of what is usual for what is left": (
        SUM, {1: 10, 2: 10, 3: 10}, ("usual level", 11, 2), ("straight line", 40, 39, 43),
    ),
    "so has a pace, about the same usual": (
        SUM | {"forecast_method": "run_rate"}, {1: 10, 2: 10, 3: 10}, ("usual level", 11, 2), ("run rate", 40, 39, 43),
    ),
    "and is widened to hold its forecast": (
        SUM, {1: 10, 2: 10, 3: 10}, ("usual level", 20, 2), ("straight line", 40, 40, 52),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CHARTED)
def test_an_established_chart_gives_its_level(db, given, case):
    indicator, figures, (basis, level, spread), wanted = CHARTED[case]
    given("indicators", **indicator)
    send(given, "IND-01", {"2009/10": figures})
    db.execute(f"""
        create or replace view main.forecast_levels as
        select
            'IND-01' as indicator_code, '2009/10' as financial_year, 3 as part, '{basis}' as basis,
            {level}::decimal(18, 6) as level, {level}::decimal(18, 6) as usual_level, {spread}::decimal(18, 6) as spread,
            true as is_firm
    """)
    found = db.sql("select method, forecast, low, high from forecasts_made where period = '2009/10 Q3'").fetchall()
    assert found == [wanted]


def test_cases_to_come_are_as_many_as_last_years(db, given):
    given("indicators", **RATE)
    send(
        given, "IND-01", {B3: {1: (1, 10), 2: (1, 10), 3: (1, 10), 4: (1, 60)}, "2009/10": {1: (5, 10), 2: (5, 10), 3: (5, 10)}}
    )
    db.execute("""
        create or replace view main.forecast_levels as
        select 'IND-01' as indicator_code, '2009/10' as financial_year, 3 as part, 'usual level' as basis,
            20::decimal(18, 6) as level, 20::decimal(18, 6) as usual_level, 1::decimal(18, 6) as spread, true as is_firm
    """)
    found = db.sql("select forecast from forecasts_made where period = '2009/10 Q3'").fetchall()
    assert found == [(30,)]  # (15 + 60 at a fifth) of 90
