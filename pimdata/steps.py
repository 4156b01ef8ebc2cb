"""How far a file has come on its way, step by step, for whoever waits for it: a page that draws it, or a command line.

What works is far from what waits, and most files are looked at with nobody waiting: so whoever waits listens, and each step
says that it is done to whoever listens, or to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

KEEPING = ("received", "kept as a draft", "headings looked up")
LOOKING = ("received", "read", "headings understood", "checked", "tried out")
SENDING = (*LOOKING, "stored")
Listener = Callable[[str, str], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Have each step that is done meanwhile told to this: its name, and what came of it ('' where that says nothing)."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def done(step: str, came_of_it: str = "") -> None:
    """Tell whoever listens that a step is done.

    >>> with told_to(lambda step, came_of_it: print(f"{step}: {came_of_it}")):
    ...     done("read", "27 rows")
    read: 27 rows
    >>> done("read", "nobody listens")
    """
    listener = _listener.get()
    if listener is not None:
        listener(step, came_of_it)
