"""The whole database to open files and back again: a folder of Parquet files and a list of what is in them.

Only what was sent is kept. Periods, views, definitions and `live` are made again from sql/, so a backup can be
restored by a later program whose rules are others, as long as its tables are the same.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pimdata import answers, build, refresh
from pimdata.doctor import doctor
from pimdata.errors import PimError
from pimdata.store import Store, demonstration_day

__all__ = ["backup", "doctor", "restore"]

MANIFEST = "manifest.json"
REMADE = frozenset(("definitions", "periods", "schema_meta", "working_days", "writer_lock"))
# Tables that older backups were made without; they are restored empty.
ADDED_LATER = frozenset(
    [
        "api_token_events",
        "api_tokens",
        "attachments",
        "comparators",
        "draft_versions",
        "drafts",
        "event_people",
        "follow_events",
        "handed_rows",
        "hold_ups",
        "identities",
        "kept_files",
        "last_looks",
        "letter_events",
        "measure_audits",
        "notices",
        "page_views",
        "people",
        "period_publications",
        "published_judgements",
        "quartiles",
        "question_events",
        "questions",
        "reliability_grades",
        "remarks",
        "sendings",
        "standard_confirmations",
        "taught_layouts",
        "trail",
    ]
)


def kept_tables() -> list[str]:
    """The tables that hold what was sent, and the settings that belong to the data."""
    return sorted(file.relation for file in build.sql_files() if file.layer == "tables" and file.relation not in REMADE)


def backup(store: Store, folder: Path, keep: bool = True) -> int:
    """Copy everything that was sent to a folder, as it stood at one moment, while others go on using it.

    Args:
        store: the database.
        folder: a new folder, or an empty one. It appears only when it is whole.
        keep: False to write nothing and say how many rows there are.

    Returns:
        How many rows were copied.

    Raises:
        PimError: there is something in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PimError(f"There is something at {folder} already. Name a new folder; a backup never overwrites one.")
    if not keep:
        with store.reading() as db:
            return sum(answers.rows(db, f"select count(*) from main.{name}")[0][0] for name in kept_tables())
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        manifest = _write_tables(store, partial)
        (partial / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return _rows_in(manifest)


def _write_tables(store: Store, folder: Path) -> dict[str, Any]:
    """Every table in one transaction: a load that comes in meanwhile is in none of them."""
    with store.reading() as db:
        db.execute("begin")
        try:
            version, digest = db.execute("select version, sql_digest from main.schema_meta").fetchall()[0]
            tables = {
                name: _write(answers.frame(db, f"from main.{name}"), folder / f"{name}.parquet") for name in kept_tables()
            }
        finally:
            db.execute("rollback")
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"made_at": made_at, "schema_version": version, "sql_digest": digest, "tables": tables}


def _write(rows: pl.DataFrame, path: Path) -> dict[str, Any]:
    rows.write_parquet(path)
    return {"rows": rows.height, "sha256": _sha256(path)}


def restore(store: Store, folder: Path, keep: bool = True) -> int:
    """Make a database from a backup.

    Args:
        store: where it is to be; nothing may be there yet.
        folder: what `backup` wrote.
        keep: False to check the backup and make nothing.

    Returns:
        How many rows were restored.

    Raises:
        PimError: there is a database already, or the backup is not whole, or it is of another version.
    """
    if store.exists():
        raise PimError(
            f"There is a database at {store.path} already. A restore never overwrites one: choose another with --database."
        )
    manifest = _checked_manifest(folder)
    if keep:
        store.create_if_absent()
        try:
            _read_tables(store, folder, manifest)
        except BaseException:
            store.remove()
            raise
    return _rows_in(manifest)


def _checked_manifest(folder: Path) -> dict[str, Any]:
    """What a backup says it holds, where every file is as it was written."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        tables = {name: (int(said["rows"]), str(said["sha256"])) for name, said in manifest["tables"].items()}
        version = manifest["schema_version"]
    except FileNotFoundError as error:
        raise PimError(
            f"{folder} holds no {MANIFEST}, so it is no backup of this program. Name the folder `pimdata backup` wrote."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PimError(f"{folder / MANIFEST} cannot be read. Restore from another backup.") from error
    if version != build.VERSION:
        raise PimError(
            f"The backup was made with version {version} of the tables and this program knows {build.VERSION}. "
            "Restore it with the program it was made with."
        )
    faults = [*_missing_tables(tables), *(fault for name, said in tables.items() if (fault := _damage(folder, name, *said)))]
    if faults:
        raise PimError(
            "\n".join(
                ["The backup is not whole; nothing was restored:", *(f"  {each}" for each in faults), "Restore from another."]
            )
        )
    return manifest


def _missing_tables(tables: dict[str, tuple[int, str]]) -> list[str]:
    known = set(kept_tables())
    return [f"it does not speak of {name}" for name in sorted(known - tables.keys() - set(ADDED_LATER))] + [
        f"this program has no table {name}" for name in sorted(tables.keys() - known)
    ]


def _damage(folder: Path, name: str, rows: int, sha256: str) -> str:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        return f"{path.name} is missing"
    if _sha256(path) != sha256:
        return f"{path.name} is not as it was written"
    held = pl.scan_parquet(path).select(pl.len()).collect().item()
    return "" if held == rows else f"{path.name} holds {held:,} rows and should hold {rows:,}"


def _read_tables(store: Store, folder: Path, manifest: dict[str, Any]) -> None:
    with store.writing_to() as db:
        for name in manifest["tables"]:
            _fill(db, name, pl.read_parquet(folder / f"{name}.parquet"))
        # The day of a demonstration came with its settings; what is expected depends on it.
        day = store.today or demonstration_day(db)
        db.execute("set variable today = $day", {"day": day})
        refresh.everything(db)


def _fill(db: duckdb.DuckDBPyConnection, name: str, rows: pl.DataFrame) -> None:
    db.register("incoming", rows)
    db.execute(f"delete from main.{name}")
    db.execute(f"insert into main.{name} by name from incoming")
    db.unregister("incoming")


def _rows_in(manifest: dict[str, Any]) -> int:
    return sum(int(said["rows"]) for said in manifest["tables"].values())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
