"""How far out forecasts were, once their year had ended."""

from __future__ import annotations

from decimal import Decimal

import pytest

STOCK = {"unit": "number", "tolerance": Decimal(2)}


def year(given, figures: dict[int, int | None], code: str = "IND-01", said: dict[int, int] | None = None) -> None:
    """Quarters of 2008/09, with what the owner said then."""
    for quarter, figure in figures.items():
        forecast = (said or {}).get(quarter)
        given(
            "indicator_results", indicator_code=code, period=f"2008/09 Q{quarter}",
            value=None if figure is None else Decimal(figure), no_value_reason="flood" if figure is None else "",
            forecast_year_end=None if forecast is None else Decimal(forecast),
        )  # fmt: skip


# Why the case is here: quarters' figures, then the error, its percentage, whether it was close, and whether the status
# came true, of what was forecast at quarter 1; the target is 40 with a tolerance of 2.
CASES = {
    "right": ({1: 40, 4: 40}, 0, 0, True, True),
    "too high": ({1: 50, 4: 40}, 10, 25, False, True),
    "too low, and wrong about the target": ({1: 30, 4: 40}, -10, 25, False, False),
    "as far out as its tolerance is close": ({1: 42, 4: 40}, 2, 5, True, True),
    "one more is not": ({1: 43, 4: 40}, 3, "7.5", False, True),
    "a year that came to nought has no percentage": ({1: 1, 4: 0}, 1, None, True, True),
}


@pytest.mark.parametrize("case", CASES)
def test_a_forecast_is_held_up_to_what_the_year_came_to(db, given, case):
    figures, *wanted, percent, is_close, came_true = CASES[case]
    given("indicators", **STOCK)
    given("targets", financial_year="2008/09", target_kind="numeric")
    year(given, figures)
    found = db.sql("""
        select error, percent_error, is_within_tolerance, came_true from forecast_errors where source = 'computed' and part = 1
    """).fetchall()
    assert found == [(*wanted, None if percent is None else Decimal(percent), is_close, came_true)]


def test_a_year_without_its_last_figure_judges_nothing(db, given):
    given("indicators", **STOCK)
    year(given, {1: 40, 2: 40, 3: 40, 4: None}, said={1: 40})
    assert db.sql("select count(*) from forecast_errors").fetchall() == [(0,)]


def test_an_outturn_is_no_forecast_of_itself(db, given):
    given("indicators", **STOCK)
    year(given, {1: 40, 2: 40, 3: 40, 4: 40}, said={4: 40})
    assert db.sql("select source, part from forecast_errors order by part").fetchall() == [(("computed"), n) for n in (1, 2, 3)]


def test_without_a_target_or_a_tolerance_there_is_an_error_and_no_more(db, given):
    given("indicators", unit="number", tolerance_kind="", tolerance=None)
    year(given, {1: 50, 4: 40})
    found = db.sql("select error, is_within_tolerance, came_true from forecast_errors").fetchall()
    assert found == [(10, None, None)]


def test_an_owners_word_counts_once_each_time_it_is_given_and_is_set_beside_the_arithmetic(db, given):
    given("indicators", **STOCK)
    year(given, {1: 50, 2: 44, 3: 44, 4: 40}, said={1: 41, 2: 36})
    found = db.sql("""
        select source, part, error, beside_the_other from forecast_errors order by part, source
    """).fetchall()
    assert found == [
        ("computed", 1, 10, "further"), ("owner", 1, 1, "nearer"),
        ("computed", 2, 4, "as near"), ("owner", 2, -4, "as near"),
        ("computed", 3, 4, None),
    ]  # fmt: skip


def test_an_owner_is_judged_where_arithmetic_had_nothing_to_say(db, given):
    given("indicators", value_basis="period", aggregation="sum", unit="number")
    year(given, {1: 10, 2: 10, 3: 10, 4: 10}, said={1: 44})
    found = db.sql("select source, error, beside_the_other from forecast_errors where part = 1").fetchall()
    assert found == [("owner", 4, None)]


MONEY = {
    # forecast at quarter 2, spent by the year's end: error, percentage, close, came true; the budget is £100,000
    "within a hundredth of the budget is close": (101000, 100000, 1000, 1, True, True),
    "a pound more is not": (101001, 100000, 1001, 1, False, True),
    "an overspend that came true": (110000, 105000, 5000, "4.76", False, True),
    "an overspend that did not": (110000, 99500, 10500, "10.55", False, False),
    "nothing spent has no percentage": (500, 0, 500, None, True, True),
}


