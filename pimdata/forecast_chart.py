"""How far out forecasts were, by how much of the year had gone: one line a kind, each with a shape and its name."""

from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from pimdata.charts import Drawing, finished, look_of
from pimdata.palette import colour

NAMES = {"computed": "By arithmetic", "owner": "By owners", "money": "Money"}
POINTS = ("First quarter", "Second quarter", "Third quarter", "Fourth quarter")


def error_chart(quality: pl.DataFrame) -> Drawing:
    """The average error of each kind of forecast by quarter of the year reached.

    Args:
        quality: a row each source and quarter: source, quarter_reached (1 to 4), mean_percent_error (per cent).
    """
    frame = (
        quality.filter(pl.col("mean_percent_error").is_not_null())
        .select(
            quarter=pl.col("quarter_reached").map_elements(lambda number: POINTS[number - 1], return_dtype=pl.String),
            error=pl.col("mean_percent_error").cast(pl.Float64),
            kind=pl.col("source").replace_strict(NAMES, return_dtype=pl.String),
            is_last=pl.col("quarter_reached") == pl.col("quarter_reached").max().over("source"),
        )
        .with_columns(
            words=pl.col("error").round(1).cast(pl.String) + "% out",
            end=pl.when("is_last").then(pl.col("kind")).otherwise(pl.lit("")),
        )
    )
    return Drawing(_spec(), frame)


@lru_cache(maxsize=1)
def _spec() -> dict[str, Any]:
    """The chart without its figures."""
    look = look_of("page")
    kinds = list(NAMES.values())
    tones = alt.Scale(domain=kinds, range=[colour("series-1"), colour("series-3"), colour("ink")])
    shapes = alt.Scale(domain=kinds, range=["circle", "square", "triangle-up"])
    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, ' ')", grid=False, tickSize=5)
    base = alt.Chart().encode(
        x=alt.X(
            "quarter", type="ordinal", sort=list(POINTS), title=None, axis=axis, scale=alt.Scale(type="point", padding=0.4)
        ),
        y=alt.Y(
            "error",
            type="quantitative",
            title=None,
            axis=alt.Axis(tickCount=5, domain=False, ticks=False, labelExpr="format(datum.value, '~f') + '%'"),
        ),
    )
    lines = base.mark_line(strokeWidth=look.line).encode(color=alt.Color("kind", type="nominal", scale=tones, legend=None))
    points = base.mark_point(filled=True, opacity=1, size=look.point).encode(
        color=alt.Color("kind", type="nominal", scale=tones, legend=None),
        shape=alt.Shape("kind", type="nominal", scale=shapes, legend=None),
        tooltip=[
            alt.Tooltip("kind", type="nominal", title="Forecasts"),
            alt.Tooltip("quarter", type="nominal", title="Made in the"),
            alt.Tooltip("words", type="nominal", title="On average"),
        ],
    )
    names = base.mark_text(align="left", dx=look.text * 0.8, color=colour("ink")).encode(text=alt.Text("end", type="nominal"))
    return finished(alt.layer(lines, points, names).properties(height=260, width="container"), look)
