"""What a chart of a measure says in words, and where: labels, the ends of the scale, the margin.

Plain Python over a few dozen figures: the same in Polars expressions took five times as long.
"""

import math
from collections.abc import Mapping, Sequence

import polars as pl

PERIOD = "period_label"
Figures = list[float | None]
_ENDS = ("value", "target", "target_low", "target_high", "last_year")
_WORKED_OUT = ("mean", "lower_limit", "upper_limit")
_BEFORE = {
    "target": "Target",
    "target_low": "From",
    "target_high": "To",
    "mean": "Mean",
    "lower_limit": "Lower",
    "upper_limit": "Upper",
}
WHOLE = 100.0  # per cent: no share is more, unless the figures themselves are
CONTROL_ENDS = ("value", "target", "mean", "lower_limit", "upper_limit")


def labelled(points: pl.DataFrame, unit: str, decimals: int, lines: Sequence[str] = _ENDS) -> tuple[pl.DataFrame, float, float]:
    """The points with their words, and the lower and upper end of the scale.

    Args:
        points: a row per period; any of `lines` may be absent.
        unit: as figures are written with it.
        decimals: places of figures and targets; means and limits have one at least.
        lines: the columns drawn.
    """
    size = points.height
    figures = {name: _figures(points, name) for name in lines}
    low, high = scale([value for column in figures.values() for value in column if value is not None], unit)
    decimals_of = {name: max(decimals, 1) if name in _WORKED_OUT else decimals for name in lines}
    words = {
        name: [written(value, unit, decimals_of[name]) for value in figures[name]] for name in lines if name != "last_year"
    }
    ends = _ends(figures, words)
    gap = (high - low) * 0.085
    heights = spread({name: height for name, (height, _) in ends.items()}, low + gap / 2, high, gap)
    columns: dict[str, pl.Series] = {
        **{name: points[name] for name in (PERIOD, "status", "shape", "phase") if name in points.columns},
        "note_number": pl.Series(_column(points, "note_number"), dtype=pl.Int64, strict=False),
        **{name: pl.Series(column, dtype=pl.Float64) for name, column in figures.items()},
        **{f"{name}_words": pl.Series(column, dtype=pl.String) for name, column in words.items()},
    }
    for side, places in _extremes(figures["value"], high - gap).items():
        said = [words["value"][place] if place in places else "" for place in range(size)]
        columns[side] = pl.Series(said, dtype=pl.String)
    for name in lines:
        columns[f"{name}_end"] = _at_last(size, ends[name][1] if name in ends else "", pl.String)
        columns[f"{name}_at"] = _at_last(size, heights.get(name), pl.Float64)
    return pl.DataFrame(columns), low, high


def written(value: float | None, unit: str, decimals: int) -> str:
    """A figure with its unit, as it is read."""
    if value is None:
        return ""
    figure = f"{abs(value):,.{decimals}f}"
    sign = "\N{MINUS SIGN}" if value < 0 and figure.strip("0.,") else ""
    return f"{sign}{'£' if unit == '£' else ''}{figure}{'%' if unit == '%' else ''}"


def scale(known: Sequence[float], unit: str = "") -> tuple[float, float]:
    """Round ends for the axis: from nought unless that would flatten the line, and to all of it where nothing is more.

    >>> scale([82, 99.5], "%"), scale([82, 104], "%"), scale([82, 99.5])
    ((75.0, 100.0), (75.0, 110.0), (75.0, 105.0))
    """
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if 0 <= low <= 0.5 * high:
        low = 0.0
    room = (high - low) or abs(high) * 0.1 or 1.0
    step = 10.0 ** math.floor(math.log10(room / 4))
    step *= next(size for size in (1, 2, 2.5, 5, 10) if room / (step * size) <= 5)
    # A little more than a whole step is left at each end, for labels above and below.
    bottom = step * math.floor(low / step - 0.6) if low else 0.0
    top = step * math.ceil(high / step + 0.25)
    if unit == "%" and high <= WHOLE:
        top = min(top, WHOLE)
    return round(max(bottom, 0.0) if low >= 0 else bottom, 9), round(top, 9)


def cut_at(low: float, high: float) -> float | None:
    """Where a scale begins that leaves nought out.

    >>> cut_at(78, 96), cut_at(0, 96), cut_at(-300, 200), cut_at(-9, -2)
    (78, None, None, -9)
    """
    return None if low <= 0 <= high else low


def spread(heights: Mapping[str, float], low: float, high: float, gap: float) -> dict[str, float]:
    """Labels moved apart as little as can be, until none covers another and all are inside.

    >>> spread({"value": 10, "target": 10.5}, 0, 100, 5)
    {'value': 7.75, 'target': 12.75}
    >>> spread({"value": 99, "target": 10}, 0, 100, 5)
    {'target': 10.0, 'value': 99.0}
    """
    names = sorted(heights, key=lambda name: heights[name])
    # Without the gaps before it each label has a wish; neighbours whose wishes cross share the middle of theirs.
    blocks: list[list[float]] = []
    for number, name in enumerate(names):
        blocks.append([heights[name] - number * gap])
        while len(blocks) > 1 and _middle(blocks[-2]) > _middle(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    room = max(low, high - gap * (len(names) - 1))
    wished = [_middle(block) for block in blocks for _ in block]
    return {
        name: min(max(wish, low), room) + number * gap for number, (name, wish) in enumerate(zip(names, wished, strict=True))
    }


def _middle(wishes: Sequence[float]) -> float:
    return sum(wishes) / len(wishes)


def _column(points: pl.DataFrame, name: str) -> list[float | None]:
    """A column that may be absent."""
    return points[name].to_list() if name in points.columns else [None] * points.height


def _figures(points: pl.DataFrame, name: str) -> Figures:
    """A column as floats: a decimal cannot be drawn."""
    return [None if value is None else float(value) for value in _column(points, name)]


def _ends(figures: Mapping[str, Figures], words: Mapping[str, list[str]]) -> dict[str, tuple[float, str]]:
    """The height of each line's end and the words beside it."""
    ends: dict[str, tuple[float, str]] = {}
    for name, column in figures.items():
        known = [(value, place) for place, value in enumerate(column) if value is not None]
        if not known or (name == "value" and column[-1] is None):
            continue
        value, place = known[-1]
        ends[name] = (value, _said(name, words[name][place] if name in words else ""))
    return ends


def _said(name: str, figure: str) -> str:
    """The words at the end of a line: a target is one level, or a range from one to another."""
    before = _BEFORE.get(name)
    return f"{before} {figure}" if before else figure or "Last year"


def _extremes(values: Figures, roof: float) -> dict[str, set[int]]:
    """Where the highest is written above and the lowest below; the last figure has its place in the margin.

    Over a figure above the roof there is no room, so it is written below.
    """
    known = [place for place, value in enumerate(values) if value is not None]
    if not known:
        return {"above": set(), "below": set()}
    highest, lowest = (choose(known, key=lambda place: values[place] or 0.0) for choose in (max, min))
    last = len(values) - 1
    above = {highest} if known[-1] == last else {highest} | ({known[-1]} - {lowest})
    under = {place for place in above if (values[place] or 0.0) > roof}
    return {"above": above - {last} - under, "below": ({lowest} - above | under) - {last}}


def _at_last(size: int, value: float | str | None, dtype: type[pl.String] | type[pl.Float64]) -> pl.Series:
    """A column with one cell, its last. Words elsewhere are empty and not null, which would be written out."""
    return pl.Series([*["" if dtype is pl.String else None] * (size - 1), value][:size], dtype=dtype)
