"""What a page asks the database: its questions taken down while it runs, then put again with no cache."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from streamlit.testing.v1 import AppTest

from pimdata import store
from pimdata.store import Store
from pimdata.ui import asking

MAIN = Path(__file__).resolve().parent.parent / "pimdata" / "ui" / "main.py"
REPEATS = 7

Question = Callable[[duckdb.DuckDBPyConnection], Any]


class Asked(NamedTuple):
    """How many queries a page puts, and the shortest time of all of them together, in milliseconds.

    `processor` is what they took of it, which other programs on the machine do not lengthen.
    """

    queries: int
    milliseconds: float
    processor: float


def of_page(held: Store, page: str = "", **query: str) -> Asked:
    """All that a page asks of this database."""
    questions = _taken_down(held, page, query)
    with held.reading() as db:
        counting = _Counting(db)
        for question in questions:
            question(counting)  # type: ignore[arg-type]
        took = [_took(questions, db) for _ in range(REPEATS)]
        return Asked(counting.queries, min(wall for wall, _ in took), min(processor for _, processor in took))


def _took(questions: list[Question], db: duckdb.DuckDBPyConnection) -> tuple[float, float]:
    start, processor = time.perf_counter(), time.process_time()
    for question in questions:
        question(db)
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - processor)


def _taken_down(held: Store, page: str, query: dict[str, str]) -> list[Question]:
    """Each question a page asks, once: what is asked twice is answered from the cache the second time."""
    seen: dict[Any, Question] = {}

    def answer(key: tuple[Any, ...], args: tuple[Any, ...], arguments: tuple[Any, ...], question: Callable[..., Any]) -> Any:
        name = (question.__module__, question.__name__, args, arguments)
        seen[name] = lambda db: question(db, *args, **dict(arguments))
        return seen[name](asking.now().db())

    usual, usual_store = asking._answer, store.default
    asking._answer, store.default = answer, lambda: held  # type: ignore[assignment]
    try:
        run = AppTest.from_file(MAIN, default_timeout=60).run()
        if page:
            seen.clear()
            run.query_params.update(query)
            run.switch_page(f"../../pages/{page}.py").run()
        if run.exception:
            sys.exit(f"the page {page or 'overview'} failed: {run.exception[0].message}")
    finally:
        asking._answer, store.default = usual, usual_store  # type: ignore[assignment]
    return list(seen.values())


class _Counting:
    """A cursor that counts what is put to it."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self._db, self.queries = db, 0

    def execute(self, *given: Any) -> Any:
        self.queries += 1
        return self._db.execute(*given)

    def sql(self, *given: Any, **named: Any) -> Any:
        self.queries += 1
        return self._db.sql(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)
