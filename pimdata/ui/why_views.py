"""Why a status is what it is, down to the file, row, load and person; and what was changed in what it is judged by.

The same for measures, actions, risks and money: a reader who has learnt to follow one figure can follow any.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from pimdata import figures, permissions, queries, queries_why
from pimdata.moments import moment_words
from pimdata.ui import choices, fragments, frame
from pimdata.ui.asking import ask, now

Row = dict[str, Any]
Pairs = list[tuple[str, str]]
TITLE = "Why this status?"
KINDS = {"indicators": "Definition", "targets": "Target", "actions": "Action", "risks": "Risk"}


def panel(pairs: Sequence[tuple[str, str]]) -> str:
    """The heading and whatever is known, in order; a term without words is left out."""
    return fragments.section(TITLE) + fragments.definition_list([(term, said) for term, said in pairs if said])


def address(href: str) -> str:
    """The page of a thing with why its status is what it is at the top.

    >>> address("/measure?i=HO05")
    '/measure?i=HO05&why=yes'
    """
    return f"{href}&why={choices.YES}"


def of_measure(code: str, period: str = "") -> str:
    """A measure's page with why its status is what it is at the top, at a period where one is named.

    >>> of_measure("HO05", "2010/11 Q1")
    '/measure?i=HO05&p=2010/11%20Q1&why=yes'
    """
    return address(frame.address("measure", code) + (f"&p={quote(period)}" if period else ""))


def first(told: str) -> str:
    """The panel, where the address asks for it before anything else."""
    return told if choices.asked("why") == choices.YES else ""


def after(told: str) -> str:
    """The panel in its own place, where the address does not ask for it first."""
    return "" if choices.asked("why") == choices.YES else told


def came_from(sent: Row | None, what: str = "") -> Pairs:
    """The file, row, load, people and times behind a value: a row of `history`.

    Args:
        what: what was sent, where more than one thing was.
    """
    if sent is None:
        return []
    of = f" of the {what}" if what else ""
    return [
        (f"File{of}", f"{sent['file_name']}, row {sent['source_row']}"),
        (f"Load{of}", Markup("{}, SHA-256 {}…").format(load(sent["load_id"]), sent["sha256"][:16])),
        (f"{what} sent by".strip().capitalize(), f"{sent['by_whom']}, {moment_words(sent['loaded_at'])}"),
        (f"{what} signed off by".strip().capitalize(), f"{sent['changed_by']}, {moment_words(sent['changed_at'])}"),
    ]


def load(load_id: int) -> Markup:
    """A load's number, which leads those who may read the trail to what was done with it."""
    href = f"/trail?load={load_id}" if permissions.may(now().viewer, "read trail") else ""
    return fragments.link(f"Number {load_id}", href)


def sent(code: str) -> list[Row]:
    """Everything that was ever sent of a code: rows of `history`, the newest first."""
    return ask(queries.history, code=code).to_dicts()


def in_force(found: Sequence[Row], dataset: str, period: str = "", part: str = "") -> Row | None:
    """The value that stands among those sent: of a period where one is named, else the newest."""
    standing = [
        row
        for row in found
        if row["dataset"] == dataset and row["is_in_force"] and row["part"] == part and period in ("", row["period"])
    ]
    return max(standing, key=lambda row: str(row["period"])) if standing else None


def earlier(found: Sequence[Row], stands: Row | None) -> str:
    """Every other value sent of the same thing and period, each with why it stands no more."""
    if stands is None:
        return ""
    same = ("dataset", "code", "period", "part")
    gone = [row for row in found if not row["is_in_force"] and all(row[name] == stands[name] for name in same)]
    return " ".join(_earlier(row) for row in gone) or "None: it is the first that was sent."


def _earlier(row: Row) -> str:
    at = f"{value(row)}, sent by {row['by_whom']} on {moment_words(row['loaded_at'])} (load {row['load_id']})"
    return f"{at}: {state(row).lower()}, {gone(row).rstrip('.')}."


def state(row: Row) -> str:
    """Whether a value stands, and if not, what became of it."""
    if row["is_in_force"]:
        return "In force"
    return "Replaced" if row["state"] == "signed off" else str(row["state"]).capitalize()


def gone(row: Row) -> str:
    """Why a value stands no more; nothing for one that does."""
    return "" if row["is_in_force"] else row["why_it_stands_no_more"] or "no reason is kept"


def value(row: Row) -> str:
    """A value as text, without the noughts a database adds."""
    text = str(row["value"]) or "no figure"
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text


def changes(code: str, is_open: bool = False) -> str:
    """What was changed in its definition, its targets and its owner: from what, to what, by whom, when and why."""
    found = ask(queries_why.definition_changes, code).to_dicts()
    rows = [_change(row) for row in found]
    columns = [
        fragments.Column("what", "What"),
        fragments.Column("before", "Before"),
        fragments.Column("after", "After"),
        fragments.Column("since", "From"),
        fragments.Column("sent", "Sent by"),
        fragments.Column("file", "File"),
        fragments.Column("why", "Why"),
    ]
    changed = len([row for row in found if row["value_before"] is not None])
    title = f"History of its definition, targets and owner ({figures.plural(changed, 'change')})"
    table = fragments.table("Every change, the newest first", columns, rows, "Nothing has been sent.", quiet=True)
    return fragments.opening(title, table, is_open)


def _change(row: Row) -> Row:
    kind = f"{KINDS[row['dataset']]} {row['part']}".strip()
    withdrawn = f"Withdrawn: {row['change_reason']}. " if row["state"] == "withdrawn" else ""
    return {
        "what": f"{kind}: {row['field']}" if row["value_before"] is not None else f"{kind}, first given",
        "before": row["value_before"] or "–",
        "after": row["value"] or "–",
        "since": row["valid_from"] or "–",
        "sent": f"{row['by_whom']}, {moment_words(row['loaded_at'])}",
        "file": f"{row['file_name']}, row {row['source_row']} (load {row['load_id']})",
        "why": withdrawn + str(row["said"] or "–"),
    }
