"""Signing off: the second person, who is never the first. What is signed counts; it can be sent back, taken back or reopened.

Who may do what is asked of `permissions` here, where it is written, for page, command line and API alike. Where no person
acts, as on the command line, it is the system that does.
"""

from __future__ import annotations

import duckdb
import polars as pl

from pimdata import drafts, load, permissions, previews
from pimdata.errors import NotAllowed, PimError
from pimdata.models import DATASETS
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_signing import Waiting, get, published_of_load, rows_of
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
LITTLE_COVER = "policy"  # the role that signs where a service has very little cover, and then says why
MONEY = permissions.MONEY


def look(store: Store, load_id: int) -> tuple[Waiting, pl.DataFrame]:
    """What would come of signing a load off, and nothing is stored.

    Returns:
        The load; and its rows as sent, joined to `what` (new, changed, unchanged) and for figures also old_value, title, unit,
        decimal_places, and the status and reason each would get.
    """
    with store.reading() as db:
        found = get(db, load_id)
        rows = rows_of(db, found)

    def without_it(db: DB) -> None:
        if found.state == load.WAITING:  # beside what counts, and not beside itself
            load.move(db, load_id, "taken back", "")

    tried = previews.tried(store, DATASETS[found.dataset], rows, first=without_it).preview
    return found, tried.join(rows.select(pl.exclude(set(tried.columns) - {"source_row"})), on="source_row", how="left")


def sign_off(
    store: Store, load_id: int, viewer: Viewer | None, reason: str = "", by_whom: str = "the system", keep: bool = True
) -> Waiting:
    """Sign a load off: from now on it counts.

    Args:
        viewer: who signs; None where nobody signs in, and `by_whom` is then the post.
        reason: why the Policy and Performance team signs, where a service has very little cover; else it may be empty.
        keep: False to try it, and change nothing.

    Raises:
        NotAllowed: this person may not, or sent it.
        PimError: there is no such load, or a reason is missing.
        NothingToDo: it does not wait for sign-off.
    """
    with store.writing_to(keep=keep) as db:
        found = get(db, load_id)
        _require(viewer, by_whom, "sign off", found)
        if viewer is not None and viewer.role == LITTLE_COVER and not reason.strip():
            raise PimError("Say why the Policy and Performance team signs this off and not its head of service.")
        _move(db, found, load.SIGNED, viewer, by_whom, reason)
        return get(db, load_id)


def send_back(store: Store, load_id: int, viewer: Viewer | None, reason: str, by_whom: str = "the system") -> None:
    """Send a load back to who sent it, as a draft with the reason on it.

    Raises:
        NotAllowed: this person may not sign it off.
        PimError: there is no such load, or a reason is missing.
        NothingToDo: it does not wait for sign-off.
    """
    with store.writing_to() as db:
        found = get(db, load_id)
        _require(viewer, by_whom, "sign off", found)
        _say_why(reason, "it is sent back")
        _move(db, found, "sent back", viewer, by_whom, reason)
        _to_draft(db, found, viewer, by_whom, f"Sent back by {_post(viewer, by_whom)}: {reason.strip()}")


def take_back(store: Store, load_id: int, viewer: Viewer | None, by_whom: str = "the system") -> None:
    """Take back what one sent before it is signed off; everything is a draft again.

    Raises:
        NotAllowed: this person may not send it, or it is signed off.
        PimError: there is no such load.
        NothingToDo: it was taken or sent back already.
    """
    with store.writing_to() as db:
        found = get(db, load_id)
        _require(viewer, by_whom, "take back", found)
        if found.state == load.SIGNED:
            raise NotAllowed(f"{found.changed_by} has signed this off at {moment_words(found.changed_at)}. {_WHO_REOPENS}")
        _move(db, found, "taken back", viewer, by_whom, "")
        _to_draft(db, found, viewer, by_whom, f"Taken back by {_post(viewer, by_whom)}.")


def reopen(store: Store, load_id: int, viewer: Viewer | None, reason: str, by_whom: str = "the system") -> None:
    """Take back what is signed off and not published: it counts no more and is a draft again.

    Raises:
        NotAllowed: this person may not reopen it, or its period is published.
        PimError: there is no such load, or a reason is missing.
        NothingToDo: it is not signed off.
    """
    with store.writing_to() as db:
        found = get(db, load_id)
        _require(viewer, by_whom, "reopen", found)
        refuse_published(db, found)
        _say_why(reason, "it is reopened")
        _move(db, found, "reopened", viewer, by_whom, reason)
        _to_draft(db, found, viewer, by_whom, f"Reopened by {_post(viewer, by_whom)}: {reason.strip()}")


def refuse_published(db: DB, found: Waiting) -> None:
    """Stop whoever would take away what was published.

    Raises:
        NotAllowed: the text says when it was published, and what can be done.
    """
    closed = published_of_load(db, found)
    if closed:
        raise NotAllowed(
            f"{closed['period']} was published by {closed['published_by']} at {moment_words(closed['published_at'])}, so "
            f"{found.reference} stays. Send the right figure and choose “Revise a published figure”: both stay."
        )


_WHO_REOPENS = "Its head of service or the Policy and Performance team can reopen it, with a reason."


def _require(viewer: Viewer | None, by_whom: str, action: str, found: Waiting) -> None:
    if viewer is None:
        if action == "sign off" and by_whom in (found.by_whom, found.identity):
            raise NotAllowed(
                permissions.refused(
                    Viewer(words=by_whom, email=found.identity or by_whom),
                    action,
                    found.items[0]._replace(by=found.identity or found.by_whom),
                )
            )
        return
    for item in found.items:
        permissions.require(viewer, action, item)


def _post(viewer: Viewer | None, by_whom: str) -> str:
    return viewer.post if viewer else by_whom


def _move(db: DB, found: Waiting, state: str, viewer: Viewer | None, by_whom: str, reason: str) -> None:
    load.move(db, found.load_id, state, _post(viewer, by_whom), reason, viewer.identity if viewer else "")


def _to_draft(db: DB, found: Waiting, viewer: Viewer | None, by_whom: str, note: str) -> None:
    drafts.back(db, viewer or Viewer(words=by_whom), found.load_id, note)


def _say_why(reason: str, what: str) -> None:
    if not reason.strip():
        raise PimError(f"Say why {what}; the reason is kept with it.")
