"""How many measures really change: of those whose chart has firm limits, and by their newest point alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pimdata import queries_change

EVEN = [48, 52] * 9
# Figures of a measure, and what makes it one that is counted or not: each is there for what it adds, or leaves out.
MEASURES = {
    "usual": (EVEN, {}),
    "better": ([*EVEN, 80], {}),
    "worse": ([*EVEN, 20], {}),
    "worse, for a low figure is good": ([*EVEN, 80], {"good_is": "lower"}),
    "too few": (EVEN[:8], {}),
    "context": ([*EVEN, 80], {"class": "context"}),
    "ended": ([*EVEN, 80], {"valid_to": date(2009, 11, 30)}),
}


def test_each_is_counted_by_its_newest_point(db, given, refreshed):
    for code, (figures, definition) in MEASURES.items():
        given("indicators", indicator_code=code, frequency="monthly", **definition)
        given("targets", indicator_code=code, target_value=Decimal(10))
        for number, figure in enumerate(figures):
            month = f"{2008 + (number + 4) // 12}-{(number + 4) % 12 + 1:02d}"
            given("indicator_results", indicator_code=code, period=month, value=Decimal(figure))
    refreshed()
    assert queries_change.counts(db) == {
        "measures": 5, "charted": 4, "really_better": 1, "really_worse": 2,
        "sure_to_meet": 3, "bound_to_miss": 1, "with_assurance": 4,
    }  # fmt: skip
