"""The figures of one measure over time: what is chosen, the finding and the chart."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pimdata import charts, figures, queries, queries_measure, sentences, words
from pimdata.ui import choices, control_views, fragments, measure_table, measure_views, show
from pimdata.ui.asking import ask
from pimdata.ui.measure_page import Measure
from pimdata.ui.measure_table import Figures

Row = dict[str, Any]
TWO_YEARS = {"monthly": 24, "quarterly": 8, "half-yearly": 4}
OWN = {"monthly": "Month", "quarterly": "Quarter", "half-yearly": "Half-year", "annual": "Year", "survey": "Year"}
SO_FAR = {"year_to_date": "So far this year", "running_total": "In all so far"}
CHARTS = {"": "Figures and target", "usual": "Usual ups and downs"}


def noted(series: pl.DataFrame) -> dict[str, int]:
    """The number of each period's comment, the oldest first: the same on the chart and in the list."""
    said = series.filter(~pl.col("is_rolled_up") & (pl.col("what_happened").fill_null("") + pl.col("why").fill_null("") != ""))
    return {period: number for number, period in enumerate(said.sort("period_index")["period"], 1)}


def choose(measure: Measure, series: pl.DataFrame) -> Figures:
    """Which figures: by which period, of how many years, so far or each alone."""
    own = series.filter(~pl.col("is_rolled_up"))
    lengths = _lengths(series)
    alone = ask(queries_measure.each_alone, code=measure.code)
    columns = iter(st.columns(3))
    by = own["frequency"][0]
    if len(lengths) > 1:
        with next(columns):
            by = choices.radio("by", "Figures by", lengths)
    is_alone = False
    if alone.height and by == own["frequency"][0]:
        each = {"": SO_FAR[own["value_basis"][0]], "alone": f"Each {OWN[by].lower()} alone"}
        with next(columns):
            is_alone = choices.radio("each", "Each figure is", each) == "alone"
    rows = _shown(series.filter(pl.col("frequency") == by))
    if len(rows) > TWO_YEARS.get(by, len(rows)):
        with next(columns):
            span = choices.radio("span", "Show", {"": "Last 2 years", "all": "All"})
        rows = rows if span else rows[-TWO_YEARS[by] :]
    return Figures(_alone(rows, alone) if is_alone else rows, {} if is_alone else noted(series), is_alone)


def _lengths(series: pl.DataFrame) -> dict[str, str]:
    """The frequencies there are figures for, the measure's own first."""
    found = series.filter(pl.col("value_shown").is_not_null() | ~pl.col("is_rolled_up"))
    own = found.filter(~pl.col("is_rolled_up"))["frequency"].unique().to_list()
    rolled = found.filter(pl.col("is_rolled_up"))["frequency"].unique().to_list()
    return {key: OWN[key] for key in [*own, *(name for name in ("quarterly", "annual") if name in rolled)]}


def _shown(rows: pl.DataFrame) -> list[Row]:
    """From the first figure to the last that is in or overdue: what is not due yet is not missing."""
    told = rows.sort("period_index").to_dicts()
    while told and told[-1]["status"] == "due" and told[-1]["value_shown"] is None:
        told.pop()
    while told and told[0]["value_shown"] is None and not told[0]["no_value_reason"]:
        told.pop(0)
    return told


def _alone(rows: list[Row], alone: pl.DataFrame) -> list[Row]:
    """The same periods with what each added; it is the figure so far that is judged, so none of these is."""
    added = {row["period"]: row for row in alone.to_dicts()}
    blank = dict.fromkeys(("target", "target_low", "target_high", "numerator", "denominator"))
    nothing: Row = {"value_shown": None, "same_period_last_year": None}
    return [
        row | blank | {"status": "info", "change_on_previous": "n/a"} | (added.get(row["period"]) or nothing) for row in rows
    ]


def draw(measure: Measure, series: pl.DataFrame) -> None:
    """The part of the page about figures over time; a milestone has dates instead."""
    if not series.filter(~pl.col("is_rolled_up")).height or measure.row is None:
        return
    if measure.row["kind"] == "milestone":
        show.html(measure_table.dates(series))
        return
    if choices.radio("chart", "The chart shows", CHARTS) == "usual":
        control_views.draw(measure)
        return
    title = show.place()
    told = choose(measure, series)
    if not told.rows:
        return
    with title:
        show.html(fragments.section(finding(measure.row)))
    if len(told.known) > 1:
        _chart(measure, told)
    show.html(
        fragments.opening("Show the figures as a table", measure_table.table(measure, told), choices.asked("view") == "plain")
    )


