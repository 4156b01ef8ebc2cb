"""Which pages are opened, counted by role and never by person, so that the council can see whether it is really read.

Counts wait in memory and are written by a thread of their own now and then, and when the application ends: no page waits
for it, and none fails with it. What was counted since the last time is lost where the process is killed.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import duckdb
import polars as pl

from pimdata import store as stores
from pimdata.errors import PimError

EVERY = 60.0  # seconds between two times of writing
KEPT = timedelta(days=731)  # two years, as the page on data protection says
LOGGER = logging.getLogger(__name__)


class Usage:
    """Counts that wait to be written."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: Counter[tuple[str, str]] = Counter()
        self.is_over = threading.Event()
        self.thread: threading.Thread | None = None

    def seen(self, page: str, role: str) -> None:
        """A page was opened by somebody in a role."""
        with self.lock:
            self.waiting[page, role] += 1

    def flush(self, store: stores.Store) -> None:
        """Write what waits; it waits on where the database cannot be written to."""
        with self.lock:
            taken, self.waiting = self.waiting, Counter()
        if not taken or not store.exists():
            return
        try:
            _write(store, taken)
        except (PimError, duckdb.Error) as error:
            LOGGER.warning("page views wait to be written: %s", error)
            with self.lock:
                self.waiting.update(taken)

    def begin(self, store: Callable[[], stores.Store]) -> None:
        """Write now and then from now on, in a thread of its own."""
        self.is_over.clear()
        self.thread = threading.Thread(target=self._now_and_then, args=(store,), name="usage", daemon=True)
        self.thread.start()

    def end(self, store: Callable[[], stores.Store]) -> None:
        """Write once more, and no more after that."""
        self.is_over.set()
        if self.thread:
            self.thread.join()
        self.flush(store())

    def _now_and_then(self, store: Callable[[], stores.Store]) -> None:
        while not self.is_over.wait(EVERY):
            self.flush(store())


def _write(store: stores.Store, taken: Counter[tuple[str, str]]) -> None:
    rows = [(page, role, views) for (page, role), views in sorted(taken.items())]
    incoming = pl.DataFrame(rows, schema=["page", "role", "views"], orient="row")
    with store.writing_to() as db:
        day = stores.now(db).date()
        db.register("incoming", incoming)
        db.execute(
            """
            update main.page_views set views = page_views.views + incoming.views from incoming
            where page_views.day = $day and page_views.page = incoming.page and page_views.role = incoming.role
            """,
            {"day": day},
        )
        db.execute(
            """
            insert into main.page_views by name
            select $day as day, page, role, views from incoming
            anti join (from main.page_views where day = $day) using (page, role)
            """,
            {"day": day},
        )
        db.unregister("incoming")
        db.execute("delete from main.page_views where day < $oldest", {"oldest": day - KEPT})


USAGE = Usage()
