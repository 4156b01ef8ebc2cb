"""The judge of the control charts is itself judged: cases worked by hand, and a generator that leaves nothing out."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import astuple, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.spc_second_opinion import PRIMARY_ORDER, JudgedPoint, Point, Series, judge, month, random_series

ALL = ("default", "mdc_sql25", "nhsr")  # nhsr screens, as it does unless it is told not to
# Mean 10 and moving range 3, whatever follows: limits 2.02 and 17.98, near limits 4.68 and 15.32. It ends on the low side.
NARROW = "11.5 8.5 11.5 8.5 "
# Mean 10 and moving range 20, whatever follows: limits -43.2 and 63.2, beyond anything below. It ends on the high side.
WIDE = "0 20 0 20 "
FIRST = {"baseline_points": 4}
SCREENED = {"is_screened": True}
# 31 figures with mean 10 and moving range (8 x 4 x 0.605 + 4 x 2.66) / 30 = 1: limits 7.34 and 12.66, and one point on each.
STEADY = "10 12.66 10 7.34 10 " + "10.605 9.395 10 " * 8 + "10 10 "
SWING = "1 3 " * 30


def read(text: str, first: int = 0, **how: Any) -> Series:
    """A monthly series from words: a figure, gFIGURE a ghost, . no figure, _ no row, | a rebase on the month that follows."""
    points, rebases, index = [], [], first
    for word in text.split():
        if word == "|":
            rebases.append(month(index))
            continue
        figure = word.removeprefix("g")
        if word != "_":
            points.append(Point(index, month(index), None if figure == "." else Decimal(figure), word.startswith("g")))
        index += 1
    how.setdefault("rebases", tuple(rebases))
    for name in ("target", "target_low", "target_high"):
        if isinstance(how.get(name), int | str):
            how[name] = (Decimal(how[name]),) * len(points)
    return Series(tuple(points), **how)


def signs(series: Series, rules: str, rule: str) -> str:
    """+, - or 0 for each row, as one rule marks it."""
    return "".join("0+-"[getattr(point, rule)] for point in judge(series, rules).points)


LINES = {
    # why this case is here: (figures, how, rules, the last row's mean and moving range, where there are any)
    "mean and moving range by hand":               ("1 2 4 1", {}, "default", "2", "2"),
    "none across a gap":                           ("1 2 . 8 9", {}, "default", "5", "1"),
    "an absent period is a gap too":               ("1 2 _ 8 10", {}, "default", "5.25", "1.5"),
    "the dashboard steps over an absent period":   ("1 2 _ 8 10", {}, "nhsr", "5.25", "3"),
    "so does the health service's own":            ("1 2 _ 8 10", {}, "mdc_sql25", "5.25", "3"),
    "but a row without a figure is a gap to both": ("1 2 . 8 9", {}, "nhsr", "5", "1"),
    "a ghost is stepped over and not counted":     ("1 2 g90 4 5", {}, "default", "3", "4/3"),
    "a ghost at the end has the lines of others":  ("1 2 g90", {}, "default", "1.5", "1"),
    "a ghost without a figure is a gap":           ("1 2 g. 8 9", {}, "default", "5", "1"),
    "a ghost does not hide an absent period":      ("1 2 g5 _ 8 9", {}, "default", "5", "1"),
    "a row without a figure has lines":            ("1 2 .", {}, "default", "1.5", "1"),
    "a phase's first figure has no moving range":  ("1 2 | 9 11", {}, "default", "10", "2"),
    "one point has a mean and no limits":          ("1 2 1 2 | 9", {}, "default", "9", None),
    "nor have two with a gap between":             ("1 . 3", {}, "default", "2", None),
    "a phase of gaps and ghosts has neither":      ("1 2 | . g4", {}, "default", None, None),
    "a baseline sets the lines of later rows":     ("1 2 1 2 9 9 9", FIRST, "default", "1.5", "1"),
    "every phase has its baseline":                ("1 2 1 2 9 9 | 5 7 5 7 0", FIRST, "default", "6", "2"),
    "a row without a figure counts in a baseline": ("1 . 2 3 9", FIRST, "default", "2", "1"),
    "an absent period does not":                   ("1 _ 2 3 9 9", FIRST, "default", "3.75", "3.5"),
    "nor does a ghost":                            ("1 g5 2 3 4 9", FIRST, "default", "2.5", "1"),
    "a moving range on 3.267 times is left out":   ("0 1.733 0 1.733 0 13.068", SCREENED, "default", "8267/3000", "1.733"),
    "just within 3.267 times it is kept":          ("0 1.733 0 1.733 0 13.067", SCREENED, "default", "16533/6000", "3.9998"),
    "no screening unless asked for":               ("0 1.733 0 1.733 0 13.068", {}, "default", "8267/3000", "4"),
    "the health service's own never screens":      ("0 1.733 0 1.733 0 13.068", SCREENED, "mdc_sql25", "8267/3000", "4"),
    "the dashboard screens unasked":               ("0 1.733 0 1.733 0 13.068", {}, "nhsr", "8267/3000", "1.733"),
    "and can be told not to":                      (
        "0 1.733 0 1.733 0 13.068", SCREENED, "nhsr, unscreened", "8267/3000", "4"),
    # 20 moving ranges of 1, one of 9, one of 99: 19.0 is the bar, then 4.5, and a second pass would leave 1.
    "screening is one pass":                       ("0 1 " * 10 + "0 9 108", SCREENED, "default", "127/23", "29/21"),
    "screening that leaves nothing falls back":    ("0 " * 9 + "1", SCREENED, "default", "0.1", "1/9"),
    "a constant series has its limits on its mean": ("4 4 4 4", SCREENED, "default", "4", "0"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES.values(), ids=LINES)
def test_lines(case):
    figures, how, rules, mean, moving_range = case
    last = judge(read(figures, **how), rules).points[-1]
    middle = None if mean is None else float(Fraction(mean))
    assert last.mean == middle
    reach = None if moving_range is None else 2.66 * float(Fraction(moving_range))
    lines = [None if reach is None else middle + share * reach for share in (-1, 1, -2 / 3, 2 / 3)]
    assert [last.lower_limit, last.upper_limit, last.lower_near, last.upper_near] == pytest.approx(lines, abs=1e-12)


ASTRONOMICAL = {
    # why this case is here: (figures, how, marks of the last rows: under all rules, or under each of ALL)
    "on the limit is inside":                      (STEADY, {}, "0" * 31),
    "a millionth beyond is outside":               (STEADY + "12.66 12.660001 7.34 7.339999", {"baseline_points": 31}, "0+0-"),
    "a hair beyond is on the limit":               (STEADY + "12.66000001 7.339999999", {"baseline_points": 31}, "00"),
    "no limits, nothing astronomical":             ("5 99", {"baseline_points": 1}, "00"),
    "a change after a constant baseline shows":    ("5 5 5 5 5 4", FIRST, "0-"),
}  # fmt: skip

SHIFT = {
    # why this case is here: (figures, how, marks of the last rows: under all rules, or under each of ALL)
    "a constant series is silent":                 ("5 " * 20, {}, "0" * 20),
    "six are no shift":                            ("1 " * 6 + "3 " * 6, {}, "0" * 12),
    "seven are":                                   ("1 " * 7 + "3 " * 7, {}, "-------+++++++"),
    "and so is every one of nine":                 ("1 " * 9 + "3 " * 9, {}, "-" * 9 + "+" * 9),
    "six where six are enough":                    ("1 " * 6 + "3 " * 6, {"shift_length": 6}, "------++++++"),
    "seven where eight are wanted":                ("1 " * 7 + "3 " * 7, {"shift_length": 8}, "0" * 14),
    "a point on the mean ends a shift":            ("1 1 1 2 1 1 1 1 3 3 3 2 3 3 3 3", {}, "0" * 16),
    "a hair above the mean is on it":              (NARROW + "10.000000001 " * 7, FIRST, "0" * 11),
    "eight on the mean are no shift":              ("0.1 0.3 " * 6 + "0.2 " * 8 + "0.1 0.2 0.3 " * 4, {}, "0" * 32),
    "a gap ends a shift":                          ("1 1 1 1 . 1 1 1 3 3 3 3 3 3 3", {}, "00000000+++++++"),
    "an absent period ends it, but not for peers": (
        "1 1 1 1 _ 1 1 1 3 3 3 3 3 3 3", {}, ("0000000+++++++", "-------+++++++", "-------+++++++")),
    "a ghost inside a shift is stepped over":      ("1 1 1 1 g9 1 1 1 3 3 3 3 3 3 3", {}, "----0---+++++++"),
    "a ghost on the other side breaks nothing, and at the end is not marked": (
        "g1 1 1 1 1 1 1 1 g1 3 3 3 3 3 3 3", {}, "0-------0+++++++"),
    "six and a ghost are not seven":               ("1 1 1 g1 1 1 1 3 3 3 g3 3 3 3", {}, "0" * 14),
    "a ghost without a figure ends a shift":       ("1 1 1 1 g. 1 1 1 3 3 3 3 3 3 3", {}, "00000000+++++++"),
    "a rebase ends a shift":                       ("3 3 3 3 1 1 1 1 | 1 1 1 1 3 3 3 3", {}, "0" * 16),
    "a shift runs across a baseline's end": (
        "3 3 3 3 1 1 1 1 1 1 1 1", {"baseline_points": 8}, ("0000--------", "0" * 12, "0000--------")),
    "seven after a baseline's end are whole": (
        "3 3 3 3 1 1 1 1 1 1 1 1 1 1 1", {"baseline_points": 8}, ("0000-----------", "00000000-------", "0000-----------")),
    "a shift needs a mean and no limits":          ("5 " + "6 " * 7, {"baseline_points": 1}, "0+++++++"),
}  # fmt: skip

TREND = {
    # why this case is here: (figures, how, marks of the last rows: under all rules, or under each of ALL)
    "six points are no trend":                     ("1 2 3 4 5 6", {}, "000000"),
    "seven are, with the first of them":           ("9 1 2 3 4 5 6 7", {}, "0+++++++"),
    "falling":                                     ("7 6 5 4 3 2 1 1", {}, "-------0"),
    "six where six are enough, seven where eight": ("1 2 3 4 5 6 0 1 2 3 4 5 5", {"trend_length": 6}, "++++++++++++0"),
    "eight where eight are wanted": (
        "1 2 3 4 5 6 7 0 -1 0 1 2 3 4 5 6", {"trend_length": 8}, "00000000++++++++"),
    "an equal neighbour ends a trend":             ("1 2 3 4 4 5 6 7 8 9", {}, "0" * 10),
    "the smallest rise is a rise":                 ("1 2 3 4 4.000001 5 6", {}, "+++++++"),
    "a turning point shows the later trend":       (WIDE + "7 8 9 10 11 12 13 12 11 10 9 8 7", FIRST, "++++++-------"),
    "a trend crosses a rebase":                    ("1 2 3 4 | 5 6 7", {}, ("+++++++", "+++++++", "0000000")),
    "and the end of a baseline":                   ("1 2 3 4 5 6 7", FIRST, "+++++++"),
    "a gap ends a trend":                          ("1 2 3 4 . 5 6 7", {}, "00000000"),
    "an absent period too, but not for peers":     ("1 2 3 4 _ 5 6 7", {}, ("0000000", "+++++++", "+++++++")),
    "a ghost inside a trend is stepped over":      ("1 2 3 4 g0 5 6 7 g8", {}, "++++0+++0"),
    "one-point phases can trend":                  ("1 | 2 | 3 | 4 | 5 | 6 | 7", {}, ("+++++++", "+++++++", "0000000")),
    "sawtooth is no trend":                        ("1 3 " * 10, {}, "0" * 20),
}  # fmt: skip

TWO_OF_THREE = {
    # why this case is here: (figures, how, marks of the last rows: under all rules, or under each of ALL)
    "two of three, the inner point unmarked":      (NARROW + "16 11 16 9", FIRST, "+0+0"),
    "low":                                         (NARROW + "11 4 9 4 11", FIRST, "0-0-0"),
    "a third on the other side blocks":            (NARROW + "16 16 9", FIRST, "000"),
    "a third on the mean blocks":                  (NARROW + "16 10 16", FIRST, "000"),
    "opposite sides do not add up":                (NARROW + "16 4 11", FIRST, "000"),
    "on the near limit is inside":                 (NARROW + "15.32 16 11 9", FIRST, "0000"),
    "one beyond the limit counts, but not for peers": (NARROW + "16 18 11 9", FIRST, ("++00", "0000", "0000")),
    "between two, peers leave it unmarked":        (NARROW + "16 18 16 9", FIRST, ("+++0", "+0+0", "+0+0")),
    "on the limit counts for all":                 (NARROW + "17.98 16 11 9", FIRST, "++00"),
    "a gap blocks two of three":                   (NARROW + "16 . 16 11 9", FIRST, "00000"),
    "a ghost does not":                            (NARROW + "16 g1 16 11 9", FIRST, "+0+00"),
    "an absent period blocks, but not for peers":  (NARROW + "16 _ 16 11 9", FIRST, ("0000", "++00", "++00")),
    "a rebase blocks":                             (NARROW + "16 16 | 11.5 8.5 11.5 8.5", FIRST, "000000"),
    "a baseline's end does not, but for the health service's": ("8.5 11.5 8.5 11.5 16 16 9", FIRST, ("++0", "000", "++0")),
    "two points are not three":                    (NARROW + "16 16", FIRST, "00"),
}  # fmt: skip

CASES = {
    f"{rule}: {why}": (rule, *case)
    for rule, cases in zip(PRIMARY_ORDER, (ASTRONOMICAL, TREND, TWO_OF_THREE, SHIFT), strict=True)
    for why, case in cases.items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_rules(case):
    rule, figures, how, marks = case
    for rules, expected in zip(ALL, marks if isinstance(marks, tuple) else (marks,) * 3, strict=True):
        assert signs(read(figures, **how), rules, rule)[-len(expected) :] == expected, rules


PHASES = {
    # why this case is here: (figures from April 2015, rebases, phase of each row: under all rules, or under each of ALL)
    "a rebase on a row":                           ("1 1 1 1", "2015-06-01", "1122"),
    "between rows it moves to the next":           ("1 1 1 1", "2015-05-20", ("1122", "1111", "1111")),
    "on an absent period too":                     ("1 1 _ 1 1", "2015-06-01", ("1122", "1111", "1111")),
    "on or before the first row it does nothing":  ("1 1 1", "2015-04-01 2014-01-01", "111"),
    "nor after the last":                          ("1 1 1", "2015-06-02 2099-01-01", "111"),
    "several on one row are one":                  ("1 1 1 1", "2015-06-01 2015-05-03 2015-05-03", "1122"),
    "out of order":                                ("1 1 1 1", "2015-07-01 2015-05-01", "1223"),
    "on a row without a figure, or a ghost":       ("1 . 1 g1 1", "2015-05-01 2015-07-01", "12233"),
    "the first row may be without a figure":       (". 1 1", "2015-04-01 2015-05-01", "122"),
}  # fmt: skip


@pytest.mark.parametrize("case", PHASES.values(), ids=PHASES)
def test_phases(case):
    figures, rebases, phases = case
    series = read(figures, rebases=tuple(date.fromisoformat(rebase) for rebase in rebases.split()))
    for rules, expected in zip(ALL, phases if isinstance(phases, tuple) else (phases,) * 3, strict=True):
        assert "".join(str(point.phase) for point in judge(series, rules).points) == expected, rules


FALLING_ABOVE = WIDE + "27 26 25 24 23 22 21"  # a shift upwards and a trend downwards at once
PLAIN = "higher concern default"
TYPES = {
    # why this case is here: (figures, which way is good, policy and rules, the last row's primary rule, type, conflict)
    "nothing fires":                           (NARROW + "11", PLAIN, None, "common_cause", False),
    "high is good":                            (NARROW + "18", PLAIN, "astronomical", "improvement", False),
    "low is good":                             (NARROW + "18", "lower concern default", "astronomical", "concern", False),
    "neither is better":                       (NARROW + "2", "neither concern default", "astronomical", "neutral_low", False),
    "nor in a range":                          (NARROW + "18", "range concern default", "astronomical", "neutral_high", False),
    "both at once: concern":                   (FALLING_ABOVE, PLAIN, "trend", "concern", True),
    "concern also where low is good":          (FALLING_ABOVE, "lower concern default", "trend", "concern", True),
    "or improvement, if so agreed":            (FALLING_ABOVE, "higher improvement default", "trend", "improvement", True),
    "or the first rule decides":               (FALLING_ABOVE, "higher rule_order default", "trend", "concern", True),
    "for low, it is good":                     (FALLING_ABOVE, "lower rule_order default", "trend", "improvement", True),
    "the health service has no rule order":    (FALLING_ABOVE, "lower rule_order mdc_sql25", "trend", "concern", True),
    "but improvement":                         (FALLING_ABOVE, "higher improvement mdc_sql25", "trend", "improvement", True),
    "the dashboard has nothing else":          (FALLING_ABOVE, "higher improvement nhsr", "trend", "concern", True),
    "high comes first where neither is better": (FALLING_ABOVE, "neither concern default", "trend", "neutral_high", True),
    "rule order without conflict": (NARROW + "2", "lower rule_order default", "astronomical", "improvement", False),
    "astronomical before trend": (NARROW + "12 13 14 15 16 17 18", PLAIN, "astronomical", "improvement", False),
    "trend before two of three": (NARROW + "11 12 13 14 15 16 17", PLAIN, "trend", "improvement", False),
    "two of three before shift":               (NARROW + "16 " * 7, PLAIN, "two_of_three", "improvement", False),
    "shift at the last":                       (NARROW + "11 " * 7, PLAIN, "shift", "improvement", False),
    "nothing is said of a ghost":              (NARROW + "18 g18", PLAIN, None, None, False),
    "nor of a gap":                            (NARROW + "18 .", PLAIN, None, None, False),
    "no limits and no rule: common cause":     (NARROW + "| 99", PLAIN, None, "common_cause", False),
}  # fmt: skip


@pytest.mark.parametrize("case", TYPES.values(), ids=TYPES)
def test_point_types(case):
    figures, words, *expected = case
    good_is, conflict, rules = words.split()
    last = judge(read(figures, good_is=good_is, conflict=conflict, **FIRST), rules).points[-1]
    assert [last.primary_rule, last.point_type, last.conflict] == expected


def test_a_turning_point_belongs_to_both_trends():
    points = judge(read(WIDE + "7 8 9 10 11 12 13 12 11 10 9 8 7", **FIRST)).points[4:]
    assert "".join("+" if point.any_high else "." for point in points) == "+++++++......"
    assert "".join("-" if point.any_low else "." for point in points) == "......-------"
    assert [point.trend for point in points if point.conflict] == [-1]


def test_seven_on_the_mean_do_not_conflict_with_a_trend_that_ends_there():
    points = judge(read(NARROW + "11 4 5 6 7 8 9 10 10 10 10 10 10 10", **FIRST)).points[5:]
    assert [point.point_type for point in points] == ["improvement"] * 7 + ["common_cause"] * 6


SUMMARIES = {
    # why this case is here: (figures, how, points used, status, variation, assurance and latest period, - where none)
    "nothing at all":                          ("", {}, "0 no_data - - -"),
    "only ghosts and gaps":                    ("g1 . g2", {}, "0 no_data - - -"),
    "one point":                               ("1", {}, "1 no_limits - - 0"),
    "eleven are a run chart":                  (SWING[:22], {"target": 0}, "11 run_chart_only - - 10"),
    "eleven and a ghost are eleven":           (SWING[:22] + " g3", {}, "11 run_chart_only - - 10"),
    "twelve are provisional, with no icons":   (SWING[:24], {"target": -9}, "12 provisional - - 11"),
    "fourteen too":                            (SWING[:28], {}, "14 provisional - - 13"),
    "fifteen are established":                 (SWING[:30], {}, "15 established common_cause - 14"),
    "a new phase of eleven is provisional":    (SWING[:40] + "| " + SWING[:22], {}, "31 provisional - - 30"),
    "ghosts and gaps in it do not count":      (SWING[:40] + "| " + SWING[:22] + " g3 .", {}, "31 provisional - - 30"),
    "of twelve, established":                  (SWING[:40] + "| " + SWING[:24], {}, "32 established common_cause - 31"),
    "points after a baseline count":           (SWING[:30], FIRST, "15 established common_cause - 14"),
    "a new phase of one has no limits":        (SWING + "| 3", {"target": 9}, "61 no_limits - - 60"),
    "constant is no variation":                ("7 " * 12, {}, "12 no_variation common_cause - 11"),
    "but eleven are a run chart first":        ("7 " * 11, {}, "11 run_chart_only - - 10"),
    "all of 100% against 100% passes":         ("100 " * 20, {"target": 100}, "20 no_variation common_cause pass 19"),
    "a late figure leaves the last one's icons": (STEADY + "13 . g99", {}, "32 established improvement_high - 31"),
    "high is good, and it is low":             (STEADY + "7", {}, "32 established concern_low - 31"),
    "low is good, and it is low":              (STEADY + "7", {"good_is": "lower"}, "32 established improvement_low - 31"),
    "low is good, and it is high":             (STEADY + "13", {"good_is": "lower"}, "32 established concern_high - 31"),
    "neither is better": (STEADY + "13", {"good_is": "neither", "target": 0}, "32 established neutral_high - 31"),
    "old signals are not the latest":          (STEADY + "19 10 10", {}, "34 established common_cause - 33"),
}  # fmt: skip


@pytest.mark.parametrize("case", SUMMARIES.values(), ids=SUMMARIES)
def test_summaries(case):
    figures, how, expected = case
    said = astuple(judge(read(figures, **how)).summary)
    assert " ".join("-" if word is None else str(word) for word in said) == expected


ASSURANCES = {
    # why this case is here:             (figures, good_is, target or range, default and mdc_sql25, nhsr)
    "target under the limits":            (STEADY, "higher", "7.3", "pass", "pass"),
    "on the lower limit":                 (STEADY, "higher", "7.34", "pass", "hit_or_miss"),
    "between them":                       (STEADY, "higher", "7.340001", "hit_or_miss", "hit_or_miss"),
    "a hair over the limit is on it":     (STEADY, "higher", "7.340000001", "pass", "hit_or_miss"),
    "on the upper limit":                 (STEADY, "higher", "12.66", "fail", "hit_or_miss"),
    "over the limits":                    (STEADY, "higher", "12.7", "fail", "fail"),
    "low is good, over the limits":       (STEADY, "lower", "12.7", "pass", "pass"),
    "low is good, on the upper limit":    (STEADY, "lower", "12.66", "pass", "hit_or_miss"),
    "low is good, between":               (STEADY, "lower", "10", "hit_or_miss", "hit_or_miss"),
    "low is good, on the lower limit":    (STEADY, "lower", "7.34", "fail", "hit_or_miss"),
    "low is good, under the limits":      (STEADY, "lower", "7", "fail", "fail"),
    "nothing to reach":                   (STEADY, "neither", "7", None, None),
    "limits inside the range":            (STEADY, "range", ("7", "13"), "pass", "pass"),
    "limits filling the range":           (STEADY, "range", ("7.34", "12.66"), "pass", "hit_or_miss"),
    "limits across an edge":              (STEADY, "range", ("8", "13"), "hit_or_miss", "hit_or_miss"),
    "a range inside the limits":          (STEADY, "range", ("9", "11"), "hit_or_miss", "hit_or_miss"),
    "a range above":                      (STEADY, "range", ("12.7", "13"), "fail", "fail"),
    "a range below":                      (STEADY, "range", ("1", "7.3"), "fail", "fail"),
    "touching has something in common":   (STEADY, "range", ("12.66", "13"), "hit_or_miss", "hit_or_miss"),
    "a range open below":                 (STEADY, "range", (None, "13"), "pass", "pass"),
    "a range open above":                 (STEADY, "range", ("13", None), "fail", "fail"),
    "no range":                           (STEADY, "range", (None, None), None, None),
    "no target":                          (STEADY, "higher", None, None, None),
    "all of 100% against 100% passes":    ("100 " * 20, "higher", "100", "pass", "hit_or_miss"),
    "and none of what is bad":            ("0 " * 20, "lower", "0", "pass", "hit_or_miss"),
    "always below what is wanted":        ("99 " * 20, "higher", "100", "fail", "fail"),
    "always within one figure":           ("5 " * 20, "range", ("5", "5"), "pass", "hit_or_miss"),
}  # fmt: skip


@pytest.mark.parametrize("case", ASSURANCES.values(), ids=ASSURANCES)
def test_assurance(case):
    figures, good_is, aim, expected, strict = case
    targets = {"target": aim} if good_is != "range" else dict(zip(("target_low", "target_high"), aim, strict=True))
    series = read(figures, good_is=good_is, **{name: target for name, target in targets.items() if target})
    assert [judge(series, rules).summary.assurance for rules in ALL] == [expected, expected, strict]


def test_assurance_takes_the_target_in_force_at_the_latest_point_and_the_limits_of_its_phase():
    series = read("50 52 " * 10 + "| " + STEADY + ". g9")
    targets = [Decimal(60)] * 50 + [Decimal(7)] + [Decimal(60)] * 2
    assert judge(replace(series, target=tuple(targets))).summary.assurance == "pass"
    assert judge(replace(series, target=(*targets[:50], None, Decimal(7), Decimal(7)))).summary.assurance is None


SETTINGS = {
    "good_is": ("higher", "lower", "range", "neither"),
    "conflict": ("concern", "improvement", "rule_order"),
    "is_screened": (True, False),
    "shift_length": (6, 7, 8),
    "trend_length": (6, 7, 8),
    "baseline_points": (None, 1, 2, 4, 8, 10, 12, 16),
}
SAID = {
    "limits_status": ("no_data", "no_limits", "run_chart_only", "no_variation", "provisional", "established"),
    "variation": (
        "common_cause",
        *(f"{kind}_{way}" for kind in ("improvement", "concern", "neutral") for way in ("high", "low")),
    ),
    "assurance": ("pass", "fail", "hit_or_miss", None),
    "primary_rule": (*PRIMARY_ORDER, None),
    "conflict": (True, False),
    "phase": (1, 2, 3),
    "oddity": ("gap", "ghost", "ghosted gap", "turning point", "no limits and a signal", "mean", "limit", "near"),
    "dozens": (0, 1, 2, 3, 4),
    "rules differ": (True, False),
}


def test_random_series_leave_nothing_out():
    """Each way of being set, and each thing that can be said or be odd, at least five times in four hundred."""
    seen: Counter[object] = Counter()
    for seed in range(400):
        series = random_series(random.Random(seed))
        said = {rules: judge(series, rules) for rules in ALL}
        seen.update((name, getattr(series, name)) for name in SETTINGS)
        seen.update([("dozens", len(series.points) // 12), ("rules differ", len({each.points for each in said.values()}) == 3)])
        for each in said.values():
            seen.update((name, getattr(each.summary, name)) for name in ("limits_status", "variation", "assurance"))
            for point, row in zip(series.points, each.points, strict=True):
                seen.update((name, getattr(row, name)) for name in ("primary_rule", "conflict", "phase"))
                seen.update(("oddity", oddity) for oddity in oddities(point, row))
    expected = {(name, value) for name, values in (SETTINGS | SAID).items() for value in values}
    assert not {each for each in expected if seen[each] < 5}


def oddities(point: Point, row: JudgedPoint) -> set[str]:
    """What is odd about a row: what it is instead of a figure, the line it lies on, the trends it joins."""
    if point.value is None or point.ghost:
        return {"ghosted gap" if point.value is None and point.ghost else "gap" if point.value is None else "ghost"}
    if row.upper_limit is None or row.mean == row.upper_limit:
        return {"no limits and a signal"} if row.upper_limit is None and row.primary_rule else set()
    lines = {"mean": row.mean, "limit": row.upper_limit, "near": row.upper_near}
    found = {name for name, line in lines.items() if line is not None and abs(float(point.value) - line) < 1e-9}
    is_turning = row.conflict and row.trend and -row.trend not in (row.astronomical, row.two_of_three, row.shift)
    return found | ({"turning point"} if is_turning else set())
