"""Files to save: dates and numbers as a machine reads them, nothing a spreadsheet would run, and an event for each."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import streamlit as st

from pimdata import acting, queries, trail
from pimdata.csv_text import file_bytes
from pimdata.ui import show
from pimdata.ui.asking import ask, now

CSV = "text/csv"


def button(
    label: str, make: Callable[[], bytes | str], name: str, mime: str = CSV, key: str | None = None, load_id: int | None = None
) -> None:
    """A button that saves a file. Pressed, the file is made and the trail says who took it.

    Args:
        label: what the button says.
        make: makes the file; it is called outside the page's run, so it asks nothing.
        name: the file's name, by which the trail tells it.
        mime: what kind of file it is.
        key: the widget's, where two buttons say the same.
        load_id: the load it is the receipt of.
    """
    store, who = now().store, acting.actor("nobody")

    def made() -> bytes | str:
        content = make()
        trail.note(store, who, "exported", name, load_id)
        return content

    st.download_button(label, made, name, mime, key=key, on_click="ignore")


def frame_bytes(frame: pl.DataFrame) -> bytes:
    """A table as the bytes of a CSV file."""
    return file_bytes(frame.columns, frame.to_dicts())


def csv_button(name: str, frame: pl.DataFrame) -> None:
    """A button that saves a table; while figures are made up, the file's name and every row say so."""
    if not frame.height:
        return
    flat = frame.select(pl.exclude(pl.List, pl.Struct))
    made_up = ask(queries.is_illustrative)
    marked = flat.with_columns(figures=pl.lit("Illustrative")) if made_up else flat
    button(
        show.plain(f"Download {name} (CSV)"),
        lambda: frame_bytes(marked),
        f"{'illustrative-' if made_up else ''}{name.lower().replace(' ', '-')}.csv",
        key=f"csv_{name}",
    )
