"""One file, many readers, one writer at a time, and nothing ever half there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pimdata import build, load, store
from pimdata.errors import PimError
from pimdata.models import DATASETS

SENT = load.Sent("file.csv", "abc", 1, "Housing Manager", sent_at=datetime(2009, 12, 1))
DAY = date(2009, 12, 31)


def assessments(number: int, rows: int = 20) -> pl.DataFrame:
    """So many rows that all say the same number, so that a half of them would be seen to be one."""
    return pl.DataFrame(
        {
            "risk_code": [f"RSK-{row:02d}" for row in range(rows)],
            "assessed_on": [date(2009, 4, 1)] * rows,
            "comment": [str(number)] * rows,
            "source_row": range(2, rows + 2),
        }
    )


def send(held: store.Store, number: int) -> int:
    with held.writing_to() as db:
        return load.accept(db, DATASETS["risk_assessments"], assessments(number), SENT)


SEEN = (
    "select count(distinct comment), count(*), any_value(comment), (select count(*) from loads) from current_risk_assessments"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A database with one load in it, made once and copied for each test."""
    path = tmp_path_factory.mktemp("made") / "pim.duckdb"
    send(store.Store(path, DAY), 1)
    return path.read_bytes()


@pytest.fixture
def path(made, tmp_path):
    (tmp_path / "data").mkdir()
    copied = tmp_path / "data" / "pim.duckdb"
    copied.write_bytes(made)
    return copied


@pytest.fixture
def held(path):
    return store.Store(path, DAY, patience=20)


def seen(held: store.Store) -> tuple:
    with held.reading() as db:
        return db.execute(SEEN).fetchall()[0]


# A process of its own, begun by one that has everything imported and nothing open.
AWAY = multiprocessing.get_context("forkserver")
AWAY.set_forkserver_preload([__name__])


@contextmanager
def elsewhere(path: Path, work: Callable[[store.Store, Connection], None]) -> Iterator[tuple[BaseProcess, Connection]]:
    """Another process at work on this file, and what it says; gone at the end."""
    here, there = AWAY.Pipe()
    other = AWAY.Process(target=_at_work, args=(path, work, there))
    other.start()
    there.close()
    try:
        yield other, here
    finally:
        other.kill()
        other.join()
        other.close()
        here.close()


def _at_work(path: Path, work: Callable[[store.Store, Connection], None], says: Connection) -> None:
    work(store.Store(path, DAY), says)


def _send_one(held: store.Store, says: Connection) -> None:
    says.send("waiting")
    send(held, 2)
    says.send("sent")


def _send_for_ever(held: store.Store, says: Connection) -> None:
    number = int(seen(held)[2])
    while True:
        number += 1
        send(held, number)
        says.send(number)


def _read_for_long(held: store.Store, says: Connection) -> None:
    with held.reading():
        says.send("reading")
        time.sleep(30)


def _make(held: store.Store, says: Connection) -> None:
    says.send("making")
    held.create_if_absent()
    says.send("made")


def test_eight_threads_read_beside_a_writer_and_see_all_or_nothing_of_each_load(held):
    answers, faults, is_over = [], [], threading.Event()

    def read() -> None:
        try:
            while not is_over.is_set():
                answers.append(seen(held))
                time.sleep(0.002)
        except BaseException as fault:
            faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    try:
        for number in range(2, 7):
            send(held, number)
    finally:
        is_over.set()
        for reader in readers:
            reader.join(30)
    assert not faults
    assert {(kinds, rows) for kinds, rows, *_ in answers} == {(1, 20)}
    assert all(int(comment) == loads for *_, comment, loads in answers)
    assert seen(held) == (1, 20, "6", 6)


