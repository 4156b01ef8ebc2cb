"""Where a chart says that a series stands, for its forecast: at every point, as it would have been charted then."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle, islice

import pytest

from tests.sql.test_series_methods import chart, so_far

EVEN = [48, 52]  # a mean of 50, moving ranges of 4, and so limits of 10.64 either way


def even(count: int) -> list[float]:
    return list(islice(cycle(EVEN), count))


def level_at(db, count: int, columns: str = "basis, level"):
    """What the chart said with the last of so many months from April 2007."""
    year = 2007 + (count - 1) // 12
    rows = db.sql(
        f"select {columns} from forecast_levels where financial_year = $year and part = $part",
        params={"year": f"{year}/{(year + 1) % 100:02d}", "part": (count - 1) % 12 + 1},
    ).fetchall()
    return rows[0] if rows else None


CASES = {
    # why this case is here: (figures from April 2007 on, definition, marks, what the newest point gives: basis and level)
    "usual ups and downs stand at the mean": (even(16), {}, [], ("usual level", 50)),
    "twelve figures are enough for where it stands": (even(12), {}, [], ("usual level", 50)),
    "eleven are too few": (even(11), {}, [], None),
    "a figure beyond provisional limits stands where it is": ([*even(13), 90], {}, [], ("latest figure", 90)),
    "so are eleven since the process changed": (even(30), {}, [("rebase", "2008-11")], None),
    "twelve since then are enough, and it is their mean that counts": (
        [0, 4, 2] * 6 + even(12), {}, [("rebase", "2008-10")], ("usual level", 50)),
    "a figure beyond a limit stands where it is": ([*even(20), 90], {}, [], ("latest figure", 90)),
    "seven rises stand where they have come to, and no higher": (
        [*even(20), 50, 51, 52, 53, 54, 55, 56], {}, [], ("latest figure", 56)),
    "six points of rise are no trend": ([*even(20), 50, 51, 52, 53, 54, 55], {}, [], ("usual level", "50.576923")),
    "a run on one side stands at its own mean": (
        [*even(21), *islice(cycle([53, 54]), 8)], {}, [], ("level since it shifted", "53.5")),
    "six on one side are no run": ([*even(21), *islice(cycle([53, 54]), 6)], {}, [], ("usual level", "50.703704")),
    "unless six are asked for": (
        [*even(21), *islice(cycle([53, 54]), 6)], {"spc_shift_length": 6}, [], ("level since it shifted", "53.5")),
    "a figure that is not to count is stepped over, and sets no level": (
        [*even(21), 53, 54, 53, 90, 54, 53, 54, 53], {}, [("ghost", "2009-04")], ("level since it shifted", "53.428571")),
    "nothing runs across a missing figure": (
        [*even(21), 53, 54, 53, None, 54, 53, 54, 53], {}, [], ("usual level", "50.785714")),
    "a constant figure stands where it always was": ([100] * 15, {}, [], ("usual level", 100)),
    "what adds up through the year is charted by its own months": (
        so_far(even(16)), {"value_basis": "year_to_date", "aggregation": "sum", "unit": "number"}, [], ("usual level", 50)),
    "a rolling figure has no chart to stand on": (even(20), {"value_basis": "rolling"}, [], None),
    "a figure that moves with the seasons has none of its own": (
        [40, 45, 50, 60, 70, 75, 70, 60, 50, 45, 40, 38] * 3, {}, [], None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_newest_point_stands_as_it_is_charted(db, given, refreshed, case):
    figures, definition, marks, wanted = CASES[case]
    for kind, period in marks:
        given("spc_marks", kind=kind, period=period)
    chart(db, given, refreshed, figures, **definition)
    assert level_at(db, len(figures)) == (wanted and (wanted[0], Decimal(str(wanted[1]))))


RISING = [*even(20), 50, 51, 52, 53, 54, 55, 56, 57, 58]
AS_KNOWN = {
    # why this case is here: (figures, how many were in, what was known then: basis, level, spread)
    "what came later moves no earlier mean": ([*even(16), 90, 90, 90, 90], 16, ("usual level", 50, "10.64")),
    "the fourteenth was provisional then, and stood at its mean": (even(20), 14, ("usual level", 50, "10.64")),
    "the eleventh had no limits then": (even(20), 11, None),
    "a jump was beyond the limits on the day it came": (
        [*even(20), 90, *([90] * 12)], 21, ("latest figure", 90, "15.162")),
    "a rise of seven was seen at its seventh": (RISING, 27, ("latest figure", 56, "8.593846")),
    "and not at its sixth": (RISING, 26, ("usual level", "50.576923", "8.8312")),
    "seven on one side were seen at the seventh": (
        [*even(20), *islice(cycle([53, 54]), 12)], 27, ("level since it shifted", "53.428571", "8.491538")),
}  # fmt: skip


@pytest.mark.parametrize("case", AS_KNOWN)
def test_an_earlier_point_stands_as_it_would_have_been_charted_then(db, given, refreshed, case):
    figures, count, wanted = AS_KNOWN[case]
    chart(db, given, refreshed, figures)
    assert level_at(db, count, "basis, level, spread") == (wanted and (wanted[0], *(Decimal(str(each)) for each in wanted[1:])))


@pytest.mark.parametrize(("count", "is_firm"), [(14, False), (15, True)])
def test_only_firm_limits_are_for_rates_and_counts(db, given, refreshed, count, is_firm):
    chart(db, given, refreshed, even(count), aggregation="mean", value_basis="period")
    assert level_at(db, count, "is_firm") == (is_firm,)
    wanted = "mean so far, then usual level, unweighted" if is_firm else "mean so far, unweighted"
    assert db.sql("select method from indicator_forecast where financial_year = '2008/09'").fetchall() == [(wanted,)]


COUNT = {"value_basis": "period", "aggregation": "sum", "unit": "number", "decimal_places": 2, "lowest_possible": Decimal(0)}
STRAIGHT_ON = {
    # why this case is here: (figures of April 2008 on, forecast, low, high). Eleven came before, so last year is not whole.
    "seven months to come stray by the root of seven": (even(5), "595.20", "569.98", "622.52"),
    "four by the root of four, half of that for each": (even(8), "600.00", "579.48", "619.68"),
    "one by all of it": (even(11), "597.82", "587.68", "607.95"),
    "the range is widened to hold the forecast itself": ([90, 90, *even(3)], "787.20", "649.32", "787.20"),
    "and what was counted is not uncounted": ([*[0, 100] * 4, 0, 0, 0], "436.36", "400.00", "555.57"),
}


@pytest.mark.parametrize("case", STRAIGHT_ON)
def test_a_straight_line_may_stray_by_the_root_of_the_periods_to_come(db, given, refreshed, case):
    figures, *wanted = STRAIGHT_ON[case]
    chart(db, given, refreshed, [None, *even(11), *figures], **COUNT)
    found = db.sql("select method, forecast, low, high from indicator_forecast where financial_year = '2008/09'").fetchall()
    assert found == [("straight line", *(Decimal(each) for each in wanted))]
