"""A reader's choices, held in the address of the page and nowhere else, so that every view can be sent to somebody.

Streamlit's own binding writes the words of a choice into the address ("Below target"), and one page's takes a name away
from the next page's address; these are short, do not change with the wording ("below"), and leave each other alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

YES = "yes"


def asked(name: str) -> str:
    """What the address says."""
    return str(st.query_params.get(name, ""))


def among(name: str, options: Mapping[str, str]) -> str:
    """What the address says where that is one of the options, else the first of them."""
    said = asked(name)
    return said if said in options else next(iter(options))


def unknown(name: str, options: Mapping[str, str]) -> str:
    """What the address says where no option is that; else empty."""
    said = asked(name)
    return "" if said in options else said


def select(name: str, label: str, options: Mapping[str, str], *, is_quiet: bool = False) -> str:
    """One of many, from a list; the first option is the default and is not written into the address.

    Quiet: its label is for screen readers, where the choice itself says what it is.
    """
    key = _held(name, among(name, options))
    st.selectbox(
        label,
        list(options),
        format_func=lambda chosen: options.get(chosen, chosen),
        key=key,
        label_visibility="collapsed" if is_quiet else "visible",
        **_then(name, options),
    )
    return among(name, options)


def radio(name: str, label: str, options: Mapping[str, str]) -> str:
    """One of a few, side by side."""
    key = _held(name, among(name, options))
    st.radio(
        label,
        list(options),
        format_func=lambda chosen: options.get(chosen, chosen),
        key=key,
        horizontal=True,
        **_then(name, options),
    )
    return among(name, options)


def text(name: str, label: str, placeholder: str = "") -> str:
    """Words to look for."""
    key = _held(name, asked(name))
    st.text_input(label, key=key, placeholder=placeholder, max_chars=100, on_change=_write, args=(name, ""))
    return asked(name).strip()[:100]


def tick(name: str, label: str) -> bool:
    """Yes or no."""
    is_on = asked(name) in (YES, "true", "1")
    key = _held(name, is_on)
    st.checkbox(label, key=key, on_change=_write, args=(name, False))
    return is_on


def _held(name: str, value: str | bool) -> str:
    """The address is the truth: whatever the session remembers of the choice gives way to it."""
    key = f"choice_{name}"
    st.session_state[key] = value
    return key


def _then(name: str, options: Mapping[str, str]) -> dict[str, Any]:
    return {"on_change": _write, "args": (name, next(iter(options)))}


def _write(name: str, default: str | bool) -> None:
    """A choice was made: into the address with it, or out of it where it is the default."""
    value = st.session_state[f"choice_{name}"]
    if value == default or not value:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = YES if value is True else value
