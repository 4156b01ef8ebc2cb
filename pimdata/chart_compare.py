"""A strip of dots: everybody's figure on one line, ours as a diamond, and where the quarters part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import polars as pl

from pimdata.chart_labels import written
from pimdata.charts import _LOOKS, Drawing, _finished
from pimdata.palette import colour

BUCKETS = 56  # places side by side; dots that would cover each other stand on one another
# Pixels, from the top: three rows for the names of the lines, then the piles of dots, then a row of our own.
NAME, DOT, OURS = 21, 10, 34
NAMES = 3 * NAME + 6
AROUND = 48  # the axis and the padding, which Streamlit counts in a chart's height
EDGES = ("lower", "middle", "upper")


class Strip(NamedTuple):
    """What a strip shows; any figure may be missing."""

    others: pl.DataFrame  # authority, value, is_counted
    ours: float | None
    name: str
    edges: Sequence[float | None]  # lower quartile, median, upper quartile
    unit: str = ""
    decimals: int = 0
    good_is: str = ""


def dot_strip(strip: Strip) -> Drawing:
    """The chart of a strip; as tall as its highest pile of dots."""
    known = [float(value) for value in strip.others["value"].to_list() if value is not None]
    ends = [value for value in (*known, strip.ours, *strip.edges) if value is not None]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    frame, tallest = _rows(strip, low - room, high + room)
    limits = [{"name": "low", "value": low - room}, {"name": "high", "value": high + room}]
    tall = _height(tallest)
    spec = {**_spec(strip.unit), "params": [*limits, {"name": "tall", "value": tall}], "height": tall + AROUND}
    return Drawing(spec, frame.with_columns(up=tall - pl.col("down")), low - room)


def _height(tallest: int) -> int:
    return NAMES + DOT * (tallest + 1) + OURS


def _rows(strip: Strip, low: float, high: float) -> tuple[pl.DataFrame, int]:
    """A row for each mark; `kind` says which, `level` how high it stands, `words` what is written beside it."""
    width = (high - low) / BUCKETS
    piles: Counter[int] = Counter()
    dots: list[tuple[str, float, int, str, str]] = []
    for name, value, is_counted in strip.others.select("authority", "value", "is_counted").iter_rows():
        if value is not None:
            bucket = int((float(value) - low) / width)
            piles[bucket] += 1
            kind = "other" if is_counted else "doubtful"
            dots.append((kind, low + (bucket + 0.5) * width, piles[bucket], name, _words(strip, float(value))))
    tallest = max([1, *piles.values()])
    ground = _height(tallest) - OURS
    made = [_mark(kind, at, ground - DOT * level, name, words) for kind, at, level, name, words in dots]
    for kind, value in zip(EDGES, strip.edges, strict=True):
        if value is not None:
            made.append(_edge(strip, kind, value, (low + high) / 2))
    if strip.ours is not None:
        said = f"{strip.name} {_words(strip, strip.ours)}"
        made.append(_mark("us", strip.ours, ground + OURS // 2, strip.name, said, is_left=strip.ours > (low + high) / 2))
    return pl.DataFrame(made, schema=_SCHEMA), tallest


_SCHEMA = {
    "kind": pl.String, "at": pl.Float64, "down": pl.Float64, "name": pl.String, "words": pl.String, "side": pl.String,
}  # fmt: skip


def _mark(kind: str, at: float, down: float, name: str, words: str, *, is_left: bool = False) -> dict[str, Any]:
    """A mark `down` pixels from the top; its words stand to its left where it is in the right half."""
    return {"kind": kind, "at": at, "down": down, "name": name, "words": words, "side": "left" if is_left else "right"}


def _edge(strip: Strip, kind: str, value: float, centre: float) -> dict[str, Any]:
    """A line, and what begins or ends there; which side is the best depends on the measure."""
    is_lower_best = strip.good_is == "lower"
    judged = strip.good_is in ("higher", "lower")
    best, worst = ("lower", "upper") if is_lower_best else ("upper", "lower")
    names = {best: "Best quarter", worst: "Bottom quarter"} if judged else {"upper": "Upper quarter", "lower": "Lower quarter"}
    name = names.get(kind, "Middle")
    down = NAME * (EDGES.index(kind) + 0.5)
    return _mark(kind, value, down, name, f"{name} {_words(strip, value)}", is_left=value > centre)


def _words(strip: Strip, value: float) -> str:
    return written(value, strip.unit, strip.decimals)


@lru_cache(maxsize=8)
def _spec(unit: str) -> dict[str, Any]:
    """The strip without its figures."""
    look = _LOOKS["page"]
    limits = alt.Scale(domainMin=alt.ExprRef("low"), domainMax=alt.ExprRef("high"), nice=False, zero=False)
    label = f"'{'£' if unit == '£' else ''}' + format(datum.value, ',~f') + '{'%' if unit == '%' else ''}'"
    axis = alt.Axis(title=None, tickCount=5, grid=False, labelExpr=label, labelFlush=True)
    x = alt.X("at", type="quantitative", title=None, scale=limits, axis=axis)
    heights = alt.Scale(domainMin=0, domainMax=alt.ExprRef("tall"), nice=False, zero=False)
    y = alt.Y("up", type="quantitative", title=None, scale=heights, axis=None)
    tooltip = [alt.Tooltip("name", type="nominal", title="Authority"), alt.Tooltip("words", type="nominal", title="Figure")]
    base = alt.Chart()
    layers: list[alt.Chart] = []
    for kind, dash in (("lower", [6, 4]), ("middle", [1, 0]), ("upper", [6, 4])):
        rule = base.mark_rule(color=colour("ink"), strokeWidth=1.5, strokeDash=dash, y2=alt.ExprRef("height"))
        layers.append(rule.transform_filter(alt.datum.kind == kind).encode(x=x, y=y))
    layers += _named(base.transform_filter(alt.FieldOneOfPredicate(field="kind", oneOf=list(EDGES))), x, y)
    for kind, filled in (("other", True), ("doubtful", False)):
        dots = base.transform_filter(alt.datum.kind == kind)
        mark = dots.mark_point(filled=filled, opacity=1, shape="circle", size=60, color=colour("comparator"), strokeWidth=1.5)
        layers.append(mark.encode(x=x, y=y, tooltip=tooltip))
    ours = base.transform_filter(alt.datum.kind == "us")
    diamond = ours.mark_point(
        filled=True, opacity=1, shape="diamond", size=330, color=colour("series-1"), stroke=colour("page"), strokeWidth=1.5
    )
    layers.append(diamond.encode(x=x, y=y, tooltip=tooltip))
    layers += _named(ours, x, y, weight="bold")
    return _finished(alt.layer(*layers).properties(width="container"), look)


def _named(lines: alt.Chart, x: alt.X, y: alt.Y, weight: str = "normal") -> list[alt.Chart]:
    """The words of some marks, each on the side with room, on a ground that covers the lines they cross."""
    words, dx = [], 14 if weight == "bold" else 6
    for ground in ({"stroke": colour("page"), "strokeWidth": 5, "color": colour("page")}, {"color": colour("ink")}):
        for side, align, away in (("left", "right", -1), ("right", "left", 1)):
            mark = lines.transform_filter(alt.datum.side == side).mark_text(
                align=align, dx=away * dx, fontWeight=weight, **ground
            )  # type: ignore[arg-type]
            words.append(mark.encode(x=x, y=y, text=alt.Text("words", type="nominal")))
    return words
