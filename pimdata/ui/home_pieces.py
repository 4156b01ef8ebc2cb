"""What homes share: short lists under a heading, each with the way to all of it."""

from __future__ import annotations

from typing import Any

import polars as pl

from pimdata import figures, moments, queries, queries_home, queries_questions, queries_trail, words
from pimdata.people import Viewer
from pimdata.ui import (
    calendar_views,
    fragments,
    measure_views,
    owed_views,
    questions_views,
    returns_views,
    usage_views,
    why_views,
)
from pimdata.ui.asking import ask, fresh
from pimdata.ui.frame import address

Row = dict[str, Any]
SAID_OF_A_MEASURE = ("title", "latest", "target", "status", "expected")
MOST = 5  # rows of a list on a home; the rest are one press away


def part(title: str, body: str, words_of: str = "", href: str = "") -> str:
    """One part of a home: a heading, what is under it, and the way to more."""
    return fragments.section(title) + body + (fragments.more("", words_of, href) if href else "")


def measures(
    title: str, rows: pl.DataFrame, empty: str, words_of: str = "", href: str = "", caption: str = "worst first"
) -> str:
    """Measures, in the order that the caption names: as many as a home has room for."""
    return part(title, _compact(_shown(rows, caption), rows.head(MOST), empty), words_of, href)


def measure_table(rows: pl.DataFrame) -> str:
    """Measures, worst first, all of them."""
    return _compact(f"{rows.height} in all, worst first", rows, "No measure is listed.")


def _compact(caption: str, rows: pl.DataFrame, empty: str) -> str:
    """Measures in few words: on a phone each is a card, and a home has several lists of them."""
    columns = [column for column in measure_views.MEASURE_COLUMNS if column.key in SAID_OF_A_MEASURE]
    return fragments.table(caption, columns, [measure_views.list_row(row) for row in rows.to_dicts()], empty)


def _shown(rows: pl.DataFrame, caption: str) -> str:
    return f"{MOST} of {rows.height}, {caption}" if rows.height > MOST else caption.capitalize()


def unlikely(viewer: Viewer) -> str:
    """Measures that are unlikely to meet their year's target."""
    rows = ask(queries.measures, likelihood="unlikely", service=viewer.service, portfolio=viewer.portfolio)
    return measures("Unlikely to meet the year's target", rows, "No measure is unlikely to meet its target.")


def questions(title: str, rows: pl.DataFrame, empty: str, href: str) -> str:
    """Questions, those that wait first."""
    table = questions_views.short_table(title, rows.head(MOST).to_dicts(), empty)
    return part(title, table, f"See all of them ({rows.height})" if rows.height > MOST else "See the questions", href)


def questions_for(viewer: Viewer, title: str, empty: str, href: str, **which: Any) -> str:  # noqa: ANN401 - as `listed` takes
    """Questions that this person may see, chosen as `queries_questions.listed` chooses."""
    return questions(title, ask(queries_questions.listed, viewer, **which), empty, href)


def reports(portfolio: str = "") -> str:
    """What was reported to Cabinet and still stands."""
    rows = [
        {
            "title": f"{row['title'] or row['indicator_code']} ({row['indicator_code']})",
            "href": address("measure", row["indicator_code"]),
            "why": row["words"],
            "by": f"{row['said_as']}, {moments.moment_words(row['said_at'])}",
            "status": row["status"] or "info",
            "status_words": words.status_words(row["status"] or "info"),
            "why_href": why_views.of_measure(row["indicator_code"]),
        }
        for row in ask(queries_home.cabinet_reports, portfolio).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Measure", "link", href="href"),
        fragments.Column("status", "Now", "chip", "why_href"),
        fragments.Column("why", "Why nothing is likely to work"),
        fragments.Column("by", "Reported by"),
    ]
    empty = "No report to Cabinet stands."
    return part("Reported to Cabinet", fragments.table("Reported to Cabinet", columns, rows, empty, quiet=True))


def said(title: str, rows: pl.DataFrame, empty: str) -> str:
    """Remarks, the newest first."""
    lines = [
        {
            "when": moments.moment_words(row["said_at"]),
            "words": row["words"] + (" (Illustrative.)" if row["is_illustrative"] else ""),
            "by": row["said_as"],
        }
        for row in rows.to_dicts()
    ]
    columns = [fragments.Column("when", "When"), fragments.Column("words", "What was said"), fragments.Column("by", "Kept by")]
    return part(title, fragments.table(title, columns, lines, empty, quiet=True))


def sign_offs(service: str = "", dataset: str = "") -> str:
    """Returns that wait for a second person to sign them off."""
    rows = [
        {
            "return": f"{returns_views.title(row['dataset'])}, {row['service_title']}"
            + (f", {figures.period_short(row['period'])}" if row["period"] else ""),
            "href": "/returns",
            "rows": row["rows_waiting"],
            "by": row["by_whom"],
            "since": moments.moment_words(row["waiting_since"]),
        }
        for row in ask(queries_home.sign_offs_waiting, service, dataset).to_dicts()
    ]
    columns = [
        fragments.Column("return", "Return", "link", href="href"),
        fragments.Column("rows", "Rows", "number"),
        fragments.Column("by", "Sent by"),
        fragments.Column("since", "Waiting since"),
    ]
    return part("Waiting to be signed off", fragments.table("Waiting", columns, rows, "No return waits.", quiet=True))


def owed(viewer: Viewer, title: str = "What you owe", dataset: str = "") -> str:
    """Returns due or overdue from a service, and the way to send them."""
    wanted = ask(queries.returns_wanted, service=viewer.service)
    wanted = wanted.filter(pl.col("dataset") == dataset) if dataset else wanted
    way = fragments.more("", "Your returns: templates, sending, and taking back", "/returns")
    if not wanted.height:
        none = "No money return" if dataset else "Nothing"
        return fragments.banner(f"{none} is due or overdue from your service.", "good") + way
    return fragments.section(title) + owed_views.table(wanted, title) + way


def usage(viewer: Viewer) -> str:
    """Whether members really read it, in a sentence."""
    said = usage_views.members(fresh(queries_trail.use_by_day, viewer, usage_views.DAYS))
    return part("Usage", fragments.paragraph(said), "See which pages, by role", "/usage")


def handed(service: str) -> str:
    """Rows of returns that were handed to colleagues of a service, and to whom; nothing where none were."""
    rows = [
        {
            "return": f"{returns_views.title(row['dataset'])}, {figures.period_name(row['period'])}",
            "href": returns_views.address(row["dataset"], row["service_code"], row["period"]),
            "codes": figures.list_names(row["codes"]),
            "to": row["to_post"],
            "due": figures.date_words(row["due_date"]),
        }
        for row in ask(queries_home.rows_handed, service).to_dicts()
    ]
    columns = [
        fragments.Column("return", "Return", "link", href="href"),
        fragments.Column("to", "Handed to"),
        fragments.Column("codes", "Rows"),
        fragments.Column("due", "Due"),
    ]
    return part("Rows handed to colleagues", fragments.table("Handed on", columns, rows, quiet=True)) if rows else ""


def soon(viewer: Viewer) -> str:
    """What is due in the next thirty days, of one's own service where there is one, and the way to the calendar."""
    return part("Next 30 days", calendar_views.next_days(viewer, MOST), "See the calendar", "/calendar")
