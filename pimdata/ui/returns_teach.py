"""An export of one's own system taught on the page: which column is which, tried out at once, and known the next time."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pimdata import fixing, looking, store, teaching
from pimdata.errors import PimError
from pimdata.figures import list_names
from pimdata.messages import clipped
from pimdata.models import DATASETS
from pimdata.queries_drafts import Draft
from pimdata.reading import ROW, Sheet
from pimdata.rows import columns
from pimdata.ui import draft_edits, fields, fragments, show, sign_in
from pimdata.ui.returns_draft import Chosen, announce, content_of, draft_of, save

SHOWN = 3  # rows of a file that are shown while it is taught


def teach(chosen: Chosen) -> None:
    """Where a file's headings are none of ours: what they mean is asked, once. What was taught is said."""
    draft = draft_of(chosen)
    if draft is None or not chosen.dataset:
        return
    sheet = looking.read(content_of(chosen, draft), draft.file_name, {})
    if sheet.is_stopped or not teaching.is_foreign(sheet, chosen.dataset):
        return
    if said := draft.edits.get(fixing.HEADINGS, {}):
        show.html(fragments.banner(_as_taught(sheet, said, chosen, draft), "note"))
        st.button("Say anew what its columns are", key=chosen.key("unteach"), on_click=_put, args=(chosen, {}))
        return
    show.html(fragments.section("Is this an export of your own system?"))
    show.html(
        fragments.paragraph(
            "Say once what its columns are; files with the same headings are then known, and with them each code that you "
            "put right. Its first rows are shown below."
        )
    )
    show.html(_first_rows(sheet))
    _form(chosen, sheet)


def _as_taught(sheet: Sheet, said: dict[str, str], chosen: Chosen, draft: Draft) -> str:
    """What the columns of a taught file are, and its codes where they are others than ours."""
    named = [f"{sheet.headings.get(theirs, theirs)} as {ours}" for theirs, ours in said.items() if theirs in sheet.headings]
    every = [f"every row as {text}" for theirs, text in said.items() if fixing.is_constant(theirs)]
    codes = [f"{theirs} as {ours}" for theirs, ours in teaching.codes_put_right(draft.edits, chosen.dataset).items()]
    words = f"We read this file by its headings: {list_names([*named, *every], most=20)}."
    return f"{words} We take its code {list_names(codes, most=20)}." if codes else words


def _first_rows(sheet: Sheet) -> str:
    wanted = [fragments.Column(name, found or name) for name, found in sheet.headings.items()][:12]
    rows = [{name: clipped(str(text)) for name, text in row.items()} for row in sheet.frame.head(SHOWN).to_dicts()]
    return fragments.table("The first rows of your file", wanted, rows)


def _form(chosen: Chosen, sheet: Sheet) -> None:
    asked = teaching.ASKED_FIRST[chosen.dataset]
    theirs = [name for name in sheet.frame.select(pl.exclude(ROW)).columns if name in sheet.headings]
    with st.form(chosen.key("teach"), border=True):
        keys = {}
        for ours in asked:
            described = columns(DATASETS[chosen.dataset])[ours].description or ""
            keys[ours] = chosen.key(f"teach {ours}")
            words = f"Every row is for {chosen.period}" if ours == "period" else "It has none"
            st.selectbox(
                show.plain(f"{fields.label(ours)}: {described}"),
                theirs,
                index=theirs.index(ours) if ours in theirs else None,
                format_func=lambda name: sheet.headings[name] or name,
                placeholder=words,
                key=keys[ours],
            )
        st.form_submit_button("Read it so, and know it next time", on_click=_teach, args=(chosen, keys))
    if words := st.session_state.pop(chosen.key("taught"), ""):
        show.html(fragments.banner(words, "problem"))


def _teach(chosen: Chosen, keys: dict[str, str]) -> None:
    said = {ours: str(st.session_state.get(at) or "") for ours, at in keys.items()}
    try:
        headings = teaching.meant(chosen.dataset, said, chosen.period)
        teaching.teach(store.default(), sign_in.viewer_now(), chosen.whose, headings)
    except PimError as error:
        st.session_state[chosen.key("taught")] = str(error)
        return
    _put(chosen, headings)


def _put(chosen: Chosen, headings: dict[str, str]) -> None:
    """Keep what the headings mean with the draft."""
    draft = draft_of(chosen)
    if draft is not None:
        rest = {key: cells for key, cells in draft.edits.items() if key != fixing.HEADINGS}
        content = content_of(chosen, draft)
        known = draft_edits.of_headings(chosen.whose, draft.file_name, content, headings) if headings else {}
        save(chosen, draft, edits=draft_edits.together(known, rest))
        announce(chosen)
