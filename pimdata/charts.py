"""Frames in, charts out: a Vega-Lite specification and the frame it draws.

A specification holds no figures and is built once for each set of options, so a chart costs a fraction of a
millisecond. Colours are the light ones of the palette: on a page the stylesheet turns them dark, on paper they stay.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import altair as alt
import polars as pl

from pimdata.chart_labels import PERIOD, cut_at, labelled
from pimdata.palette import STATUSES, Theme, colour

Size = Literal["page", "meeting"]
Channel = Callable[[str], alt.Y]  # where a column stands on the scale all layers share
_SHAPES = {
    "below": "square",
    "near": "triangle-up",
    "on": "circle",
    "info": "circle",
    "due": "circle",
    "late": "diamond",
}
_HOLLOW = ("info", "due")
_TARGETS = ("target", "target_low", "target_high")
_OPTIONAL = (*_TARGETS, "last_year", "note_number")


class Drawing(NamedTuple):
    """A chart: `st.vega_lite_chart(frame, spec)`. `starts_at` is where the scale begins, None when nought is on it."""

    spec: dict[str, Any]
    frame: pl.DataFrame
    starts_at: float | None = None


class Look(NamedTuple):
    """Sizes in pixels."""

    text: int
    line: float
    point: int
    height: int
    theme: Theme


_LOOKS = {"page": Look(14, 2.5, 130, 320, "light"), "meeting": Look(20, 4, 320, 440, "meeting")}


def measure_chart(points: pl.DataFrame, unit: str = "", decimals: int = 0, size: Size = "page") -> Drawing:
    """One measure over time against its target.

    Args:
        points: a row per period, in order: period_label, value, target, last_year, status, note_number. Any of
            target, last_year and note_number may be absent or empty; a period without a figure has a null value.
            A range that is good has target_low and target_high in place of target.
        unit: "%" and "£" are written with each figure; any other belongs in the heading of the chart.
        decimals: places shown.
        size: "meeting" is for a screen read across a room.
    """
    frame, low, high = labelled(points, unit, decimals)
    has = tuple(name for name in _OPTIONAL if frame[name].count())
    limits = [{"name": "low", "value": low}, {"name": "high", "value": high}]
    return Drawing({**_measure_spec(has, unit, size), "params": limits}, frame, cut_at(low, high))


def budget_bars(services: pl.DataFrame, size: Size = "page") -> Drawing:
    """How far each service is forecast to end over or under its budget.

    Args:
        services: a row each, in the order shown: service, forecast_variance (over is positive),
            words ("£120,000 over").
    """
    frame = services.select(
        pl.col("service"),
        pl.col("forecast_variance").cast(pl.Float64),
        title=pl.col("service") + ": " + pl.col("words"),
        side=pl.when(pl.col("forecast_variance") > 0).then(pl.lit("over")).otherwise(pl.lit("under")),
    )
    return Drawing(_budget_spec(size), frame)


def _config(look: Look) -> dict[str, Any]:
    """Text and lines that no theme may change."""
    text = {"font": '"Source Sans", "Source Sans Pro", sans-serif', "fontSize": look.text}
    return {
        "background": None,
        "font": text["font"],
        "view": {"stroke": None},
        "text": {**text, "color": colour("ink")},
        "axis": {
            "labelFont": text["font"],
            "labelFontSize": look.text,
            "labelColor": colour("ink"),
            "titleFontSize": look.text,
            "titleColor": colour("ink"),
            "domainColor": colour("axis"),
            "tickColor": colour("axis"),
            "gridColor": colour("hairline"),
            "labelPadding": 6,
        },
    }


@lru_cache(maxsize=64)
def _measure_spec(has: tuple[str, ...], unit: str, size: Size) -> dict[str, Any]:
    """The chart of a measure, without its figures."""
    look = _LOOKS[size]
    x, y = axes(unit)
    layers: list[alt.Chart] = []
    base = alt.Chart()
    if "last_year" in has:
        layers.append(base.mark_line(color=colour("comparator"), strokeWidth=look.line).encode(x=x, y=y("last_year")))
        layers.append(end(base, look, x, y, "last_year", "secondary"))
    for name in (name for name in _TARGETS if name in has):
        steps = base.mark_line(interpolate="step", color=colour("ink"), strokeDash=[6, 4], strokeWidth=look.line - 0.5)
        layers.append(steps.encode(x=x, y=y(name)))
        layers.append(end(base, look, x, y, name, "ink"))
    layers += notes(base, look, x, y) if "note_number" in has else []
    layers.append(base.mark_line(color=colour("series-1"), strokeWidth=look.line).encode(x=x, y=y("value")))
    layers.append(_points(base, look, x, y))
    layers.append(end(base, look, x, y, "value", "ink", "bold"))
    layers += extremes(base, look, x, y)
    return finished(alt.layer(*layers).properties(height=look.height, width="container"), look)


def look_of(size: Size) -> Look:
    """The sizes of a chart for a page or for a meeting."""
    return _LOOKS[size]


def axes(unit: str) -> tuple[alt.X, Channel]:
    """Periods along, and the one scale that every line of a chart shares."""
    x = alt.X(PERIOD, type="ordinal", sort=None, title=None, scale=alt.Scale(type="point", padding=0.4), axis=_periods())
    # The limits come with the figures, so that one specification serves every measure.
    limits = alt.Scale(domainMin=alt.ExprRef("low"), domainMax=alt.ExprRef("high"), nice=False, zero=False)
    prefix = "£" if unit == "£" else ""
    written = f"'{prefix}' + format(datum.value, ',~f') + '{'%' if unit == '%' else ''}'"
    axis = alt.Axis(title=None, tickCount=5, domain=False, ticks=False, labelExpr=written)

    def y(name: str) -> alt.Y:
        return alt.Y(name, type="quantitative", title=None, scale=limits, axis=axis)

    return x, y


def _periods() -> alt.Axis:
    """Periods in words over two lines, level, leaving some out where there is no room."""
    return alt.Axis(labelAngle=0, labelOverlap="parity", labelExpr="split(datum.label, ' ')", grid=False, tickSize=5)


def _points(base: alt.Chart, look: Look, x: alt.X, y: Channel) -> alt.Chart:
    """Each figure in the shape and colour of its status."""
    fills = [colour("page" if status in _HOLLOW else status, look.theme) for status in STATUSES]
    strokes = [colour(status, look.theme) for status in STATUSES]

    def scale(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=list(STATUSES), range=values)

    points: alt.Chart = base.mark_point(filled=True, opacity=1, size=look.point, strokeWidth=2).encode(
        x=x,
        y=y("value"),
        shape=alt.Shape("status", type="nominal", scale=scale([_SHAPES[s] for s in STATUSES]), legend=None),
        fill=alt.Fill("status", type="nominal", scale=scale(fills), legend=None),
        stroke=alt.Stroke("status", type="nominal", scale=scale(strokes), legend=None),
        tooltip=[
            alt.Tooltip(PERIOD, type="nominal", title="Period"),
            alt.Tooltip("value_words", type="nominal", title="Figure"),
            alt.Tooltip("target_words", type="nominal", title="Target"),
        ],
    )
    return points


def end(base: alt.Chart, look: Look, x: alt.X, y: Channel, name: str, tone: str, weight: str = "normal") -> alt.Chart:
    """The words at the end of a line."""
    mark = base.mark_text(align="left", dx=look.text, color=colour(tone), fontWeight=weight)  # type: ignore[arg-type]
    words: alt.Chart = mark.encode(x=x, y=y(f"{name}_at"), text=alt.Text(f"{name}_end", type="nominal"))
    return words


def extremes(base: alt.Chart, look: Look, x: alt.X, y: Channel) -> list[alt.Chart]:
    """The highest figure written above its point, and the lowest below."""
    marks = {side: base.mark_text(dy=away * look.text * 1.25, fontWeight=600) for side, away in (("above", -1), ("below", 1))}
    return [mark.encode(x=x, y=y("value"), text=alt.Text(side, type="nominal")) for side, mark in marks.items()]


def notes(base: alt.Chart, look: Look, x: alt.X, y: Channel) -> list[alt.Chart]:
    """The number of a comment above the chart, where no figure can cover it, and a thin line down to its point."""
    noted = base.transform_filter("isValid(datum.note_number)")
    line = noted.mark_rule(color=colour("axis"), strokeWidth=1.5, strokeDash=[2, 3], y2=0)
    size = look.text**2 * 2.4
    disc = noted.mark_point(filled=True, opacity=1, shape="circle", size=size, color=colour("ink"), y=-look.text)
    number = noted.mark_text(color=colour("page"), fontWeight=600, y=-look.text)
    return [
        line.encode(x=x, y=y("value")),
        disc.encode(x=x),
        number.encode(x=x, text=alt.Text("note_number", type="quantitative")),
    ]


@lru_cache(maxsize=2)
def _budget_spec(size: Size) -> dict[str, Any]:
    """The bars of services, without their figures; names stand above the bars so that a phone has room for both."""
    look = _LOOKS[size]
    y = alt.Y("service", type="nominal", sort=None, title=None, axis=None)
    tones = alt.Scale(domain=["over", "under"], range=[colour("series-3"), colour("series-1")])
    bars = (
        alt.Chart()
        .mark_bar(height=look.text, yOffset=look.text * 0.6)
        .encode(
            x=alt.X("forecast_variance", type="quantitative", title=None, axis=_money()),
            y=y,
            color=alt.Color("side", type="nominal", scale=tones, legend=None),
        )
    )
    names = (
        alt.Chart()
        .mark_text(align="left", dy=-look.text * 0.75, fontWeight=600, x=0)
        .encode(y=y, text=alt.Text("title", type="nominal"))
    )
    chart = alt.layer(bars, names).properties(height=alt.Step(look.text * 4), width="container")
    return finished(chart, look)


def _money() -> alt.Axis:
    """Pounds over and under, in words: a minus sign is never read in a budget."""
    amount = "'£' + format(abs(datum.value), ',.2~s') + (datum.value > 0 ? ' over' : datum.value < 0 ? ' under' : '')"
    return alt.Axis(tickCount=4, domain=False, ticks=False, labelExpr=amount, labelFlush=True)


def finished(chart: alt.TopLevelMixin, look: Look) -> dict[str, Any]:
    """A specification that takes its figures from beside it."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    # Altair gives a chart without figures an empty source of its own, which would hide the frame beside it.
    spec.pop("datasets", None)
    for part in (spec, *spec["layer"]):
        part.pop("data", None)
    spec["data"] = {"name": "source"}  # the name under which Streamlit hands the frame over
    # Streamlit reads the padding here and not in the configuration.
    spec["padding"] = {"left": 4, "right": 8, "top": 12, "bottom": 6}
    spec["config"] = _config(look)
    return spec
