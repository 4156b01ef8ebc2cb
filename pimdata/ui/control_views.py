"""A measure's usual ups and downs on a page: what its chart says, the chart, and the same facts as a table."""

from __future__ import annotations

from typing import Any

import polars as pl
from markupsafe import Markup

from pimdata import control_charts, figures, queries_change, sentences, words
from pimdata.sentences_change import ChangeFacts, change_sentences
from pimdata.ui import choices, control_table, fragments, mark_form, measure_views, show
from pimdata.ui.asking import ask
from pimdata.ui.measure_page import Measure

Row = dict[str, Any]
DRAWN = {"monthly": 36, "quarterly": 24, "half-yearly": 20}
ON_YEAR, OF_PERIOD = "XmR of the change on a year before", "XmR of each period's own figure"
HOW_TO_READ = (
    "The line in the middle is the mean. The two thin lines, dotted while they are provisional, are limits worked out from how "
    "much the figure moves from one period to the next: while nothing changes, nearly every figure lies between them, and "
    "moving up and down there means nothing. The dashed line is the target.",
    "A point that is no circle stands out: it is beyond a limit, one of {shift} or more in a row on one side of the mean, one "
    "of {trend} or more in a row rising or falling, or one of two far from the mean among three. A blue triangle is better and "
    "points the way that is good; an orange diamond is worse; a purple triangle is neither and points the way the figure went.",
    "A hollow circle does not count; the number above it leads to the reason. Where the mean and limits start again, somebody "
    "has said that from there it is another process, or it is counted in another way.",
    "Whether a figure meets its target is another question: a figure can be below target and within its usual ups and downs.",
)


def facts_of(signal: Row, definition: Row) -> ChangeFacts:
    """What sentences may say of it."""
    if not signal:
        return ChangeFacts()
    period, is_change = signal["latest_period"], signal["trend_method"] == ON_YEAR
    return ChangeFacts(
        signal=signal["signal"],
        rule=signal["latest_rule"] or "",
        is_high=(signal["variation"] or "").endswith("_high"),
        run_length=signal["run_length"] or 0,
        trend_length=lengths(definition)[1],
        assurance=signal["assurance"] or "",
        method=signal["trend_method"],
        refused_because=signal["refused_because"],
        limits_status=signal["limits_status"],
        points=signal["points_in_phase"] or 0,
        points_short=signal["points_short"] or 0,
        is_count=definition["unit"] == "number" and definition["aggregation"] == "sum" and not is_change,
        kind=figures.period_kind(period) if period else "period",
        unit=definition["unit"] or "",
        decimal_places=definition["decimal_places"],
        mean=signal["mean"],
        lower=signal["lower_limit"] if is_change else cut(signal["lower_limit"], definition),
        upper=signal["upper_limit"] if is_change else cut(signal["upper_limit"], definition),
    )


def draw(measure: Measure) -> None:
    """The finding, what it rests on, the chart, its table and how to read it."""
    signal = measure.signal
    facts = facts_of(signal, measure.definition)
    show.html(fragments.section(finding(facts)), fragments.paragraph(" ".join(change_sentences(facts))), reading(signal))
    points = ask(queries_change.points, code=measure.code).to_dicts()
    if not points or facts.method == "none":
        return
    show.html(mark_form.suggestion(measure))
    rows = _span(measure, points)
    _chart(measure, rows, facts, next(row["period"] for row in points if row["phase"] == points[-1]["phase"]))
    is_open = choices.asked("view") == "plain"
    show.html(
        fragments.opening("Show these figures as a table", control_table.table(measure, rows, facts), is_open),
        fragments.opening(
            "How to read this chart", Markup("").join(fragments.paragraph(said) for said in how_to_read(measure)), is_open
        ),
    )
    mark_form.draw(measure, points)


def how_to_read(measure: Measure) -> list[str]:
    """What the chart's lines and shapes mean, with the lengths of run that are this measure's own."""
    shift, trend = (figures.number_word(length) for length in lengths(measure.definition))
    return [said.format(shift=shift, trend=trend) for said in HOW_TO_READ]


def lengths(definition: Row) -> tuple[int, int]:
    """How many points make a shift, and how many a trend."""
    return definition["spc_shift_length"] or 7, definition["spc_trend_length"] or 7


def _span(measure: Measure, points: list[Row]) -> list[Row]:
    """The newest points, or all of them."""
    most = DRAWN.get(measure.definition["frequency"], len(points))
    if len(points) <= most:
        return points
    years = {"monthly": 3, "quarterly": 6, "half-yearly": 10}[measure.definition["frequency"]]
    return points if choices.radio("span", "Show", {"": f"Last {years} years", "all": "All"}) else points[-most:]


def finding(facts: ChangeFacts) -> str:
    """What the chart shows, in ten words or fewer."""
    return words.SIGNALS.get(facts.signal, "Its ups and downs are not judged")


def reading(signal: Row) -> Markup:
    """Signal and assurance together, where there are both."""
    said = words.READINGS.get(signal.get("reading") or "", "")
    return fragments.banner(f"{said}.", "note") if said else Markup("")


