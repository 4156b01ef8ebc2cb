"""Who may do what, looked over: every role that is held, who has left, and what clashes; for whoever reviews access."""

from __future__ import annotations

from typing import NamedTuple

import duckdb
import polars as pl

from pimdata import permissions, queries_people
from pimdata.answers import frame
from pimdata.people import OF_A_SERVICE, ROLES, Viewer, held_words
from pimdata.permissions import Item

DB = duckdb.DuckDBPyConnection
# Whose work stands still while they are away: those that sign off or answer.
NEEDS_DEPUTY = ("head", "holder", "finance")
YEARS_AFTER = 6  # that somebody is held after they leave: a time of our own choosing


class Finding(NamedTuple):
    """Something to look at: whose, what it is, and what to do."""

    email: str
    what: str
    how_to_mend: str


class Review(NamedTuple):
    """`held` has a row for each role a person holds: email, name, post, role, service_code, service_title, portfolio,
    deputises_for, valid_from, valid_to. `left` has a row for each person whose last day has passed: email, name, post,
    roles, valid_to.
    """

    held: pl.DataFrame
    left: pl.DataFrame
    findings: list[Finding]


def review(db: DB, viewer: Viewer) -> Review:
    """Roles, leavers and clashes as they stand today.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "review access")
    held = frame(
        db,
        """
        select
            roles_held.email, name, post, roles_held.role, service_code, service_title, roles_held.portfolio, deputises_for,
            valid_from, valid_to
        from roles_held
        left join (select email, name, post, valid_from, valid_to from people_today) as people using (email)
        order by roles_held.email, deputises_for, roles_held.role, service_code, roles_held.portfolio
        """,
    )
    left = frame(
        db,
        "select email, name, post, roles, valid_to from people_today where not is_in_post order by valid_to desc, email",
    )
    findings = [*_both(held), *_alone(db, held), *_for_leavers(db), *_unsigned(db, held), *_long_gone(db)]
    return Review(held, left, findings)


def _viewers(held: pl.DataFrame) -> dict[str, list[tuple[Viewer, str]]]:
    """The roles of each person as the rules of permission know them, each with whom it is held for."""
    people: dict[str, list[tuple[Viewer, str]]] = {}
    for row in held.to_dicts():
        words = held_words(row["role"], row["service_title"] or "", row["portfolio"], row["deputises_for"])
        viewer = Viewer(row["role"], row["service_code"], row["portfolio"], words, row["email"])
        people.setdefault(row["email"], []).append((viewer, row["deputises_for"]))
    return people


def _long_gone(db: DB) -> list[Finding]:
    """Leavers whose time is over, whom the page on data protection says are forgotten."""
    query = f"""
        select email from people_today
        where not is_in_post and valid_to < today() - interval {YEARS_AFTER} years
        order by email
    """
    said = f"left more than {YEARS_AFTER} years ago and is still held"
    held = frame(db, query)["email"]
    return [Finding(email, said, f"Forget them: pimdata people forget {email}.") for email in held]


def _both(held: pl.DataFrame) -> list[Finding]:
    """Who sends in one role what they may sign off in another.

    Both held for one and the same person are that person's clash, and are told once.
    """
    found = []
    for email, viewers in _viewers(held).items():
        for sends, sends_for in ((viewer, other) for viewer, other in viewers if viewer.role in OF_A_SERVICE):
            item = Item(sends.service, dataset="budget_positions" if sends.role == "budget" else "")
            others = [each for each, other in viewers if each.role != sends.role and (not other or other != sends_for)]
            signs = [each for each in others if permissions.may(each, "sign off", item)]
            if signs and permissions.may(sends, "send return", item):
                what = f"sends as {sends.words} and may sign off the same as {signs[0].words}"
                found.append(Finding(email, what, "Take one of the two roles away, or see that another signs off."))
    return found


def _alone(db: DB, held: pl.DataFrame) -> list[Finding]:
    """Whose work nobody does while they are away."""
    stood_for = frame(
        db,
        """
        select distinct lower(trim(other.address)) as email
        from people_today, unnest(string_split(is_deputy_for, ';')) as other(address)
        where is_in_post
        """,
    )["email"].to_list()
    own = held.filter((pl.col("deputises_for") == "") & pl.col("role").is_in(NEEDS_DEPUTY)).unique("email", maintain_order=True)
    return [
        Finding(row["email"], f"{ROLES[row['role']]} without a deputy", "Name one in is_deputy_for of whoever stands in.")
        for row in own.to_dicts()
        if row["email"] not in stood_for
    ]


def _for_leavers(db: DB) -> list[Finding]:
    """Who stands in for somebody who has left."""
    found = frame(
        db,
        """
        with standing_in as (
            select email, lower(trim(other.address)) as principal
            from people_today, unnest(string_split(is_deputy_for, ';')) as other(address)
            where is_in_post and trim(other.address) <> ''
        )

        select standing_in.email, principal from standing_in
        inner join people_today on people_today.email = principal
        where not people_today.is_in_post
        order by all
        """,
    )
    return [
        Finding(row["email"], f"stands in for {row['principal']}, who has left", "Send their row again without that address.")
        for row in found.to_dicts()
    ]


def _unsigned(db: DB, held: pl.DataFrame) -> list[Finding]:
    """Services that somebody sends for and no head of service signs off for."""
    heads = set(held.filter(pl.col("role") == "head")["service_code"].to_list())
    sent = held.filter(pl.col("role") == "manager")
    titles = queries_people.service_titles(db)
    return [
        Finding("", f"{titles.get(code, code)} has a manager and no head of service to sign off", "Give somebody that role.")
        for code in sorted(set(sent["service_code"].to_list()) - heads)
    ]
