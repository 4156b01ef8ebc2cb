"""Who acts in this run of a page, this command or this request, and what they were refused while it lasted.

Whatever is written deep inside (a load, a sign-off) asks here who did it, so that no function need pass it on. An entry
point (the frame of pages, the command line, the API) begins with `pimdata.trail.run`, which uses this.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import NamedTuple

from pimdata import security_log
from pimdata.people import Viewer
from pimdata.store import Store

COMMAND_LINE = "command line"


class Actor(NamedTuple):
    """Who does something, and in which role. `identity` is an e-mail address, a post, or an account of the machine."""

    identity: str
    role: str = ""


class Told(NamedTuple):
    """What the trail is to say when the run ends: what was refused, above all, which leaves nothing else behind."""

    actor: Actor
    what: str
    about: str
    detail: str


@dataclass
class Acting:
    """One run: who acts, as far as is known yet, and what the trail is to say at its end, or at once where `heard` is given."""

    actor: Actor | None = None
    store: Store | None = None
    told: list[Told] = field(default_factory=list)
    heard: Callable[[Told], None] | None = None


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def as_actor(who: Viewer | Actor | str) -> Actor:
    """Somebody as the trail tells them.

    >>> as_actor(Viewer("manager", service="HO", words="Manager, Housing"))
    Actor(identity='Manager, Housing', role='manager')
    """
    if isinstance(who, Viewer):
        return Actor(who.identity, who.role)
    return who if isinstance(who, Actor) else Actor(who)


@contextmanager
def acting(who: Viewer | Actor | str | None = None) -> Iterator[Acting]:
    """Within it, whatever is done is done by this person; by nobody in particular where None."""
    run = Acting(None if who is None else as_actor(who))
    token = _acting.set(run)
    try:
        yield run
    finally:
        _acting.reset(token)


def answer(run: Acting) -> None:
    """Answer the press of a button, which comes before the run that draws the page; nothing within a run."""
    held = _acting.get()
    if held is None or held.heard is not None:
        _acting.set(run)


def become(who: Viewer | Actor | str) -> None:
    """The person is known now; nothing where nobody runs anything."""
    if run := _acting.get():
        run.actor = as_actor(who)


def actor(otherwise: Viewer | Actor | str = "") -> Actor:
    """Who acts now; whoever is named where nothing says so."""
    run = _acting.get()
    return run.actor if run and run.actor else as_actor(otherwise)


def at(store: Store) -> None:
    """The database is known now."""
    if run := _acting.get():
        run.store = store


def tell(who: Viewer | Actor | str, what: str, about: str = "", detail: str = "") -> None:
    """Keep that something happened, once a run; it is written to the trail when the run ends.

    Where nobody runs anything no database is known, and the security log alone tells of it.
    """
    said, run = Told(as_actor(who), what, about, detail), _acting.get()
    if run is None:
        security_log.event(what, logging.INFO, role=said.actor.role, about=about, detail=detail)
    elif run.heard is not None:
        run.heard(said)
    elif said not in run.told:
        run.told.append(said)


def refuse(who: Viewer | Actor | str, action: str, about: str = "") -> None:
    """Keep that something was refused."""
    tell(who, "refused", about, action)
