"""Statistical process control again, in plain Python and exact arithmetic, written from its definition and not from the SQL.

It is meant to be slow, obvious and independent. Where the views look for islands, this tries every stretch of exactly the
length a rule names and marks the points of those that fit; where they compute in floating point, this uses fractions.

What the definition leaves open is settled so:

* A row without a value is a gap even when ghosted; a ghost with a value is stepped over, and is no gap. An absent period is
  a gap in the default rules alone. In a baseline, rows without a value count as rows; ghosts, even without a value, do not.
* Phases are made of rows, whatever they hold: a rebase can land on a gap or a ghost, and "the first row" may be one too.
* A phase without a moving range has a mean and no limits. Its points are still judged by shift and trend, which need none;
  they cannot be astronomical or two of three, and are common cause where neither fires. Where a baseline holds no value
  at all there is no mean either, and only trend can fire.
* A phase whose average moving range is nought has its limits on its mean. Nothing is switched off: in a constant phase no
  point can lie off the mean, but a change after a constant baseline is a signal.
* A turning point belongs to both trends: `trend` shows the later, `any_high` and `any_low` are both true.
* The screening test and the comparison of neighbours are exact; the tolerance is for values and targets beside a line, and
  is measured by the value or target. An edge of a range may be missing: that side is then open.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from operator import gt, lt

PRIMARY_ORDER = ("astronomical", "trend", "two_of_three", "shift")
SCREENED_BEYOND = Fraction("3.267")
LIMITS_AT = Fraction("2.66")
NEAR_AT = LIMITS_AT * 2 / 3
HAIR = Fraction(1, 10**9)


@dataclass(frozen=True)
class Point:
    """A row of a series: an expected period, with or without a figure."""

    period_index: int
    period_start: date
    value: Decimal | None
    ghost: bool = False


@dataclass(frozen=True)
class Series:
    """Rows in order, and how they are to be judged. Targets are one a row, or none at all."""

    points: tuple[Point, ...]
    good_is: str = "higher"  # higher, lower, range, neither
    rebases: tuple[date, ...] = ()
    baseline_points: int | None = None
    is_screened: bool = False
    shift_length: int = 7
    trend_length: int = 7
    conflict: str = "concern"  # concern, improvement, rule_order
    target: tuple[Decimal | None, ...] = ()
    target_low: tuple[Decimal | None, ...] = ()
    target_high: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True)
class JudgedPoint:
    """What is said of one row; a ghost or a gap has its phase and its lines, and nothing fires on it."""

    period_index: int
    phase: int
    mean: float | None
    lower_limit: float | None
    upper_limit: float | None
    lower_near: float | None
    upper_near: float | None
    astronomical: int
    trend: int
    two_of_three: int
    shift: int
    any_high: bool
    any_low: bool
    conflict: bool
    primary_rule: str | None
    point_type: str | None


@dataclass(frozen=True)
class Summary:
    """What is said of the whole series: `points_used` counts its usable points; the rest is of the latest of them."""

    points_used: int
    limits_status: str
    variation: str | None
    assurance: str | None
    latest_period_index: int | None


@dataclass(frozen=True)
class Judged:
    points: tuple[JudgedPoint, ...]
    summary: Summary


@dataclass(frozen=True)
class Rules:
    """One column of the table of parameter sets."""

    two_of_three_stops_at_limit: bool
    trend_crosses_phases: bool
    baseline_end_breaks_runs: bool
    on_limit_decides: bool
    rebase_snaps: bool
    absent_is_gap: bool
    conflict_policy: Callable[[str], str]
    screens: Callable[[bool], bool]


RULES = {
    "default": Rules(False, True, False, True, True, True, lambda own: own, lambda own: own),
    "mdc_sql25": Rules(
        True,
        True,
        True,
        True,
        False,
        False,
        lambda own: "improvement" if own == "improvement" else "concern",
        lambda own: False,
    ),
    "nhsr": Rules(True, False, False, False, False, False, lambda own: "rule_order", lambda own: True),
    "nhsr, unscreened": Rules(True, False, False, False, False, False, lambda own: "rule_order", lambda own: False),
}


@dataclass(frozen=True)
class Lines:
    """Mean and average moving range of a phase, where it has them, and the limits and near limits, lower before upper."""

    mean: Fraction | None = None
    moving_range: Fraction | None = None
    limits: tuple[Fraction, Fraction] | None = None
    near: tuple[Fraction, Fraction] | None = None


@dataclass
class Row:
    """A point while it is being judged. No gap lies between two rows of the same stretch."""

    point: Point
    phase: int
    stretch: int
    in_baseline: bool
    value: Fraction  # asked of usable rows alone
    lines: Lines = field(default_factory=Lines)
    side: int = 0  # of its mean: 0 on it, or where there is none
    fired: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PRIMARY_ORDER, 0))
    sides: set[int] = field(default_factory=set)

    @property
    def is_usable(self) -> bool:
        return self.point.value is not None and not self.point.ghost

    def outside(self, pair: tuple[Fraction, Fraction] | None) -> int:
        """-1 strictly below the lower of two lines, 1 strictly above the upper, 0 otherwise or where there are none."""
        return 0 if pair is None else min(compare(self.value, pair[0]), 0) + max(compare(self.value, pair[1]), 0)

    def mark(self, rule: str, direction: int) -> None:
        self.fired[rule] = direction
        self.sides.add(direction)


def compare(value: Fraction, line: Fraction) -> int:
    """-1, 0 or 1: below, on or above the line, where a hair's breadth counts as on it."""
    off = value - line
    if abs(off) <= HAIR or abs(off) <= HAIR * abs(value):
        return 0
    return 1 if off > 0 else -1


