"""The facts of a chart of usual ups and downs as a table, and what people have said of its points."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from pimdata import figures, words
from pimdata.sentences_change import ChangeFacts
from pimdata.ui import fragments
from pimdata.ui.measure_page import Measure

Row = dict[str, Any]
WITH_LIMITS = ("established", "provisional", "no_variation")


def annotated(rows: list[Row]) -> dict[str, int]:
    """The number of each point on which somebody has put a mark, the oldest first."""
    marked = [row["period"] for row in rows if row["is_ghost"] or (row["phase_reason"] and row["phase"] > 1)]
    return {period: number for number, period in enumerate(marked, 1)}


def mark_words(row: Row) -> str:
    """What somebody has said of a point: what it does, why, who and when."""
    kind, done = ("ghost", "does not count") if row["is_ghost"] else ("phase", "the mean and limits start again")
    when = f", {figures.date_words(row[f'{kind}_marked_on'])}" if row[f"{kind}_marked_on"] else ""
    who = f" ({row[f'{kind}_author']}{when})" if row[f"{kind}_author"] else ""
    reason = (row[f"{kind}_reason"] or "").rstrip(".")
    return f"{figures.period_name(row['period'])}: {done}{f', because: {reason}' if reason else ''}{who}."


def table(measure: Measure, rows: list[Row], facts: ChangeFacts) -> Markup:
    """The very facts of the chart, the newest first."""
    columns = [
        fragments.Column("period", "Period"),
        fragments.Column("value", "Figure", "number"),
        fragments.Column("mean", "Mean", "number"),
        fragments.Column("lower", "Lower limit", "number"),
        fragments.Column("upper", "Upper limit", "number"),
        fragments.Column("target", "Target", "number"),
        fragments.Column("said", "What stands out"),
    ]
    told = [_line(row, facts) for row in reversed(rows)]
    return fragments.table(f"Usual ups and downs of {measure.title}", columns, told, quiet=True)


def _line(row: Row, facts: ChangeFacts) -> Row:
    places = figures.places_of(facts.unit, facts.decimal_places)

    def written(name: str, is_worked_out: bool = False) -> str:
        is_hidden = is_worked_out and facts.limits_status not in WITH_LIMITS
        shown = max(places, 1) if is_worked_out else places
        return "–" if row[name] is None or is_hidden else figures.figure(row[name], facts.unit, shown)

    return {
        "period": figures.period_name(row["period"]),
        "value": written("value"),
        "mean": written("mean", True),
        "lower": written("lower_limit", True),
        "upper": written("upper_limit", True),
        "target": written("target"),
        "said": point_words(row) if facts.limits_status in WITH_LIMITS or row["is_ghost"] else "",
    }


def point_words(row: Row) -> str:
    """Why a point stands out, whether it counts, and why a new phase begins."""
    rule = row["primary_rule"]
    side: int = row[rule] if rule else 0
    parts = [
        mark_words(row).partition(": ")[2] if row["is_ghost"] else "",
        words.RULES[rule][0 if side > 0 else 1] if rule else "",
        "Rules fire both ways here" if row["conflict"] else "",
        mark_words(row).partition(": ")[2] if row["phase_reason"] and row["phase"] > 1 and not row["is_ghost"] else "",
        "No figure" if row["value"] is None else "",
    ]
    return ". ".join(part[:1].upper() + part[1:].rstrip(".") for part in parts if part)
