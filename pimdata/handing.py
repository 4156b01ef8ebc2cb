"""Rows of a return handed to a colleague in the team: who fills in which, kept as a record that is only added to."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import duckdb

from pimdata import answers, notices, permissions, templates, trail
from pimdata.errors import PimError
from pimdata.figures import period_name
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose, rule
from pimdata.store import Store, now

DB = duckdb.DuckDBPyConnection


def hand(store: Store, viewer: Viewer, whose: Whose, codes: Iterable[str], to_post: str) -> int:
    """Hand rows on, or take them back where no post is named; how many that changed.

    Raises:
        NotAllowed: this person may not send this return.
        PimError: no row is named.
    """
    wanted, post = list(dict.fromkeys(codes)), " ".join(to_post.split())
    if not wanted:
        raise PimError("Choose the rows that are to be handed on.")
    with store.writing_to() as db:
        permissions.require(viewer, *rule(db, whose))
        before = handed(db, *whose)
        changed = [code for code in wanted if before.get(code, "") != post]
        first = answers.rows(db, "select coalesce(max(handed_no), 0) + 1 from main.handed_rows")[0][0]
        moment = now(db)
        for number, code in enumerate(changed, start=first):
            db.execute(
                "insert into main.handed_rows values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [number, *whose, code, post, moment, viewer.words, viewer.identity],
            )
        if changed:
            if post:
                _tell(db, viewer, whose, post)
            trail.record(
                db, viewer, "rows handed on" if post else "rows taken back", whose.words, detail=f"{len(changed)} rows"
            )
    return len(changed)


def _tell(db: DB, viewer: Viewer, whose: Whose, post: str) -> None:
    """A letter to whoever holds the post in the service; where nobody is listed in it, it waits and its post is named."""
    found = answers.rows(
        db,
        """
        select distinct roles_held.email from roles_held
        inner join people_today using (email)
        where lower(people_today.post) = lower($post) and roles_held.service_code = $service
        order by 1
        """,
        {"post": post, "service": whose.service},
    )
    what = f"{templates.TITLES[whose.dataset]}, {period_name(whose.period)}"
    words = f"{viewer.words} has handed rows of this return to you: {what}. Fill in those rows, or say what is stopping them."
    link = "/returns?" + urlencode({"r": ",".join(whose)})
    for (email,) in found or [("",)]:
        to = notices.To("team" if email else "", post, service=whose.service, email=email)
        notices.queue(db, to, "Rows of a return are handed to you", words, link, now(db))


def handed(db: DB, dataset: str, service: str, period: str) -> dict[str, str]:
    """Which post fills in each row that was handed on, by the row's code."""
    found = answers.rows(
        db,
        """
        select code, to_post from main.handed_rows
        where dataset = $dataset and service_code = $service and period = $period
        qualify row_number() over (partition by code order by handed_no desc) = 1
        order by code
        """,
        {"dataset": dataset, "service": service, "period": period},
    )
    return {code: post for code, post in found if post}


def posts(db: DB, service: str) -> list[str]:
    """Posts that rows were handed to before or that own something of the service, to choose from."""
    found = answers.rows(
        db,
        """
        select to_post from main.handed_rows where service_code = $service and to_post <> ''
        union
        select officer from current_indicators where service_code = $service and officer <> ''
        union
        select officer from current_actions where service_code = $service and officer <> ''
        order by 1
        """,
        {"service": service},
    )
    return [post for (post,) in found]
