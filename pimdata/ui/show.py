"""Puts fragments on the page; the one place that calls `st.html`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pimdata import palette
from pimdata.ui import headers

HERE = Path(__file__).resolve().parent


def html(*fragments: str) -> None:
    """Show fragments in the order given, as one element."""
    body = "".join(fragments)
    if body:
        st.html(body)


# What Markdown would make something of, where it stands so that it would: a colon before a word names a picture or a colour.
_MARKS = re.compile(r"[\\`*\[\]~]|<(?=\S)|:(?=\S)|^[#>]|(?<!\w)_|_(?!\w)")


def plain(label: str) -> str:
    """A widget's label as it is, whatever Markdown would make of it: it may come from a file.

    Only what must be is quoted, because whoever listens to the page hears the stroke that quotes it.

    >>> plain("Row 6: the reason"), plain("value (HO03_a)"), plain("[x](y)"), plain(":red[x]")
    ('Row 6: the reason', 'value (HO03_a)', '\\\\[x\\\\](y)', '\\\\:red\\\\[x\\\\]')
    """
    quoted = _MARKS.sub(lambda mark: f"\\{mark[0]}", label)
    return quoted.replace("$", "\\$") if quoted.count("$") > 1 else quoted


def chart(spec: dict[str, Any], frame: pl.DataFrame, alt: str, key: str | None = None) -> None:
    """Draw a chart of `pimdata.charts`; `alt` says what it shows to those who cannot see it."""
    st.vega_lite_chart(frame, spec, theme=None, alt=alt, key=key)


def frame() -> None:
    """What every page needs once: the stylesheet and the script."""
    st.html(_stylesheet())
    st.html(f"<script>{headers.SCRIPT}</script>", unsafe_allow_javascript=True)


def meeting() -> None:
    """Turn this page into a screen for a meeting: large, light, and without navigation."""
    st.html('<span class="pim-meeting-on" hidden></span>')


@cache
def _stylesheet() -> str:
    """The tokens and the rules that use them."""
    return f"<style>{palette.css()}\n{(HERE / 'style.css').read_text('utf-8')}</style>"


def place() -> DeltaGenerator:
    """Room on the page for what is known only further down: a sentence about a list stands above its filters."""
    return st.container()
