"""A file that arrives for a return: kept at once, and where it lacks rows that were ready, it is asked what becomes of them."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

import polars as pl
import streamlit as st

from pimdata import draft_rows, filling, fixing, queries_drafts, scanning, steps, store
from pimdata.decoding import LARGEST_FILE
from pimdata.draft_rows import DraftRow
from pimdata.errors import PimError
from pimdata.figures import noun, plural, size_of
from pimdata.messages import listed
from pimdata.queries_drafts import Draft
from pimdata.reading import ROW
from pimdata.returns import Looked
from pimdata.ui import draft_edits, fragments, returns_progress, show
from pimdata.ui.returns_draft import Chosen, announce, begin, draft_of, rows_of, save


class Lacking(NamedTuple):
    """Rows of one version of a draft: their numbers in its file, and what they are called."""

    numbers: list[int]
    names: list[str]


Lacks = dict[str, Lacking]  # by the number of the version


def arrived(chosen: Chosen, key: str) -> None:
    """Keep a file in the database the moment it arrives; one that is taken out of the box stays a draft."""
    uploaded = st.session_state[key]
    st.session_state.pop(chosen.key("receipt"), None)
    st.session_state.pop(chosen.key("problem"), None)
    if uploaded is None:
        return
    content = uploaded.getvalue()
    if not content or len(content) > LARGEST_FILE:
        st.session_state[chosen.key("unkept")] = (uploaded.name, len(content))
        return
    st.session_state.pop(chosen.key("unkept"), None)
    if len(content) < returns_progress.LARGE:
        _take_in(chosen, uploaded.name, content)
    else:
        st.session_state[chosen.key("arriving")] = (uploaded.name, content)


def take_in(chosen: Chosen) -> None:
    """Keep the large file that has arrived, where one has: its steps are drawn, which no callback could do."""
    arriving = st.session_state.get(chosen.key("arriving"))
    if arriving is None:
        return
    with returns_progress.shown("Keeping", arriving[0], len(arriving[1]), steps.KEEPING):
        steps.done("received", size_of(len(arriving[1])))
        _take_in(chosen, *arriving)
    st.session_state.pop(chosen.key("arriving"), None)  # not before: whoever presses meanwhile starts the page again
    st.rerun()  # what leads the page tells of the draft


def _take_in(chosen: Chosen, name: str, content: bytes) -> None:
    try:
        _keep(chosen, name, content)
    except PimError as error:  # the scanner refuses the file, or whoever is looking may not send it
        st.session_state[chosen.key("problem")] = str(error)
        return
    announce(chosen)


def _keep(chosen: Chosen, name: str, content: bytes) -> None:
    """A first file is kept before anything is read in it; one that takes a draft's place is first set beside its rows."""
    scanning.refuse_harmful(content, name)
    held = draft_of(chosen)
    if held is None:
        put = begin(chosen, name, content)
        steps.done("kept as a draft")
        if known := draft_edits.known(chosen.whose, name, content):
            save(chosen, put, edits=known)
        steps.done("headings looked up")
        return
    known = draft_edits.known(chosen.whose, name, content)
    steps.done("headings looked up")
    looked, before = (st.session_state.get(chosen.key(each)) for each in ("looked", "content"))
    edits, reasons = draft_edits.still_standing(looked and looked[1], before and before[1], held, (name, content))
    edits = draft_edits.together(known, edits)
    lacks = _lacks(chosen, held, looked and looked[1], draft_rows.read(content, name, chosen.dataset, edits))
    if lacks:
        edits |= {fixing.LACKS: {version: json.dumps(rows) for version, rows in lacks.items()}}
    save(chosen, held, file=(name, content), edits=edits, reasons=reasons)
    steps.done("kept as a draft")


def _lacks(chosen: Chosen, held: Draft, looked: Looked | None, new: list[DraftRow]) -> Lacks:
    """The rows that were ready, in the draft and in what it lacked already, and that the new file has nothing for."""
    if not chosen.dataset:
        return {}
    found = {str(held.version): draft_rows.lacking(rows_of(chosen), new, _ready(looked))}
    found |= {version: draft_rows.lacking(rows, new, {row.number for row in rows}) for version, rows in _lacked(held).items()}
    return {version: Lacking([row.number for row in rows], draft_rows.names(rows)) for version, rows in found.items() if rows}


def _ready(looked: Looked | None) -> Collection[int]:
    """The rows that could have been sent as they were, and would have changed what is held."""
    if looked is None or not looked.preview.height:
        return ()
    return set(looked.preview.filter(pl.col("what").is_in(["new", "changed"]))[ROW].to_list())


def lacks(draft: Draft) -> Lacks:
    """What a draft lacks of its earlier versions, where nobody has said yet what becomes of it."""
    return {version: Lacking(*json.loads(text)) for version, text in draft.edits.get(fixing.LACKS, {}).items()}


def _lacked(draft: Draft) -> dict[str, list[DraftRow]]:
    """The rows a draft lacks, by the version they are in."""
    asked = lacks(draft)
    if not asked:
        return {}
    found = {}
    with store.default().reading() as db:
        versions = {str(each.version): each for each in queries_drafts.versions(db, draft.draft_id)}
        for number, said in asked.items():
            old = versions[number]
            wanted = set(said.numbers)
            rows = draft_rows.read(queries_drafts.content(db, old), old.file_name, draft.dataset, old.edits, old.reasons)
            found[number] = [row for row in rows if row.number in wanted]
    return found


def ask_what_is_lacking(chosen: Chosen) -> bool:
    """Where the new file lacks rows that were ready: which, and the two ways on. Whether that is still to be said."""
    draft = draft_of(chosen)
    asked = lacks(draft) if draft is not None else {}
    if draft is None or not asked:
        return False
    names = [name for said in asked.values() for name in said.names]
    count, were = plural(len(names), "row"), noun(len(names), "was", "were")
    show.html(
        fragments.banner(
            f"{draft.file_name} lacks {count} that {were} ready in this draft: {listed(names)}. "
            "Put both together to keep them beside its own, or use the new file alone. Nothing is sent until you choose.",
            "problem",
        )
    )
    with st.container(horizontal=True):
        st.button("Put both together", key=chosen.key("together"), type="primary", on_click=_settle, args=(chosen, True))
        st.button("Use the new file alone", key=chosen.key("alone"), on_click=_settle, args=(chosen, False))
    return True


def _settle(chosen: Chosen, is_together: bool) -> None:
    draft = draft_of(chosen)
    if draft is None:
        return
    rest = {key: cells for key, cells in draft.edits.items() if key != fixing.LACKS}
    try:
        if is_together:
            rows = [*rows_of(chosen), *(row for rows in _lacked(draft).values() for row in rows)]
            with store.default().reading() as db:
                content, reasons = draft_rows.together(db, *chosen, rows, {})
            file = (filling.file_name(*chosen), content)
            save(chosen, draft, file=file, edits=fixing.of_the_draft(rest), reasons=reasons)
        else:
            save(chosen, draft, edits=rest)
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return
    announce(chosen)
