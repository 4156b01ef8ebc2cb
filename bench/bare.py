"""A Streamlit page with as many elements as one of ours and nothing to work out: what the framework itself takes."""

import os

import streamlit as st

ELEMENTS = int(os.environ["BARE_ELEMENTS"])


def _page(name: str) -> None:
    st.title(name)
    for number in range(ELEMENTS - 2):
        st.html(f"<p>Line {number} of this page.</p>")
    st.html(f'<p class="bench-{name.lower()}">The end of this page.</p>')


def first() -> None:
    """The page that is opened."""
    _page("First")


def second() -> None:
    """The page its menu leads to."""
    _page("Second")


st.set_page_config(layout="wide")
st.navigation([st.Page(first, title="First", default=True), st.Page(second, title="Second")], position="top").run()
