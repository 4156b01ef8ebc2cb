"""Which group and which year a figure is held against, and what is said of its place: each condition by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.sql.standing_in import over

NOW, BEFORE, LONG_BEFORE = "2009/10", "2008/09", "2007/08"


def held(group, period=NOW, of=20, quarters=(40, 50, 60), **changes):
    """What a group's figures are parted by in a period; without quarters it has too few."""
    parts = dict(zip(("q1", "median", "q3"), map(Decimal, quarters), strict=True)) if quarters else {}
    row = {"indicator_code": "A", "period": period, "group": group, "of": of, "has_us": True, "source": ""}
    return row | {"threshold_source": "worked out" if parts else None, **parts, **changes}


def ours(value, period=NOW, **changes):
    return {"indicator_code": "A", "period": period, "value": Decimal(value), "is_doubtful": False, "source": ""} | changes


def places(db, figures, thresholds, good_is="higher"):
    polarities = [{"indicator_code": code, "good_is": good_is} for code in ("A", "B")] if good_is else []
    found = over(db, "benchmark_position", our_figures=figures, quartile_thresholds=thresholds, polarities=polarities)
    return sorted(found, key=lambda row: (row["group"], row["period"]))


MAIN = {
    # why this case is here: (the groups' rows, which of them counts go by)
    "the largest": ([held("few", of=12), held("many", of=30)], {"many"}),
    "the largest it has ever been, for one year may come in late": (
        [held("now few", BEFORE, of=40), held("now few", of=5), held("steady", BEFORE, of=20), held("steady", of=20)],
        {"now few"},
    ),
    "whichever of its years is read first": (
        [held("grew", BEFORE, of=5), held("grew", of=40), held("steady", BEFORE, of=20), held("steady", of=20)], {"grew"}),
    "a group of which only quartiles are published is no larger": ([held("published", of=None), held("few", of=3)], {"few"}),
    "the first by name of two as large": ([held("beta"), held("alpha")], {"alpha"}),
    "quarters have a largest group of their own": (
        [held("years", of=30), held("quarters", "2009/10 Q2", of=12)], {"years", "quarters"}),
}  # fmt: skip


@pytest.mark.parametrize("case", MAIN)
def test_counts_go_by_one_group(db, case):
    thresholds, main = MAIN[case]
    found = places(db, [ours(45), ours(45, "2009/10 Q2")], thresholds)
    assert {row["group"] for row in found if row["is_main"]} == main
    assert {row["group"] for row in found} == {row["group"] for row in thresholds}


@pytest.mark.parametrize(("us", "groups"), [("", {"never", "once", "ever"}), ("X1", {"once", "ever"})])
def test_somebody_taken_as_us_stands_in_the_groups_it_was_ever_in(db, us, groups):
    never = [held("never", has_us=False)]
    once = [held("once", BEFORE, has_us=True), held("once", has_us=False)]
    db.execute("set variable us = $us", {"us": us})
    found = places(db, [ours(45)], [*never, *once, held("ever")])
    db.execute("set variable us = ''")
    assert {row["group"] for row in found} == groups


HELD_AGAINST = {
    # why this case is here: (the group's rows, of which period its quarters are, and why it has the quarter it has)
    "its own year": ([held("all"), held("all", BEFORE)], NOW, "past the bottom quarter's edge"),
    "the newest year before it": (
        [held("all", BEFORE), held("all", LONG_BEFORE)], BEFORE, "past the bottom quarter's edge"),
    "never a later year": ([held("all", "2010/11")], None, "no other figures for the period"),
    "a year before it, while too few have come in": (
        [held("all", of=5, quarters=()), held("all", BEFORE)], BEFORE, "past the bottom quarter's edge"),
    "too few, and no year before": ([held("all", of=5, quarters=())], None, "fewer than 12 authorities"),
    "quarters that are published, with nobody's figures": (
        [held("all", of=None)], NOW, "past the bottom quarter's edge"),
    "never another group": (
        [held("all", of=5, quarters=()), held("few", BEFORE)], None, "fewer than 12 authorities"),
    "never another measure": (
        [held("all", of=5, quarters=()), held("all", BEFORE, indicator_code="B")], None, "fewer than 12 authorities"),
}  # fmt: skip


