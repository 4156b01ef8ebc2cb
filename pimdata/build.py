"""Makes the database: every file in sql/, in the order they need each other.

Every view is made twice: in schema `main` over all history (the truth), and in schema `live`, where a file of
`stored/`, and what is in force of each dataset, is a table instead, filled by the very same select. Names are looked up
in `live` first, so every rule and every query is written once, and what is slow is worked out when a load comes in
rather than when a page is opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from pimdata import periods

SQL = Path(__file__).resolve().parent.parent / "sql"
VIEWS = ("current", "rules", "stored", "marts")
LAYERS = ("macros", "tables", *VIEWS)
VERSION = 1
# Figures in force are looked up in `main` alone: `live` has them in `indicator_series`, and twice would be too much.
NEVER_STORED = ("accepted_loads", "current_indicator_results")
LIVE, MAIN = "live,main", "main"


class SqlFile(NamedTuple):
    """One file of sql/: the relation it makes, its layer, and its text."""

    relation: str
    layer: str
    text: str

    @property
    def statement(self) -> str:
        """The create statement (or statements, of macros), without the comments on columns."""
        return self.text.split("\ncomment on ", 1)[0]

    @property
    def is_stored(self) -> bool:
        """Whether it is a table in `live`: what is slow to work out, and what every page would look up again."""
        return self.layer == "stored" or (self.layer == "current" and self.relation not in NEVER_STORED)

    @property
    def select(self) -> str:
        """What a view selects."""
        return re.split(rf"create view {self.relation} as\n", self.statement, maxsplit=1)[1].rstrip().rstrip(";")


@cache
def sql_files() -> tuple[SqlFile, ...]:
    """Every file, in an order in which each comes after all it reads."""
    found = {
        path.stem: SqlFile(path.stem, layer, path.read_text("utf-8"))
        for layer in LAYERS
        for path in sorted((SQL / layer).glob("*.sql"))
    }
    words = {name: set(re.findall(r"[a-z_]+", _code(file.statement))) for name, file in found.items()}
    needs = {name: (words[name] & found.keys()) - {name} for name in found}
    for name, file in found.items():
        if file.layer != "macros":
            needs[name] |= {other.relation for other in found.values() if other.layer == "macros"}
    return tuple(found[name] for name in TopologicalSorter(needs).static_order())


def select_of(relation: str) -> str:
    """What the view of this name selects."""
    return next(file.select for file in sql_files() if file.relation == relation)


@cache
def reads(relation: str) -> frozenset[str]:
    """Every relation that this one stands on, directly or through others."""
    return frozenset(reads_through(relation, ()))


def reads_through(relation: str, tables: Collection[str]) -> set[str]:
    """Every relation that is looked at where this one is worked out and these are there as tables already."""
    texts = _words()
    found: set[str] = set()
    waiting = {relation}
    while waiting:
        new = texts[waiting.pop()] & texts.keys() - found - {relation}
        found |= new
        waiting |= new.difference(tables)
    return found


@cache
def _words() -> dict[str, set[str]]:
    """Every word of each relation's statement: the names of relations among them are those it reads."""
    return {file.relation: set(re.findall(r"[a-z_]+", _code(file.statement))) for file in sql_files()}


def _code(sql: str) -> str:
    return re.sub(r"--[^\n]*", "", sql)


def digest() -> str:
    """The fingerprint of sql/: a database built from other rules is rebuilt before it is read."""
    joined = "\n".join(f"{file.layer}/{file.relation}\n{file.text}" for file in sql_files())
    return hashlib.sha256(joined.encode()).hexdigest()


def create(db: duckdb.DuckDBPyConnection) -> None:
    """Make every table, view and definition in an empty database; the caller commits."""
    db.execute("create schema if not exists live")
    use(db, MAIN)
    _add_tables(db)
    _fill_calendar(db)
    db.execute("insert into writer_lock values (0)")
    db.execute("insert into schema_meta values ($version, '', now()::timestamp)", {"version": VERSION})
    create_views(db)


def create_views(db: duckdb.DuckDBPyConnection) -> None:
    """Make (or make again) every view, the tables of `live`, and the definitions; the caller commits.

    DuckDB works a view out down to the tables when it is made, and ours stand ten deep on one another: made from below it
    took 15 seconds. So an empty table first stands in for each, and views take their places from above: what each of them
    reads is then still a table, and is looked up again whenever it is asked.
    """
    drop_views(db)
    _add_tables(db)
    use(db, MAIN)
    for file in sql_files():
        if file.layer == "macros":
            db.execute(file.statement)
    views = [file for file in sql_files() if file.layer in VIEWS]
    for file in views:
        _create_tables(db, file)
    for file in reversed(views):
        use(db, MAIN)
        db.execute(f"drop table main.{file.relation}")
        db.execute(file.statement)
        if not file.is_stored and file.layer != "current":
            use(db, LIVE)
            db.execute(f"drop table live.{file.relation}")
            db.execute(f"create view live.{file.relation} as {file.select}")
    _describe(db)
    db.execute("update schema_meta set sql_digest = $digest, built_at = now()::timestamp", {"digest": digest()})


