"""A table as a file, with dates and numbers a machine reads and nothing a spreadsheet would run."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pimdata import queries
from pimdata.csv_text import file_bytes
from pimdata.ui.asking import ask


def csv_button(name: str, frame: pl.DataFrame) -> None:
    """A button that saves a table; while figures are made up, the file's name and every row say so."""
    if not frame.height:
        return
    flat = frame.select(pl.exclude(pl.List, pl.Struct))
    made_up = ask(queries.is_illustrative)
    marked = flat.with_columns(figures=pl.lit("Illustrative")) if made_up else flat
    st.download_button(
        f"Download {name} (CSV)",
        lambda: file_bytes(marked.columns, marked.to_dicts()),
        f"{'illustrative-' if made_up else ''}{name.lower().replace(' ', '-')}.csv",
        "text/csv",
        key=f"csv_{name}",
        on_click="ignore",
    )
