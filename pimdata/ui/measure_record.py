"""What a measure is linked with, figures kept beside it, every value ever sent, and its file."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote

import polars as pl

from pimdata import csv_text, figures, queries, queries_measure, sentences_now, words
from pimdata.moments import moment_words
from pimdata.ui import downloads, fragments, measure_chart, measure_views, why_views
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address
from pimdata.ui.measure_page import Measure
from pimdata.ui.measure_plain import is_plain, newest

Row = dict[str, Any]
SENT = {"indicator_results": "Figure", "targets": "Target", "indicators": "Definition"}


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


def revised(measure: Measure) -> str:
    """Figures that were published and are others since: what each was, why, who and when. They stay for ever."""
    found = ask(queries_measure.revisions, code=measure.code).to_dicts()
    rows = [
        {
            "period": figures.period_name(row["period"]) + (f", {row['category']}" if row["category"] else ""),
            "now": _as_shown(row["value"], measure),
            "was": f"was {_as_shown(row['was_value'], measure)}",
            "why": why_revised(row),
            "by": f"{row['sent_by']}; signed off by {row['signed_by']}, {moment_words(row['revised_at'])}",
        }
        for row in found
    ]
    columns = [
        fragments.Column("period", "Period"),
        fragments.Column("now", "Revised to", "number"),
        fragments.Column("was", "As published"),
        fragments.Column("why", "Why"),
        fragments.Column("by", "By"),
    ]
    if not rows:
        return ""
    return fragments.section("Revised after publication") + fragments.table(
        "Published figures that were revised", columns, rows
    )


def _as_shown(value: Decimal | None, measure: Measure) -> str:
    unit, places = measure.definition["unit"] or "", measure.definition["decimal_places"]
    return "no figure" if value is None else figures.figure(value, unit, places)


def why_revised(row: Row) -> str:
    """The reason a figure was revised: what its sender said when asked, else what its row says."""
    return row["explained"] or row["said"] or "No reason is kept."


def periods_held(series: pl.DataFrame) -> list[str]:
    """The periods a measure has a figure for, the newest first."""
    known = series.filter(pl.col("value_shown").is_not_null() & ~pl.col("is_rolled_up")).sort("period_index", descending=True)
    return known["period"].to_list()


def history(measure: Measure) -> str:
    """Every value anybody ever sent of it, those replaced and taken back as well."""
    found = ask(queries.history, code=measure.code).to_dicts()
    shown, rest = newest(measure, found, "values")
    rows = [_sent_line(row, measure) for row in shown]
    columns = [
        fragments.Column("what", "What"),
        fragments.Column("value", "Value"),
        fragments.Column("state", "State"),
        fragments.Column("sent", "Sent by"),
        fragments.Column("signed", "Brought to that state by"),
        fragments.Column("file", "File"),
        fragments.Column("said", "Said with it"),
        fragments.Column("why", "Why it stands no more"),
    ]
    title = f"History: every value ever sent ({len(found)})"
    table = fragments.table("Every value, the newest first", columns, rows, quiet=True)
    return fragments.opening(title, table + rest, is_plain())


def _sent_line(row: Row, measure: Measure) -> Row:
    part = f", {row['part']}" if row["part"] else ""
    return {
        "what": f"{SENT.get(row['dataset'], row['dataset'])}, {row['period']}{part}",
        "value": _value(row, measure),
        "state": why_views.state(row),
        "sent": f"{row['by_whom']}, {moment_words(row['loaded_at'])}",
        "signed": f"{row['changed_by']}, {moment_words(row['changed_at'])}",
        "file": f"{row['file_name']}, row {row['source_row']} (load {row['load_id']})",
        "said": row["said"] or "–",
        "why": sentences_now.capital(why_views.gone(row)) or "–",
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
    downloads.button(
        "Download these figures (CSV)",
        lambda: csv_text.file_bytes(measure_views.FILE_COLUMNS, rows),
        f"{name}-{now().today.isoformat()}{said}.csv",
    )


def beneath(measure: Measure) -> str:
    """The way to the measures of the same service."""
    service = measure.definition["service_code"]
    return (
        fragments.more("", f"Other measures of {measure.definition['service_title']}", f"/measures?service={quote(service)}")
        if service
        else ""
    )
