"""What each way of forecasting makes of what is known: its sum by itself, its range, and what neither may pass."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.sql.standing_in import over

# Facts no two of which are alike, so that none can stand in for another unnoticed.
FACTS = {
    "decimal_places": 2, "unit": "number", "value_basis": "period", "ratio_scale": 100, "parts": 12, "part": 8, "parts_in": 8,
    "parts_left": 4, "pairs_in": 8, "past_years": 2, "past_factors": 2, "latest": 7, "total": 64, "year_to_date": 60,
    "numerator": 9, "denominator": 20, "denominator_left": 10, "usual_level": 5, "spread": 2, "level": 6, "share_by_then": 0.75,
    "least_factor": 1.25, "most_factor": 1.5, "usual_gain": 23, "least_gain": 21, "most_gain": 26, "last_year_gain": 22,
    "recent_step": 3,
}  # fmt: skip
COUNT, SHARE, STOCK = {"family": "count"}, {"family": "rate so far", "unit": "percent"}, {"family": "stock"}
RATIO, MEAN = {"family": "ratio"}, {"family": "mean"}
ROOM = {"lowest_possible": 0, "highest_possible": 100}
CASES = {
    # why this case is here: (method, what is known otherwise, forecast, low, high)
    "the latest figure, with how far one may stray": ("latest figure", STOCK, 7, 4, 8),
    "a stock without a chart has no range": ("latest figure", STOCK | {"level": None, "spread": None}, 7, None, None),
    "the level it stands at": ("usual level", STOCK, 6, 4, 8),
    "the level it shifted to": ("level since it shifted", STOCK, 6, 4, 8),
    "a profile": ("profile of past years", COUNT, 80, 75, 90),
    "a sum below nought turns its range over": ("profile of past years", COUNT | {"year_to_date": -60}, -80, -90, -75),
    "a profile of which one year had begun by then has no range": (
        "profile of past years", COUNT | {"past_factors": 1}, 80, None, None),
    "a profile of one year has none": ("profile of one past year", COUNT, 80, None, None),
    "straight on, and the usual level of the rest": ("straight line", COUNT, 90, 76, 90),
    "straight on without a chart": ("straight line", COUNT | {"usual_level": None, "spread": None}, 90, None, None),
    "straight on below what is usual": ("straight line", COUNT | {"usual_level": 20}, 90, 90, 144),
    "at its pace": ("run rate", COUNT, 72, 72, 84),
    "at its pace, within what is usual": ("run rate", COUNT | {"recent_step": 5}, 80, 76, 84),
    "at its pace without a chart": ("run rate", COUNT | {"usual_level": None, "spread": None}, 72, None, None),
    "as the rest of last year": ("remainder of last year", COUNT, 82, 81, 86),
    "as the rest of the only year": ("remainder of last year", COUNT | {"past_years": 1}, 82, None, None),
    "what earlier years gained": ("gains of past years", SHARE, 83, 81, 86),
    "what one earlier year gained": ("gain of one past year", SHARE | {"past_years": 1}, 83, None, None),
    "the rate so far": ("rate so far", RATIO, 45, None, None),
    "the rate so far and the usual one for the cases to come": (
        "rate so far, then usual rate", RATIO, "31.67", None, None),
    "the plain average and the usual level": ("mean so far, then usual level, unweighted", MEAN, 7, None, None),
    "the plain average": ("mean so far, unweighted", MEAN, 8, None, None),
    "no method, no figure": ("none: too early", COUNT, None, None, None),
    "a stock ends at its last figure, whatever its chart says": ("outturn", STOCK, 7, None, None),
    "so does a total so far": ("outturn", COUNT | {"value_basis": "year_to_date"}, 7, None, None),
    "a sum ends at its sum": ("outturn", COUNT, 64, None, None),
    "a rate ends at its cases": ("outturn", RATIO, 45, None, None),
    "a rate without all of its counts ends at the average": ("outturn", RATIO | {"pairs_in": 7}, 8, None, None),
    "an average ends at the average": ("outturn", MEAN, 8, None, None),
    "what is counted is not uncounted": (
        "remainder of last year", COUNT | ROOM | {"last_year_gain": -9, "least_gain": -12, "most_gain": -4}, 60, 60, 60),
    "what may fall below nought may fall": (
        "remainder of last year", COUNT | {"lowest_possible": -1, "last_year_gain": -9, "least_gain": -12, "most_gain": -4},
        51, 48, 56),
    "a count has no top": ("remainder of last year", COUNT | {"highest_possible": 80}, 82, 81, 86),
    "a share stays below all of it": ("gains of past years", SHARE | {"year_to_date": 76}, 99, 97, 100),
    "a share stays above nought": (
        "gains of past years", SHARE | {"year_to_date": 1, "usual_gain": -9, "least_gain": -12, "most_gain": 4}, 0, 0, 5),
    "a share that can pass all of it": (
        "gains of past years", SHARE | {"year_to_date": 76, "highest_possible": 101}, 99, 97, 101),
    "a share that cannot come so far down": (
        "gains of past years", SHARE | {"year_to_date": 1, "usual_gain": -9, "lowest_possible": 2}, 2, 2, 27),
    "days so far are no share": (
        "gains of past years", SHARE | {"unit": "days", "year_to_date": 90, "most_gain": -95, "least_gain": -99}, 113, -9, 113),
    "a stock stays within what it can be": (
        "usual level", STOCK | {"level": 99, "highest_possible": 100, "lowest_possible": 98}, 99, 98, 100),
    "an outturn is what it is": ("outturn", STOCK | {"latest": 120} | ROOM, 120, None, None),
    "below what was thought possible too": ("outturn", STOCK | {"latest": -3} | ROOM, -3, None, None),
    "no number to divide by": ("straight line", COUNT | {"part": 0, "usual_level": None}, None, None, None),
    "a level without its reach has no range": ("usual level", STOCK | {"spread": None}, 6, None, None),
    "shown with its decimals": ("profile of past years", COUNT | {"decimal_places": 0, "year_to_date": 61}, 81, 76, 92),
}  # fmt: skip


@pytest.fixture(scope="module")
def amounts(world):
    with world() as (db, _):
        rows = [FACTS | more | {"indicator_code": case, "method": method} for case, (method, more, *_) in CASES.items()]
        return {row["indicator_code"]: row for row in over(db, "forecast_amounts", forecast_methods=rows)}


@pytest.mark.parametrize("case", CASES)
def test_each_way_has_its_own_sum_and_range(amounts, case):
    wanted = [None if each is None else Decimal(each) for each in CASES[case][-3:]]
    assert [amounts[case][name] for name in ("forecast", "low", "high")] == wanted
