"""The chart of a measure's usual ups and downs: its mean and limits, phase by phase, and the points where a rule fires.

Shape says what a point is, so that colour need not be seen: a triangle towards what is good is better, a diamond is worse.
Nothing here is red or green, and no point carries its status: that is another question, answered by the other chart.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from pimdata import charts
from pimdata.chart_labels import CONTROL_ENDS, PERIOD, cut_at, labelled
from pimdata.palette import colour

# The shape of each kind of point, and the tone it is drawn in. What is worse has a shape of its own, for in grey its tone is
# that of what is better. A ghost is hollow: it does not count.
SHAPES = {
    "usual": ("circle", "usual"),
    "better_high": ("triangle-up", "better"),
    "better_low": ("triangle-down", "better"),
    "worse_high": ("diamond", "worse"),
    "worse_low": ("diamond", "worse"),
    "neither_high": ("triangle-up", "neither"),
    "neither_low": ("triangle-down", "neither"),
    "ghost": ("circle", "usual"),
}
_LIMITS = ("lower_limit", "upper_limit")
_THIN: dict[charts.Size, float] = {"page": 1.5, "meeting": 3}  # in pixels; a projector loses what is thinner than three


def control_chart(
    points: pl.DataFrame,
    unit: str = "",
    decimals: int = 0,
    *,
    is_provisional: bool = False,
    size: charts.Size = "page",
) -> charts.Drawing:
    """One measure's figures between the limits of its usual ups and downs.

    Args:
        points: a row per period, in order: period_label, value, target, mean, lower_limit, upper_limit, phase, shape (a
            key of SHAPES). Means and limits may be null.
        unit: as for `charts.measure_chart`.
        decimals: places of a figure; means and limits have one at least.
        is_provisional: draws the limits dotted, because they rest on too few figures.
        size: "meeting" is for a screen read across a room.
    """
    frame, low, high = labelled(points, unit, decimals, CONTROL_ENDS)
    has = tuple(name for name in (*CONTROL_ENDS, "note_number") if frame[name].count())
    limits = [{"name": "low", "value": low}, {"name": "high", "value": high}]
    return charts.Drawing({**_spec(has, unit, is_provisional, size), "params": limits}, frame, cut_at(low, high))


@lru_cache(maxsize=64)
def _spec(has: tuple[str, ...], unit: str, is_provisional: bool, size: charts.Size) -> dict[str, Any]:
    """The chart without its figures."""
    look = charts.look_of(size)
    x, y = charts.axes(unit)
    base = alt.Chart()
    layers: list[alt.Chart] = []
    # Thin and whole, so that nothing but the target is dashed; dotted while they rest on too few figures.
    dash = [2, 3] if is_provisional else [1, 0]
    phase = alt.Detail("phase", type="nominal")
    for name in (name for name in _LIMITS if name in has):
        line = base.mark_line(interpolate="step", color=colour("axis"), strokeDash=dash, strokeWidth=_THIN[size])
        layers += [line.encode(x=x, y=y(name), detail=phase), charts.end(base, look, x, y, name, "secondary")]
    if "mean" in has:
        line = base.mark_line(interpolate="step", color=colour("axis"), strokeWidth=_THIN[size] + 1)
        layers += [line.encode(x=x, y=y("mean"), detail=phase), charts.end(base, look, x, y, "mean", "secondary")]
    if "target" in has:
        steps = base.mark_line(interpolate="step", color=colour("ink"), strokeDash=[6, 4], strokeWidth=look.line - 0.5)
        layers += [steps.encode(x=x, y=y("target")), charts.end(base, look, x, y, "target", "ink")]
    layers += charts.notes(base, look, x, y) if "note_number" in has else []
    layers.append(base.mark_line(color=colour("usual"), strokeWidth=look.line).encode(x=x, y=y("value")))
    layers.append(_points(base, look, x, y))
    layers.append(charts.end(base, look, x, y, "value", "ink", "bold"))
    layers += charts.extremes(base, look, x, y)
    return charts.finished(alt.layer(*layers).properties(height=look.height, width="container"), look)


def _points(base: alt.Chart, look: charts.Look, x: alt.X, y: charts.Channel) -> alt.Chart:
    """Each figure in the shape of its signal."""
    kinds = list(SHAPES)
    strokes = [colour(tone) for _, tone in SHAPES.values()]
    fills = [colour("page") if kind == "ghost" else stroke for kind, stroke in zip(kinds, strokes, strict=True)]

    def scale(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=kinds, range=values)

    points: alt.Chart = base.mark_point(filled=True, opacity=1, size=look.point, strokeWidth=2).encode(
        x=x,
        y=y("value"),
        shape=alt.Shape("shape", type="nominal", scale=scale([shape for shape, _ in SHAPES.values()]), legend=None),
        fill=alt.Fill("shape", type="nominal", scale=scale(fills), legend=None),
        stroke=alt.Stroke("shape", type="nominal", scale=scale(strokes), legend=None),
        tooltip=[
            alt.Tooltip(PERIOD, type="nominal", title="Period"),
            alt.Tooltip("value_words", type="nominal", title="Figure"),
            alt.Tooltip("mean_words", type="nominal", title="Mean"),
            alt.Tooltip("lower_limit_words", type="nominal", title="Lower limit"),
            alt.Tooltip("upper_limit_words", type="nominal", title="Upper limit"),
        ],
    )
    return points