def shape_of(point: Row, is_higher_better: bool | None) -> str:
    """Which of the chart's shapes a point has."""
    kind: str | None = point["point_type"]
    if point["is_ghost"]:
        return "ghost"
    if kind in (None, "common_cause"):
        return "usual"
    if kind.startswith("neutral"):
        return kind.replace("neutral", "neither")
    better = kind == "improvement"
    return f"{'better' if better else 'worse'}_{'high' if better == is_higher_better else 'low'}"


def _chart(measure: Measure, rows: list[Row], facts: ChangeFacts, since: str) -> None:
    has_limits = facts.limits_status in control_table.WITH_LIMITS
    is_higher = {"higher": True, "lower": False}.get(measure.definition["good_is"])
    edges = {} if facts.method == ON_YEAR else measure.definition
    told = control_table.annotated(rows)
    points = [_point(row, has_limits, is_higher, edges) | {"note_number": told.get(row["period"])} for row in rows]
    frame = pl.DataFrame(points, infer_schema_length=None)
    unit = "" if facts.method == ON_YEAR and facts.unit == "percent" else figures.SIGNS.get(facts.unit, "")
    drawing = control_charts.control_chart(
        frame,
        unit,
        figures.places_of(facts.unit, facts.decimal_places),
        is_provisional=facts.limits_status == "provisional",
    )
    show.chart(drawing.spec, drawing.frame, _alt(measure, rows, facts), key="usual-chart")
    show.html(
        fragments.caption(_caption(measure, rows, facts, since, drawing.starts_at)),
        *(
            fragments.caption(f"{told[row['period']]}. {control_table.mark_words(row)}")
            for row in rows
            if row["period"] in told
        ),
    )


def _point(row: Row, has_limits: bool, is_higher_better: bool | None, edges: Row) -> Row:
    def line(name: str) -> float | None:
        return cut(row[name], edges) if has_limits else None

    return {
        "period_label": figures.period_short(row["period"]),
        "value": measure_views.number(row["value"]),
        "target": measure_views.number(row["target"]),
        "mean": line("mean"),
        "lower_limit": line("lower_limit"),
        "upper_limit": line("upper_limit"),
        "phase": row["phase"],
        "shape": shape_of(row, is_higher_better) if has_limits or row["is_ghost"] else "usual",
    }


def cut(value: float | None, edges: Row) -> float | None:
    """A limit as it is shown: never below the least or above the most the figure can be. Rules use it uncut."""
    low, high = (edges.get(f"{end}_possible") for end in ("lowest", "highest"))
    if value is None:
        return None
    value = max(value, float(low)) if low is not None else value
    return min(value, float(high)) if high is not None else value


def _alt(measure: Measure, rows: list[Row], facts: ChangeFacts) -> str:
    known = [row for row in rows if row["value"] is not None]
    highest, lowest = (choose(known, key=lambda row: row["value"]) for choose in (max, min))
    return sentences.alt_text(
        sentences.ChartFacts(
            chart_type="Control chart",
            measure=measure.title,
            unit=facts.unit,
            decimal_places=facts.decimal_places,
            first_period=known[0]["period"],
            last_period=known[-1]["period"],
            value=known[-1]["value"],
            highest=highest["value"],
            highest_period=highest["period"],
            lowest=lowest["value"],
            lowest_period=lowest["period"],
            signal=facts.signal,
            points_available=facts.points,
        )
    )


def _caption(measure: Measure, rows: list[Row], facts: ChangeFacts, since: str, starts_at: float | None) -> str:
    """What is drawn and what it rests on."""
    definition = measure.definition
    what = {
        ON_YEAR: "It moves with the seasons, so each point is the change on the same period a year before.",
        OF_PERIOD: f"Each point is what that {facts.kind} brought, not the total so far.",
    }.get(facts.method, "")
    is_provisional = facts.limits_status == "provisional"
    used = min(facts.points, definition["spc_baseline_points"] or facts.points)
    limits = f"Mean and limits rest on {figures.plural(used, 'figure')} from {figures.period_name(since)}"
    limits += ", and are provisional." if is_provisional else "."
    shift, trend = (figures.number_word(length) for length in lengths(definition))
    rules = f"{shift.capitalize()} in a row make a shift, {trend} a trend; "
    rules += (
        "large moves are left out of the limits." if definition["spc_is_screened"] else "no move is left out of the limits."
    )
    parts = [
        f"{measure.title}, {figures.period_name(rows[0]['period'])} to {figures.period_name(rows[-1]['period'])}.",
        what,
        "Dashed steps: the target." if any(row["target"] is not None for row in rows) else "",
        f"{limits} {rules}" if facts.limits_status in control_table.WITH_LIMITS else "",
        f"The scale starts at {figures.figure(starts_at, facts.unit, facts.decimal_places, is_trimmed=True)}."
        if starts_at is not None
        else "",
    ]
    return " ".join(part for part in parts if part)
