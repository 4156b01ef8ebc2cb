"""Whether the application is well, for the machine that watches it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from pimdata import refresh, store
from pimdata.errors import PimError


def report() -> dict[str, Any]:
    """What `/healthz` answers; `ok` is false when the application cannot serve. No figure and no path is told."""
    held = store.default()
    told = {"ok": True, "version": version("pimdata"), "database": "none yet"}
    if not held.exists():
        return told
    try:
        with held.reading() as db:
            state = store.state(db)
        return {**told, "database": "answered", "data_version": state.version, "last_change": str(state.last_change)}
    except PimError as error:
        return {**told, "ok": False, "database": str(error)}


def prepare() -> None:
    """Before the first visitor: views made again if the rules changed, and expected periods moved on if the year did."""
    held = store.default()
    if not held.exists():
        return
    with held.reading() as db:
        is_new_year = refresh.is_new_year(db)
    if is_new_year:
        with held.writing_to() as db:
            refresh.everything(db)
