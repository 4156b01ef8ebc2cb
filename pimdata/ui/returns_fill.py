"""A return filled in on the page: a field for each cell owed, the last figures beside it, and one button for all of them."""

from __future__ import annotations

import streamlit as st

from pimdata import drafts, filling, store
from pimdata.errors import PimError
from pimdata.filling import Asked
from pimdata.models import DATASETS
from pimdata.rows import cell_kind, choices, columns
from pimdata.ui import choices as in_address
from pimdata.ui import fields, fragments, show, sign_in
from pimdata.ui.asking import ask
from pimdata.ui.returns_draft import Chosen, announce, content_of, draft_of, hold, save

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
    typed = _typed_before(chosen)
    if chosen.dataset == "action_updates":
        _still_on_track(chosen, rows, typed)
    _form(chosen, rows, typed)


def _typed_before(chosen: Chosen) -> dict[tuple[str, ...], dict[str, str]]:
    """What this return's draft holds, where it was filled in here."""
    draft = draft_of(chosen)
    if draft is None or filling.ENDING not in draft.file_name:
        return {}
    return filling.typed_in(content_of(chosen, draft), chosen.dataset)


def _form(chosen: Chosen, rows: list[Asked], typed: dict[tuple[str, ...], dict[str, str]]) -> None:
    """One form for all rows: blank ones are left out, and what is wrong is said once they are checked."""
    left = [row for row in rows if row.key not in typed]
    shown = rows if len(rows) <= MOST else [*[row for row in rows if row.key in typed], *left][:MOST]
    if len(shown) < len(rows):
        show.html(fragments.paragraph(f"The first {MOST} of {len(rows)} rows; get the template for all of them at once."))
    with st.form(chosen.key("fill"), border=True):
        keys = {}
        for row in shown:
            show.html(fragments.asked_row(row.name, row.beside))
            with st.container(horizontal=True):
                keys[row.key] = {column: _field(chosen, row, column, typed) for column in row.columns}
        st.form_submit_button("Check what I filled in", type="primary", on_click=_keep, args=(chosen, keys))


def _field(chosen: Chosen, row: Asked, column: str, typed: dict[tuple[str, ...], dict[str, str]]) -> str:
    """One cell; the key of what is typed in it. What was typed before, or is held, stands in it."""
    field = columns(DATASETS[chosen.dataset])[column]
    text = typed.get(row.key, row.held).get(column, "")
    at = chosen.key(f"fill {row.key} {column} {text}")
    name = f"{fields.label(column)}, {row.key[0]}"
    if cell_kind(field) is bool:
        st.checkbox(show.plain(name), text == "true", key=at)
    else:
        fields.cell(name, column, text, choices(field), at)
    return at


def _keep(chosen: Chosen, keys: dict[tuple[str, ...], dict[str, str]]) -> None:
    """Put what was typed into the draft's file, beside what was typed before."""
    typed = {row: {column: _text(st.session_state.get(at)) for column, at in cells.items()} for row, cells in keys.items()}
    _put(chosen, {**_typed_before(chosen), **typed})


def _text(value: object) -> str:
    """What a widget holds, as a file has it; a box that is not ticked says nothing."""
    return "true" if value is True else "" if value in (None, False) else str(value).strip()


def _put(chosen: Chosen, typed: dict[tuple[str, ...], dict[str, str]]) -> None:
    """Keep it as the draft; a press that changes nothing changes no draft."""
    held = store.default()
    try:
        with held.reading() as db:
            content = filling.filled(db, chosen.dataset, chosen.service, chosen.period, typed)
        name = filling.file_name(*chosen)
        draft = draft_of(chosen)
        if draft is None:
            hold(chosen, drafts.keep(held, sign_in.viewer_now(), chosen.whose, name, content), content)
        else:
            save(chosen, draft, file=(name, content))
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return
    st.session_state.pop(chosen.key("unkept"), None)
    announce(chosen)


def _still_on_track(chosen: Chosen, rows: list[Asked], typed: dict[tuple[str, ...], dict[str, str]]) -> None:
    """Many actions said to be on track at one press: in progress, as of today, with nothing else to say."""
    left = {row.key[0]: row.name for row in rows if row.key not in typed}
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
        _put(chosen, {**_typed_before(chosen), **filling.on_track(rows, codes, day)})