def test_a_load_that_fails_leaves_nothing(held):
    def fail() -> None:
        with held.writing_to() as db:
            load.accept(db, DATASETS["risk_assessments"], assessments(2), SENT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert seen(held) == (1, 20, "1", 1)


def test_a_preview_is_seen_by_itself_alone(held):
    with held.writing_to(keep=False) as db:
        load.accept(db, DATASETS["risk_assessments"], assessments(2), SENT)
        assert db.execute(SEEN).fetchall() == [(1, 20, "2", 2)]
    assert seen(held) == (1, 20, "1", 1)


def test_two_threads_that_write_take_turns_and_never_a_number_twice(held):
    writers = [threading.Thread(target=send, args=(held, number)) for number in range(2, 6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    with held.reading() as db:
        assert db.execute("select list(load_id order by load_id) from loads").fetchall() == [([1, 2, 3, 4, 5],)]
        assert db.execute("select list(event_no order by event_no) from load_events").fetchall() == [([1, 2, 3, 4, 5],)]


def test_another_program_waits_for_its_turn(held, path):
    with elsewhere(path, _send_one) as (_, says):
        with held.reading():
            assert says.recv() == "waiting"
            assert not says.poll(0.5)
        assert says.recv() == "sent"
    assert seen(held) == (1, 20, "2", 2)


def test_who_waits_too_long_is_told_what_to_do(path):
    with elsewhere(path, _read_for_long) as (_, says):
        assert says.recv() == "reading"
        impatient = store.Store(path, DAY, patience=0.2)
        with pytest.raises(store.Busy, match="Another program has held the database"), impatient.reading():
            pass


def test_the_file_is_let_go_as_soon_as_nobody_reads(held, path):
    seen(held)
    with duckdb.connect() as other:
        other.execute(f"attach '{path}' as theirs")


def test_readers_inside_one_another_share_the_file(held):
    with held.reading() as outer, held.reading() as inner:
        assert outer.execute("select 1").fetchall() == inner.execute("select 1").fetchall()
    assert held.users == 0


def test_without_a_database_the_reader_is_told_how_to_make_one(tmp_path):
    nowhere = store.Store(tmp_path / "pim.duckdb")
    with pytest.raises(store.NoDatabase, match="make run"), nowhere.reading():
        pass
    assert not any(tmp_path.iterdir())


def test_another_version_of_the_tables_is_refused_in_plain_words(held):
    with held.writing_to() as db:
        db.execute("update main.schema_meta set version = 99")
    with pytest.raises(PimError, match="version 99"), held.reading():
        pass
    assert held.users == 0


def test_a_changed_rule_is_built_again_before_anybody_reads(held, path, monkeypatch):
    assert seen(held) == (1, 20, "1", 1)
    changed = tuple(
        file._replace(text=file.text.replace("'very high'", "'the worst'")) if file.relation == "judging" else file
        for file in build.sql_files()
    )
    monkeypatch.setattr(build, "sql_files", lambda: changed)
    with store.Store(path, DAY).reading() as db:
        assert db.execute("select main.band_of(25)").fetchall() == [("the worst",)]
        assert db.execute("select sql_digest from schema_meta").fetchall() == [(build.digest(),)]
        assert db.execute("select count(*) from loads").fetchall() == [(1,)]


def test_a_database_made_before_a_dataset_was_thought_of_gets_room_for_it(held, path):
    with held.writing_to() as db:
        build.drop_views(db)
        db.execute("drop table main.comparators")
        db.execute("alter table main.indicators drop column deadband")
        db.execute("alter table main.indicators drop column forecast_method")
        db.execute("update main.schema_meta set sql_digest = 'of older rules'")
    with store.Store(path, DAY).reading() as db:
        assert db.execute("select count(*) from main.comparators").fetchall() == [(0,)]
        assert {name for name, *_ in db.execute("describe main.indicators").fetchall()} >= {"deadband", "forecast_method"}
        assert db.execute("select count(*) from loads").fetchall() == [(1,)]


def test_whose_place_is_asked_is_of_one_cursor_alone(held):
    with held.reading(us="X1") as one, held.reading() as other:
        assert one.execute("select us()").fetchall() == [("X1",)]
        assert other.execute("select us()").fetchall() == [("",)]


READS = {
    "a table from a file": "from read_csv('{file}')",
    "a text": "from read_text('{file}')",
    "a name in quotes": "from '{file}'",
    "another database": "attach '{file}.db' as other",
    "a file to write": "copy (select 1) to '{file}.csv'",
    "a way back out": "from read_text('{data}/../secret.csv')",
    "an extension": "install httpfs",
    "the lock undone": "set enable_external_access = true",
}


@pytest.mark.parametrize("case", READS)
def test_nothing_outside_the_data_folder_can_be_reached(held, path, tmp_path, case):
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    with held.reading() as db, pytest.raises(duckdb.Error):
        db.execute(READS[case].format(file=secret, data=path.parent)).fetchall()
    assert [*tmp_path.glob("secret.csv.*")] == []


def test_the_passwords_of_the_machine_cannot_be_read(held):
    with held.reading() as db, pytest.raises(duckdb.PermissionException):
        db.execute("from read_csv('/etc/passwd')").fetchall()


def test_a_process_killed_at_any_moment_of_a_load_leaves_all_of_it_or_none(path):
    loads = 1
    for kill in range(10):
        with elsewhere(path, _send_for_ever) as (other, says):
            acknowledged = says.recv()  # one load is whole, and the next has begun
            time.sleep(0.02 * kill)
            os.kill(other.pid, signal.SIGKILL)
            other.join()
            while says.poll():
                try:
                    acknowledged = says.recv()
                except EOFError:
                    break
        kinds, rows, comment, held_loads = seen(store.Store(path, DAY))
        assert (kinds, rows) == (1, 20)
        assert int(comment) == held_loads
        assert loads < acknowledged <= held_loads <= acknowledged + 1
        loads = held_loads


def test_a_process_killed_while_it_makes_the_database_leaves_none_and_the_next_makes_it(tmp_path):
    path = tmp_path / "pim.duckdb"
    for delay in (0.05, 0.4):
        with elsewhere(path, _make) as (other, says):
            assert says.recv() == "making"
            time.sleep(delay)
            os.kill(other.pid, signal.SIGKILL)
            other.join()
        if path.exists():
            with store.Store(path, DAY).reading() as db:
                assert db.execute("select count(*) from loads").fetchall() == [(0,)]
    send(store.Store(path, DAY), 1)
    assert seen(store.Store(path, DAY)) == (1, 20, "1", 1)


def test_a_database_made_is_one_file_and_nothing_beside_it(tmp_path):
    held = store.Store(tmp_path / "deep" / "pim.duckdb", DAY)
    held.create_if_absent()
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["pim.duckdb"]


def test_a_page_as_it_stood_is_drawn_on_that_day_and_on_all_of_history(held):
    with held.reading(as_at=datetime(2009, 6, 15, 12)) as db:
        assert db.execute("select today(), (select count(*) from current_risk_assessments)").fetchall() == [
            (date(2009, 6, 15), 0)
        ]
    with held.reading(as_at=datetime(2009, 6, 15, 12), today=date(2009, 7, 1)) as db:
        assert db.execute("select today()").fetchall() == [(date(2009, 7, 1),)]
    with held.reading() as db:
        assert db.execute("select today()").fetchall() == [(DAY,)]


def test_a_demonstration_stands_still_on_its_day(path):
    held = store.Store(path)
    with held.writing_to() as db:
        db.execute("insert into settings values ('today', '2010-07-20')")
    with held.reading() as db:
        assert db.execute("select today()").fetchall() == [(date(2010, 7, 20),)]


def test_figures_come_back_as_they_went_in(held):
    with held.writing_to() as db:
        rows = pl.DataFrame(
            {
                "indicator_code": ["IND-01"], "period": ["2009/10 Q1"], "dimension": [""], "category": [""],
                "value": [Decimal("39.123456")], "what_happened": ["naïve £5 – “quoted”"], "source_row": [2],
            }
        )  # fmt: skip
        load.accept(db, DATASETS["indicator_results"], rows, SENT)
    with held.reading() as db:
        found = db.execute("select value, what_happened from current_indicator_results").fetchall()
    assert found == [(Decimal("39.123456"), "naïve £5 – “quoted”")]
