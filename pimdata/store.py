"""The database: attached while somebody reads or writes, and a cursor of its own for each use.

One process may hold a DuckDB file at a time. It is attached only while it is used, so the command line can load
while the app runs; whoever comes second waits politely.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from pimdata import build, refresh
from pimdata.config import settings
from pimdata.errors import PimError

PATIENCE = 30.0  # seconds to wait for another process; a load of 100,000 rows holds the file for a few


MOST_STATES = 100  # moments remembered at once
Fingerprint = tuple[object, ...]


class NoDatabase(PimError):
    """There is no database yet."""


class Busy(PimError):
    """Another program holds the database."""


class Store:
    """One database file and this process's way to it.

    Never share one connection between threads: DuckDB then returns wrong results without an error.
    """

    def __init__(self, path: Path, today: date | None = None, patience: float = PATIENCE, council: str = "") -> None:
        self.path = path.resolve()
        self.today = today
        self.council = council  # whose own results these are; its row among other councils' figures gives way to them
        self.patience = patience
        self.users = 0
        self.lock = threading.Lock()
        self.writing = threading.Lock()
        self.known: tuple[Fingerprint, dict[datetime | None, State]] = ((), {})
        self.root = duckdb.connect()
        self.root.execute("set TimeZone = 'UTC'")
        # From here on no query can read or write any file but those beside the database.
        self.root.execute("set allowed_directories = $folders", {"folders": [f"{self.path.parent}/"]})
        self.root.execute("set enable_external_access = false")
        self.root.execute("set lock_configuration = true")

    def exists(self) -> bool:
        """Whether the database has been made."""
        return self.path.exists()

    def state(self, as_at: datetime | None = None) -> State:
        """Which data there is. The file is opened only where it has changed since: a page drawn again needs none of it."""
        # Taken before the look, so that what is stored in between is seen next time.
        seen = self._fingerprint()
        held, states = self.known
        if held != seen or len(states) > MOST_STATES:
            states = {}
        if as_at not in states:
            with self.reading(as_at) as db:
                states[as_at] = state(db)
            self.known = seen, states
        return states[as_at]

    def _fingerprint(self) -> Fingerprint:
        """What is different after every commit, and after midnight: the file's own marks and its log's."""
        marks: list[object] = [date.today(), datetime.now(UTC).date()]
        for path in (self.path, self._log()):
            with suppress(FileNotFoundError):
                held = path.stat()
                marks.append((path.suffix, held.st_ino, held.st_size, held.st_mtime_ns))
        return tuple(marks)

    def _log(self) -> Path:
        return self.path.with_name(f"{self.path.name}.wal")

    @contextmanager
    def reading(
        self, as_at: datetime | None = None, today: date | None = None, us: str = ""
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that sees the database as it is, or as it stood at a moment.

        Args:
            us: the code of another authority whose place among others is asked; '' for the council's own.

        Finish every result (`.pl()`, `.fetchall()`) before leaving: one left open keeps the file locked.

        Raises:
            NoDatabase: none has been made yet.
            Busy: another program held it all the time we waited.
        """
        if not self.exists():
            raise NoDatabase("There is no database yet. `make run` builds the demonstration; `pimdata load` starts your own.")
        with self._cursor() as db:
            db.execute("set variable as_at = $as_at", {"as_at": as_at})
            # A page drawn as it stood in June is drawn on that day of June: nothing due in July is late on it.
            self._set_today(db, today or (as_at.date() if as_at else None))
            build.use(db, build.MAIN if as_at else build.LIVE)
            if as_at:
                refresh.for_this_cursor(db)
            # Only now: what is stored is always of the council itself.
            db.execute("set variable us = $us", {"us": us or None})
            yield db

    @contextmanager
    def writing_to(self, keep: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in one transaction, committed whole at the end or not at all.

        Args:
            keep: False to look at what would come of it, and then undo it.
        """
        self.create_if_absent()
        with self.writing, self._cursor() as db:
            self._set_today(db, None)
            build.use(db, build.LIVE)
            db.execute("begin")
            try:
                db.execute("update writer_lock set n = n + 1")
                yield db
                db.execute("commit" if keep else "rollback")
            except BaseException:
                db.execute("rollback")
                raise

    def create_if_absent(self) -> None:
        """Make an empty database with every table and view, unless there is one."""
        with self.writing:
            if self.exists():
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Made under another name: a file that is there is whole, whoever looks and whatever was cut short.
            unfinished = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
            unfinished.unlink(missing_ok=True)
            target = str(unfinished).replace("'", "''")
            self.root.execute(f"attach '{target}' as unfinished")
            try:
                with self.root.cursor() as db:
                    db.execute("use unfinished")
                    db.execute("begin")
                    build.create(db)
                    db.execute("commit")
            finally:
                self.root.execute("detach unfinished")
            with suppress(FileExistsError):  # another process was quicker, and may have loaded something already
                os.link(unfinished, self.path)
            unfinished.unlink()

    def remove(self) -> None:
        """Delete the database, whatever is in it."""
        for path in (self.path, self._log()):
            path.unlink(missing_ok=True)

    def rebuild(self) -> None:
        """Make every view again and fill `live` from the whole history; what was sent is untouched."""
        with self._cursor(check=False) as db:
            self._rebuild(db)

    def _set_today(self, db: duckdb.DuckDBPyConnection, today: date | None) -> None:
        db.execute("set variable today = $today", {"today": today or self.today or demonstration_day(db)})
        db.execute("set variable council = $council", {"council": self.council or None})

    def _check_shape(self, db: duckdb.DuckDBPyConnection) -> None:
        if not db.execute("from duckdb_tables() where table_name = 'schema_meta' and database_name = 'pim'").fetchall():
            raise PimError(f"{self.path.name} is not a database of this program. Name another with --database.")
        version, held = db.execute("select version, sql_digest from main.schema_meta").fetchall()[0]
        if version != build.VERSION:
            raise PimError(
                f"The database was made with version {version} of its tables and this program knows {build.VERSION}. "
                "Use the program it was made with, or restore a backup made with this one."
            )
        if held != build.digest():
            self._rebuild(db)

    def _rebuild(self, db: duckdb.DuckDBPyConnection) -> None:
        self._set_today(db, None)
        db.execute("begin")
        try:
            db.execute("update main.writer_lock set n = n + 1")
            build.create_views(db)
            refresh.everything(db)
            db.execute("commit")
        except BaseException:
            db.execute("rollback")
            raise

    @contextmanager
    def _cursor(self, check: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.lock:
            if self.users == 0:
                self._attach(check)
            self.users += 1
        cursor = self.root.cursor()
        try:
            cursor.execute("use pim")
            yield cursor
        finally:
            cursor.close()
            with self.lock:
                self.users -= 1
                # Detached as soon as nobody reads: while one process holds the file, every other is refused,
                # and a manager's load from the command line would wait for ever.
                if self.users == 0:
                    self.root.execute("detach pim")

    def _attach(self, check: bool) -> None:
        until = time.monotonic() + self.patience
        target = str(self.path).replace("'", "''")
        while True:
            try:
                self.root.execute(f"attach '{target}' as pim")
                break
            except duckdb.IOException as error:
                if "lock" not in str(error):
                    raise
                if time.monotonic() > until:
                    raise Busy(
                        f"Another program has held the database for {self.patience:.0f} seconds. "
                        "Wait for its load to finish, or close it, and try again."
                    ) from error
                time.sleep(random.uniform(0.01, 0.03))  # noqa: S311 - jitter, not a secret
        if check:
            self._check_attached()

    def _check_attached(self) -> None:
        cursor = self.root.cursor()
        try:
            cursor.execute("use pim")
            self._check_shape(cursor)
        except BaseException:
            cursor.close()
            self.root.execute("detach pim")
            raise
        cursor.close()


class State(NamedTuple):
    """Which data a cursor sees: `version` changes with every load, withdrawal and thing written from a screen.

    Every cached answer is keyed by it. `people` changes with the list of people alone.
    """

    version: int
    last_change: datetime | None
    today: date
    people: str = ""


def state(db: duckdb.DuckDBPyConnection) -> State:
    """Which data a cursor sees."""
    query = "select version, last_change, today(), fingerprint from data_version cross join people_version"
    return State(*db.execute(query).fetchall()[0])


def demonstration_day(db: duckdb.DuckDBPyConnection) -> date | None:
    """The day a demonstration stands still on; None where time passes as it does elsewhere."""
    found = db.execute("select value from main.settings where name = 'today'").fetchall()
    return date.fromisoformat(found[0][0]) if found else None


def now(db: duckdb.DuckDBPyConnection) -> datetime:
    """The moment a load is stamped with, UTC: on the demonstration's day where there is one."""
    moment = datetime.now(UTC).replace(tzinfo=None)
    day = demonstration_day(db)
    return datetime.combine(day, moment.time()) if day else moment


@cache
def default() -> Store:
    """The store the settings name, one a process."""
    return Store(settings().database, settings().today, council=settings().council)
