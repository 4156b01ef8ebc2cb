"""The figures that part a group into quarters, and whose group is whose: each rule by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.sql.standing_in import over

SAID = {"indicator_code": "A", "period": "2009/10", "group": "all"}
GIVEN = SAID | {"lower_quartile": Decimal(40), "median": Decimal(50), "upper_quartile": Decimal(60), "source": "Office"}


def group(figures, **changes):
    """Figures of a group that count, the last of them ours."""
    rows = [SAID | {"value": Decimal(str(figure)), "is_counted": True, "is_us": False, "rank": 9} for figure in figures]
    return [*rows[:-1], rows[-1] | {"is_us": True, "rank": 3} | changes]


def thresholds(db, figures, published=()):
    return over(db, "quartile_thresholds", compared_figures=figures, current_quartiles=list(published))


# Worked by hand: of twelve from 10 to 120 the quarters lie 2.75, 5.5 and 8.25 steps up, of thirteen at 3, 6 and 9.
PARTED = {
    # why this case is here: (figures, what publishers say, q1, median, q3, which they are, and the middle of the figures)
    "eleven are not parted": (range(10, 120, 10), [], None, None, None, None, 60),
    "twelve are": (range(10, 130, 10), [], "37.5", 65, "92.5", "worked out", 65),
    "thirteen are": (range(10, 140, 10), [], 40, 70, 100, "worked out", 70),
    "published ones win": (range(10, 130, 10), [GIVEN], 40, 50, 60, "published", 65),
    "published ones of a group of few": (range(10, 40, 10), [GIVEN], 40, 50, 60, "published", 20),
    "the lowest called the upper": (
        range(10, 30, 10), [GIVEN | {"lower_quartile": Decimal(60), "upper_quartile": Decimal(40)}], 40, 50, 60, "published",
        15,
    ),
    "those of another group leave it alone": (range(10, 40, 10), [GIVEN | {"group": "few"}], None, None, None, None, 20),
    "those of another measure leave it alone": (
        range(10, 40, 10), [GIVEN | {"indicator_code": "B"}], None, None, None, None, 20),
    "those of another year leave it alone": (range(10, 40, 10), [GIVEN | {"period": "2008/09"}], None, None, None, None, 20),
}  # fmt: skip


@pytest.mark.parametrize("case", PARTED)
def test_a_group_is_parted(db, case):
    figures, published, q1, median, q3, source, middle = PARTED[case]
    rows = [row for row in thresholds(db, group(figures), published) if row["of"]]
    (found,) = rows
    wanted = [None if each is None else Decimal(each) for each in (q1, median, q3)]
    assert [found["q1"], found["median"], found["q3"]] == wanted
    assert (found["threshold_source"], found["middle"]) == (source, middle)


def test_what_does_not_count_is_in_no_quarter_and_not_counted(db):
    uncounted = [SAID | {"value": Decimal(10_000), "is_counted": False, "is_us": False} for _ in range(9)]
    (found,) = thresholds(db, [*group(range(10, 130, 10)), *uncounted])
    assert (found["of"], found["q3"], found["middle"]) == (12, Decimal("92.5"), 65)


def test_our_rank_is_ours_alone(db):
    (found,) = thresholds(db, group([10, 20, 30]))
    assert (found["has_us"], found["our_rank"], found["source"]) == (True, 3, "")
    (found,) = thresholds(db, group([10, 20, 30], is_us=False))
    assert (found["has_us"], found["our_rank"]) == (False, None)


def test_quartiles_stand_where_no_figures_do(db):
    (found,) = thresholds(db, [], [GIVEN])
    assert (found["q1"], found["source"], found["of"], found["has_us"], found["our_rank"]) == (40, "Office", None, False, None)


def test_groups_measures_and_years_are_parted_each_by_itself(db):
    figures = [
        {**row, **change}
        for change in ({}, {"group": "few"}, {"period": "2008/09"}, {"indicator_code": "B"})
        for row in group([10, 20])
    ]
    assert [row["of"] for row in thresholds(db, figures)] == [2, 2, 2, 2]


def test_only_the_measures_asked_for_are_read(db):
    db.execute("set variable scope = ['A']")
    found = thresholds(db, [], [GIVEN, GIVEN | {"indicator_code": "B"}])
    db.execute("set variable scope = null")
    assert [row["indicator_code"] for row in found] == ["A"]
