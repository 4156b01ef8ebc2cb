"""A return filled in on the page: a field for each cell owed, the last figures beside it, and one button for all of them."""

from __future__ import annotations

import streamlit as st

from pimdata import draft_rows, filling, fixing, store
from pimdata.draft_rows import DraftRow, Key
from pimdata.errors import PimError
from pimdata.figures import noun, plural
from pimdata.filling import Asked
from pimdata.models import DATASETS
from pimdata.rows import cell_kind, choices, columns
from pimdata.ui import choices as in_address
from pimdata.ui import fields, fragments, show
from pimdata.ui.asking import ask
from pimdata.ui.returns_draft import Chosen, announce, begin, draft_of, rows_of, save

Held = dict[Key, dict[str, str]]  # the draft's cells, by the keys of their rows
MOST = 40  # rows in one form; those of a larger return follow once these are kept


def fill_in(chosen: Chosen) -> None:
    """The way to send a return without a file: a choice that opens the form, and is kept in the address."""
    if not in_address.tick("fill", "Fill in here: no file needed"):
        return
    try:
        rows = ask(filling.asked, chosen.dataset, chosen.service, chosen.period)
    except PimError as error:
        show.html(fragments.banner(str(error), "note"))
        return
    held = {row.key: row.cells for row in rows_of(chosen)}
    if chosen.dataset == "action_updates":
        _still_on_track(chosen, rows, held)
    _form(chosen, rows, held)


def _form(chosen: Chosen, rows: list[Asked], held: Held) -> None:
    """One form for all rows: blank ones are left out, and what is wrong is said once they are checked."""
    left = [row for row in rows if row.key not in held]
    shown = rows if len(rows) <= MOST else [*left, *[row for row in rows if row.key in held]][:MOST]
    if len(shown) < len(rows):
        in_draft = f" {plural(len(rows) - len(left), 'row')} of them {noun(len(rows) - len(left), 'is', 'are')} in the draft."
        words = (
            f"{MOST} of {len(rows)} rows are shown, those still to fill in first.{in_draft if len(left) < len(rows) else ''}"
        )
        show.html(fragments.paragraph(f"{words} Check these, and the next come; or get the template for all of them at once."))
    with st.form(chosen.key("fill"), border=True):
        keys = {}
        for row in shown:
            show.html(fragments.asked_row(row.name, row.beside))
            with st.container(horizontal=True):
                keys[row.key] = {column: _field(chosen, row, column, held) for column in row.columns}
        st.form_submit_button("Check what I filled in", type="primary", on_click=_keep, args=(chosen, keys, set(held)))


def _field(chosen: Chosen, row: Asked, column: str, held: Held) -> tuple[str, str]:
    """One cell: the key of its box, and what stands in it: what the draft has, else what is held."""
    field = columns(DATASETS[chosen.dataset])[column]
    text = held.get(row.key, row.held).get(column, "")
    at = chosen.key(f"fill {row.key} {column} {text}")
    name = f"{fields.label(column)}, {row.key[0]}"
    words = choices(field)
    if cell_kind(field) is bool:
        st.checkbox(show.plain(name), text == "true", key=at)
        return at, text if text == "true" else ""
    fields.cell(name, column, text, words, at)
    return at, text if not words or text in words else ""


def _keep(chosen: Chosen, keys: dict[Key, dict[str, tuple[str, str]]], in_draft: set[Key]) -> None:
    """Put what was typed beside the draft's own rows, whatever file they came in; into these only what was changed."""
    typed = {}
    for row, cells in keys.items():
        said = {column: (_text(st.session_state.get(at)), stood) for column, (at, stood) in cells.items()}
        typed[row] = {column: now for column, (now, stood) in said.items() if row not in in_draft or now != stood}
    _put(chosen, typed)


def _text(value: object) -> str:
    """What a widget holds, as a file has it; a box that is not ticked says nothing."""
    return "true" if value is True else "" if value in (None, False) else str(value).strip()


def _put(chosen: Chosen, typed: dict[Key, dict[str, str]]) -> None:
    """Keep it as the draft, with every row the draft held; a press that changes nothing changes no draft."""
    draft = draft_of(chosen)
    try:
        rows: list[DraftRow] = rows_of(chosen)
        with store.default().reading() as db:
            content, reasons = draft_rows.together(db, *chosen, rows, typed)
        name = filling.file_name(*chosen)
        if draft is None:
            begin(chosen, name, content)
        else:
            # What was put right is in the file now.
            save(chosen, draft, file=(name, content), edits=fixing.of_the_draft(draft.edits), reasons=reasons)
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return
    st.session_state.pop(chosen.key("unkept"), None)
    announce(chosen)


def _still_on_track(chosen: Chosen, rows: list[Asked], held: Held) -> None:
    """Many actions said to be on track at one press: in progress, as of today, with nothing else to say."""
    left = {row.key[0]: row.name for row in rows if row.key not in held}
    if not left:
        return
    with st.form(chosen.key("track"), border=True):
        show.html(fragments.paragraph("Still on track? Tick those that are, and say so for all of them at once."))
        boxes = {code: chosen.key(f"track {code}") for code in left}
        for code, at in boxes.items():
            st.checkbox(show.plain(left[code]), key=at)
        st.form_submit_button("Still on track", on_click=_track, args=(chosen, rows, boxes))


def _track(chosen: Chosen, rows: list[Asked], boxes: dict[str, str]) -> None:
    codes = [code for code, at in boxes.items() if st.session_state.get(at)]
    if codes:
        with store.default().reading() as db:
            day = filling.day_of(db, *chosen)
        _put(chosen, filling.on_track(rows, codes, day))