def judge(series: Series, rules: str = "default") -> Judged:
    """Every row of the series and the series itself, under one of the parameter sets.

    A point's type is None on ghosts and gaps. Variation and assurance are None unless the limits are established or there
    is no variation: provisional limits carry no icons.
    """
    chosen = RULES[rules]
    rows = rows_of(series, chosen)
    usable = [row for row in rows if row.is_usable]
    for phase in {row.phase for row in rows}:
        members = [row for row in rows if row.phase == phase]
        lines = lines_of([row for row in members if row.is_usable and row.in_baseline], chosen.screens(series.is_screened))
        for row in members:
            row.lines, row.side = lines, 0 if lines.mean is None else compare(row.value, lines.mean)
    mark_astronomical(usable)
    mark_shifts(usable, series.shift_length, chosen)
    mark_trends(usable, series.trend_length, chosen)
    mark_two_of_three(usable, chosen)
    points = tuple(judged(row, series.good_is, chosen.conflict_policy(series.conflict)) for row in rows)
    return Judged(points, summary_of(series, rows, points, chosen))


def rows_of(series: Series, rules: Rules) -> list[Row]:
    """The rows in phases, each phase with its baseline, and in stretches without a gap."""
    assert all(a.period_index < b.period_index and a.period_start < b.period_start for a, b in pairwise(series.points))
    starts = set()
    for rebase in series.rebases:
        landing = [p.period_start for p in series.points if p.period_start >= rebase]
        if landing and (rules.rebase_snaps or landing[0] == rebase):
            starts.add(landing[0])
    rows: list[Row] = []
    phase = stretch = counted = 0
    for number, point in enumerate(series.points):
        if number == 0 or point.period_start in starts:
            phase, counted = phase + 1, 0
        was_absent = number > 0 and point.period_index != series.points[number - 1].period_index + 1
        if point.value is None or (was_absent and rules.absent_is_gap):
            stretch += 1
        counted += not point.ghost
        in_baseline = series.baseline_points is None or counted <= series.baseline_points
        rows.append(Row(point, phase, stretch, in_baseline, Fraction(point.value or 0)))
    return rows


def lines_of(used: list[Row], is_screened: bool) -> Lines:
    """Mean of the rows that set it, and the average of the moving ranges that lie in no gap, screened once if asked."""
    if not used:
        return Lines()
    mean = average([row.value for row in used])
    ranges = [abs(b.value - a.value) for a, b in pairwise(used) if a.stretch == b.stretch]
    if not ranges:
        return Lines(mean)
    first = average(ranges)
    kept = [size for size in ranges if size < SCREENED_BEYOND * first] if is_screened else ranges
    moving_range = (average(kept) if kept else first) or first
    limit, near = LIMITS_AT * moving_range, NEAR_AT * moving_range
    return Lines(mean, moving_range, (mean - limit, mean + limit), (mean - near, mean + near))