@pytest.mark.parametrize("case", MONEY)
def test_money_is_held_up_to_what_was_spent(db, given, case):
    forecast, spent, error, percent, is_close, came_true = MONEY[case]
    given("budgets", financial_year="2008/09")
    given("budget_positions", period="2008/09 Q2", forecast_outturn=Decimal(forecast))
    given("budget_positions", period="2008/09 Q4", actual_to_date=Decimal(spent), forecast_outturn=Decimal(spent))
    found = db.sql("""
        select source, code, service_code, error, percent_error, is_within_tolerance, came_true from forecast_errors
    """).fetchall()
    assert found == [("money", "CC1", "HO", error, None if percent is None else Decimal(percent), is_close, came_true)]


def test_money_of_a_year_not_ended_is_not_judged_yet(db, given):
    given("budgets")
    given("budget_positions", period="2009/10 Q2")
    assert db.sql("select count(*) from forecast_errors").fetchall() == [(0,)]


def test_quality_is_told_for_each_service_and_each_quarter_with_its_own_counts(db, given):
    given("indicators", **STOCK)
    given("indicators", indicator_code="IND-02", service_code="PL", unit="number", tolerance_kind="", tolerance=None)
    given("targets", financial_year="2008/09", target_kind="numeric")
    year(given, {1: 44, 2: 41, 3: 40, 4: 40})
    year(given, {1: 2, 4: 0}, code="IND-02")
    found = db.sql("""
        select
            service_code, quarter_reached, forecasts, measured, mean_percent_error, with_tolerance, within_tolerance, judged,
            came_true
        from forecast_quality where method = '' and part = 0 order by service_code, quarter_reached
    """).fetchall()
    assert found == [
        ("", 0, 4, 3, Decimal("4.2"), 3, 2, 3, 3), ("", 1, 2, 1, 10, 1, 0, 1, 1), ("", 2, 1, 1, Decimal("2.5"), 1, 1, 1, 1),
        ("", 3, 1, 1, 0, 1, 1, 1, 1),
        ("HO", 0, 3, 3, Decimal("4.2"), 3, 2, 3, 3), ("HO", 1, 1, 1, 10, 1, 0, 1, 1),
        ("HO", 2, 1, 1, Decimal("2.5"), 1, 1, 1, 1),
        ("HO", 3, 1, 1, 0, 1, 1, 1, 1),
        ("PL", 0, 1, 0, None, 0, 0, 0, 0), ("PL", 1, 1, 0, None, 0, 0, 0, 0),
    ]  # fmt: skip


def test_quality_is_told_by_how_many_figures_were_in_of_each_way_and_of_all(db, given):
    given("indicators", **STOCK)
    given("indicators", indicator_code="IND-02", frequency="half-yearly", **STOCK)
    given("indicators", indicator_code="IND-03", unit="number", aggregation="sum", value_basis="period")
    year(given, {1: 44, 2: 42, 4: 40}, said={1: 41})
    year(given, {1: 15, 2: 15, 3: 0, 4: 10}, code="IND-03")
    for half, figure in ((1, 50), (2, 40)):
        given("indicator_results", indicator_code="IND-02", period=f"2008/09 H{half}", value=Decimal(figure))
    found = db.sql("""
        select source, method, parts, part, forecasts, mean_percent_error
        from forecast_quality where part > 0 and source <> 'owner' order by all
    """).fetchall()
    assert found == [
        ("computed", "", 2, 1, 1, 25), ("computed", "", 4, 1, 1, 10), ("computed", "", 4, 2, 2, Decimal("27.5")),
        ("computed", "", 4, 3, 1, 0),
        ("computed", "latest figure", 2, 1, 1, 25), ("computed", "latest figure", 4, 1, 1, 10),
        ("computed", "latest figure", 4, 2, 1, 5),
        ("computed", "straight line", 4, 2, 1, 50), ("computed", "straight line", 4, 3, 1, 0),
    ]  # fmt: skip
    owners = db.sql(
        "select parts, part, mean_percent_error from forecast_quality where source = 'owner' and part > 0 and method = ''"
    )
    assert owners.fetchall() == [(4, 1, Decimal("2.5"))]


@pytest.mark.parametrize(
    ("frequency", "part", "quarter"), [("monthly", 3, 1), ("monthly", 4, 2), ("monthly", 11, 4), ("half-yearly", 1, 2)]
)
def test_the_quarter_reached_is_that_of_the_figure(db, given, frequency, part, quarter):
    given("indicators", frequency=frequency, **STOCK)
    names = {"monthly": lambda n: f"{2008 + (n + 2) // 12}-{(n + 2) % 12 + 1:02d}", "half-yearly": lambda n: f"2008/09 H{n}"}[
        frequency
    ]
    last = {"monthly": 12, "half-yearly": 2}[frequency]
    for each in (part, last):
        given("indicator_results", period=names(each))
    assert db.sql("select quarter_reached from forecast_errors").fetchall() == [(quarter,)]
