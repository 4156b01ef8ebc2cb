"""Rows of a published period: the choice to send them, and what they are: late where nothing was there, else revisions."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pimdata import figures, fixing, publishing
from pimdata.checks_cells import type_cells
from pimdata.models import DATASETS
from pimdata.returns import Looked
from pimdata.ui import fragments
from pimdata.ui.asking import now
from pimdata.ui.returns_draft import Chosen, draft_of, revises, save


def ask_to_revise(chosen: Chosen, looked: Looked) -> None:
    """The choice to revise what is published, where a row is of a published period."""
    draft = draft_of(chosen)
    if draft is not None and (revises(chosen) or any(each.code == "C06" for each in looked.checked.faults)):
        key = f"{chosen.key('revises')} {draft.draft_id}"
        st.checkbox(_words(looked), revises(chosen), key=key, on_change=_revise, args=(chosen, key))


def _words(looked: Looked) -> str:
    if looked.model is None or looked.sheet is None:
        return publishing.REVISE
    return publishing.choice(now().db(), looked.model, type_cells(looked.sheet, looked.model, str).frame)


def _revise(chosen: Chosen, key: str) -> None:
    """Keep with the draft that published figures are to be revised, or are not."""
    draft = draft_of(chosen)
    if draft is not None:
        rest = {each: cells for each, cells in draft.edits.items() if each != fixing.REVISES}
        save(chosen, draft, edits={**rest, fixing.REVISES: {"published": "true"}} if st.session_state[key] else rest)


def told(dataset: str, rows: pl.DataFrame) -> str:
    """What comes of rows of published periods, to whoever sends them and to whoever signs them off."""
    late, revised = publishing.after_publication(now().db(), DATASETS[dataset], rows) if dataset in DATASETS else (0, 0)
    said = []
    if revised:
        said.append(
            f"This revises figures of a published period, in {figures.plural(revised, 'row')}. What each was stays beside it."
        )
    if late:
        are = figures.noun(
            late, "comes after its period was published. It is", "come after their period was published. They are"
        )
        said.append(f"{figures.plural(late, 'row')} {are} marked as late: nothing was there to revise.")
    return "".join(fragments.banner(words, "note") for words in said)
