"""How much of a long page is drawn: the newest of what is long, or all of it and open, as for printing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import quote

from pimdata.ui import choices, fragments
from pimdata.ui.measure_page import Measure

Each = TypeVar("Each")
MOST = 12


def is_plain() -> bool:
    """Whether everything is to stand open."""
    return choices.asked("view") == "plain"


def newest(measure: Measure, items: Sequence[Each], many: str) -> tuple[Sequence[Each], str]:
    """The first of many, unless everything is asked for, and the way to the rest.

    A browser draws what is closed as it draws what is open, and fifteen years of figures are two thousand lines.
    """
    if is_plain() or len(items) <= MOST:
        return items, ""
    said = f"These are the newest {MOST} of {len(items):,}."
    return items[:MOST], fragments.more(said, f"Show all {len(items):,} {many}", f"{_here(measure)}&view=plain")


def link(measure: Measure) -> str:
    """The way to the page with everything open, and back."""
    if is_plain():
        return fragments.more("Everything is open, as for printing.", "Close what is long", _here(measure))
    return fragments.more("", "Open everything on this page, as for printing", f"{_here(measure)}&view=plain")


def _here(measure: Measure) -> str:
    return f"?i={quote(measure.code)}" + (f"&p={quote(measure.period)}" if measure.period else "")
