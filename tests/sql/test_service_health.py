"""The health card: the same five lines for every service."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pimdata import build, refresh

# Why the case is here: figures of the measures of one service against 40 (None: late, "": a reason), the line's
# status, and its worst measure (numbered from 0).
RESULTS = {
    "all on target": ((40, 41), "on", None),
    "half on target": ((40, 30), "near", 1),
    "less than half": ((40, 30, 30), "below", 1),
    "near is not on": ((38,), "below", 0),
    "below comes before near": ((38, 30, 40), "below", 1),
    "late comes before near": ((38, None, 40), "near", 1),
    "late alone": ((None,), "late", 0),
    "late beside one on target": ((None, 40), "on", 0),
    "nothing to judge": (("",), "info", None),
}


@pytest.fixture(scope="module")
def health(world):
    with world() as (db, given):
        for service, (figures, *_) in RESULTS.items():
            for number, value in enumerate(figures):
                code = f"{service} {number}"
                given("indicators", indicator_code=code, service_code=service)
                given("targets", indicator_code=code)
                if value is not None:
                    reason = "flood" if value == "" else ""
                    given(
                        "indicator_results",
                        indicator_code=code,
                        period="2009/10 Q2",
                        value=value or None,
                        no_value_reason=reason,
                    )
        refresh.everything(db)
        build.use(db, build.LIVE)
        rows = db.sql("select service_code, status, worst_code from service_health where theme = 'results'").fetchall()
        return {service: tuple(answer) for service, *answer in rows}


@pytest.mark.parametrize("case", RESULTS)
def test_a_line_is_on_near_or_below_by_how_much_of_it_is_on_target(health, case):
    _, status, worst = RESULTS[case]
    assert health[case] == (status, None if worst is None else f"{case} {worst}")


def test_plans_are_actions_and_money_is_funds(db, given, refreshed):
    given("actions", action_code="CA-01", due_date=date(2009, 12, 1))
    given("actions", action_code="CA-02", due_date=date(2009, 11, 1), title="Paint")
    given("actions", action_code="CA-03")
    given("actions", action_code="CA-04")
    given("action_updates", action_code="CA-04", state="cancelled")
    given("budgets", cost_centre="CC1")
    given("budgets", cost_centre="CC2", fund="capital")
    given("budget_positions", cost_centre="CC1", forecast_outturn=Decimal(120000))
    given("budget_positions", cost_centre="CC2")
    refreshed()
    found = db.sql("select theme, status, items, judged, is_on, worst_code from service_health order by theme").fetchall()
    assert found == [("money", "near", 2, 2, 1, "HO general fund"), ("plans", "below", 3, 3, 1, "CA-02")]


def test_measures_stand_on_the_line_of_their_theme(db, given, refreshed):
    for code, theme in (("A", "people"), ("B", "customers"), ("C", "")):
        given("indicators", indicator_code=code, theme=theme)
    refreshed()
    found = db.sql("select theme, is_late from service_health order by theme").fetchall()
    assert found == [("customers", 1), ("people", 1), ("results", 1)]


def test_only_the_newest_figure_of_a_measure_counts(db, given, refreshed):
    given("indicators")
    given("targets")
    given("indicator_results", value=Decimal(30))
    given("indicator_results", period="2009/10 Q2", value=Decimal(40))
    refreshed()
    assert db.sql("select status, items, improving from service_health").fetchall() == [("on", 1, 1)]