def _create_tables(db: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    """Make the empty table of a stored view in `live`, and what stands in for any view until it is made.

    Never by `create table … as`: in DuckDB 2.0 such a table, filled with more than 122,880 rows by the same transaction,
    reads as empty until that is committed, and whatever is worked out from it there would be empty for good.
    """
    columns = ", ".join(f'"{name}" {kind}' for name, kind, *_ in db.execute(f"describe {file.select}").fetchall())
    db.execute(f"create table main.{file.relation} ({columns})")
    if file.is_stored or file.layer != "current":
        db.execute(f"create table live.{file.relation} ({columns})")


def _add_tables(db: duckdb.DuckDBPyConnection) -> None:
    """Make every table and column that is not there: a database made before one was thought of has room for it afterwards."""
    use(db, MAIN)
    there: dict[str, set[str]] = {}
    for table, column in db.execute("""
        select table_name, column_name from duckdb_columns()
        where database_name = current_database() and schema_name = 'main' and not internal
    """).fetchall():
        there.setdefault(table, set()).add(column)
    for file in (each for each in sql_files() if each.layer == "tables"):
        if file.relation not in there:
            db.execute(file.statement)
            continue
        for name, kind in _COLUMN.findall(file.statement):
            if name not in there[file.relation]:
                # Rows that were sent before say nothing in it, and a blank text is never null.
                blank = " default ''" if kind == "varchar" else ""
                db.execute(f'alter table {file.relation} add column "{name}" {kind}{blank}')


def drop_views(db: duckdb.DuckDBPyConnection) -> None:
    """Drop every view, and the tables of `live`, whatever rules made them; what was sent is untouched."""
    made = db.execute("""
        select schema_name, view_name, 'view' from duckdb_views() where database_name = current_database() and not internal
        union all
        select schema_name, table_name, 'table' from duckdb_tables()
        where database_name = current_database() and schema_name = 'live'
    """).fetchall()
    for schema, name, kind in made:
        db.execute(f"drop {kind} {schema}.{name}")


def use(db: duckdb.DuckDBPyConnection, schemas: str) -> None:
    """Where names are looked up on this cursor: `live,main` for now, `main` alone for any other moment."""
    catalog = db.sql("select current_database()").fetchall()[0][0]
    path = ",".join(f"{catalog}.{schema}" for schema in schemas.split(","))
    db.execute(f"set search_path = '{path}'")


def _fill_calendar(db: duckdb.DuckDBPyConnection) -> None:
    days = pl.DataFrame(list(periods.all_working_days()), schema=["day", "working_day_no", "is_working"], orient="row")
    names = list(periods.Period._fields)
    spans = pl.DataFrame(list(periods.all_periods()), schema=names, orient="row", infer_schema_length=None).join(
        days.select(period_end="day", end_working_day_no="working_day_no"), on="period_end"
    )
    for table, frame in (("working_days", days), ("periods", spans)):
        db.register("incoming", frame)
        db.execute(f"insert into {table} by name from incoming")
        db.unregister("incoming")


# A column of a table, as every statement has it: a line of its own, its name, its kind.
_COLUMN = re.compile(r'^    "?(\w+)"? (.+?)(?: not null)?,?$', re.MULTILINE)
_ON_RELATION = re.compile(r"comment on (?:table|view) (\w+) is '((?:[^']|'')*)';")
_ON_COLUMN = re.compile(r"comment on column (\w+)\.(\w+) is '((?:[^']|'')*)';")


def described(file: SqlFile) -> tuple[str, dict[str, str]]:
    """What a file says of its relation, and of each column it words itself."""
    text = file.text[len(file.statement) :]
    relation = next((words for _, words in _ON_RELATION.findall(text)), "")
    columns = {column: words.replace("''", "'") for _, column, words in _ON_COLUMN.findall(text)}
    return relation.replace("''", "'"), columns


def _describe(db: duckdb.DuckDBPyConnection) -> None:
    """Fill `definitions`. A column that a view passes on means what it meant where it was first worded."""
    db.execute("delete from definitions")
    columns: dict[str, list[str]] = {}
    for relation, column in db.sql("""
        select table_name, column_name from duckdb_columns()
        where database_name = current_database() and schema_name = 'main' order by table_name, column_index
    """).fetchall():
        columns.setdefault(relation, []).append(column)
    first: dict[str, str] = {}
    rows: list[tuple[str, str, str, str]] = []
    for file in sql_files():
        if file.layer == "macros":
            continue
        words, own = described(file)
        rows.append((file.relation, "", words, file.layer))
        for column in columns[file.relation]:
            first.setdefault(column, own.get(column, ""))
            rows.append((file.relation, column, own.get(column) or first[column], file.layer))
    db.register("incoming", pl.DataFrame(rows, schema=["relation", "column_name", "comment", "layer"], orient="row"))
    db.execute("insert into definitions by name from incoming")
    db.unregister("incoming")