@pytest.mark.parametrize("case", HELD_AGAINST)
def test_a_figure_is_held_against_a_year_that_has_quarters(db, case):
    thresholds, period, reason = HELD_AGAINST[case]
    (found,) = [row for row in places(db, [ours(45)], thresholds) if row["group"] == "all"]
    assert (found["threshold_period"], found["reason"]) == (period, reason)


def test_a_figure_of_a_month_is_never_held_against_years(db):
    years = [held("all", BEFORE), held("all", "2009-07", of=5, quarters=())]
    found = [row for row in places(db, [ours(45, "2009-07")], years) if row["period"] == "2009-07"]
    assert [(row["threshold_period"], row["reason"]) for row in found] == [(None, "fewer than 12 authorities")]
    assert places(db, [ours(45, "2009-07")], [held("all", BEFORE)]) == []


NEITHER, DOUBTFUL = "neither a higher nor a lower figure is better", "the figure is marked doubtful"
SAID = {
    # why this case is here: (which way is better, whether the figure is doubtful, why it has no quarter)
    "a range": ("range", False, NEITHER),
    "neither": ("neither", False, NEITHER),
    "a measure that is held no more": ("", False, NEITHER),
    "doubtful": ("higher", True, DOUBTFUL),
    "doubtful and neither: what would not change comes first": ("neither", True, NEITHER),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_has_no_quarter_says_why(db, case):
    good_is, is_doubtful, reason = SAID[case]
    (found,) = places(db, [ours(45, is_doubtful=is_doubtful)], [held("all")], good_is)
    assert (found["band"], found["reason"], found["next_edge"]) == (None, reason, None)


NEXT = {
    # why this case is here: (which way is better, our figure, the next better quarter's edge, how far it is)
    "higher: worst": ("higher", 30, 40, 10), "higher: third": ("higher", 45, 50, 5), "higher: second": ("higher", 52, 60, 8),
    "higher: best": ("higher", 60, None, None), "lower: worst": ("lower", 75, 60, 15), "lower: third": ("lower", 55, 50, 5),
    "lower: second": ("lower", 42, 40, 2), "lower: best": ("lower", 40, None, None),
}  # fmt: skip


@pytest.mark.parametrize("case", NEXT)
def test_the_next_quarter_is_so_far_off(db, case):
    good_is, figure, *wanted = NEXT[case]
    (found,) = places(db, [ours(figure)], [held("all")], good_is)
    assert [found["next_edge"], found["to_next"]] == wanted


MOVED = {
    # why this case is here: (figures of ours by period, the movement of the last)
    "up from the period before": ({BEFORE: 30, NOW: 45}, "better"),
    "down from it": ({BEFORE: 70, NOW: 45}, "worse"),
    "the same": ({BEFORE: 45, NOW: 46}, "same"),
    "a year between has no figure": ({LONG_BEFORE: 70, NOW: 45}, "n/a"),
    "the first": ({NOW: 45}, "n/a"),
}  # fmt: skip


@pytest.mark.parametrize("case", MOVED)
def test_a_quarter_moves_from_the_period_before(db, case):
    figures, movement = MOVED[case]
    found = places(db, [ours(value, period) for period, value in figures.items()], [held("all", LONG_BEFORE)])
    assert found[-1]["movement"] == movement


def test_a_quarter_moves_within_its_own_group_and_measure(db):
    figures = [ours(45), ours(45, BEFORE), ours(45, indicator_code="B")]
    high = (10, 20, 30)  # in which 45 is best
    thresholds = [
        held("a", BEFORE), held("a", quarters=high), held("b", BEFORE, quarters=high), held("b"), held("b", indicator_code="B"),
    ]  # fmt: skip
    found = {
        (row["indicator_code"], row["group"]): row["movement"]
        for row in places(db, figures, thresholds)
        if row["period"] == NOW
    }
    assert found == {("A", "a"): "better", ("A", "b"): "worse", ("B", "b"): "n/a"}


def test_the_rank_is_of_the_figures_own_period_and_group(db):
    thresholds = [held("a", our_rank=2, of=20), held("b", our_rank=7, of=30), held("a", BEFORE, our_rank=9, of=40)]
    found = places(db, [ours(45)], [*thresholds, held("c", BEFORE, of=50)])
    assert [(row["group"], row["rank"], row["of"], row["authorities"]) for row in found] == [
        ("a", 2, 20, 20), ("b", 7, 30, 30), ("c", None, None, 50),
    ]  # fmt: skip
