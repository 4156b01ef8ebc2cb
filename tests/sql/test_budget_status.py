"""Each service's money by fund, at each date it was reported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pimdata import queries_delivery, queries_money

# Why the case is here: the year's budget, the forecast, and then variance, per cent of the budget, and state.
CASES = {
    "as planned": (100000, 100000, 0, 0, "on budget"),
    "1 per cent over is on budget": (100000, 101000, 1000, 1, "on budget"),
    "1.04 per cent is shown as 1.0": (100000, 101040, 1040, 1, "on budget"),
    "1.1 per cent is over": (100000, 101100, 1100, "1.1", "over budget"),
    "1 per cent under is on budget": (100000, 99000, -1000, -1, "on budget"),
    "1.1 per cent under": (100000, 98900, -1100, "-1.1", "under budget"),
    "no forecast": (100000, None, None, None, "no forecast"),
    "spending with no budget is over it": (0, 5000, 5000, None, "over budget"),
    "no budget and none wanted": (0, 0, 0, None, "on budget"),
}


@pytest.fixture(scope="module")
def statuses(world):
    with world() as (db, given):
        for code, (budget, forecast, *_) in CASES.items():
            given("budgets", cost_centre=code, service_code=code, approved_budget=Decimal(budget))
            given("budget_positions", cost_centre=code, forecast_outturn=None if forecast is None else Decimal(forecast))
        rows = db.sql("select service_code, forecast_variance, forecast_variance_percent, state from budget_status").fetchall()
        return {code: tuple(answer) for code, *answer in rows}


@pytest.mark.parametrize("case", CASES)
def test_a_forecast_is_over_or_under_beyond_one_per_cent(statuses, case):
    variance, percent, state = CASES[case][-3:]
    assert statuses[case] == (variance, None if percent is None else Decimal(percent), state)


def test_cost_centres_of_a_fund_add_up_and_funds_are_never_netted(db, given):
    given("budgets", cost_centre="CC1", approved_budget=Decimal(100000))
    given("budgets", cost_centre="CC2", approved_budget=Decimal(50000))
    given("budgets", cost_centre="CC3", fund="capital", approved_budget=Decimal(70000))
    for cost_centre, forecast, reason in (("CC1", 120000, "storms"), ("CC2", 45000, "a vacancy"), ("CC3", 60000, "")):
        given("budget_positions", cost_centre=cost_centre, forecast_outturn=Decimal(forecast), reason=reason)
    found = db.sql("""
        select fund, cost_centres, budget, forecast_outturn, forecast_variance, reason from budget_status order by fund
    """).fetchall()
    assert found == [
        ("capital", 1, 70000, 60000, -10000, None),
        ("general fund", 2, 150000, 165000, 15000, "storms a vacancy"),
    ]


@pytest.mark.parametrize(("forecasts", "missing", "variance", "state"), [
    ((120000, None), 1, None, "no forecast"), ((120000, 100000), 0, 20000, "over budget"),
    ((None, None), 2, None, "no forecast"),
])  # fmt: skip
def test_a_part_of_a_services_forecasts_is_never_shown_as_the_whole(db, given, forecasts, missing, variance, state):
    for number, forecast in enumerate(forecasts):
        given("budgets", cost_centre=f"CC{number}")
        for period in ("2009/10 Q1", "2009/10 Q2"):
            given(
                "budget_positions", cost_centre=f"CC{number}", period=period,
                forecast_outturn=None if forecast is None else Decimal(forecast),
            )  # fmt: skip
    found = db.sql("""
        select forecasts_missing, forecast_variance, state, forecast_outturn is null, previous_forecast is null
        from budget_status where period = '2009/10 Q2'
    """).fetchall()
    assert found == [(missing, variance, state, missing > 0, missing > 0)]
    (fund,) = queries_money.funds(db, "2009/10 Q2").to_dicts()
    assert (fund["forecasts_missing"], fund["forecast_variance"], fund["state"]) == (missing, variance, state)
    assert queries_delivery.general_fund_variance(db, "2009/10 Q2") == variance


def test_spent_less_budget_to_date_is_the_variance(db, given):
    given("budgets")
    given("budget_positions", budget_to_date=Decimal(50000), actual_to_date=Decimal(53000))
    assert db.sql("select variance from budget_status").fetchall() == [(3000,)]


def test_money_moved_counts_from_its_day_and_in_its_year(db, given):
    for cost_centre in ("CC1", "CC2"):
        given("budgets", cost_centre=cost_centre)
        given("budgets", cost_centre=cost_centre, financial_year="2010/11")
        for period in ("2009/10 Q1", "2009/10 Q2", "2010/11 Q1"):
            given("budget_positions", cost_centre=cost_centre, period=period)
    given("virements", on_date=date(2009, 8, 1), amount=Decimal(5000))
    given("virements", virement_no="V2", on_date=date(2009, 9, 30), amount=Decimal(1000))
    given("virements", virement_no="V3", on_date=date(2009, 3, 31), amount=Decimal(99))
    found = db.sql("select cost_centre, period, net_virements, budget from budget_figures order by all").fetchall()
    assert found == [
        ("CC1", "2009/10 Q1", 0, 100000), ("CC1", "2009/10 Q2", -6000, 94000), ("CC1", "2010/11 Q1", 0, 100000),
        ("CC2", "2009/10 Q1", 0, 100000), ("CC2", "2009/10 Q2", 6000, 106000), ("CC2", "2010/11 Q1", 0, 100000),
    ]  # fmt: skip


def test_the_forecast_before_is_of_the_same_year(db, given):
    given("budgets", financial_year="2008/09")
    given("budgets")
    for period, forecast in (("2008/09 Q4", 90000), ("2009/10 Q1", 100000), ("2009/10 Q2", 110000)):
        given("budget_positions", period=period, forecast_outturn=Decimal(forecast))
    found = db.sql("select period, previous_forecast from budget_status order by period").fetchall()
    assert found == [("2008/09 Q4", None), ("2009/10 Q1", None), ("2009/10 Q2", 100000)]


def test_a_position_without_a_budget_belongs_to_no_service(db, given):
    given("budget_positions")
    assert db.sql("select count(*) from budget_status").fetchall() == [(0,)]
