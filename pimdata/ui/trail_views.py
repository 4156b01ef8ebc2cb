"""The trail as a page: its verdict first, then its events, narrowed by what the address says."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pimdata import queries_trail
from pimdata.people import ROLES, Viewer
from pimdata.queries_trail import PAGE, Asked
from pimdata.sentences_now import capital
from pimdata.ui import choices, downloads, fragments, show
from pimdata.ui.asking import fresh

COLUMNS = [
    fragments.Column("event_no", "Event", "number"),
    fragments.Column("when", "When (UTC)"),
    fragments.Column("who", "Who"),
    fragments.Column("what", "What"),
    fragments.Column("about", "About"),
    fragments.Column("load", "Load", "link", href="href"),
    fragments.Column("detail", "Detail"),
]


def head(viewer: Viewer) -> str:
    """Whether the trail is whole, in one line that cannot be missed."""
    return fragments.headline(
        "Every load, sign-in, refused action and export, each chained to the one before it, so that an event changed, taken "
        "out or put in is found. The head, kept elsewhere, shows that the whole chain was never made again.",
        "Trail",
    ) + verdict(viewer)


def verdict(viewer: Viewer) -> str:
    """Whether the chain is whole, in a line."""
    found = fresh(queries_trail.verdict, viewer)
    return fragments.banner(f"{found.words[:1].upper()}{found.words[1:]}", "problem" if found.faults else "good")


def narrowed(viewer: Viewer) -> Asked:
    """Which events are asked for: what the reader chooses, kept in the address."""
    left, middle, right = st.columns(3)
    with left:
        who = choices.text("who", "Who", "a post or an address")
        since = _day("since", "From, as 2010-04-01")
    with middle:
        every = fresh(queries_trail.kinds, viewer)
        what = choices.select("what", "What was done", {"": "Anything", **{kind: capital(kind) for kind in every}})
        until = _day("until", "To, as 2011-03-31")
    with right:
        about = choices.text("about", "About", "a dataset, period, code or file")
    return Asked(who, what, about, since, until, _number("load"))


def _day(name: str, label: str) -> date | None:
    said = choices.text(name, label)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        show.html(fragments.banner(f"“{said}” is no day. Write it as 2010-04-01.", "problem"))
        return None


def _number(name: str) -> int | None:
    said = choices.asked(name)
    return int(said) if said.isdecimal() and len(said) < 10 else None


def load(viewer: Viewer, asked: Asked) -> str:
    """The load whose events are asked for, as it was sent."""
    if asked.load_id is None:
        return ""
    row = fresh(queries_trail.load, viewer, asked.load_id)
    if row is None:
        return fragments.banner(f"There is no load {asked.load_id}.", "note")
    pairs = [
        ("File", f"{row['file_name']}, {row['size_bytes']:,} bytes"),
        ("SHA-256", str(row["sha256"])),
        ("Dataset", " ".join(part for part in (str(row["dataset"]).replace("_", " "), str(row["period"])) if part)),
        ("Rows", f"{row['rows_stored']:,}"),
        ("Sent by", f"{row['by_whom']}, {_moment(row['loaded_at'])} (UTC)"),
    ]
    return fragments.section(f"Load {asked.load_id}") + fragments.definition_list(pairs)


def events(viewer: Viewer, asked: Asked) -> str:
    """One page of events, the newest first, and the ways to the pages beside it."""
    page = max(_number("page") or 1, 1)
    count, found = fresh(queries_trail.events, viewer, asked, page)
    rows = [_line(row) for row in found.to_dicts()]
    first = (page - 1) * PAGE + 1
    caption = f"Events {first:,} to {first + len(rows) - 1:,} of {count:,}, the newest first" if rows else "Events"
    table = fragments.table(caption, COLUMNS, rows, "No event is like that.")
    older = fragments.more("", "Older events", _address(page + 1)) if page * PAGE < count else ""
    newer = fragments.more("", "Newer events", _address(page - 1)) if page > 1 else ""
    return table + newer + older


def _line(row: dict[str, Any]) -> dict[str, Any]:
    role = ROLES.get(row["acting_role"], row["acting_role"])
    return {
        "event_no": row["event_no"],
        "when": _moment(row["happened_at"]),
        "who": row["who"] + (f" ({role})" if role and role not in row["who"] else ""),
        "what": capital(row["what"]),
        "about": row["about"] or "–",
        "load": row["load_id"] or "–",
        "href": f"/trail?load={row['load_id']}" if row["load_id"] else "",
        "detail": (f"This event is at fault: {row['fault']}. " if row["fault"] else "") + _short(row["detail"]),
    }


def _short(detail: str) -> str:
    """A detail with the fingerprint of a file cut short; the file of events has it whole.

    >>> _short("8 rows, SHA-256 " + "0cac1a2f3331" + "dc6c793089f1" * 4 + "abcd, illustrative")
    '8 rows, SHA-256 0cac1a2f3331…, illustrative'
    """
    said = re.sub(r"\b([0-9a-f]{12})[0-9a-f]{52}\b", r"\1…", detail)
    return said[:1].upper() + said[1:] or "–"


def _moment(at: Any) -> str:  # noqa: ANN401 - a timestamp of the database
    return f"{at:%-d %b %Y, %H:%M}"


def _address(page: int) -> str:
    here = {name: value for name, value in st.query_params.items() if name != "page"}
    return "?" + urlencode(here | ({"page": str(page)} if page > 1 else {}))


def download(viewer: Viewer, asked: Asked) -> None:
    """All that is asked for as a file, hashes and all, so that the chain can be worked out elsewhere."""
    found = fresh(queries_trail.saved, viewer, asked)
    if found.height:
        downloads.button("Download these events (CSV)", lambda: downloads.frame_bytes(found), "trail.csv")
