"""Copies that can be trusted: a restore is proven whole, damage is found, and the doctor finds what was planted."""

from __future__ import annotations

import json
import re
import shutil
import threading

import pytest

from pimdata import build, doctor_stored, keeping, load, returns
from pimdata.doctor import package_fault
from pimdata.errors import PimError
from pimdata.store import Store

MARTS = [file.relation for file in build.sql_files() if file.layer == "marts"]


@pytest.fixture(scope="module")
def copied(demo_database, tmp_path_factory):
    """The demonstration, and a backup of it."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copy(demo_database, folder / "pim.duckdb")
    store = Store(folder / "pim.duckdb")
    return store, folder / "copy", keeping.backup(store, folder / "copy")


@pytest.fixture
def damaged(copied, tmp_path):
    """A copy of the backup to spoil."""
    return shutil.copytree(copied[1], tmp_path / "copy")


def all_rows(store: Store, relations: list[str]) -> dict[str, list[tuple]]:
    with store.reading() as db:
        return {name: db.sql(f"select * from {name} order by all").fetchall() for name in relations}


def test_a_restore_gives_back_every_table_and_every_mart(copied, tmp_path):
    store, folder, rows = copied
    back = Store(tmp_path / "back.duckdb")
    assert keeping.restore(back, folder) == rows
    stored = [f"live.{file.relation}" for file in build.sql_files() if file.layer == "stored"]
    tables = [f"main.{name}" for name in (*keeping.kept_tables(), "periods", "working_days", "definitions")]
    for relations in (tables, stored, MARTS):
        assert all_rows(back, relations) == all_rows(store, relations)
    assert (
        rows == sum(len(found) for found in all_rows(store, [f"main.{name}" for name in keeping.kept_tables()]).values()) > 5000
    )


def test_every_table_is_kept_or_made_again():
    tables = {file.relation for file in build.sql_files() if file.layer == "tables"}
    assert set(keeping.kept_tables()) | keeping.REMADE == tables


def test_a_backup_beside_a_busy_writer_is_whole(demo_store, tmp_path):
    """A withdrawal and a load come in again and again; each copy has as many events as one moment had."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with demo_store.writing_to() as db:
                load_id = db.execute("select max(load_id) from main.loads").fetchall()[0][0]
                # Two rows in one transaction: a copy with one of them would be torn.
                for state in ("withdrawn", "signed off"):
                    event = "select max(event_no) + 1, ?, ?, max(changed_at), 'x', 'y' from main.load_events"
                    db.execute(f"insert into main.load_events {event}", [load_id, state])

    with demo_store.reading() as db:
        before = db.sql("select count(*) from load_events").fetchall()[0][0]
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            keeping.backup(demo_store, tmp_path / f"copy{number}")
    finally:
        stop.set()
        writer.join()
    events = [
        json.loads((tmp_path / f"copy{number}" / "manifest.json").read_text())["tables"]["load_events"]["rows"]
        for number in range(3)
    ]
    assert all((count - before) % 2 == 0 for count in events), (before, events)
    assert events[-1] > before, "the writer was busy"


def test_a_backup_overwrites_nothing(copied):
    with pytest.raises(PimError, match="never overwrites one"):
        keeping.backup(copied[0], copied[1])


def test_a_backup_that_fails_leaves_no_folder(tmp_path):
    with pytest.raises(PimError, match="no database yet"):
        keeping.backup(Store(tmp_path / "none.duckdb"), tmp_path / "copy")
    assert not list(tmp_path.iterdir())


def test_a_restore_overwrites_nothing(copied):
    with pytest.raises(PimError, match="There is a database at"):
        keeping.restore(copied[0], copied[1])


def spoil_bytes(folder):
    path = folder / "actions.parquet"
    path.write_bytes(path.read_bytes()[:-9] + b"otherwise")


