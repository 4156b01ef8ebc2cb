"""A large file on its way: each step is drawn as it is done, in place of one wheel that only turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from pimdata import figures, steps
from pimdata.ui import fragments

LARGE = 1_000_000  # bytes; some twenty thousand rows: less is looked at before anybody has read what is being done


@contextmanager
def shown(doing: str, file_name: str, size: int, names: Sequence[str] = steps.LOOKING) -> Iterator[None]:
    """Draw the steps of a large file while they are done, and take them away at the end; nothing for a small one.

    Args:
        doing: what is being done with it, as "Checking".
        size: of the file, in bytes.
    """
    if size < LARGE:
        yield
        return
    title = f"{doing} {file_name}, {figures.size_of(size)}"
    done: dict[str, str] = {}
    place = st.empty()

    def _told(step: str, came_of_it: str = "") -> None:
        done.update({step: came_of_it} if step in names else {})
        said = [(_sentence(name), done[name]) for name in names if name in done]
        place.html(fragments.progress(title, said, [_sentence(name) for name in names if name not in done]))

    _told("")
    try:
        with steps.told_to(_told):
            yield
    finally:
        place.empty()


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
