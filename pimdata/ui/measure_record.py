"""The target of a measure through the years, what it is linked with, figures kept beside it, its history and its file."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote

import polars as pl
import streamlit as st

from pimdata import csv_text, figures, queries, queries_measure, words
from pimdata.ui import fragments, measure_chart, measure_views
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address
from pimdata.ui.measure_page import Measure
from pimdata.ui.measure_panels import is_plain, margin, moment

Row = dict[str, Any]
KINDS = {
    "set_baseline": "A baseline is owed: the targets of later years are counted from it.",
    "to_be_confirmed": "To be confirmed.",
    "not_applicable": "Not asked for in this year.",
    "none": "No target is written for this year.",
}
SENT = {"indicator_results": "Figure", "targets": "Target", "indicators": "Definition"}


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
    found = ask(queries_measure.record, code=measure.code, period=measure.row["period"])
    if not found or not found["judged"]:
        return "No figure has been judged against a target yet."
    kinds = figures.noun(found["judged"], figures.period_kind(measure.row["period"]))
    return f"In {found['met']} of the last {found['judged']} {kinds} that could be judged"


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


def links(measure: Measure) -> str:
    """What it serves, and the actions and risks that bear on it, as they stand."""
    rows = [
        {
            "title": row["title"][:1].upper() + row["title"][1:],
            "href": address(row["kind"], row["code"]),
            "kind": _how_linked(row),
            "code": row["code"],
            "stands": _stands(row),
        }
        for row in ask(queries_measure.linked_with_state, code=measure.code).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Linked with", "link", href="href"),
        fragments.Column("kind", "How"),
        fragments.Column("stands", "How it stands"),
        fragments.Column("code", "Code"),
    ]
    table = fragments.table("What it serves and what supports it", columns, rows, "Nothing is linked with it.", quiet=True)
    return fragments.section("Linked with") + table


def _how_linked(row: Row) -> str:
    """What the link means, in the reader's direction."""
    if row["direction"] == "serves":
        return f"It serves this {row['kind']}"
    return {"action": "An action towards it", "risk": "A risk to it"}.get(row["kind"], f"A {row['kind']} beneath it")


def _stands(row: Row) -> str:
    if row["rag"]:
        said = words.ACTION_RAGS.get(row["rag"], row["rag"])
        return f"{said}, due {figures.date_words(row['due_date'])}" if row["due_date"] else said
    return f"{row['band'].capitalize()}, score {row['net_score']}" if row["band"] else "–"


def beside(measure: Measure) -> str:
    """Figures that are not in the series: parts of the whole, and those of another frequency."""
    found = ask(queries.other_figures, code=measure.code).to_dicts()
    if not found:
        return ""
    unit, places = measure.definition["unit"] or "", measure.definition["decimal_places"]
    rows = [
        {
            "period": figures.period_name(row["period"]),
            "part": row["category"] or "The whole",
            "value": row["result_text"] or figures.figure(row["value"], unit, places),
        }
        for row in found
    ]
    columns = [
        fragments.Column("period", "Period"),
        fragments.Column("part", "Part"),
        fragments.Column("value", "Figure", "number"),
    ]
    note = fragments.caption("Kept and shown, but never judged with the others: parts of the whole, or of another length.")
    return fragments.section("Other figures") + note + fragments.table("Other figures", columns, rows, quiet=True)


def history(measure: Measure) -> str:
    """Every value anybody ever sent of it, those replaced and taken back as well."""
    found = ask(queries.history, code=measure.code).to_dicts()
    rows = [_sent_line(row, measure) for row in found]
    columns = [
        fragments.Column("what", "What"),
        fragments.Column("value", "Value"),
        fragments.Column("state", "State"),
        fragments.Column("sent", "Sent by"),
        fragments.Column("signed", "Brought to that state by"),
        fragments.Column("file", "File"),
        fragments.Column("said", "Said with it"),
    ]
    title = f"History: every value ever sent ({len(rows)})"
    return fragments.opening(title, fragments.table("Every value, the newest first", columns, rows, quiet=True), is_plain())


def _sent_line(row: Row, measure: Measure) -> Row:
    state = "In force" if row["is_in_force"] else "Replaced" if row["state"] == "signed off" else row["state"].capitalize()
    part = f", {row['part']}" if row["part"] else ""
    return {
        "what": f"{SENT.get(row['dataset'], row['dataset'])}, {row['period']}{part}",
        "value": _value(row, measure),
        "state": state + (f": {row['change_reason']}" if row["change_reason"] else ""),
        "sent": f"{row['by_whom']}, {moment(row['loaded_at'])}",
        "signed": f"{row['changed_by']}, {moment(row['changed_at'])}",
        "file": f"{row['file_name']}, row {row['source_row']} (load {row['load_id']})",
        "said": row["said"] or "–",
    }


def _value(row: Row, measure: Measure) -> str:
    """A value as text: a figure with its unit and every decimal it was sent with."""
    if row["dataset"] != "indicator_results":
        return row["value"] or "–"
    try:
        exact = Decimal(row["value"])
    except InvalidOperation:
        return row["value"] or "No figure"
    return figures.with_unit(f"{exact.normalize() + 0:,f}", measure.definition["unit"] or "")


def download(measure: Measure, series: pl.DataFrame) -> None:
    """Its figures as a file, named for it and the day."""
    made_up = ask(queries.is_illustrative)
    rows = measure_views.file_rows(measure_chart.file_rows(series), is_illustrative=made_up)
    if not rows:
        return
    name = re.sub(r"[^A-Za-z0-9]+", "-", f"{measure.code} {measure.title}").strip("-")[:60].strip("-")
    said = "-illustrative" if made_up else ""
    st.download_button(
        "Download these figures (CSV)",
        csv_text.file_bytes(measure_views.FILE_COLUMNS, rows),
        f"{name}-{now().today.isoformat()}{said}.csv",
        "text/csv",
        on_click="ignore",
    )


def beneath(measure: Measure) -> str:
    """The way to the measures of the same service."""
    service = measure.definition["service_code"]
    return (
        fragments.more("", f"Other measures of {measure.definition['service_title']}", f"/measures?service={quote(service)}")
        if service
        else ""
    )
