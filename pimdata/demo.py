"""Builds the demonstration: the council's own plan, a whole district rounded out around it, and illustrative returns.

Everything comes in through the door that councils use: files, checked and loaded, each at the moment it would have
arrived, so that any past meeting can be drawn as it stood.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from pimdata import acting, demo_questions, demo_waiting, load, reading, refresh, trail
from pimdata.checks_cells import type_cells
from pimdata.demo_compare import comparison_files
from pimdata.demo_other import other_returns
from pimdata.demo_return import DemoReturn
from pimdata.demo_returns import indicator_returns
from pimdata.errors import PimError
from pimdata.models import DATASETS
from pimdata.permissions import MONEY
from pimdata.store import Store

TODAY = date(2010, 11, 1)
ROUNDED_OUT = datetime(2007, 4, 2, 9, 0)
PLAN_ADOPTED = datetime(2009, 4, 1, 9, 0)
PEOPLE_LISTED = datetime(2010, 10, 29, 9, 0)
TEAM = "Policy and Performance Officer"
ADMINISTRATOR = "ICT Support Officer"
FINANCE = "Principal Accountant"
SIGNED_AFTER = timedelta(minutes=40)

Progress = Callable[[int, int], None]


def files(data: Path) -> list[DemoReturn]:
    """Every file of the demonstration, in the order it would have arrived."""
    plan = [*_plan_files(data / "demo", ROUNDED_OUT), *_plan_files(data / "plan", PLAN_ADOPTED)]
    sent = [*plan, _people(data / "demo"), *indicator_returns(data), *other_returns(data), *comparison_files()]
    return sorted(sent, key=lambda each: each.sent_at)


def _people(folder: Path) -> DemoReturn:
    """Who may do what: posts in the place of people, among them one who has left and one whose roles clash."""
    return DemoReturn(PEOPLE_LISTED, ADMINISTRATOR, "people", "people.csv", "", (folder / "people.csv").read_text("utf-8"))


def _plan_files(folder: Path, moment: datetime) -> Iterator[DemoReturn]:
    """The files of a plan; definitions before what refers to them, which is the order of `DATASETS`."""
    for name in DATASETS:
        for path in sorted(set(folder.glob("*.csv")) - {folder / "people.csv"}):
            if path.stem == name or (path.stem.startswith(f"{name}_") and path.stem not in DATASETS):
                yield DemoReturn(moment, TEAM, name, path.name, "", path.read_text("utf-8"))


def build(store: Store, data: Path, progress: Progress = lambda done, of: None) -> int:
    """Make the demonstration in an empty database, in one transaction.

    Returns:
        How many files were loaded.

    Raises:
        PimError: there is a database already, or a file of the demonstration has a fault.
    """
    if store.exists():
        raise PimError(f"There is a database at {store.path} already. Choose another with --database, or remove it first.")
    sent = files(data)
    # Each event is by the post that would have sent the file, at its time, whoever builds the demonstration.
    with acting.acting(), store.writing_to() as db:
        db.execute("insert into main.settings values ('today', $day)", {"day": TODAY.isoformat()})
        db.execute("set variable today = $day", {"day": TODAY})
        typed, heads = _typed(sent), _heads(data / "demo")
        for number, each in enumerate(sent):
            _load(db, each, typed[number], FINANCE if each.dataset in MONEY else heads.get(each.service_code, ""))
            progress(number + 1, len(sent))
        trail.record_loads(db, 1)
        refresh.everything(db)
        demo_questions.add(db)
        demo_waiting.add(db)
    return len(sent)


def _typed(sent: list[DemoReturn]) -> dict[int, pl.DataFrame]:
    """The rows of each file in their own types, by its place.

    Files of a dataset are typed together, which is many times faster; a test checks every one of them by itself.
    """
    rows: dict[int, pl.DataFrame] = {}
    for name, model in DATASETS.items():
        sheets = {
            number: reading.read(each.csv_text.encode(), each.file_name)
            for number, each in enumerate(sent)
            if each.dataset == name
        }
        if not sheets:
            continue
        frames = [sheet.frame.with_columns(file_no=pl.lit(number)) for number, sheet in sheets.items()]
        together = pl.concat(frames, how="diagonal").fill_null("")
        one = replace(next(iter(sheets.values())), frame=together.drop("file_no").with_columns(pl.col(reading.ROW)))
        found = type_cells(one, model, str)
        if found.faults:
            raise PimError(f"{name}: " + " ".join(fault.words for fault in found.faults))
        parts = found.frame.with_columns(together["file_no"]).partition_by("file_no", as_dict=True, include_key=False)
        rows |= {int(str(number)): part for (number,), part in parts.items()}
    return rows


def _heads(folder: Path) -> dict[str, str]:
    """The post that heads each service, by its code: the second person, who signs its returns off."""
    with (folder / "people.csv").open(encoding="utf-8", newline="") as listed:
        return {row["service_codes"]: row["post"] for row in csv.DictReader(listed) if row["roles"] == "head"}


def _load(db: duckdb.DuckDBPyConnection, each: DemoReturn, rows: pl.DataFrame, signer: str = "") -> None:
    """Store one file. A return waits for its service's second person; a plan is signed off as it is sent."""
    model = DATASETS[each.dataset]
    waits = model.is_return and signer != ""
    content = each.csv_text.encode()
    sent = load.Sent(
        file_name=each.file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        by_whom=each.by_whom,
        sent_at=each.sent_at,
        # The plan is the council's own, and so are the progress notes of 2007; everything else is made up.
        is_illustrative=each.sent_at != PLAN_ADOPTED,
    )
    load_id = load.accept(db, model, rows, sent, force=True, refreshes=False, waits=waits)
    if waits:
        load.sign_past(db, load_id, signer, each.sent_at + SIGNED_AFTER)
