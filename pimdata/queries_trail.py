"""What the trail says, and how the system is used; asked by whoever may, and by nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import duckdb
import polars as pl

from pimdata import auditing, permissions
from pimdata.answers import first, frame, rows
from pimdata.people import Viewer

DB = duckdb.DuckDBPyConnection
PAGE = 25
MOST_SAVED = 100_000  # events in one file; more than that is asked for by dates


class Asked(NamedTuple):
    """Which events: whatever is left empty lets every one through. `since` and `until` are days, UTC, both included."""

    who: str = ""
    what: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None
    load_id: int | None = None


_TOLD = """
    with told as (
        select
            event_no, happened_at, coalesce(identity, who || ', forgotten') as who, acting_role, what, about, load_id,
            detail, fault, previous_hash, hash,
        from trail_checked
        left join identities using (who)
    ),

    asked as (
        from told
        where ($who = '' or contains(lower(who), lower($who)))
            and ($what = '' or what = $what)
            and ($about = '' or contains(lower(about || ' ' || detail), lower($about)))
            and ($since is null or happened_at >= $since::date)
            and ($until is null or happened_at < $until::date + 1)
            and ($load_id is null or load_id = $load_id::integer)
    )
"""


def events(db: DB, viewer: Viewer, asked: Asked, page: int = 1) -> tuple[int, pl.DataFrame]:
    """How many events are asked for, and one page of them, the newest first, each with what is wrong with it.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "read trail")
    count = rows(db, f"{_TOLD} select count(*) from asked", asked._asdict())[0][0]
    query = f"{_TOLD} from asked order by event_no desc limit {PAGE} offset $skipped"
    return count, frame(db, query, {**asked._asdict(), "skipped": (max(page, 1) - 1) * PAGE})


def saved(db: DB, viewer: Viewer, asked: Asked) -> pl.DataFrame:
    """All the events that are asked for, in their order, as a file has them.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "read trail")
    return frame(db, f"{_TOLD} from asked order by event_no limit {MOST_SAVED}", asked._asdict())


def kinds(db: DB, viewer: Viewer) -> list[str]:
    """What is done, in the words of the trail.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "read trail")
    return [what for (what,) in rows(db, "select distinct what from trail order by what")]


def verdict(db: DB, viewer: Viewer) -> auditing.Verdict:
    """Whether the trail is whole.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "read trail")
    return auditing.verdict(db)


def load(db: DB, viewer: Viewer, load_id: int) -> dict[str, object] | None:
    """A load as it was sent: what the events about it are about. None where there is none of this number.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "read trail")
    return first(db, "select * from loads where load_id = $load_id", {"load_id": load_id})


def use(db: DB, viewer: Viewer, days: int = 30) -> pl.DataFrame:
    """How often each page was opened in each role in the last days: page, role, views, on_days, last_day.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "see usage")
    return frame(
        db,
        """
        select page, role, sum(views)::integer as views, count(distinct day)::integer as on_days, max(day) as last_day
        from page_views
        where day > $since
        group by page, role
        order by views desc, page, role
        """,
        {"since": _today(db) - timedelta(days)},
    )


def use_by_day(db: DB, viewer: Viewer, days: int = 30) -> pl.DataFrame:
    """How often any page was opened on each of the last days, by councillors and by others: day, councillors, others.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "see usage")
    return frame(
        db,
        """
        select
            day,
            coalesce(sum(views) filter (list_contains($councillors, role)), 0)::integer as councillors,
            coalesce(sum(views) filter (not list_contains($councillors, role)), 0)::integer as others,
        from page_views
        where day > $since
        group by day
        order by day desc
        """,
        {"since": _today(db) - timedelta(days), "councillors": list(permissions.COUNCILLORS)},
    )


def _today(db: DB) -> date:
    day: date = rows(db, "select today()")[0][0]
    return day
