"""A person forgotten: a pseudonym in their place wherever who they are is kept, and the trail as whole as it was.

The trail holds pseudonyms alone; `identities` says whom each stands for, and that row is deleted. What was done stays, who
did it can no longer be told.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import duckdb

from pimdata import answers, auditing, build, refresh, trail, within_files
from pimdata.errors import NothingToDo, PimError
from pimdata.models import DATASETS
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
SHORTEST_NAME = 5  # letters; a shorter one would be found in half of all files
_CALLED = "select distinct name from main.people where lower(email) = $email and length(name) >= $shortest order by name"
_KEPT = """
    with named as (
        select sha256, file_name from main.draft_versions
        union all
        select sha256, file_name from main.attachments
    )

    select sha256, min(file_name) from main.kept_files left join named using (sha256) group by sha256 order by sha256
"""
LEFT = frozenset(("definitions", "identities", "page_views", "periods", "schema_meta", "settings", "trail", "working_days"))


class Forgotten(NamedTuple):
    """What was done: the pseudonym, and how many rows of each column were changed, as {"people.email": 2}.

    `files` are the kept files that hold the address or the name still, by fingerprint and name: a file stays as it came, or
    its fingerprint would say that it was tampered with. `unread` are those into which no program can look.
    """

    pseudonym: str
    changed: dict[str, int]
    files: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def forget(store: Store, email: str, who: trail.Who, keep: bool = True) -> Forgotten:
    """Put a pseudonym in the place of an e-mail address, and of the name beside it among `people`.

    Names in papers, comments and file names are not looked for: a portfolio holder's is public, and a comment is put right
    by sending it again. Backups hold what they held.

    Args:
        store: the database.
        email: the address by which the person is known.
        who: whoever does it.
        keep: False to say what would be changed and change nothing.

    Raises:
        PimError: this is no e-mail address.
        NothingToDo: it is held nowhere.
    """
    asked = email.strip().lower()
    if not trail.EMAIL.fullmatch(asked):
        raise PimError(f"“{email}” is no e-mail address. People are known by theirs, as name@council.gov.uk.")
    with store.writing_to(keep) as db:
        known = answers.rows(db, "select who from main.identities where identity = $asked", {"asked": asked})
        # Whoever the trail never told takes the number of the event that tells of this.
        pseudonym = known[0][0] if known else f"P-{auditing.head(db).event_no + 1}"
        called = [name for (name,) in answers.rows(db, _CALLED, {"email": asked, "shortest": SHORTEST_NAME})]
        changed = _names(db, asked, pseudonym) | _addresses(db, asked, pseudonym)
        if not known and not changed:
            raise NothingToDo(f"{asked} is held nowhere.")
        db.execute("delete from main.identities where who = $who", {"who": pseudonym})
        trail.record(db, who, "person forgotten", pseudonym, detail=f"{sum(changed.values())} cells")
        files, unread = _files(db, [asked, *called])
        if any(place.split(".")[0] in DATASETS for place in changed):
            refresh.everything(db)
    return Forgotten(pseudonym, changed, files, unread)


def _names(db: DB, email: str, pseudonym: str) -> dict[str, int]:
    """The person's name among `people`, where that is held; before the address, by which it is found."""
    if not any(table == "people" for table, _ in _texts(db)):
        return {}
    where = "where lower(email) = $email and name <> $pseudonym"
    known = {"email": email, "pseudonym": pseudonym}
    count = answers.rows(db, f"select count(*) from main.people {where}", known)[0][0]
    db.execute(f"update main.people set name = $pseudonym {where}", known)
    return {"people.name": count} if count else {}


def _addresses(db: DB, email: str, pseudonym: str) -> dict[str, int]:
    """Every text that holds the address, as the whole or as a part, in any table that is not made by the program."""
    whole = re.compile(rf"(?<![\w.+'-]){re.escape(email)}(?![\w-]|\.\w)", re.IGNORECASE)
    changed = {}
    for table, column in _texts(db):
        query = f'select "{column}", count(*) from main.{table} where contains(lower("{column}"), $email) group by all'
        count = 0
        for text, rows in answers.rows(db, query, {"email": email}):
            said = whole.sub(pseudonym, text)
            if said != text:
                db.execute(f'update main.{table} set "{column}" = $said where "{column}" = $text', {"said": said, "text": text})
                count += rows
        if count:
            changed[f"{table}.{column}"] = count
    return changed


def _files(db: DB, sought: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kept files in which any of these words stands, and those that only a person can tell of. One at a time: each may be
    large.
    """
    found: dict[bool | None, list[str]] = {True: [], None: [], False: []}
    for sha256, name in answers.rows(db, _KEPT):
        content = answers.rows(db, "select content from main.kept_files where sha256 = $sha256", {"sha256": sha256})[0][0]
        found[within_files.hold(bytes(content), sought)].append(f"{sha256} ({name})" if name else sha256)
    return tuple(found[True]), tuple(found[None])


def _texts(db: DB) -> list[tuple[str, str]]:
    """Every column of text of every table that people fill."""
    names = [file.relation for file in build.sql_files() if file.layer == "tables" and file.relation not in LEFT]
    return [
        (table, column)
        for table, column in answers.rows(
            db,
            """
            select table_name, column_name from duckdb_columns()
            where database_name = current_database() and schema_name = 'main' and data_type = 'VARCHAR'
                and list_contains($names, table_name)
            order by table_name, column_index
            """,
            {"names": names},
        )
    ]
