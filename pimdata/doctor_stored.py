"""Whether what is stored agrees with itself: loads with their rows and events, figures, and live tables with the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import duckdb

from pimdata import answers, build, refresh
from pimdata.models import DATASETS
from pimdata.rows import quoted
from pimdata.store import demonstration_day

WHOLE_UP_TO = 50_000  # figures up to which live is compared whole; past these, by SAMPLED codes of each table
SAMPLED = 200
CLOCKS_DIFFER = timedelta(minutes=5)
REBUILD = "Run `pimdata doctor --mend`: it makes every view and the live tables again from what was sent."
FROM_BACKUP = "Restore the newest backup into another file with `pimdata restore`, and keep this one to look into."

BROKEN = "select event_no from trail_checked where fault <> ''"

DB = duckdb.DuckDBPyConnection


class Finding(NamedTuple):
    """One thing that was looked at. `how_to_mend` is empty where all is well."""

    what: str
    found: str
    is_well: bool
    how_to_mend: str


def finding(what: str, faults: list[str], well: str, mend: str) -> Finding:
    """Whatever is wrong with a thing, or that nothing is."""
    return Finding(what, "; ".join(faults), False, mend) if faults else Finding(what, well, True, "")


def all_findings(db: DB) -> Iterator[Finding]:
    """Everything worth knowing of what is stored."""
    for look in LOOKS.values():
        yield look(db)


def _loads(db: DB) -> Finding:
    """Each load has one record and its events, numbered once each."""
    queries = {
        "load {} has no event, so it counts for nothing": "select load_id from loads anti join load_events using (load_id)",
        "an event is of load {}, which is not recorded": "select load_id from load_events anti join loads using (load_id)",
        "two events have the number {}": "select event_no from load_events group by all having count(*) > 1",
        "two loads have the number {}": "select load_id from loads group by all having count(*) > 1",
    }
    faults = [fault for words, query in queries.items() for fault in _told(db, words, query)]
    count = answers.rows(db, "select count(*) from loads")[0][0]
    return finding("loads", faults, f"{count:,}, each with its events", FROM_BACKUP)


def _rows(db: DB) -> Finding:
    """The rows of each dataset: all of recorded loads, as many as were recorded, none twice in one load or in force."""
    faults = []
    for name, model in DATASETS.items():
        key = quoted(model.key)
        twice = f"group by {key} having count(*) > 1"
        queries = {
            "a row is of load {}, which is not recorded": f"select load_id from {name} anti join loads using (load_id)",
            "{} is in one load twice": f"select concat_ws(', ', {key}) from {name} {twice.replace('by', 'by load_id,', 1)}",
            "{} is in force twice": f"select concat_ws(', ', {key}) from main.current_{name} {twice}",
            "load {} has other rows than were recorded": f"""
                select load_id from loads
                left join (select load_id, count(*) as held from {name} group by all) as counts using (load_id)
                where dataset = '{name}' and coalesce(held, 0) <> rows_stored
            """,
        }
        faults += [f"{name}: {fault}" for words, query in queries.items() for fault in _told(db, words, query)]
    return finding("rows", faults, f"{len(DATASETS)} datasets, no key twice, no row without its load", FROM_BACKUP)


def _told(db: DB, words: str, query: str) -> list[str]:
    """One fault for all that a query finds, naming the first."""
    found = [str(each) for (each,) in answers.rows(db, f"select distinct * from ({query}) order by all")]
    more = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
    return [words.format(found[0]) + more] if found else []


def _trail(db: DB) -> Finding:
    """Every event of the trail is as it was written and follows from the one before."""
    faults = _told(db, "event {} is not as it was written, or does not follow from the one before", BROKEN)
    count = answers.rows(db, "select count(*) from trail")[0][0]
    return finding("trail", faults, f"{count:,} events in one chain", "Run `pimdata doctor --audit`: it says more of each.")


def _figures(db: DB) -> Finding:
    """No figure is infinite or not a number; a decimal cannot be."""
    columns = answers.rows(
        db,
        """
        select schema_name || '.' || table_name, column_name
        from duckdb_columns()
        semi join duckdb_tables() using (database_name, schema_name, table_name)
        where database_name = current_database() and data_type in ('DOUBLE', 'FLOAT')
        """,
    )
    faults = []
    for table, column in columns:
        faults += _told(db, f"{table}.{column} holds {{}}", f"select {column} from {table} where not isfinite({column})")
    return finding("figures", faults, "none is infinite or not a number", REBUILD)


def _horizon(db: DB) -> Finding:
    """Figures are expected to the end of next year."""
    faults = ["a new year has begun since expected periods were worked out"] if refresh.is_new_year(db) else []
    held = dict(answers.rows(db, "select name, value from settings")).get("horizon", "no day")
    return finding("horizon", faults, f"figures are expected to {held}", REBUILD)


def _newest_load(db: DB) -> Finding:
    """No event is later than the clock: it would stand above what is loaded from now on in any view of the past."""
    newest = answers.rows(db, "select max(changed_at) from load_events")[0][0]
    day = demonstration_day(db)
    now = datetime.combine(day, datetime.max.time()) if day else datetime.now(UTC).replace(tzinfo=None)
    if newest is None:
        return finding("newest load", [], "nothing has been loaded", "")
    told = f"{newest:%Y-%m-%d %H:%M} UTC"
    faults = [f"{told}, which has not come"] if newest > now + CLOCKS_DIFFER else []
    return finding("newest load", faults, told, "Set this machine's clock; then look at that load with `pimdata loads`.")


def _live(db: DB) -> Finding:
    """What pages read is what the rules say of the whole history, both ways round."""
    is_whole = answers.rows(db, "select count(*) from indicator_results")[0][0] <= WHOLE_UP_TO
    faults, looked = [], 0
    build.use(db, build.MAIN)
    try:
        for relation in (file.relation for file in build.sql_files() if file.is_stored):
            db.execute("set variable scope = $codes", {"codes": None if is_whole else _sample(db, relation)})
            wrong, rows = _differing(db, relation)
            looked += rows
            faults += [f"{relation}: {wrong:,} rows differ"] if wrong else []
    finally:
        db.execute("set variable scope = null")
        build.use(db, build.LIVE)
    return finding("live", faults, f"{looked:,} rows are what the rules say", REBUILD)


def _sample(db: DB, relation: str) -> list[str] | None:
    """Some codes, both of `live` and of what was sent, so that one missing from either is seen.

    None, which is all, where rows stand on more than their own code: on links, or on a service's many cost centres.
    """
    key = _key(db, relation)
    source = next((model.dataset for model in DATASETS.values() if model.is_return and model.scope_column == key), None)
    if source is None:
        return None
    codes = f"select distinct {key} as code from live.{relation} union select distinct {key} from main.{source}"
    return [code for (code,) in answers.rows(db, f"from ({codes}) using sample {SAMPLED} rows")]


def _differing(db: DB, relation: str) -> tuple[int, int]:
    """How many rows only one of the two holds, and how many were compared."""
    query = f"""
        with held as materialized (from live.{relation} where main.in_scope({_key(db, relation)})),
        ruled as materialized (from main.{relation})
        select
            (select count(*) from (from held except all from ruled))
            + (select count(*) from (from ruled except all from held)) as wrong,
            (select count(*) from ruled) as looked
    """
    wrong, looked = answers.rows(db, query)[0]
    return int(wrong), int(looked)


def _key(db: DB, relation: str) -> str:
    return db.sql(f"from live.{relation} limit 0").columns[0]


LOOKS: dict[str, Callable[[DB], Finding]] = {
    "loads": _loads,
    "rows": _rows,
    "trail": _trail,
    "figures": _figures,
    "horizon": _horizon,
    "newest load": _newest_load,
    "live": _live,
}
