"""The trail: every write, refusal and export is an event, and whatever is done to an event afterwards is found."""

from __future__ import annotations

import contextvars
import hashlib
import json
import os
import re
import shutil
import signal
import time
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from pimdata import acting, auditing, build, load, ownership, permissions, returns, trail
from pimdata.__main__ import app
from pimdata.errors import NotAllowed, PimError
from pimdata.models import DATASETS
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.store import Store
from tests.conftest import ordinary
from tests.test_store import elsewhere

AUDITOR = Viewer("auditor", words="Auditor", email="Audit@Council.example")
MANAGER = Viewer("manager", service="HO", words="Manager, Housing")
AT = datetime(2009, 12, 1, 9, 30, 0, 250)
DAY = date(2009, 12, 31)


def events(db: duckdb.DuckDBPyConnection, columns: str = "who, acting_role, what, about, load_id") -> list[tuple]:
    return db.execute(f"select {columns} from main.trail order by event_no").fetchall()


def three(db: duckdb.DuckDBPyConnection) -> None:
    """Three events by two people."""
    trail.record(db, MANAGER, "question answered", "Q-1", at=AT)
    trail.record(db, AUDITOR, "exported", "measures", at=AT)
    trail.record(db, MANAGER, "signed in", "", at=AT)


def faults(db: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    return db.execute("select event_no, fault from trail_checked where fault <> '' order by all").fetchall()


def test_events_are_numbered_named_by_pseudonym_and_chained(db):
    three(db)
    assert events(db, "event_no, who, acting_role, what, about") == [
        (1, "P-1", "manager", "question answered", "Q-1"),
        (2, "P-2", "auditor", "exported", "measures"),
        (3, "P-1", "manager", "signed in", ""),
    ]
    told = [("P-1", "Manager, Housing"), ("P-2", "audit@council.example")]
    assert db.execute("from identities order by who").fetchall() == told
    assert faults(db) == []
    assert auditing.verdict(db).words.startswith("3 events; the chain is whole; head ")


def test_the_chain_is_what_anybody_can_work_out_without_this_program(db):
    """An auditor with the table and the words of trail_hash gets the same fingerprints."""
    three(db)
    before = ""
    for *said, previous, held in db.execute("from trail order by event_no").fetchall():
        number, at, who, role, what, about, load_id, detail = said
        moment = at.strftime("%Y-%m-%dT%H:%M:%S.%f")
        parts = [number, moment, who, role, what, about, "" if load_id is None else load_id, detail, before]
        assert (previous, held) == (before, hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest())
        before = held


# Why the case is here: what is done behind the program's back, and which event is named with which words.
TAMPERED = {
    "who did it": ("update trail set who = 'P-2' where event_no = 1", 1, "not as it was written"),
    "when": ("update trail set happened_at = happened_at + interval 1 microsecond where event_no = 2", 2, "as it was written"),
    "in which role": ("update trail set acting_role = 'policy' where event_no = 3", 3, "not as it was written"),
    "what": ("update trail set what = 'signed out' where event_no = 3", 3, "not as it was written"),
    "to what": ("update trail set about = 'Q-2' where event_no = 1", 1, "not as it was written"),
    "the load": ("update trail set load_id = 4 where event_no = 1", 1, "not as it was written"),
    "the detail": ("update trail set detail = 'x' where event_no = 2", 2, "not as it was written"),
    "words moved to the next column": (
        "update trail set what = 'question', about = 'answered Q-1' where event_no = 1", 1, "not as it was written",
    ),
    "the first taken out": ("delete from trail where event_no = 1", 2, "event 1 before it is missing"),
    "one taken out": ("delete from trail where event_no = 2", 3, "event 2 before it is missing"),
    "two taken out": ("delete from trail where event_no < 3", 3, "events 1 to 2 before it are missing"),
    "one put in twice": ("insert into trail from trail where event_no = 2", 2, "more than one event of this number"),
    "one put in": (
        "insert into trail select 4, happened_at, who, acting_role, 'x', about, load_id, detail, hash, 'abc' "
        "from trail where event_no = 3", 4, "not as it was written",
    ),
    "two changed about": (
        "update trail set event_no = 5 - event_no where event_no in (2, 3)", 2, "not as it was written",
    ),
    "one changed, and its own hash made again": (
        "update trail set what = 'x' where event_no = 2; update trail set hash = trail_hash(event_no, happened_at, who, "
        "acting_role, what, about, load_id, detail, previous_hash) where event_no = 2", 3, "does not follow",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TAMPERED.values(), ids=TAMPERED)
def test_whatever_is_done_to_an_event_is_found_where_it_was_done(db, case):
    statements, event_no, words = case
    three(db)
    for each in statements.split("; "):
        db.execute(each)
    found = dict(faults(db))
    assert words in found[event_no]
    assert min(found) == event_no
    assert f"event {event_no}: " in auditing.verdict(db).words


def made_again(db: duckdb.DuckDBPyConnection) -> None:
    """What somebody with the database and this program could do: drop an event and chain the rest anew."""
    kept = db.execute("select * exclude (previous_hash, hash) from trail where event_no <> 2 order by event_no").fetchall()
    db.execute("delete from trail")
    before = ""
    for number, row in enumerate(kept, 1):
        said = (number, *row[1:], before)
        marks = "?, ?::timestamp, ?, ?, ?, ?, ?::integer, ?, ?"
        before = db.execute(f"select trail_hash({marks})", said).fetchall()[0][0]
        db.execute("insert into trail values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*said, before))


def test_a_chain_made_again_is_whole_and_only_a_head_kept_elsewhere_tells(db):
    three(db)
    kept = [auditing.Kept(date(2009, 12, 1), *auditing.head(db))]
    assert auditing.heads_faults(db, kept) == []
    trail.record(db, MANAGER, "signed in", "")
    assert auditing.heads_faults(db, kept) == []
    made_again(db)
    assert faults(db) == []
    assert re.match("event 3 was sent out on 2009-12-01 as .* and is .* now", auditing.heads_faults(db, kept)[0])
    db.execute("delete from trail where event_no > 1")
    assert auditing.heads_faults(db, kept)[0].endswith("and is gone")


def accepted(db: duckdb.DuckDBPyConnection, dataset: str = "posts") -> int:
    build.use(db, build.LIVE)
    row = pl.DataFrame([ordinary(dataset) | {"source_row": 2}])
    sent = load.Sent("file.csv", "abc", 1, "Housing Manager")
    return load.accept(db, DATASETS[dataset], row, sent)


def test_a_load_and_its_withdrawal_are_events_by_the_post_or_by_whoever_acts(db):
    load_id = accepted(db)
    with acting.acting(AUDITOR):
        load.withdraw(db, load_id, "Housing Manager", "for somebody@council.example")
    assert events(db) == [
        ("P-1", "", "load signed off", "posts", 1),
        ("P-2", "auditor", "load withdrawn", "posts", 1),
    ]
    assert events(db, "detail")[0] == ("load event 1, 1 rows, SHA-256 abc",)
    assert db.execute("from trail_gaps").fetchall() == []


# Why the case is here: what is done to the record of loads behind the program's back, and what is said.
GAPS = {
    "a load event that is gone": ("delete from load_events where event_no = 1", "load event 1 is not recorded as it says"),
    "a load event that was put in": (
        "insert into load_events values (2, 1, 'withdrawn', now()::timestamp, '', '')", "load event 2 has no event",
    ),
    "a load event that was changed": ("update load_events set state = 'withdrawn'", "load event 1 has no event"),
    "another file": ("update loads set sha256 = 'def'", "load event 1 has no event"),
    "another number of rows": ("update loads set rows_stored = 5", "load event 1 has no event"),
    "events cut off at the end": ("delete from trail where event_no = 2", "load event 2 has no event"),
}  # fmt: skip


@pytest.mark.parametrize("case", GAPS.values(), ids=GAPS)
def test_loads_and_the_trail_must_agree(db, case):
    statement, words = case
    load_id = accepted(db)
    if "event_no = 2" in statement:
        load.withdraw(db, load_id, "Housing Manager", "sent in error")
    db.execute(statement)
    assert any(words in fault for fault in auditing.verdict(db).faults)


def test_loads_from_before_the_trail_are_no_gap(db, given):
    """A database of an earlier version: its trail begins with the first change after that."""
    given("posts")
    given("posts")
    db.execute("insert into loads by name select * replace (3 as load_id, 'new' as file_name) from loads where load_id = 2")
    db.execute("insert into load_events by name select * replace (3 as event_no, 3 as load_id) from load_events limit 1")
    assert db.execute("from trail_gaps").fetchall() == []
    trail.record_loads(db, 3)
    assert (len(events(db)), db.execute("from trail_gaps").fetchall()) == (1, [])


def test_no_email_address_is_ever_chained(db):
    trail.record(db, AUDITOR, "access changed", "audit@council.example", detail="was new.one@council.example, a\tmember\n")
    trail.record(db, MANAGER, "access changed", "Audit@council.example")
    assert events(db, "about, detail") == [
        ("(an e-mail address)", "was (an e-mail address), a member"),  # nobody of that address was known yet
        ("P-1", ""),
    ]


def test_a_text_without_end_is_cut(db):
    trail.record(db, MANAGER, "x", "y" * 10_000)
    assert len(events(db, "about")[0][0]) == trail.LONGEST


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An empty database, made once and copied for each test."""
    store = Store(tmp_path_factory.mktemp("made") / "pim.duckdb", DAY)
    store.create_if_absent()
    return store.path


@pytest.fixture
def held(made, tmp_path):
    return Store(Path(shutil.copy(made, tmp_path / "pim.duckdb")), DAY)


# Why the case is here: who tries what, and what the trail says of it. Each is refused by another place.
REFUSED = {
    "by the rules of permission": (
        lambda store: permissions.require(MANAGER, "publish", Item(service="HO")), ("manager", "refused", "HO", "publish"),
    ),
    "by the rule of ownership": (lambda store: ownership.refuse_outsiders(""), ("manager", "refused", "", "send return")),
    "by what kind of file it is": (
        lambda store: ownership.refuse_dataset("people", ownership.ORDINARY), ("manager", "refused", "people", "manage people"),
    ),
    "inside a transaction, which is undone": (
        lambda store: returns.take_back(store, 1, "x", "y", service="CS"), ("manager", "refused", "load 1", "take back"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_an_event_whatever_was_undone(held, case):
    tried, said = case
    with held.writing_to() as db:
        accepted(db, "risks")
    with pytest.raises(NotAllowed), trail.run(held, MANAGER):
        tried(held)
    with held.reading() as db:
        assert events(db, "acting_role, what, about, detail")[1:] == [said]


def test_what_is_refused_at_the_press_of_a_button_is_an_event_though_no_run_is_open(held):
    """A page answers a widget before its run is open; and within a run nothing is noted by a thread beside it."""

    def pressed(viewer: Viewer) -> None:
        trail.answering(held, viewer)
        with pytest.raises(NotAllowed):
            permissions.require(viewer, "publish", Item(service="HO"))

    context = contextvars.copy_context()  # the thread of a session, in which button after button is pressed
    context.run(pressed, MANAGER)
    context.run(pressed, AUDITOR)
    trail._LATER.submit(lambda: None).result()  # one thread: what was asked for before is done
    with trail.run(held, MANAGER) as run:
        pressed(MANAGER)
        assert [told.what for told in run.told] == ["refused"]
    with held.reading() as db:
        roles = ("manager", "auditor", "manager")
        assert events(db, "acting_role, what, about, detail") == [(role, "refused", "HO", "publish") for role in roles]


def test_what_is_refused_where_nobody_runs_anything_is_in_the_log(caplog):
    with caplog.at_level("INFO", "pimdata.security"), pytest.raises(NotAllowed):
        permissions.require(MANAGER, "publish", Item(service="HO"))
    told = next(json.loads(line.message) for line in caplog.records if line.name == "pimdata.security")
    assert (told["event"], told["role"], told["about"], told["detail"]) == ("refused", "manager", "HO", "publish")


def test_asking_whether_somebody_may_is_no_refusal(held):
    with trail.run(held, MANAGER) as run:
        assert not permissions.may(MANAGER, "publish")
    assert run.told == []


def test_a_refusal_that_cannot_be_written_is_logged_and_nothing_else_fails(tmp_path, caplog, monkeypatch):
    def busy(*_: object, **__: object) -> None:
        raise PimError("busy")

    monkeypatch.setattr(trail, "note", busy)
    with pytest.raises(NotAllowed), trail.run(Store(tmp_path / "pim.duckdb"), MANAGER):
        permissions.require(MANAGER, "publish")
    assert "trail not written" in caplog.text


def test_there_is_no_database_made_for_a_note(tmp_path):
    trail.note(Store(tmp_path / "none.duckdb"), MANAGER, "signed in")
    assert not list(tmp_path.iterdir())


# Each test below drives the command line or another process.
def test_a_head_is_kept_once_a_day_and_a_rewritten_chain_is_found_by_the_command(held, tmp_path):
    with held.writing_to() as db:
        three(db)
    heads, database = tmp_path / "heads.txt", ["--database", str(held.path)]
    run = CliRunner().invoke
    for _ in range(2):
        assert run(app, ["trail", "head", "--to", str(heads), *database]).exit_code == 0
    assert len(auditing.read_heads(heads)) == 1
    audit = ["doctor", "--audit", "--heads", str(heads), *database]
    assert run(app, audit).exit_code == 0
    with held.writing_to() as db:
        made_again(db)
    assert run(app, ["doctor", "--audit", *database]).exit_code == 0
    answer = run(app, audit)
    assert (answer.exit_code, "event 3 was sent out on" in answer.output) == (1, True)


def test_a_file_that_holds_no_heads_is_refused_by_line(tmp_path):
    (tmp_path / "heads.txt").write_text("2009-12-01 3 " + "a" * 64 + "\nrubbish\n")
    with pytest.raises(PimError, match=r"heads\.txt, line 2"):
        auditing.read_heads(tmp_path / "heads.txt")


def test_the_command_line_is_an_actor_of_its_own(held, tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text("id,post\nP-01,Housing Manager\n")
    answer = CliRunner().invoke(app, ["load", str(path), "--by", "Housing Manager", "--database", str(held.path)])
    assert answer.exit_code == 0, answer.output
    with held.reading() as db:
        said = "identity, acting_role, what, about, load_id"
        found = db.execute(f"select {said} from trail inner join identities using (who)").fetchall()
    assert [each[1:] for each in found] == [("command line", "load signed off", "posts", 1)]
    assert found[0][0].endswith("the command line")


def _write_for_ever(store: Store, says) -> None:
    while True:
        with store.writing_to() as db:
            load_id = accepted(db)
        says.send(load_id)


def test_a_process_killed_in_the_middle_of_a_write_leaves_chain_and_loads_agreeing(held):
    for kill in range(4):
        with elsewhere(held.path, _write_for_ever) as (other, says):
            stored = says.recv()  # one load is whole, and the next has begun
            time.sleep(0.03 * kill)
            os.kill(other.pid, signal.SIGKILL)
            other.join()
        with Store(held.path, DAY).reading() as db:
            found = auditing.verdict(db)
            assert found.faults == []
            assert found.events == db.execute("select count(*) from load_events").fetchall()[0][0] >= stored


def test_what_may_not_wait_is_written_by_a_thread(held):
    trail.later(held, "Audit@council.example", "signed in")
    trail._LATER.submit(lambda: None).result()  # one thread: what was asked for before is done
    with held.reading() as db:
        assert events(db, "what") == [("signed in",)]
        assert db.execute("select identity from identities").fetchall() == [("audit@council.example",)]
