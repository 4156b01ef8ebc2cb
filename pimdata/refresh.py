"""Keeps `live` equal to `main`: the stored tables are filled again for what a load touched, in its own transaction."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import duckdb
import polars as pl

from pimdata import build
from pimdata.periods import financial_year
from pimdata.rows import Row

MOST_WHOLE = 100_000  # rows of a file that is checked, and tried out, as it is: quickest, while there is the memory
MOST_ROWS = 40_000  # of a larger one that are checked, or tried out, together
MOST_SCOPED = 250  # codes that are looked up one by one
_KEYS: dict[str, str] = {}


def everything(db: duckdb.DuckDBPyConnection) -> None:
    """Fill every stored table from the whole history."""
    _move_horizon(db)
    for relation in _stored():
        _fill(db, relation)


def touched(db: duckdb.DuckDBPyConnection, model: type[Row], codes: list[str]) -> None:
    """Fill again what rows of this dataset and these codes touch.

    A return touches its own codes, and so does a mark on a chart. A plan may change what any row means (a target, a link,
    a cost centre's service), so it fills all that reads it.
    """
    if _move_horizon(db):
        everything(db)
        return
    by_code = stored_for(db, model) if model.is_return or model.is_of_one else []
    if by_code:
        fill_codes(db, codes, by_code)
    # What adds up over many codes comes last: nothing that is kept code by code reads it.
    for relation in _standing_on(model):
        if relation not in by_code:
            _fill(db, relation)


def fill_codes(db: duckdb.DuckDBPyConnection, codes: list[str], relations: list[str]) -> None:
    """Fill stored tables again for these codes.

    Args:
        relations: tables whose first column is the code, in an order in which each comes after all it reads.
    """
    key = _key(db, relations[0])
    with worked_out(db, codes, relations):
        for relation in relations:
            db.execute(f"delete from live.{relation} where {key} in (select code from touched)")
            db.execute(f"insert into live.{relation} from temp.{relation}")


@contextmanager
def worked_out(db: duckdb.DuckDBPyConnection, codes: list[str], relations: list[str]) -> Iterator[None]:
    """Stored tables as they should now be for these codes, under their own names and with no other code, for a while.

    They are temporary tables, which names mean before `live`, and so are those they are worked out from, for these codes
    alone: each rule then reads a few thousand rows, where a filter would look through half a million for each rule.

    Args:
        relations: as for `fill_codes`.
    """
    key = _key(db, relations[0])
    by_code = [name for name in (*build.NEVER_STORED, *_stored()) if _key(db, name) == key and name not in relations]
    seen = set[str]().union(*(build.reads_through(relation, {*by_code, *relations}) for relation in relations))
    copied = [name for name in by_code if name in seen]
    db.execute("create temporary table touched as select unnest($codes::varchar[]) as code", {"codes": codes})
    for relation in (*copied, *relations):
        select = build.select_of(relation)
        is_in_force = relation.startswith("current_")
        if relation in copied and relation not in build.NEVER_STORED:
            select = f"from {relation} semi join touched on {key} = touched.code"
        elif is_in_force:
            select = f"from ({select}) semi join touched on {key} = touched.code"
        # What is in force is looked up among all that was ever sent, so there the view itself must know the codes.
        with scoped(db, codes if is_in_force else []):
            db.execute(f"create temporary table {relation} as {select}")
    yield
    for relation in ("touched", *copied, *relations):
        db.execute(f"drop table temp.{relation}")


@contextmanager
def scoped(db: duckdb.DuckDBPyConnection, codes: list[str]) -> Iterator[None]:
    """Have what is in force looked up for these codes alone meanwhile; for all where they are none, or many.

    Every figure ever sent is held against each code of a scope: beyond a few hundred it is quicker to look at all.
    """
    db.execute("set variable scope = $codes", {"codes": codes if 0 < len(codes) <= MOST_SCOPED else None})
    try:
        yield
    finally:
        db.execute("set variable scope = null")


def few_at_a_time(rows: pl.DataFrame, key: str) -> Iterator[pl.DataFrame]:
    """The rows of some codes, in their order, then those of the next: what is worked out of them takes no more memory.

    Those of one code stay together, and most files are looked at as they are.
    """
    if rows.height <= MOST_WHOLE:
        yield rows
        return
    codes = rows.select(key).unique().sort(key)
    parts = math.ceil(rows.height / MOST_ROWS)
    for some in codes.iter_slices(math.ceil(codes.height / parts)):
        yield rows.join(some, on=key, how="semi", maintain_order="left")


def for_this_cursor(db: duckdb.DuckDBPyConnection) -> None:
    """Work the stored tables out as they stood at the cursor's moment, as temporary tables that views find first.

    A page asks a dozen questions; without this each of them would judge the whole history again.
    """
    for relation in _stored():
        db.execute(f"create temporary table {relation} as {build.select_of(relation)}")


def stored_for(db: duckdb.DuckDBPyConnection, model: type[Row], *wanted: str) -> list[str]:
    """The stored tables that a return of this dataset changes code by code: all, or those that what is wanted is read from."""
    read = set(wanted or _stored()).union(*(build.reads(relation) for relation in wanted))
    return [name for name in _standing_on(model) if name in read and _key(db, name) == model.scope_column]


def _standing_on(model: type[Row]) -> list[str]:
    sent = f"current_{model.dataset}"
    return [relation for relation in _stored() if sent in build.reads(relation) | {relation}]


def _stored() -> list[str]:
    return [file.relation for file in build.sql_files() if file.is_stored]


def _key(db: duckdb.DuckDBPyConnection, relation: str) -> str:
    """The column a relation is refreshed by: its first. The files of sql/ decide it, so it is looked up once."""
    if relation not in _KEYS:
        _KEYS[relation] = db.execute(f"from {relation} limit 0").description[0][0]
    return _KEYS[relation]


def _fill(db: duckdb.DuckDBPyConnection, relation: str) -> None:
    """Fill one stored table again from the whole history."""
    db.execute(f"delete from live.{relation}")
    # The select is looked up in `live` first, so what was filled before it is read and not worked out again.
    # What is asked for by its code lies together, so that a question about one reads little; some say an order of their own.
    select = build.select_of(relation)
    order = "" if select.splitlines()[-1].startswith("order by") else f"order by {_key(db, relation)}"
    db.execute(f"insert into live.{relation} from ({select}) {order}")


def _horizon(db: duckdb.DuckDBPyConnection) -> str:
    """Figures are expected to the end of next financial year."""
    today: date = db.execute("select main.today()").fetchall()[0][0]
    return date(int(financial_year(today)[:4]) + 2, 3, 31).isoformat()


def is_new_year(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether a financial year has begun since expected periods were last worked out."""
    return db.execute("select value from main.settings where name = 'horizon'").fetchall() != [(_horizon(db),)]


def _move_horizon(db: duckdb.DuckDBPyConnection) -> bool:
    """Expect figures to the end of next year; says whether that day has moved."""
    if not is_new_year(db):
        return False
    db.execute("delete from main.settings where name = 'horizon'")
    db.execute("insert into main.settings values ('horizon', $horizon)", {"horizon": _horizon(db)})
    return True
