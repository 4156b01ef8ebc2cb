"""A strip of dots: everybody's figure on one line, ours as a diamond, and where the quarters part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import altair as alt
import polars as pl

from pimdata.chart_labels import written
from pimdata.charts import Drawing, finished, look_of
from pimdata.figures import shown
from pimdata.palette import colour

BUCKETS = 56  # places side by side; dots that would cover each other stand on one another
# Pixels, from the top: three rows for the names of the lines, then the piles of dots, then a row of our own.
NAME, DOT, OURS = 21, 10, 34
HIGHEST = 230  # of a pile
FAR = 3  # times what lies between the quartiles; whoever is further off stands at the end of the scale
NAMES = 3 * NAME + 6
AROUND = 48  # the axis and the padding, which Streamlit counts in a chart's height
EDGES = ("lower", "middle", "upper")


class Strip(NamedTuple):
    """What a strip shows; any figure may be missing."""

    others: pl.DataFrame  # authority, value, is_counted
    ours: Decimal | None
    name: str
    edges: Sequence[Decimal | None]  # lower quartile, median, upper quartile
    unit: str = ""
    decimals: int = 0
    good_is: str = ""


def dot_strip(strip: Strip) -> Drawing:
    """The chart of a strip; as tall as its highest pile of dots."""
    low, high = _ends(strip)
    frame, tallest = _rows(strip, low, high)
    params = [{"name": "low", "value": low}, {"name": "high", "value": high}, {"name": "tall", "value": _height(tallest)}]
    spec = {**_spec(strip.unit), "params": params, "height": _height(tallest) + AROUND}
    return Drawing(spec, frame.with_columns(up=_height(tallest) - pl.col("down")), low)


def beyond(strip: Strip) -> list[str]:
    """Who stands too far off for the scale, with their figures: one of them would press all others together."""
    low, high = _ends(strip)
    found = strip.others.filter((pl.col("value") < low) | (pl.col("value") > high)).sort("value")
    return [f"{name}, {_words(strip, value)}" for name, value in found.select("authority", "value").iter_rows()]


def _ends(strip: Strip) -> tuple[float, float]:
    """The ends of the scale: all figures, but none further from the quarters than FAR times what lies between them."""
    values = [float(value) for value in strip.others["value"].to_list() if value is not None]
    edges = [float(edge) for edge in strip.edges if edge is not None]
    if len(edges) == len(EDGES) and edges[2] > edges[0]:
        reach = FAR * (edges[2] - edges[0])
        values = [value for value in values if edges[0] - reach <= value <= edges[2] + reach]
    values += [*edges, *([float(strip.ours)] if strip.ours is not None else [])]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _step(tallest: int) -> float:
    """How far dots of a pile stand apart: they overlap only where a pile is very high."""
    return min(DOT, HIGHEST / tallest)


def _height(tallest: int) -> int:
    return NAMES + round(_step(tallest) * (tallest + 1)) + OURS


def _rows(strip: Strip, low: float, high: float) -> tuple[pl.DataFrame, int]:
    """A row for each mark; `kind` says which, `down` how far from the top it stands, `words` what is written beside it."""
    width = (high - low) / BUCKETS
    piles: Counter[int] = Counter()
    dots: list[tuple[str, float, int, str, str]] = []
    for name, value, is_counted in strip.others.select("authority", "value", "is_counted").iter_rows():
        if value is not None:
            bucket = min(max(int((float(value) - low) / width), 0), BUCKETS - 1)
            piles[bucket] += 1
            kind = "beyond" if not low <= value <= high else "other" if is_counted else "doubtful"
            dots.append((kind, low + (bucket + 0.5) * width, piles[bucket], name, _words(strip, value)))
    tallest = max([1, *piles.values()])
    ground, step, middle = _height(tallest) - OURS, _step(tallest), (low + high) / 2
    made = [_mark(kind, at, ground - step * level, name, words) for kind, at, level, name, words in dots]
    for kind, edge in zip(EDGES, strip.edges, strict=True):
        if edge is not None:
            made.append(_edge(strip, kind, edge, middle))
    if strip.ours is not None:
        said = f"{strip.name} {_words(strip, strip.ours)}"
        made.append(_mark("us", float(strip.ours), ground + OURS / 2, strip.name, said, is_left=strip.ours > middle))
    return pl.DataFrame(made, schema=_SCHEMA), tallest


_SCHEMA = {
    "kind": pl.String, "at": pl.Float64, "down": pl.Float64, "name": pl.String, "words": pl.String, "side": pl.String,
}  # fmt: skip


def _mark(kind: str, at: float, down: float, name: str, words: str, *, is_left: bool = False) -> dict[str, Any]:
    """A mark `down` pixels from the top; its words stand to its left where it is in the right half."""
    return {"kind": kind, "at": at, "down": down, "name": name, "words": words, "side": "left" if is_left else "right"}


def _edge(strip: Strip, kind: str, value: Decimal, centre: float) -> dict[str, Any]:
    """A line, and what begins or ends there; which side is the best depends on the measure."""
    is_lower_best = strip.good_is == "lower"
    judged = strip.good_is in ("higher", "lower")
    best, worst = ("lower", "upper") if is_lower_best else ("upper", "lower")
    names = {best: "Best quarter", worst: "Bottom quarter"} if judged else {"upper": "Upper quarter", "lower": "Lower quarter"}
    name = names.get(kind, "Middle")
    down = NAME * (EDGES.index(kind) + 0.5)
    return _mark(kind, float(value), down, name, f"{name} {_words(strip, value)}", is_left=value > centre)


def _words(strip: Strip, value: Decimal) -> str:
    """A figure as the sentences write it: a half is rounded up, which a float would not always do."""
    return written(float(shown(value, "", strip.decimals) or 0), strip.unit, strip.decimals)


@lru_cache(maxsize=8)
def _spec(unit: str) -> dict[str, Any]:
    """The strip without its figures."""
    look = look_of("page")
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
    for kind, shape, filled in (("other", "circle", True), ("doubtful", "circle", False), ("beyond", "cross", True)):
        dots = base.transform_filter(alt.datum.kind == kind)
        mark = dots.mark_point(filled=filled, opacity=1, shape=shape, size=60, color=colour("comparator"), strokeWidth=1.5)
        layers.append(mark.encode(x=x, y=y, tooltip=tooltip))
    ours = base.transform_filter(alt.datum.kind == "us")
    diamond = ours.mark_point(
        filled=True, opacity=1, shape="diamond", size=330, color=colour("series-1"), stroke=colour("page"), strokeWidth=1.5
    )
    layers.append(diamond.encode(x=x, y=y, tooltip=tooltip))
    layers += _named(ours, x, y, weight="bold")
    spec = finished(alt.layer(*layers).properties(width="container"), look)
    # A layer without marks would be a picture without words: those of the whole strip speak for all, and the table.
    return {**spec, "layer": [{**each, "mark": {**each["mark"], "aria": False}} for each in spec["layer"]]}


def _named(lines: alt.Chart, x: alt.X, y: alt.Y, weight: Literal["normal", "bold"] = "normal") -> list[alt.Chart]:
    """The words of some marks, each on the side with room, on a ground that covers the lines they cross."""
    words, dx = [], 14 if weight == "bold" else 6
    for ground in ({"stroke": colour("page"), "strokeWidth": 5, "color": colour("page")}, {"color": colour("ink")}):
        for side, align, away in (("left", "right", -1), ("right", "left", 1)):
            those = lines.transform_filter(alt.datum.side == side)
            mark = those.mark_text(align=align, dx=away * dx, fontWeight=weight, **ground)  # type: ignore[arg-type]
            words.append(mark.encode(x=x, y=y, text=alt.Text("words", type="nominal")))
    return words