def _chart(measure: Measure, told: Figures) -> None:
    """The chart, with under it what it shows and where its scale starts."""
    unit, places = measure.definition["unit"] or "", measure.definition["decimal_places"]
    places = figures.places_of(unit, places)
    frame = pl.DataFrame([_point(row, told) for row in told.rows], infer_schema_length=None)
    drawing = charts.measure_chart(frame, figures.SIGNS.get(unit, ""), places)
    show.chart(drawing.spec, drawing.frame, _alt(measure, told), key="chart")
    show.html(fragments.caption(_caption(measure, told, drawing.starts_at)))


def _point(row: Row, told: Figures) -> Row:
    is_range = row["target_low"] is not None or row["target_high"] is not None
    return {
        "period_label": figures.period_short(row["period"]),
        "value": measure_views.number(row["value_shown"]),
        "target": None if is_range else measure_views.number(row["target"]),
        "target_low": measure_views.number(row["target_low"]),
        "target_high": measure_views.number(row["target_high"]),
        "last_year": measure_views.number(row["same_period_last_year"]),
        "status": row["status"],
        "note_number": told.notes.get(row["period"]) if row["value_shown"] is not None else None,
    }


def _alt(measure: Measure, told: Figures) -> str:
    known = told.known
    highest, lowest = (choose(known, key=lambda row: row["value_shown"]) for choose in (max, min))
    return sentences.alt_text(
        sentences.ChartFacts(
            measure=measure.title,
            unit=measure.definition["unit"] or "",
            decimal_places=measure.definition["decimal_places"],
            first_period=known[0]["period"],
            last_period=known[-1]["period"],
            value=known[-1]["value_shown"],
            status=known[-1]["status"] if not told.is_alone else "",
            highest=highest["value_shown"],
            highest_period=highest["period"],
            lowest=lowest["value_shown"],
            lowest_period=lowest["period"],
        )
    )


def _caption(measure: Measure, told: Figures, starts_at: float | None) -> str:
    unit, places = measure.definition["unit"] or "", measure.definition["decimal_places"]
    first, last = (figures.period_name(told.rows[end]["period"]) for end in (0, -1))
    has = {name: any(row[name] is not None for row in told.rows) for name in ("target", "same_period_last_year", "target_low")}
    numbered = any(row["period"] in told.notes for row in told.known)
    parts = [
        f"{measure.title}{_unit_words(unit)}, {first} to {last}.",
        f"Each figure is what that period added; only the figure {_so_far(told)} is judged." if told.is_alone else "",
        "Dashed line: the target." if has["target"] else "",
        "Dashed lines: the range that is good." if has["target_low"] else "",
        "Grey line: the same period a year earlier." if has["same_period_last_year"] else "",
        "Numbers are those of the comments below." if numbered else "",
        f"The scale starts at {figures.figure(starts_at, unit, places, is_trimmed=True)}." if starts_at is not None else "",
        _missing(told),
    ]
    return " ".join(part for part in parts if part)


def _so_far(told: Figures) -> str:
    return SO_FAR[told.rows[0]["value_basis"]].lower()


def _unit_words(unit: str) -> str:
    return "" if unit in figures.BARE_UNITS else f" ({'%' if unit == 'percent' else unit})"


def _missing(told: Figures) -> str:
    """Why there is a gap at the end of the line."""
    last = told.rows[-1]
    if last["value_shown"] is not None:
        return ""
    why = last["no_value_reason"] or words.status_words(last["status"]).lower()
    return f"There is no figure for {figures.period_name(last['period'])}: {why}."


def finding(row: Row) -> str:
    """What the figures show, in ten words or fewer."""
    period, run = row["period"], row["run_of_misses"] or 0
    kind = figures.period_kind(period)
    if row["value_shown"] is None:
        return f"No figure for {figures.period_name(period)}"
    if row["status"] in ("below", "near") and run > 1:
        return f"Target missed for {figures.number_word(run)} {kind}s in a row"
    start = measure_views.status_words(row) if row["status"] != "info" else "Shown for information"
    if row["status"] == "on" and row["misses_before"]:
        missed = row["misses_before"]
        return f"Back on target after {figures.number_word(missed)} {figures.noun(missed, kind)}"
    than = {"better": "better than", "worse": "worse than", "same": "about the same as"}
    for change, other in (("change_on_previous", f"the {kind} before"), ("change_on_year", "a year earlier")):
        if row[change] in than:
            return f"{start}, {than[row[change]]} {other}"
    return start


def file_rows(series: pl.DataFrame) -> pl.DataFrame:
    """The rows a reader may take away: every period that is in or overdue."""
    return series.filter(pl.col("is_in") | (pl.col("status") == "late")).sort("frequency", "period_index")


def whole(measure: Measure) -> pl.DataFrame:
    """Every period of the measure that has begun."""
    return ask(queries.series, code=measure.code).filter(pl.col("has_begun"))
