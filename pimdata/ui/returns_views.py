"""What the Returns page says of a file: where it stands, what would come of it, and what was sent lately."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pimdata import (
    figures,
    ownership,
    queries_returns,
    sentences,
    stages,
    templates,
)
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_drafts import Draft
from pimdata.reading import ROW
from pimdata.returns import Looked
from pimdata.ui import fragments, measure_views, returns_changes
from pimdata.ui.asking import ask

STEPS = ("What you owe", "Upload", "Check", "Look before you send", "Send")
FIRST_TOLD = 12


def address(dataset: str, service: str, period: str) -> str:
    """Where a return is sent from. One name for all three: filters of other pages own `period` and `service`."""
    return "/returns?" + urlencode({"r": ",".join((dataset, service, period))})


def title(dataset: str) -> str:
    """What a dataset is called on the page."""
    return templates.TITLES.get(dataset) or ownership.spoken(dataset).capitalize()


def draft_words(draft: Draft) -> str:
    """A return on its way: which file, and who kept it when."""
    came_back = f" {draft.note}" if draft.note else ""
    return f"{draft.file_name} is kept as a draft, saved by {draft.by_whom} at {moment_words(draft.changed_at)}.{came_back}"


def preview(looked: Looked) -> str:
    """The rows that are ready: new, changed or unchanged, and the status each will get."""
    dataset = looked.model.dataset if looked.model else ""
    return returns_changes.tables("Rows that are ready", dataset, looked.preview)


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
    """The stage, who brought it there and when; and why, where that was asked."""
    said = f"{stages.stage_words(row['state'])} by {row['changed_by']}, {moment_words(row['changed_at'])}"
    return f"{said}: {row['reason']}" if row["reason"] else said