def average(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def stretches(usable: list[Row], length: int, same: Callable[[Row], object]) -> Iterator[list[Row]]:
    """Every run of that many neighbours with no gap among them that are alike in what `same` says."""
    for start in range(len(usable) - length + 1):
        run = usable[start : start + length]
        if len({(row.stretch, same(row)) for row in run}) == 1:
            yield run


def mark_astronomical(usable: list[Row]) -> None:
    for row in usable:
        if row.outside(row.lines.limits):
            row.mark("astronomical", row.side)


def run_of(row: Row, rules: Rules) -> tuple[int, int, bool]:
    """What the points of a shift, and of two of three, have in common."""
    return row.phase, row.side, rules.baseline_end_breaks_runs and row.in_baseline


def mark_shifts(usable: list[Row], length: int, rules: Rules) -> None:
    for run in stretches(usable, length, lambda row: run_of(row, rules)):
        if run[0].side:
            for row in run:
                row.mark("shift", row.side)


def mark_trends(usable: list[Row], length: int, rules: Rules) -> None:
    """Marked in order, so that a turning point ends with the direction of the later trend."""
    for run in stretches(usable, length, lambda row: 0 if rules.trend_crosses_phases else row.phase):
        for direction, apart in ((1, lt), (-1, gt)):
            if all(apart(a.value, b.value) for a, b in pairwise(run)):
                for row in run:
                    row.mark("trend", direction)


def mark_two_of_three(usable: list[Row], rules: Rules) -> None:
    for run in stretches(usable, 3, lambda row: run_of(row, rules)):
        outer = [row for row in run if row.outside(row.lines.near)]
        if rules.two_of_three_stops_at_limit:
            outer = [row for row in outer if not row.outside(row.lines.limits)]
        if len(outer) >= 2:
            for row in outer:
                row.mark("two_of_three", row.side)


def judged(row: Row, good_is: str, policy: str) -> JudgedPoint:
    lines = (row.lines.mean, *(row.lines.limits or (None, None)), *(row.lines.near or (None, None)))
    mean, lower, upper, lower_near, upper_near = (None if line is None else float(line) for line in lines)
    drawn = (mean, lower, upper, lower_near, upper_near)
    primary = next((rule for rule in PRIMARY_ORDER if row.fired[rule]), None)
    high, low = 1 in row.sides, -1 in row.sides
    kind = type_of(row, good_is, policy, primary) if row.is_usable else None
    fired = (row.fired["astronomical"], row.fired["trend"], row.fired["two_of_three"], row.fired["shift"])
    return JudgedPoint(row.point.period_index, row.phase, *drawn, *fired, high, low, high and low, primary, kind)


def type_of(row: Row, good_is: str, policy: str, primary: str | None) -> str:
    """What colour the point is: neither side is better for a range or for a measure without a direction."""
    if primary is None:
        return "common_cause"
    if good_is not in ("higher", "lower"):
        return "neutral_high" if 1 in row.sides else "neutral_low"
    if len(row.sides) == 2 and policy != "rule_order":
        return policy
    return "improvement" if row.fired[primary] == (1 if good_is == "higher" else -1) else "concern"


def summary_of(series: Series, rows: list[Row], points: tuple[JudgedPoint, ...], rules: Rules) -> Summary:
    """What the latest usable point says, with the limits of its phase and the target in force at it."""
    places = [place for place, row in enumerate(rows) if row.is_usable]
    if not places:
        return Summary(0, "no_data", None, None, None)
    latest = rows[places[-1]]
    status = status_of(len(places), sum(rows[place].phase == latest.phase for place in places), latest.lines.moving_range)
    if status not in ("established", "no_variation") or latest.lines.limits is None:
        return Summary(len(places), status, None, None, latest.point.period_index)
    variation = points[places[-1]].point_type
    if variation in ("improvement", "concern"):
        variation += "_high" if (variation == "improvement") == (series.good_is == "higher") else "_low"
    targets = (series.target, series.target_low, series.target_high)
    at_latest = (each[places[-1]] if each else None for each in targets)
    aim, low, high = (None if target is None else Fraction(target) for target in at_latest)
    assurance = None
    if series.good_is == "range":
        assurance = range_assurance(latest.lines.limits, low, high, rules)
    elif series.good_is != "neither" and aim is not None:
        assurance = aim_assurance(latest.lines.limits, aim, series.good_is, rules)
    return Summary(len(places), status, variation, assurance, latest.point.period_index)


def status_of(points: int, points_in_phase: int, moving_range: Fraction | None) -> str:
    if moving_range is None:
        return "no_limits"
    if points < 12:
        return "run_chart_only"
    if moving_range == 0:
        return "no_variation"
    return "provisional" if points < 15 or points_in_phase < 12 else "established"


def aim_assurance(limits: tuple[Fraction, Fraction], aim: Fraction, good_is: str, rules: Rules) -> str:
    """Pass is asked first: where there is no variation a target on the mean is on both limits."""
    enough = 0 if rules.on_limit_decides else 1
    is_under, is_over = -compare(aim, limits[0]) >= enough, compare(aim, limits[1]) >= enough
    passes, fails = (is_under, is_over) if good_is == "higher" else (is_over, is_under)
    return "pass" if passes else "fail" if fails else "hit_or_miss"


def range_assurance(limits: tuple[Fraction, Fraction], low: Fraction | None, high: Fraction | None, rules: Rules) -> str | None:
    """Pass with the limits inside the range, fail with nothing in common, where touching is something in common."""
    if low is None and high is None:
        return None
    enough = 0 if rules.on_limit_decides else 1
    if (low is None or -compare(low, limits[0]) >= enough) and (high is None or compare(high, limits[1]) >= enough):
        return "pass"
    is_apart = (low is not None and compare(low, limits[1]) > 0) or (high is not None and compare(high, limits[0]) < 0)
    return "fail" if is_apart else "hit_or_miss"


FIRST_MONTH = date(2015, 4, 1)
MIXTURES = {
    "mixed": ("noise", "up", "down", "peak", "constant", "levels", "sawtooth", "spike"),
    "peaks": ("peak", "spike", "spike"),  # limits wide enough for nothing else to be said of a turning point
}


def month(index: int) -> date:
    """The first day of the month that many after April 2015."""
    return date(FIRST_MONTH.year + (index + 3) // 12, (index + 3) % 12 + 1, 1)


def random_series(rng: random.Random) -> Series:
    """A monthly series of 0 to 60 periods on a coarse grid, in which every oddity of the definition is likely."""
    figures, turns = random_figures(rng)
    oddity = rng.choice((0, 0, 0.03, 0.1))
    points = []
    for index, figure in enumerate(figures):
        if rng.random() < oddity:
            continue  # an absent period
        at_turn = index in turns or index + 1 in turns
        value = None if rng.random() < oddity / 2 else figure
        points.append(Point(index, month(index), value, rng.random() < (3 * oddity if at_turn else oddity)))
    series = Series(
        tuple(points),
        good_is=rng.choice(("higher", "lower", "range", "neither")),
        rebases=random_rebases(rng, [point.period_start for point in points]),
        baseline_points=rng.choice((*[None] * 6, 1, 2, 4, 8, 8, 10, 12, 16)),
        is_screened=rng.random() < 0.4,
        shift_length=rng.choice((6, 7, 7, 8)),
        trend_length=rng.choice((6, 7, 7, 8)),
        conflict=rng.choice(("concern", "improvement", "rule_order")),
    )
    return with_targets(rng, on_the_lines(rng, series))


def random_figures(rng: random.Random) -> tuple[list[Decimal], set[int]]:
    """Figures, in pieces as long as the rules' lengths or a little more or less, and where each piece begins."""
    unit, base = rng.choice((("0.1", 0), ("0.1", 0), ("0.25", 10), ("1", 50), ("1", 0), ("0.5", 100), ("1", 1_000_000)))
    length = rng.choice((0, 1, 2, rng.randint(3, 11), rng.randint(11, 16), *[rng.randint(12, 60)] * 8))
    kind = rng.choice((*["mixed"] * 4, "peaks", "constant", "sawtooth", "noise", "levels", "on_limits"))
    shapes = MIXTURES.get(kind, (kind,))
    steps, turns = list[int](), set[int]()
    while len(steps) < length:
        turns.add(len(steps))
        size = rng.choice((1, 2, 4, 5, 6, 6, 7, 7, 8, 9, 12))
        steps += random_piece(rng, rng.choice(shapes), steps[-1] if steps else 0, size)
    if rng.random() < 0.3:  # balanced, so that nought is exactly the mean
        steps = [*steps[: length // 2], *(-step for step in steps[: length // 2])]
    figures = on_limits(rng) if kind == "on_limits" else [Decimal(step) for step in steps[:length]]
    return [base + Decimal(unit) * figure for figure in figures], turns


def random_piece(rng: random.Random, shape: str, level: int, size: int) -> list[int]:
    if shape == "noise":
        return [rng.randint(-3, 3) for _ in range(size)]
    if shape == "levels":
        return [rng.choice((-2, 0, 2))] * size
    if shape == "spike":
        return [level, level + rng.choice((-14, 14)), level]
    if shape == "peak":
        side, tall = rng.choice((1, -1)), rng.choice((5, 6, 6, 7, 8))
        return [level + side * (tall - abs(tall - place)) for place in range(1, 2 * tall)]
    slope = {"up": 1, "down": -1}.get(shape, 0)
    return [level + slope * place + (4 * (place % 2) if shape == "sawtooth" else 0) for place in range(slope != 0, size + 1)]


def on_limits(rng: random.Random) -> list[Decimal]:
    """31 figures whose mean is 0 and average moving range 1, two of them on the limits, 2.66 either side."""
    pieces: list[tuple[str, ...]] = [("2.66",), ("-2.66",), (), (), *[("0.605", "-0.605")] * 8]
    rng.shuffle(pieces)
    return [Decimal(0), *(Decimal(figure) for piece in pieces for figure in (*piece, "0"))]


def random_rebases(rng: random.Random, starts: list[date]) -> tuple[date, ...]:
    """On rows, between rows, before the first and after the last, and sometimes several on one row or its neighbour."""
    if not starts or rng.random() < 0.6:
        return ()
    found = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        start = rng.choice(starts)
        found.append(start - timedelta(rng.choice((0, 0, 0, 5, 14))))
        found += rng.choice(([], [], [start], [start - timedelta(1)], [start + timedelta(28)], [starts[0] - timedelta(40)]))
        found += rng.choice((*[[]] * 6, [starts[-1]], [starts[-1] + timedelta(40)]))
    return tuple(found)


def storable(row: JudgedPoint) -> list[Decimal]:
    """The mean, the limits and the near limits of a row, as figures that can be stored."""
    lines = (row.mean, row.lower_limit, row.upper_limit, row.lower_near, row.upper_near)
    return [round(Decimal(line), 6) for line in lines if line is not None]


def on_the_lines(rng: random.Random, series: Series) -> Series:
    """Some points exactly on a line, after a baseline, where they cannot move it."""
    points = list(series.points)
    for place, (row, said) in enumerate(zip(rows_of(series, RULES["default"]), judge(series).points, strict=True)):
        if row.is_usable and not row.in_baseline and said.mean is not None and rng.random() < 0.2:
            points[place] = replace(row.point, value=rng.choice(storable(said)))
    return replace(series, points=tuple(points))


def with_targets(rng: random.Random, series: Series) -> Series:
    """A target for each row that is often a limit, in one piece or two, sometimes missing."""
    lines = (storable(judge(series).points[-1]) if series.points else []) or [Decimal(0)]

    def drawn() -> tuple[Decimal | None, ...]:
        if rng.random() < 0.15:
            return ()
        first, last = (rng.choice([None, *lines, lines[0] - 100, lines[0] + 100, lines[-1] + 1]) for _ in range(2))
        turn = rng.choice((0, 0, 0, rng.randint(0, len(series.points))))
        return (first,) * turn + (last,) * (len(series.points) - turn)

    if series.good_is != "range":
        return replace(series, target=drawn())
    return replace(series, target_low=drawn(), target_high=drawn())
