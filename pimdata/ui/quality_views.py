"""What the Data quality page says of returns: which are in, service by service, and how many came on time."""

from __future__ import annotations

from typing import Any

import polars as pl

from pimdata import figures, quality_sentences, queries_quality, stages
from pimdata.people import Viewer
from pimdata.quality_sentences import share_words
from pimdata.ui import choices, fragments, frame, owed_views, returns_views
from pimdata.ui.asking import ask

Row = dict[str, Any]
TITLE = "Data quality"
RETURNED = ("indicator_results", "action_updates", "risk_assessments", "budget_positions")
ANSWER_CHIPS = {"meets it": "on", "meets it in part": "near", "does not meet it": "below"}
NOT_OWED = {"status": "", "status_words": "", "note": "", "href": ""}


def choose_quarter() -> str:
    """The quarter that the page is about, the newest that has ended unless the address says; empty where nothing is owed."""
    known = ask(queries_quality.quarters)
    if not known:
        return ""
    with frame.slot():
        return choices.select("period", "Quarter", {period: figures.period_words(period) for period in known}, is_quiet=True)


def head(quarter: str) -> str:
    """The heading, and what is in and overdue."""
    if not quarter:
        return fragments.headline("No return has been owed yet. What comes of the first will be shown here.", TITLE)
    found = ask(queries_quality.returns_of_quarter, quarter=quarter)
    owed = [quality_sentences.Owed(state, days) for state, days in found.select("state", "days_late").iter_rows()]
    return fragments.headline(quality_sentences.returns_paragraph(quarter, owed), TITLE)


def own_first(rows: list[Row], viewer: Viewer) -> list[Row]:
    """Rows of services in their order, the viewer's own service before the rest."""
    return sorted(rows, key=lambda row: row["service_code"] != viewer.service) if viewer.service else rows


def matrix(viewer: Viewer, quarter: str) -> str:
    """Services down, what they return across: each cell its state, its day, and the way to it."""
    found = ask(queries_quality.returns_of_quarter, quarter=quarter).to_dicts()
    said = {row["service_code"]: row for row in ask(queries_quality.confirmations, quarter=quarter).to_dicts()}
    cells: dict[str, Row] = {}
    for each in found:
        row = cells.setdefault(each["service_code"], _service(each, said))
        status, state_words = stages.standing(each["state"], each["stage"])
        row |= {
            each["dataset"]: status,
            f"{each['dataset']} words": state_words,
            f"{each['dataset']} note": _day(each),
            f"{each['dataset']} href": returns_views.address(each["dataset"], each["service_code"], each["period"]),
        }
    columns = [fragments.Column("service", "Service", "link", href="href")]
    columns += [
        fragments.Column(name, returns_views.title(name), "chip", f"{name} href", f"{name} words", f"{name} note")
        for name in RETURNED
    ]
    columns.append(fragments.Column("standard", "Data quality standard", "chip", words="standard words", note="standard note"))
    title = f"Returns for {figures.period_in_full(quarter)}"
    table = fragments.table(title, columns, own_first(list(cells.values()), viewer), quiet=True)
    note = "A dash means that nothing is owed. What is not in is waited for; press a day to see what is still to come."
    return fragments.section(title) + fragments.paragraph(note) + table


def _service(row: Row, said: dict[str, Row]) -> Row:
    """The beginning of a service's row, with what its champion said of the quarter."""
    answer = said.get(row["service_code"])
    empty = {key: "" for name in RETURNED for key in (name, f"{name} words", f"{name} note", f"{name} href")}
    return empty | {
        "service_code": row["service_code"],
        "service": row["service"],
        "href": frame.address("service", row["service_code"]),
        "standard": ANSWER_CHIPS[answer["answer"]] if answer else "due",
        "standard words": quality_sentences.ANSWERS[answer["answer"]] if answer else "Not confirmed yet",
        "standard note": _confirmed(answer) if answer else f"by {row['champion']}" if row["champion"] else "no champion named",
    }


def _confirmed(answer: Row) -> str:
    return f"{figures.date_words(answer['confirmed_on'])}, {answer['confirmed_by']}. {answer['statement']}"


def _day(row: Row) -> str:
    """The day all of it came, or the day it is due and how much of it is here; and what came after publication."""
    after = row["rows_after_publication"]
    late = f"; {figures.plural(after, 'row')} late, after publication" if after else ""
    if row["state"] == "in":
        return (figures.date_words(row["came_on"]) if row["came_on"] else "in") + late
    stops = owed_views.held_up_words(row)
    waits = f". {stops}" if stops else ""
    return f"due {figures.date_words(row['due_date'])}; {row['rows_in']} of {row['rows_owed']} in{late}{waits}"


def on_time(viewer: Viewer) -> str:
    """The share of returns that came on time: each service over eight quarters, and quarter by quarter; the council last."""
    found = ask(queries_quality.on_time)
    quarters = (
        found.filter((pl.col("service_code") == "") & (pl.col("quarter") != "")).sort("quarters_ago")["quarter"].to_list()
    )
    rows: dict[str, Row] = {}
    for each in found.to_dicts():
        row = rows.setdefault(each["service_code"], _time_row(each, quarters))
        row[each["quarter"]] = share_words(each["on_time"], each["counted"], "–")
    listed = [*own_first([row for code, row in rows.items() if code], viewer), *(rows[""] for _ in quarters[:1])]
    first = [fragments.Column("service", "Service", "link", href="href")]
    title, shown = "Returns that came on time", listed if quarters else []
    table = fragments.table(
        title, [*first, fragments.Column("", "Last eight quarters together")], shown, "No return has been due.", quiet=True
    )
    each_quarter = [fragments.Column(quarter, figures.period_short(quarter)) for quarter in quarters]
    beneath = fragments.table(f"{title}, quarter by quarter", [*first, *each_quarter], shown, quiet=True)
    meaning = (
        "Returns whose every row first came by its own due day, of those that are in or overdue. "
        "A revision is not a late return."
    )
    opening = fragments.opening("Quarter by quarter", beneath) if quarters else ""
    return fragments.section(title) + fragments.paragraph(meaning) + table + opening


def _time_row(row: Row, quarters: list[str]) -> Row:
    is_council = not row["service_code"]
    return dict.fromkeys(["", *quarters], "–") | {
        "service_code": row["service_code"],
        "service": "The whole council" if is_council else row["service"],
        "href": "" if is_council else frame.address("service", row["service_code"]),
    }