def spoil_manifest(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


# Why the case is here: what is done to a backup, and what must be said.
DAMAGE = {
    "a file that was changed": (spoil_bytes, "actions.parquet is not as it was written"),
    "a file that is gone": (lambda folder: (folder / "risks.parquet").unlink(), "risks.parquet is missing"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "holds no manifest.json"),
    "a manifest that is no JSON": (lambda folder: (folder / "manifest.json").write_text("{"), "cannot be read"),
    "another version of the tables": (lambda folder: spoil_manifest(folder, schema_version=99), "version 99 of the tables"),
    "a table that was left out": (lambda folder: spoil_manifest(folder, tables={}), "it does not speak of actions"),
}


@pytest.mark.parametrize("case", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_backup_is_refused_and_no_database_is_left(damaged, tmp_path, case):
    spoil, words = case
    spoil(damaged)
    back = Store(tmp_path / "back.duckdb")
    with pytest.raises(PimError, match=words):
        keeping.restore(back, damaged)
    assert not back.exists()


def test_the_doctor_finds_nothing_wrong_with_the_demonstration(copied):
    assert [finding for finding in keeping.doctor(copied[0]) if not finding.is_well] == []


# Why the case is here: what is done to the database, what is found, and in which words.
PLANTED = {
    "a load without an event": ("delete from load_events where load_id = 5", "loads", "load 5 has no event"),
    "an event of no load": ("delete from loads where load_id = 6", "loads", "load 6, which is not recorded"),
    "an event number twice": (
        "update load_events set event_no = 7 where event_no = 8",
        "loads",
        "two events have the number 7",
    ),
    "a row twice in one load": ("insert into main.risks from main.risks limit 1", "rows", "risks: .* is in one load twice"),
    "rows that were lost": (
        "delete from main.targets where source_row = 2",
        "rows",
        "targets: load .* has other rows than were recorded",
    ),
    "a row missing from live": (
        "delete from live.indicator_series where value is not null",
        "live",
        "indicator_series: .* rows differ",
    ),
    "a row of live that no rule gives": (
        "insert into live.risk_scores from live.risk_scores limit 1",
        "live",
        "risk_scores: 1 rows differ",
    ),
    "a figure that is none": (
        "create table live.strange (figure double); insert into live.strange values ('inf')",
        "figures",
        "live.strange.figure holds inf",
    ),
    "a year that has begun": (
        "update settings set value = '2009-03-31' where name = 'horizon'",
        "horizon",
        "a new year has begun",
    ),
    "a load from a day to come": (
        "update load_events set changed_at = '2031-01-01' where event_no = 3",
        "newest load",
        "2031-01-01 .* has not come",
    ),
}


@pytest.fixture(scope="module")
def spoilable(copied, tmp_path_factory):
    """One copy for all that is planted; each is undone."""
    store = Store(tmp_path_factory.mktemp("spoilt") / "pim.duckdb")
    shutil.copy(copied[0].path, store.path)
    return store


@pytest.mark.parametrize("case", PLANTED.values(), ids=PLANTED)
def test_the_doctor_finds_what_was_planted(spoilable, case):
    statement, what, words = case
    with spoilable.writing_to(keep=False) as db:
        for each in statement.split("; "):
            db.execute(each)
        found = doctor_stored.LOOKS[what](db)
    assert not found.is_well
    assert re.search(words, found.found), found
    assert found.how_to_mend


def test_what_can_be_mended_from_what_was_sent_is(demo_store):
    with demo_store.writing_to() as db:
        db.execute("delete from live.indicator_series")
    demo_store.rebuild()
    with demo_store.reading() as db:
        assert doctor_stored.LOOKS["live"](db).is_well


def test_live_is_compared_by_a_sample_where_it_is_large(demo_store, monkeypatch):
    monkeypatch.setattr("pimdata.doctor_stored.WHOLE_UP_TO", 0)
    with demo_store.writing_to(keep=False) as db:
        assert doctor_stored.LOOKS["live"](db).is_well
        db.execute("delete from live.action_progress")
        assert "action_progress" in doctor_stored.LOOKS["live"](db).found


def test_the_doctor_of_no_database_says_how_to_make_one(tmp_path):
    found = next(each for each in keeping.doctor(Store(tmp_path / "none.duckdb")) if each.what == "database")
    assert not found.is_well
    assert "make run" in found.found


def test_the_doctor_of_a_file_that_is_no_database(tmp_path):
    (tmp_path / "pim.duckdb").write_bytes(b"not a database" * 1000)
    found = next(each for each in keeping.doctor(Store(tmp_path / "pim.duckdb")) if each.what == "database")
    assert (found.is_well, "backup" in found.how_to_mend) == (False, True)


def test_packages_that_are_too_old_or_too_new_are_named():
    assert package_fault("duckdb>=99") == package_fault("duckdb>=99").strip() != ""
    assert "must be >=0.1,<1" in package_fault("duckdb>=0.1,<1")


def test_a_withdrawn_load_is_withdrawn_after_a_restore(demo_store, tmp_path):
    with demo_store.reading() as db:
        newest = db.sql("select max(load_id) from loads").fetchall()[0][0]
    returns.take_back(demo_store, newest, "Policy Officer", "sent in error")
    keeping.backup(demo_store, tmp_path / "copy")
    back = Store(tmp_path / "back.duckdb")
    keeping.restore(back, tmp_path / "copy")
    with back.writing_to(keep=False) as db, pytest.raises(PimError, match="taken back already"):
        load.withdraw(db, newest, "Policy Officer", "again")


def test_a_backup_from_before_other_councils_were_held_can_be_restored(damaged, tmp_path):
    tables = json.loads((damaged / "manifest.json").read_text())["tables"]
    for name in keeping.ADDED_LATER:
        tables.pop(name)
        (damaged / f"{name}.parquet").unlink()
    spoil_manifest(damaged, tables=tables)
    back = Store(tmp_path / "back.duckdb")
    assert keeping.restore(back, damaged) > 5000
    assert all_rows(back, ["benchmark_own", "comparators"]) == {"benchmark_own": [], "comparators": []}
