"""The one cached door between pages and questions.

An answer is kept by question, arguments, data version, day, moment, whose place is asked and what may be seen. So a load by
anybody, from anywhere, is seen at the next run, and a page that somebody has just looked at costs next to nothing.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

import duckdb

from pimdata import acting, sight, store
from pimdata.people import Viewer

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


class Run:
    """One run of a page: which state of the data it sees, and one cursor for whatever is not in the cache.

    `us` is the code of another authority whose place among others is asked; empty for the council itself.
    """

    def __init__(self, held: store.Store, as_at: datetime | None, us: str = "") -> None:
        self.store, self.as_at, self.us = held, as_at, us
        self.stack = ExitStack()
        self.cursor: duckdb.DuckDBPyConnection | None = None
        self.held: tuple[Viewer, ...] = ()  # the roles whoever is looking may act in, found out anew in every run
        self.viewer = Viewer()  # the one they act in
        self.sight = sight.Sight()
        self.is_seen_by_all = False  # a screen in a public meeting
        self.slot: Any = None  # where the frame lets a page put its own picker
        state = held.state(as_at) if held.exists() else store.State(-1, None, date.today())
        self.version, self.last_change, self.today = state.version, state.last_change, state.today

    def db(self) -> duckdb.DuckDBPyConnection:
        """The run's cursor, opened when it is first needed: attaching costs more than most queries."""
        if self.cursor is None:
            self.cursor = self.stack.enter_context(self.store.reading(self.as_at, us=self.us))
            self._tell()
        return self.cursor

    def become(self, viewer: Viewer) -> None:
        """Act in this role from here on; whatever is done is told of in this name."""
        self.viewer = viewer
        acting.become(viewer)
        before, self.sight = self.sight, sight.of(viewer, self.is_seen_by_all)
        if before.shared_only != self.sight.shared_only:
            self.close()  # a cursor that was narrowed stays so
        self._tell()

    def _tell(self) -> None:
        if self.cursor is not None:
            self.sight.tell(self.cursor)

    def close(self) -> None:
        """Let the database go, so that the command line can write."""
        self.cursor = None
        self.stack.close()


_run: ContextVar[Run] = ContextVar("run")
_WORKING = tuple(Lock() for _ in range(256))  # one of them is held while an answer is worked out


@contextmanager
def asking(as_at: datetime | None = None, us: str = "") -> Iterator[Run]:
    """Within it, `ask` works; afterwards the database is let go."""
    run = Run(store.default(), as_at, us)
    token = _run.set(run)
    try:
        yield run
    finally:
        run.close()
        _run.reset(token)


def ask(
    question: Callable[Concatenate[duckdb.DuckDBPyConnection, Parameters], Answer],
    *args: Parameters.args,
    **arguments: Parameters.kwargs,
) -> Answer:
    """The answer to a question of `pimdata.queries`, from the cache where nothing has changed since.

    Raises:
        NoDatabase: there is nothing to ask yet.
    """
    run = _run.get()
    if not run.store.exists():
        raise store.NoDatabase("There is no database yet.")
    key = (
        question.__module__,
        question.__name__,
        str(run.store.path),
        run.version,
        run.today,
        run.as_at,
        run.us,
        run.sight,
    )
    given = tuple((name, _kept(value)) for name, value in sorted(arguments.items()))
    answer: Answer = _answer(key, tuple(_kept(value) for value in args), given, question)
    return answer


def fresh(
    question: Callable[Concatenate[duckdb.DuckDBPyConnection, Parameters], Answer],
    *args: Parameters.args,
    **arguments: Parameters.kwargs,
) -> Answer:
    """The answer as it is this moment: for what changes without a load, as the trail does.

    Raises:
        NoDatabase: there is nothing to ask yet.
    """
    return question(_run.get().db(), *args, **arguments)


def _kept(value: object) -> object:
    """What is asked of, as it can be looked up again."""
    return tuple(value) if isinstance(value, list) else value


def _answer(key: tuple[Any, ...], args: tuple[Any, ...], arguments: tuple[Any, ...], question: Callable[..., Any]) -> Any:  # noqa: ANN401
    asked = (key, args, arguments, question)
    # After a load everybody asks the same at once: one of them works it out and the others wait for it.
    with _WORKING[hash(asked) % len(_WORKING)]:
        packed = _packed(*asked)
    # Unpacked anew each time, so that a page may do with its answer what it likes.
    return pickle.loads(packed)  # noqa: S301 - packed by this process, just below


# Not `st.cache_data`: it looks a question's arguments up and hashes each in its own way, which took a third of a warm page.
@lru_cache(maxsize=4000)
def _packed(key: tuple[Any, ...], args: tuple[Any, ...], arguments: tuple[Any, ...], question: Callable[..., Any]) -> bytes:
    return pickle.dumps(question(_run.get().db(), *args, **dict(arguments)))


def now() -> Run:
    """The run this page is part of."""
    return _run.get()
