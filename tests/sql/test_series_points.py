"""What a series' chart shows at each of its periods: the figure, its phase and what is missing between; the rest is in spc."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.sql.standing_in import over

METHOD = {"series_key": "A", "indicator_code": "A", "trend_method": "XmR", "is_on_year": False, "parts": 2, "last_index": 9}


def points(db, figures, marks=(), **method):
    """The points of a series of half-years from April 2001, by period index from 1; a mark is its kind and its index."""
    rows = [
        {
            "series_key": "A", "indicator_code": "A", "period_index": index, "row_no": index, "part": 1,
            "period_start": date(2001 + index, 4, 1), "figure": figure, **beside,
        }
        for index, (figure, beside) in enumerate(figures, 1)
    ]  # fmt: skip
    said = [
        {"series_key": "A", "kind": kind, "marked_start": date(2001 + index, 4, 1), "reason": "Flood."} for kind, index in marks
    ]
    known = METHOD | {"first_index": 1} | method
    found = over(db, "series_points", series_figures=rows, series_methods=[known], series_marks=said)
    return sorted(found, key=lambda row: row["period_index"])


def plain(count):
    return [(Decimal(10 + index), {}) for index in range(count)]


def test_a_change_on_a_year_before_is_charted_from_the_second_year_and_held_against_no_target(db):
    aims = {"target": Decimal(5), "target_low": Decimal(4), "target_high": Decimal(6)}
    figures = [(Decimal(now), {"a_year_before": before, **aims}) for now, before in ((7, None), (9, None), (10, 7), (6, 9))]
    own = points(db, figures)
    assert [row["value"] for row in own] == [7, 9, 10, 6]
    assert {(row["target"], row["target_low"], row["target_high"]) for row in own} == {(5, 4, 6)}
    changes = points(db, figures, is_on_year=True)
    assert [row["value"] for row in changes] == [3, -3]
    assert {(row["target"], row["target_low"], row["target_high"]) for row in changes} == {(None, None, None)}


def test_a_ghost_has_the_number_of_the_figure_before_it_and_bridges_what_it_stands_between(db):
    figures = [*plain(2), (None, {}), *plain(3)]
    steps = [row["step"] for row in points(db, figures, [("ghost", 2), ("ghost", 3), ("ghost", 5)])]
    assert steps == [1, 1, 2, 3, 3, 4]  # the third has no figure, so that it is left out bridges nothing


def test_what_is_not_judged_says_so(db):
    assert {row["is_judged"] for row in points(db, plain(2), trend_method="none")} == {False}
    assert {row["is_judged"] for row in points(db, plain(2), trend_method="run chart")} == {True}


def test_only_the_measures_asked_for_are_read(db):
    db.execute("set variable scope = ['B']")
    found = points(db, plain(3))
    db.execute("set variable scope = null")
    assert found == []
