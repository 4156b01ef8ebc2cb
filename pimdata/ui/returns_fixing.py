"""Rows put right and explained on the page: only the cells in question, each beside what is said of it."""

from __future__ import annotations

import streamlit as st

from pimdata import fixing
from pimdata.checks_answers import SHORTEST_REASON
from pimdata.messages import THE_ROW, Fault, Fix, row_words
from pimdata.queries_drafts import Draft
from pimdata.reading import ROW
from pimdata.returns import Looked
from pimdata.rows import choices, columns
from pimdata.ui import fields, found_views, fragments, returns_alike, show
from pimdata.ui.returns_draft import Chosen, announce, draft_of, save

MOST = 20  # rows that are shown at a time; those put right make room for the next
MOST_TOLD = 300  # of the rows after them, as many as are told of without their cells
# What is looked at together: whichever column a fault names, any of these too may be the one to put right.
TOGETHER = {
    "D01": ("value", "no_value_reason"),
    "E01": ("value", "numerator", "denominator"),
    "E02": ("numerator", "denominator"),
    "E03": ("what_happened", "why", "what_next", "owner_role", "by_when", "forecast_year_end", "forecast_reason"),
    "E05": ("value", "why"),
    "E06": ("state", "percent_complete"),
    "F08": ("net_likelihood", "net_impact"),
}


def grid(chosen: Chosen, looked: Looked) -> None:
    """Every row that waits, to be put right or explained here; what was typed is kept with the draft at once."""
    draft = draft_of(chosen)
    if draft is None or looked.model is None:
        return
    _headings(chosen, draft, looked)
    asked = _asked(looked)
    if asked:
        show.html(fragments.section("Put right and explain"))
        show.html(
            fragments.paragraph(
                "Only the cells in question are shown. What you type is kept with this draft; your file stays as it is. "
                f"A reason takes {SHORTEST_REASON} characters or more."
            )
        )
        returns_alike.together(chosen, draft, looked)
    for row in list(asked)[:MOST]:
        _row(chosen, draft, looked, row, asked[row])
    _later(chosen, draft, looked, {row: asked[row] for row in list(asked)[MOST:]})
    _done(chosen, draft, looked)


def _later(chosen: Chosen, draft: Draft, looked: Looked, later: dict[int, list[Fault]]) -> None:
    """The rows past the first: what is said of each, where its link leads, and the cells of the one that is asked for."""
    if not later:
        return
    names = [row_words(row) for row in later]
    words = f"{len(later)} rows more wait. They come here as those above are put right, or choose one to put right now."
    show.html(fragments.section("Rows further down"), fragments.paragraph(words))
    key = f"later {draft.draft_id}"
    if st.session_state.get(key) not in later:
        st.session_state.pop(key, None)
    picked = st.selectbox(
        "Row to put right now",
        list(later),
        index=None,
        format_func=_named,
        placeholder=f"Row {names[0]} to {names[-1]}",
        key=key,
    )
    if picked is not None:
        _row(chosen, draft, looked, picked, later[picked])
    rest = [row for row in later if row != picked][:MOST_TOLD]
    show.html(*(found_views.of_row(row, _named(row), later[row]) for row in rest))


def _named(row: int) -> str:
    return f"Row {row_words(row)}"


def _headings(chosen: Chosen, draft: Draft, looked: Looked) -> None:
    for each in looked.checked.to_do:
        if each.row is None and each.fixes:
            show.html(fragments.row_faults("heading", "A heading", [fragments.Fault("Explain", "", each.words)]))
            _buttons(chosen, draft, each, "", f"heading {each.found}")


def _asked(looked: Looked) -> dict[int, list[Fault]]:
    """What is said of each row that waits: what is to do, and what was answered by a reason typed here."""
    waiting = {each.row for each in looked.checked.to_do if each.row is not None}
    asked: dict[int, list[Fault]] = {}
    for each in (*looked.checked.to_do, *looked.checked.explained):
        if each.row in waiting and each.row is not None:
            asked.setdefault(each.row, []).append(each)
    return dict(sorted(asked.items()))


