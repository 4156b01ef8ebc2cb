"""The target of a measure: the level now, who set it, how often it is met, and every year's as the plan writes it."""

from __future__ import annotations

from typing import Any

from pimdata import figures, queries, queries_measure
from pimdata.ui import fragments, measure_views
from pimdata.ui.asking import ask
from pimdata.ui.measure_page import Measure
from pimdata.ui.measure_panels import margin
from pimdata.ui.measure_plain import is_plain

Row = dict[str, Any]
KINDS = {
    "set_baseline": "A baseline is owed: the targets of later years are counted from it.",
    "to_be_confirmed": "To be confirmed.",
    "not_applicable": "Not asked for in this year.",
    "none": "No target is written for this year.",
}


def target(measure: Measure) -> str:
    """The level now, who set it, how often it has been met, and every year's as the plan writes it."""
    rows = ask(queries_measure.targets_read, code=measure.code).to_dicts()
    told = fragments.section("The target") + fragments.definition_list(_now(measure, rows))
    baseline = next((row["level_baseline"] for row in rows if row["level_baseline"] is not None), None)
    years = [_year_line(row | {"baseline_found": baseline}) for row in rows if row["period"] == ""]
    parts = [_part_line(row) for row in rows if row["period"] != ""]
    columns = [
        fragments.Column("year", "Year"),
        fragments.Column("written", "As the plan writes it"),
        fragments.Column("means", "What it means"),
        fragments.Column("set_by", "Set by"),
        fragments.Column("note", "Notes"),
    ]
    told += fragments.table("Every year's target", columns, years, "The plan has no target for it.")
    if parts:
        few = [columns[0]._replace(heading="Period"), *columns[1:]]
        title = f"Targets for parts of the year ({len(parts)})"
        table = fragments.table("Targets for parts of the year", few, parts[::-1], quiet=True)
        told += fragments.opening(title, table, is_plain())
    return told


def _now(measure: Measure, rows: list[Row]) -> list[tuple[str, str]]:
    row = measure.row
    if row is None:
        return []
    unit, places = row["unit"] or "", row["decimal_places"]
    this = next((found for found in rows if found["financial_year"] == row["financial_year"] and not found["period"]), None)
    level = measure_views.target_words(row)
    stretch = figures.figure(row["stretch_value"], unit, places) if row["stretch_value"] is not None else ""
    year = figures.figure(row["year_target"], unit, places) if row["year_target"] not in (None, row["target"]) else ""
    pairs = [
        ("Target now", level if level != "–" else measure_views.no_target_words(row)),
        (f"Target for the year {row['financial_year']}", year),
        ("Intervention level", margin(row)),
        ("Beats target at", stretch),
        ("Set by", _set_by(this) if this else ""),
        ("How often met", _how_often(measure)),
    ]
    return [(term, said) for term, said in pairs if said]


def _set_by(row: Row) -> str:
    told = [
        f"{row['set_by']}{', ' + figures.date_words(row['set_on']) if row['set_on'] else ''}" if row["set_by"] else "",
        f"agreed by {row['agreed_by']}" if row["agreed_by"] else "",
    ]
    return "; ".join(part for part in told if part) or "The plan does not say."


def _how_often(measure: Measure) -> str:
    """x of the last 8 that could be judged."""
    if measure.row is None or measure.row["kind"] == "milestone":
        return ""
    met, judged = queries_measure.record(ask(queries.series, code=measure.code), measure.row["period"])
    if not judged:
        return "No figure has been judged against a target yet."
    kinds = figures.noun(judged, figures.period_kind(measure.row["period"]))
    return f"In {met} of the last {judged} {kinds} that could be judged"


def _year_line(row: Row) -> Row:
    notes = [
        row["note"] or "",
        "The plan marks it with a question mark." if row["is_uncertain"] else "",
        f"Changed: {row['change_reason']}" if row["change_reason"] else "",
        f"Inferred: {row['inferred'].replace('_', ' ').replace(';', ', ')}." if row["inferred"] else "",
    ]
    return {
        "year": row["financial_year"],
        "written": row["target_text"] or "Nothing",
        "means": _means(row),
        "set_by": _set_by(row) if row["set_by"] or row["agreed_by"] else "–",
        "note": " ".join(note for note in notes if note) or "–",
    }


def _part_line(row: Row) -> Row:
    return _year_line(row) | {"year": figures.period_name(row["period"]), "means": _means(row | {"level": row["target_value"]})}


def _means(row: Row) -> str:
    """A target's words as a level, or why it is none."""
    if row["target_kind"] == "milestone_date" and row["target_date"]:
        return f"By {figures.date_words(row['target_date'])}"
    if row["target_kind"] == "relative_to_baseline":
        return _relative(row)
    if row["target_kind"] == "set_baseline" and row.get("baseline_found") is not None:
        return f"A baseline was owed for this year. It came to {_level(row, row['baseline_found'])}."
    if row["target_kind"] in KINDS:
        return KINDS[row["target_kind"]]
    edges = [_level(row, edge) for edge in (row["target_low"], row["target_high"]) if edge is not None]
    said = " to ".join(edges) or _level(row, row["level"] if row["level"] is not None else row["target_value"])
    past = f"; below target past {_level(row, row['intervention_value'])}" if row["intervention_value"] is not None else ""
    beat = f"; beaten at {_level(row, row['stretch_value'])}" if row["stretch_value"] is not None else ""
    return said + past + beat


def _relative(row: Row) -> str:
    """So much on the baseline; points or per cent of it, and whether that was assumed."""
    unit = {"points": "points", "percent": "per cent of it"}.get(row["relative_unit"], "points or per cent is not known")
    assumed = " assumed" if "relative_unit" in (row["inferred"] or "") else ""
    amount = f"{row['target_value'].normalize():+f}".replace("-", "\N{MINUS SIGN}")
    if row["level_baseline"] is None or row["level"] is None:
        return f"{amount} on the baseline ({unit}{assumed}); the baseline is not settled yet"
    return f"{_level(row, row['level'])}: {amount} on the baseline of {_level(row, row['level_baseline'])} ({unit}{assumed})"


def _level(row: Row, value: Any) -> str:  # noqa: ANN401 - a Decimal, or None
    return figures.figure(value, row["unit"], row["decimal_places"], is_trimmed=True)
