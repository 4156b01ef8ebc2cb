"""Many rows with the same fault, put right or explained together: one press, or one reason, for all of them."""

from __future__ import annotations

import streamlit as st

from pimdata import fixing
from pimdata.checked import GROUPED_FROM
from pimdata.figures import plural
from pimdata.messages import THE_ROW, Fault, listed, row_words
from pimdata.queries_drafts import Draft
from pimdata.returns import Looked
from pimdata.ui import show
from pimdata.ui.returns_draft import Chosen, announce, draft_of, save

# Of two rows that contradict each other one is left out; all of them together would leave nothing.
ONE_BY_ONE = frozenset(("C07",))


def together(chosen: Chosen, draft: Draft, looked: Looked) -> None:
    """For each fault that many rows have: its suggestion for all of them at one press, and one reason where one is taken."""
    alike: dict[tuple[str, str], list[Fault]] = {}
    for each in looked.checked.to_do:
        if each.row is not None:
            alike.setdefault((each.code, each.column), []).append(each)
    for faults in alike.values():
        if len(faults) >= GROUPED_FROM:
            _presses(chosen, draft, looked, faults)
            if faults[0].takes_reason:
                _reason(chosen, draft, looked, faults)


def _presses(chosen: Chosen, draft: Draft, looked: Looked, faults: list[Fault]) -> None:
    """A button for each way on that these rows have, named after the first of them."""
    if faults[0].code in ONE_BY_ONE:
        return
    ways: dict[tuple[int, str], list[Fault]] = {}
    for each in faults:
        for number, fix in enumerate(each.fixes):
            ways.setdefault((number, fix.column), []).append(each)
    with st.container(horizontal=True):
        for (number, column), rows in ways.items():
            if len(rows) >= GROUPED_FROM:
                label = _label(rows[0], number, column, len(rows))
                at = f"alike {draft.draft_id} {rows[0].code} {rows[0].column} {number}"
                keys = tuple(_key(looked, each) for each in rows)
                st.button(show.plain(label), key=at, on_click=_pressed, args=(chosen, tuple(rows), keys, number))


def _label(first: Fault, number: int, column: str, rows: int) -> str:
    """What one press does to many rows, told by the first of them."""
    if column == THE_ROW:
        return f"Leave {plural(rows, 'row')} out"
    return f"{first.fixes[number].label} (row {row_words(first.row)}), and likewise in all {rows} rows"


def _key(looked: Looked, each: Fault) -> str:
    return looked.keys.get(each.row or 0, str(each.row))


def _pressed(chosen: Chosen, rows: tuple[Fault, ...], keys: tuple[str, ...], number: int) -> None:
    draft = draft_of(chosen)
    if draft is None:
        return
    edits, reasons = draft.edits, draft.reasons
    for each, key in zip(rows, keys, strict=True):
        edits, reasons = fixing.pressed(each, each.fixes[number], key, edits, reasons)
    save(chosen, draft, edits=edits, reasons=reasons)
    announce(chosen)


def _reason(chosen: Chosen, draft: Draft, looked: Looked, faults: list[Fault]) -> None:
    """One reason for many rows that are asked the same."""
    first = faults[0]
    at = f"together {draft.draft_id} {first.code} {first.column}"
    keys = tuple(_key(looked, each) for each in faults)
    rows = listed([row_words(each.row) for each in faults])
    with st.form(f"{at} form", border=True):
        asked = show.plain(f"{len(faults)} rows need a reason: {rows}. One reason for all of them")
        st.text_area(asked, key=at, max_chars=600)
        label = f"Fill in {len(faults)} rows together"
        st.form_submit_button(label, on_click=explain, args=(chosen, keys, at))


def explain(chosen: Chosen, keys: tuple[str, ...], at: str) -> None:
    """Keep what was typed as the reason of these rows."""
    draft = draft_of(chosen)
    if draft is not None:
        words = st.session_state[at]
        save(chosen, draft, reasons={**draft.reasons, **dict.fromkeys(keys, words)})
