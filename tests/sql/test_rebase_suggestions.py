"""Where the system suggests that a mean starts again, and where it does not: only a person starts one."""

from __future__ import annotations

from itertools import cycle, islice

import pytest

from tests.sql.test_series_methods import chart

ACTION = {"from_code": "CA-01", "to_code": "IND-01"}
HIGH_FROM = "2008-12"  # the month after twenty from April 2007


def usual(count: int) -> list[float]:
    return list(islice(cycle([48, 52]), count))


def high(count: int) -> list[float]:
    return list(islice(cycle([69, 71]), count))


CASES = {
    # why this case is here: (figures from April 2007, definition, marks, links, what is suggested: from, run, side, actions)
    "twelve above the mean, and an action": ([*usual(20), *high(12)], {}, [], [ACTION], (HIGH_FROM, 12, "above", 1)),
    "eleven are a shift, and no reason to start again": ([*usual(20), *high(11)], {}, [], [ACTION], None),
    "nobody has done anything that may be why": ([*usual(20), *high(12)], {}, [], [], None),
    "what is linked is no action": (
        [*usual(20), *high(12)], {}, [], [{"from_code": "IND-01", "to_code": "A"}], None),
    "linked the other way": (
        [*usual(20), *high(12)], {}, [], [{"from_code": "IND-01", "to_code": "CA-01"}], (HIGH_FROM, 12, "above", 1)),
    "linked both ways is one action": (
        [*usual(20), *high(12)], {}, [], [ACTION, {"from_code": "IND-01", "to_code": "CA-01"}], (HIGH_FROM, 12, "above", 1)),
    "two actions, of which the first is named": (
        [*usual(20), *high(12)], {}, [], [{**ACTION, "from_code": "CA-02"}, ACTION], (HIGH_FROM, 12, "above", 2)),
    "twelve below it": ([*high(20), *usual(12)], {}, [], [ACTION], (HIGH_FROM, 12, "below", 1)),
    "a longer run is told from its first": ([*usual(20), *high(15)], {}, [], [ACTION], (HIGH_FROM, 15, "above", 1)),
    "a ghost in the run is not counted in it": (
        [*usual(20), *high(13)], {}, [("ghost", "2009-02")], [ACTION], (HIGH_FROM, 12, "above", 1)),
    "a run that has ended": ([*usual(20), *high(12), 50], {}, [], [ACTION], None),
    "it was started again there": ([*usual(20), *high(14)], {}, [("rebase", HIGH_FROM)], [ACTION], None),
    "limits of fourteen are provisional": ([*usual(2), *high(12)], {}, [], [ACTION], None),
    "of fifteen they are firm": ([*usual(3), *high(12)], {}, [], [ACTION], ("2007-07", 12, "above", 1)),
    "what has no chart": ([*usual(20), *high(12)], {"value_basis": "rolling"}, [], [ACTION], None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_new_mean_is_suggested_where_a_long_run_has_an_action_beside_it(db, given, refreshed, case):
    figures, definition, marks, links, wanted = CASES[case]
    given("actions")
    given("actions", action_code="CA-02")
    for kind, period in marks:
        given("spc_marks", kind=kind, period=period)
    for link in links:
        given("links", **link)
    chart(db, given, refreshed, figures, **definition)
    found = db.sql("select from_period, run_length, side, actions, action_code from rebase_suggestions").fetchall()
    assert found == ([(*wanted, "CA-01")] if wanted else [])