def _row(chosen: Chosen, draft: Draft, looked: Looked, row: int, found: list[Fault]) -> None:
    name = f"Row {row_words(row)}"
    key = looked.keys.get(row, str(row))
    cells = looked.sheet.frame.filter(looked.sheet.frame[ROW] == row).row(0, named=True) if looked.sheet else {}
    code = cells.get(looked.model.key[0], "") if looked.model else ""
    show.html(found_views.of_row(row, f"{name}, {code}" if code else name, found))
    for number, each in enumerate(found):
        _buttons(chosen, draft, each, key, f"{row} {number}")
    if any(each.takes_reason for each in found):
        at = f"reason {draft.draft_id} {key}"
        said = looked.reasons.get(row, "")
        st.text_area(
            show.plain(f"{name}: the reason, if it is right as it stands"),
            said,
            key=at,
            max_chars=600,
            on_change=returns_alike.explain,
            args=(chosen, (key,), at),
        )
    wanted = _columns(looked, found)
    if wanted:
        _form(chosen, draft, key, name, {column: cells.get(column, "") for column in wanted}, looked)


def _columns(looked: Looked, found: list[Fault]) -> list[str]:
    """The columns in question, in the order of the file."""
    named = {name for each in found for name in (each.column, *TOGETHER.get(each.code, ())) if each.code != "C04"}
    return [name for name in columns(looked.model) if name in named] if looked.model else []


def _form(chosen: Chosen, draft: Draft, key: str, name: str, cells: dict[str, str], looked: Looked) -> None:
    place = f"fix {draft.draft_id} {key}"
    with st.form(place, border=True):
        keys = {}
        for column, text in cells.items():
            at = f"{place} {column} {text}"
            field = columns(looked.model)[column] if looked.model else None
            fields.cell(f"{name}, {fields.label(column)}", column, text, choices(field) if field else (), at)
            keys[column] = at
        st.form_submit_button(show.plain(f"Keep {name.lower()}"), on_click=_typed, args=(chosen, key, keys, cells))


def _typed(chosen: Chosen, key: str, keys: dict[str, str], before: dict[str, str]) -> None:
    """Keep the cells that were changed."""
    draft = draft_of(chosen)
    typed = {column: str(st.session_state.get(at) or "") for column, at in keys.items()}
    changed = {column: text for column, text in typed.items() if text != before[column]}
    if draft is not None and changed:
        edits = {**draft.edits, key: {**draft.edits.get(key, {}), **changed}}
        save(chosen, draft, edits=edits)
        announce(chosen)


def _buttons(chosen: Chosen, draft: Draft, said: Fault, key: str, name: str) -> None:
    """The fixes of one fault, each a press away."""
    if not said.fixes:
        return
    place = "" if said.row is None else f" (row {row_words(said.row)})"
    with st.container(horizontal=True):
        for number, fix in enumerate(said.fixes):
            label = fix.label if fix.column == THE_ROW else f"{fix.label}{place}"
            at = f"press {draft.draft_id} {name} {number} {said.code}"
            st.button(show.plain(label), key=at, on_click=_pressed, args=(chosen, said, fix, key))


def _pressed(chosen: Chosen, said: Fault, fix: Fix, key: str) -> None:
    draft = draft_of(chosen)
    if draft is not None:
        edits, reasons = fixing.pressed(said, fix, key, draft.edits, draft.reasons)
        save(chosen, draft, edits=edits, reasons=reasons)
        announce(chosen)


def _done(chosen: Chosen, draft: Draft, looked: Looked) -> None:
    """What was put right and explained here, each row to be undone."""
    names = {key: f"row {row_words(row)}" for row, key in looked.keys.items()} | {fixing.HEADINGS: "the headings"}
    done = [key for key in names if key in draft.edits or draft.reasons.get(key)]
    if not done:
        return
    with st.expander(f"Put right and explained here: {len(done)}", key=chosen.key("done")):
        pairs = [(names[key].capitalize(), _said(draft, key)) for key in done]
        show.html(fragments.definition_list(pairs))
        for key in done:
            st.button(show.plain(f"Undo {names[key]}"), key=f"undo {draft.draft_id} {key}", on_click=_undo, args=(chosen, key))


def _said(draft: Draft, key: str) -> str:
    typed = [
        "left out" if column == THE_ROW else f"{column}: {text or 'blank'}" for column, text in draft.edits.get(key, {}).items()
    ]
    return "; ".join([*typed, *([f"reason: {draft.reasons[key]}"] if draft.reasons.get(key) else [])])


def _undo(chosen: Chosen, key: str) -> None:
    draft = draft_of(chosen)
    if draft is not None:
        edits, reasons = ({at: each for at, each in held.items() if at != key} for held in (draft.edits, draft.reasons))
        save(chosen, draft, edits=edits, reasons=reasons)
        announce(chosen)
