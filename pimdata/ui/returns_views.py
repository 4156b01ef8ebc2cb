"""What the Returns page says: what is owed, what was found in a file, what would come of it, and the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import polars as pl

from pimdata import figures, ownership, queries, queries_returns, sentences, templates, words
from pimdata.messages import row_words
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_drafts import Draft
from pimdata.reading import ROW
from pimdata.returns import Looked, Receipt
from pimdata.ui import fragments, measure_views
from pimdata.ui.asking import ask

STEPS = ("What you owe", "Upload", "Check", "Look before you send", "Send")
STATES: Mapping[str, tuple[str, str]] = {
    "late": ("late", "Return overdue"),
    "part in": ("due", "Part in"),
    "due": ("due", "Due"),
    "in": ("on", "In"),
    "not finished": ("due", "Period not finished"),
}
WHATS = {"new": "New", "changed": "Changed", "unchanged": "Unchanged"}
FIRST_TOLD = 12


def head(viewer: Viewer) -> str:
    """The heading, and how many returns are wanted."""
    wanted = ask(queries.returns_wanted, service=viewer.service)
    late = wanted.filter(pl.col("state") == "late").height
    whose = "from your service" if viewer.service else "from all services"
    if not wanted.height:
        said = f"No return is due or overdue {whose}."
    else:
        are = figures.noun(wanted.height, "is", "are")
        said = f"{figures.plural(wanted.height, 'return')} {are} wanted {whose}; {figures.number_word(late)} overdue."
    return fragments.headline(said, "Returns")


def owed(viewer: Viewer) -> str:
    """What is owed: a manager's own, or every service's."""
    wanted = ask(queries.returns_wanted, service=viewer.service)
    title = "What you owe" if viewer.role == "manager" else "What is owed"
    return fragments.section(title) + owed_table(wanted, title)


def owed_table(wanted: pl.DataFrame, caption: str) -> str:
    """Returns as a table, each leading to where it is sent."""
    columns = [
        fragments.Column("return", "Return", "link", href="href"),
        fragments.Column("service", "Service"),
        fragments.Column("rows", "Rows in"),
        fragments.Column("due", "Due"),
        fragments.Column("days", "Days"),
        fragments.Column("status", "State", "chip"),
    ]
    if wanted.height and wanted["service_code"].n_unique() == 1:
        del columns[1]
    rows = [_owed_row(row) for row in wanted.to_dicts()]
    return fragments.table(caption, columns, rows, "Nothing is due or overdue.", quiet=True)


def _owed_row(row: Mapping[str, Any]) -> dict[str, Any]:
    status, said = STATES[row["state"]]
    return {
        "return": f"{title(row['dataset'])}, {figures.period_name(row['period'])}",
        "href": address(row["dataset"], row["service_code"], row["period"]),
        "service": row["service"] or row["service_code"],
        "rows": f"{row['rows_in']} of {row['rows_owed']}",
        "due": figures.date_words(row["due_date"]),
        "days": days_words(row),
        "status": status,
        "status_words": said,
    }


def address(dataset: str, service: str, period: str) -> str:
    """Where a return is sent from. One name for all three: filters of other pages own `period` and `service`."""
    return "/returns?" + urlencode({"r": ",".join((dataset, service, period))})


def title(dataset: str) -> str:
    """What a dataset is called on the page."""
    return templates.TITLES.get(dataset) or ownership.spoken(dataset).capitalize()


def days_words(row: Mapping[str, Any]) -> str:
    """How long there is, or how long ago it was due."""
    if row["state"] == "late":
        late = row["days_late"]
        return f"{figures.plural(late, 'working day')} late" if late else "Due day has passed"
    left = row["days_left"]
    if left is None:
        return "–"
    return f"{figures.plural(left, 'working day')} left" if left else "Due today"


def what_is_owed(chosen: Mapping[str, Any]) -> str:
    """The return that was chosen, in a sentence."""
    count = figures.plural(chosen["rows_owed"], "row")
    still_to_come = chosen["rows_owed"] - chosen["rows_in"]
    due = figures.date_words(chosen["due_date"])
    came = "All of them are in." if still_to_come <= 0 else f"{chosen['rows_in']} are in and {still_to_come} still to come."
    left = days_words(chosen)
    when = f"{'It was due on' if chosen['state'] in ('late', 'in') else 'It is due on'} {due}"
    when = when if left == "–" else f"{when}, {left[0].lower()}{left[1:]}"
    return f"{count} owed for {figures.period_in_full(chosen['period'])}. {came} {when}."


def draft_words(draft: Draft) -> str:
    """A return on its way: which file, and who kept it when."""
    came_back = f" {draft.note}" if draft.note else ""
    return f"{draft.file_name} is kept as a draft, saved by {draft.by_whom} at {moment_words(draft.changed_at)}.{came_back}"


def preview(looked: Looked) -> str:
    """The rows that are ready: new, changed or unchanged, and the status each will get."""
    counts = ", ".join(f"{looked.count(what)} {what}" for what in WHATS)
    rows = [_preview_row(row) for row in looked.preview.head(200).to_dicts()]
    if looked.model is not None and looked.model.dataset == "indicator_results":
        columns = [
            fragments.Column("name", "Measure"),
            fragments.Column("period", "Period"),
            fragments.Column("what", "Against what is held"),
            fragments.Column("figure", "Figure"),
            fragments.Column("status", "Status it will get", "chip"),
            fragments.Column("reason", "Because"),
            fragments.Column(ROW, "Row"),
        ]
    else:
        keys = looked.model.key if looked.model else ()
        columns = [fragments.Column(key, key.replace("_", " ").capitalize()) for key in keys]
        columns += [fragments.Column("what", "Against what is held"), fragments.Column(ROW, "Row")]
    more = f"The first 200 of {looked.preview.height:,} rows are shown." if looked.preview.height > 200 else ""
    return fragments.table(f"Rows that are ready: {counts}", columns, rows) + fragments.paragraph(more)


def _preview_row(row: dict[str, Any]) -> dict[str, Any]:
    said = row | {"what": WHATS[row["what"]], ROW: row_words(row[ROW])}
    if "title" not in row:
        return said
    new, old = _figure(row, "value"), _figure(row, "old_value")
    part = f", {row['category']}" if row["category"] else ""
    return said | {
        "name": f"{row['title'] or ''} ({row['indicator_code']}{part})",
        "period": figures.period_short(row["period"]),
        "figure": f"{old} → {new}" if row["what"] == "changed" and old != new else new,
        "status_words": words.status_words(row["status"]) if row["status"] else "",
        "reason": (row["reason"] or "kept beside the series; not judged").capitalize(),
    }


def _figure(row: Mapping[str, Any], name: str) -> str:
    return figures.figure(row[name], row["unit"] or "", row["decimal_places"] or 0)


def told(looked: Looked, is_all: bool) -> str:
    """What members will read of each figure, once it is sent."""
    rows = looked.told.sort(ROW) if looked.told.height else looked.told
    shown = rows if is_all else rows.head(FIRST_TOLD)
    pairs = [
        (
            f"{row['title']} ({row['indicator_code']}), {figures.period_short(row['period'])}",
            sentences.measure_paragraph(measure_views.facts_of(row)),
        )
        for row in shown.to_dicts()
    ]
    return fragments.section("What members will read") + fragments.definition_list(pairs) if pairs else ""


def receipt(sent: Receipt) -> str:
    """What was received, from whom and when."""
    pairs = receipt_lines(sent)
    return fragments.banner(f"Return received. Reference {sent.reference}.", "good") + fragments.definition_list(pairs)


def receipt_lines(sent: Receipt) -> list[tuple[str, str]]:
    """A receipt as terms and values."""
    return [
        ("Reference", sent.reference),
        ("Return", title(sent.dataset) + (f", {figures.period_name(sent.period)}" if sent.period else "")),
        ("File", sent.file_name),
        ("Fingerprint (SHA-256)", sent.sha256),
        ("Rows sent", f"{sent.rows_sent}: {sent.new} new, {sent.changed} changed, {sent.unchanged} unchanged"),
        ("Rows kept back", str(sent.rows_held)),
        ("Sent by", sent.by_whom),
        ("Sent at", moment_words(sent.sent_at)),
    ]


def receipt_text(sent: Receipt, stored: Sequence[Mapping[str, Any]]) -> str:
    """The receipt as a text file, with the values as they were stored."""
    lines = [f"{term}: {words}" for term, words in receipt_lines(sent)]
    values = [f"  {row['indicator_code']}, {row['period']}: {_figure(row, 'value')}" for row in stored if "title" in row]
    return "\n".join(["Return received.", *lines, *(["Values as stored:", *values] if values else []), ""])


def sent_table(viewer: Viewer) -> str:
    """Returns that were sent lately, newest first."""
    rows = [
        {
            "what": f"{title(row['dataset'])}" + (f", {figures.period_short(row['period'])}" if row["period"] else ""),
            "reference": f"R-{row['load_id']:05d}",
            "file": row["file_name"],
            "rows": row["rows_stored"],
            "by": row["by_whom"],
            "at": moment_words(row["loaded_at"]),
            "state": _state_words(row),
        }
        for row in ask(queries_returns.returns_sent, service=viewer.service, most=10).to_dicts()
    ]
    columns = [
        fragments.Column("reference", "Reference"),
        fragments.Column("what", "Return"),
        fragments.Column("file", "File"),
        fragments.Column("rows", "Rows", "number"),
        fragments.Column("by", "Sent by"),
        fragments.Column("at", "Sent at"),
        fragments.Column("state", "State"),
    ]
    return fragments.section("Sent lately") + fragments.table(
        "Sent lately", columns, rows, "Nothing has been sent yet.", quiet=True
    )


def _state_words(row: Mapping[str, Any]) -> str:
    if row["state"] != "withdrawn":
        return str(row["state"]).capitalize()
    return f"Taken back by {row['changed_by']}: {row['reason']}"
