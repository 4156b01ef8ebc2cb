"""The trail: who did what, when, from which load; an event is only ever added, and chained to the one before it.

Whatever writes calls `record` inside its own transaction, so the event is there with what was done or neither is. What has
no transaction of its own (a sign-in, a refused action, an export) calls `note`. The chain is over pseudonyms, so a person
can be forgotten (`pimdata.forgetting`) and every hash stays what it was.
"""

from __future__ import annotations

import getpass
import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

import duckdb

from pimdata import acting, security_log
from pimdata import store as stores
from pimdata.acting import Acting, Actor
from pimdata.errors import PimError
from pimdata.people import Viewer

DB = duckdb.DuckDBPyConnection
Who = Viewer | Actor | str

EMAIL = re.compile(r"[^\s@<>(),;:\"']+@[^\s@<>(),;:\"']+\.[^\s@<>(),;:\"'.]+")
_LATER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="trail")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_TYPED = "?, ?::timestamp, ?, ?, ?, ?, ?::integer, ?, ?"  # what trail_hash is given
LONGEST = 500  # characters of a text that the trail keeps


def record(
    db: DB, who: Who, what: str, about: str, load_id: int | None = None, detail: str = "", at: datetime | None = None
) -> None:
    """Add an event, inside the writer's transaction.

    Args:
        db: a cursor of `Store.writing_to`.
        who: whoever did it: a viewer, or a name by which they are known.
        what: what was done, in the past tense and in words that are always the same, as "question asked".
        about: what it was done to, as a code.
        load_id: the load it made or changed.
        detail: what else a reader should know. No reason and no comment: the trail cannot forget.
        at: when, UTC; the server's clock where it is not given.
    """
    _add(db, [Event(acting.as_actor(who), what, about, load_id, detail, at or stores.now(db))])


def record_loads(db: DB, first: int) -> None:
    """Add the events of every change of a load's state from this one on: by whoever acts, else by the post that sent it.

    Args:
        first: the number of the earliest in load_events.
    """
    query = """
        select by_whom, what, about, load_id, detail, happened_at
        from main.trail_of_loads where load_event_no >= $first order by load_event_no
    """
    _add(db, [Event(acting.actor(by_whom), *said) for by_whom, *said in db.execute(query, {"first": first}).fetchall()])


class Event(NamedTuple):
    """What the trail is to say of one thing done."""

    actor: Actor
    what: str
    about: str
    load_id: int | None
    detail: str
    happened_at: datetime


def _add(db: DB, events: list[Event]) -> None:
    """Add events at the end of the chain, in their order."""
    last, previous = db.execute(
        "select coalesce(max(event_no), 0), coalesce(arg_max(hash, event_no), '') from main.trail"
    ).fetchall()[0]
    known = _known(db, [_identity(each.actor.identity) for each in events])
    new: list[tuple[str, str]] = []
    rows = []
    for number, each in enumerate(events, last + 1):
        identity = _identity(each.actor.identity)
        if identity not in known:
            known[identity] = f"P-{number}"
            new.append((known[identity], identity))
        row = (
            number, each.happened_at, known[identity], each.actor.role, _clean(db, each.what), _clean(db, each.about),
            each.load_id, _clean(db, each.detail), previous,
        )  # fmt: skip
        previous = db.execute(f"select main.trail_hash({_TYPED})", row).fetchall()[0][0]
        rows.append((*row, previous))
    if new:
        db.executemany("insert into main.identities values (?, ?)", new)
    if rows:
        db.executemany("insert into main.trail values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _known(db: DB, identities: list[str]) -> dict[str, str]:
    """The pseudonyms that people have already."""
    query = "select identity, who from main.identities where list_contains($asked, identity)"
    return dict(db.execute(query, {"asked": identities}).fetchall())


def note(store: stores.Store, who: Who, what: str, about: str = "", load_id: int | None = None, detail: str = "") -> None:
    """Add an event that has no transaction of its own. Where there is no database yet, only the log tells of it.

    Raises:
        Busy: another program held the database all the time we waited.
    """
    if store.exists():
        with store.writing_to() as db:
            record(db, who, what, about, load_id, detail)


@contextmanager
def run(store: stores.Store | None = None, who: Who | None = None) -> Iterator[Acting]:
    """One run of a page, a command or a request: who acts in it, and at its end what it was told (`acting.tell`) is noted.

    Args:
        store: the database; None where it is known only later (`Acting.store`).
        who: whoever acts; None where that is known only later (`acting.become`).
    """
    with acting.acting(who) as running:
        running.store = store
        try:
            yield running
        finally:
            note_told(running)


def later(store: stores.Store, who: Who, what: str, about: str = "", detail: str = "") -> None:
    """Note an event from where nobody may wait for the database, as in what serves every request: a thread writes it."""
    _soon(store, acting.Told(acting.as_actor(who), what, about, detail))


def answering(store: stores.Store, who: Who) -> None:
    """Whoever is named presses a button, which is answered before the page's run is open: what they are refused is noted."""
    acting.answer(Acting(acting.as_actor(who), store, heard=lambda told: _soon(store, told)))


def _soon(store: stores.Store, told: acting.Told) -> None:
    _LATER.submit(_note, store, told)


def note_told(running: Acting) -> None:
    """Note what a run was told, once."""
    while running.told:
        _note(running.store, running.told.pop(0))


def _note(store: stores.Store | None, told: acting.Told) -> None:
    """What was refused was refused, whether or not it can be written down now; the log has it in any case."""
    who, what, about, detail = told
    security_log.event(what, logging.INFO, role=who.role, about=about, detail=detail)
    if store is None:
        return
    try:
        note(store, who, what, about, detail=detail)
    except (PimError, duckdb.Error) as error:
        security_log.event("trail not written", logging.ERROR, told=what, because=str(error))


def command_line() -> Actor:
    """Whoever is at the command line: the account of this machine."""
    try:
        return Actor(f"{getpass.getuser()} at the command line", acting.COMMAND_LINE)
    except (OSError, KeyError):  # an account without a name, as in some containers
        return Actor("the command line", acting.COMMAND_LINE)


def _identity(identity: str) -> str:
    """By whom an event is told: an e-mail address in one spelling."""
    cleaned = _CONTROL.sub(" ", identity).strip() or "nobody"
    return cleaned.lower() if "@" in cleaned else cleaned


def _clean(db: DB, text: str) -> str:
    """A text as the trail may keep it: on one line, not endless, and with a pseudonym for each e-mail address."""
    told = _CONTROL.sub(" ", text).strip()[:LONGEST]
    for email in dict.fromkeys(EMAIL.findall(told)):
        told = told.replace(email, _known(db, [email.lower()]).get(email.lower(), "(an e-mail address)"))
    return told
