"""A person's own list of measures, and when they last looked: kept for them, never counted by person."""

from __future__ import annotations

from datetime import datetime

import duckdb

from pimdata import append, permissions, store, trail
from pimdata.answers import rows
from pimdata.errors import NothingToDo, PimError
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection


def follow(held: Store, viewer: Viewer, code: str) -> None:
    """Put a measure on somebody's list.

    Raises:
        NotAllowed: a partner follows shared measures alone.
        NothingToDo: it is on it.
        PimError: there is no such measure.
    """
    with held.writing_to() as db:
        found = rows(
            db, "select bool_or(is_partnership) from indicator_versions where indicator_code = $code having count(*) > 0",
            {"code": code},
        )  # fmt: skip
        if not found:
            raise PimError(f"There is no measure with the code “{code}”.")
        permissions.require(viewer, "follow", Item(is_shared=bool(found[0][0])))
        if is_followed(db, viewer.identity, code):
            raise NothingToDo("It is on your list.")
        _append(db, viewer, code, "follow")


def stop(held: Store, viewer: Viewer, code: str) -> None:
    """Take a measure off somebody's list.

    Raises:
        NothingToDo: it is not on it.
    """
    with held.writing_to() as db:
        if not is_followed(db, viewer.identity, code):
            raise NothingToDo("It is not on your list.")
        _append(db, viewer, code, "stop")


def is_followed(db: DB, identity: str, code: str) -> bool:
    """Whether a measure is on somebody's list."""
    query = "select 1 from follows_now where identity = $identity and indicator_code = $code"
    return bool(rows(db, query, {"identity": identity, "code": code}))


def last_look(held: Store, viewer: Viewer) -> datetime | None:
    """When somebody last opened the Overview; this visit takes its place. None where they never have."""
    with held.writing_to() as db:
        found = rows(db, "select max(looked_at) from last_looks where identity = $identity", {"identity": viewer.identity})
        db.execute("delete from main.last_looks where identity = $identity", {"identity": viewer.identity})
        append.row(db, "last_looks", identity=viewer.identity, looked_at=store.now(db))
    before: datetime | None = found[0][0]
    return before


def _append(db: DB, viewer: Viewer, code: str, kind: str) -> None:
    number = append.numbered(
        db, "follow_events", "event_no",
        identity=viewer.identity, indicator_code=code, kind=kind, happened_at=store.now(db),
    )  # fmt: skip
    # By its number alone: which measures somebody follows is their own, and the trail cannot forget.
    trail.record(db, viewer, "own list changed", f"list event {number}")
