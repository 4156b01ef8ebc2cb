"""A person forgotten is nowhere any more, nobody else is touched, and the trail is as whole as it was."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pimdata import auditing, forgetting, keeping, trail
from pimdata.__main__ import app
from pimdata.errors import NothingToDo, PimError
from pimdata.people import Viewer
from pimdata.store import Store
from tests.mutating import workbook

JO, JOANN = "jo@council.example", "bjo@council.example"
# Why the case is here: a text as it was sent, and as it must be afterwards, where Jo is P-1.
TEXTS = {
    "the whole": (JO, "P-1"),
    "in other letters": ("Jo@Council.Example", "P-1"),
    "among others": (f"{JO};{JO};{JOANN}", f"P-1;P-1;{JOANN}"),
    "in a sentence": (f"Ask {JO}.", "Ask P-1."),
    "another whose address ends so": (JOANN, JOANN),
    "another whose address begins so": (f"{JO}.uk", f"{JO}.uk"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What is known of Jo and of another, made once and copied for each test."""
    store = Store(tmp_path_factory.mktemp("made") / "pim.duckdb", date(2009, 12, 31))
    with store.writing_to() as db:
        trail.record(db, Viewer("member", email=JO), "question asked", "Q-1")
        trail.record(db, Viewer("member", email=JOANN), "question asked", "Q-2")
        for number, (text, _) in enumerate(TEXTS.values(), 1):
            db.execute(
                "insert into posts (id, post, note, load_id, source_row) values (?, 'Post', ?, 1, ?)",
                [str(number), text, number],
            )
        db.execute(
            "insert into loads values (1, 's', 'posts', '', '', 'a.csv', '', 0, 6, false, '', '', timestamp '2009-12-01', ?)",
            [JO],
        )
        db.execute("insert into load_events values (1, 1, 'signed off', timestamp '2009-12-01', ?, '')", [JO])
    return store.path


@pytest.fixture
def held(made, tmp_path):
    return Store(Path(shutil.copy(made, tmp_path / "pim.duckdb")), date(2009, 12, 31))


def test_a_person_is_forgotten_and_the_chain_is_whole(held):
    with held.reading() as db:
        before = auditing.head(db)
    found = forgetting.forget(held, " Jo@council.example ", "the system")
    assert found.pseudonym == "P-1"
    assert found.changed == {"load_events.by_whom": 1, "loads.by_whom": 1, "posts.note": 4}
    with held.reading() as db:
        notes = [note for (note,) in db.execute("select note from posts order by source_row").fetchall()]
        assert notes == [said for _, said in TEXTS.values()]
        assert db.execute("select note from current_posts where id = '1'").fetchall() == [("P-1",)]
        assert auditing.verdict(db).faults == []
        assert auditing.heads_faults(db, [auditing.Kept(date(2009, 12, 31), *before)]) == []
        assert db.execute("select identity from identities order by all").fetchall() == [(JOANN,), ("the system",)]
        assert db.execute("select what, about from trail order by event_no desc limit 1").fetchall() == [
            ("person forgotten", "P-1")
        ]


def test_a_person_who_comes_back_is_another_in_the_trail(held):
    forgetting.forget(held, JO, "the system")
    with held.writing_to() as db:
        trail.record(db, Viewer("member", email=JO), "signed in", "")
    with held.reading() as db:
        assert db.execute("select who from identities where identity = $jo", {"jo": JO}).fetchall() == [("P-4",)]


def test_the_name_beside_the_address_goes_with_it(held):
    with held.writing_to() as db:
        there = db.execute("select 1 from duckdb_tables() where table_name = 'people' and schema_name = 'main'").fetchall()
        if not there:
            pytest.skip("there is no dataset of people to forget a name in")
        columns = db.execute(
            "select column_name from duckdb_columns() where table_name = 'people' and schema_name = 'main'"
        ).fetchall()
        values = {
            "email": "JO@council.example",
            "name": "Jo Bloggs",
            "valid_from": date(2009, 4, 1),
            "load_id": 1,
            "source_row": 2,
        }
        names = [name for (name,) in columns if name in values]
        marks = ", ".join("?" for _ in names)
        db.execute(f"insert into main.people ({', '.join(names)}) values ({marks})", [values[name] for name in names])
    found = forgetting.forget(held, JO, "the system")
    assert (found.changed["people.name"], found.changed["people.email"]) == (1, 1)


def test_trying_it_changes_nothing(held):
    assert forgetting.forget(held, JO, "the system", keep=False).changed["posts.note"] == 4
    with held.reading() as db:
        assert db.execute("select count(*) from trail").fetchall() == [(2,)]
        assert db.execute("select count(*) from posts where note = $jo", {"jo": JO}).fetchall() == [(1,)]


@pytest.mark.parametrize(("email", "error", "words"), [
    ("Jo Bloggs", PimError, "is no e-mail address"),
    ("nobody@council.example", NothingToDo, "is held nowhere"),
])  # fmt: skip
def test_who_cannot_be_forgotten_is_told(held, email, error, words):
    with pytest.raises(error, match=words):
        forgetting.forget(held, email, "the system")


def test_a_backup_made_afterwards_does_not_hold_them(held, tmp_path):
    forgetting.forget(held, JO, "the system")
    keeping.backup(held, tmp_path / "copy")
    back = Store(tmp_path / "back.duckdb")
    keeping.restore(back, tmp_path / "copy")
    with pytest.raises(NothingToDo):
        forgetting.forget(back, JO, "the system")
    with back.reading() as db:
        assert auditing.verdict(db).faults == []


def test_the_command_asks_first_and_says_what_it_leaves(held):
    run, database = CliRunner().invoke, ["--database", str(held.path)]
    answer = run(app, ["people", "forget", JO, *database])
    assert (answer.exit_code, "Add --yes" in answer.output) == (2, True)
    answer = run(app, ["people", "forget", JO, "--yes", *database])
    assert (answer.exit_code, "Backups made before now" in answer.output) == (0, True)
    assert run(app, ["people", "forget", JO, "--yes", *database]).exit_code == 6


def document(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<w:p>{body}</w:p>")
    return out.getvalue()


def test_files_that_hold_the_address_are_told_of_and_stay_as_they_came(held):
    address = "Ask JO@council.example"
    files = {
        "aa": f"code,why\nH1,{address}\n".encode(),
        "bb": b"code,why\nH1,Nobody\n",
        "cc": b"\xff\xfe",
        "dd": workbook([["code", "why"], ["H1", address]]),
        "ee": workbook([["code", "why"], ["H1", "Nobody"]]),
        "ff": address.encode("utf-16"),
        "gg": document("<w:t>Ask jo@</w:t><w:t>council.example</w:t>"),  # as a word processor breaks words up
        "hh": b"%PDF-1.7 whose words are packed",
        "ii": f"%PDF-1.7 by {address}".encode(),
        "jj": b"PK\x03\x04 is no workbook",
        "kk": b"code,why\nH1,Ask Jo Bloggs about it\n",
    }
    with held.writing_to() as db:
        db.execute(
            "insert into main.people (email, name, valid_from, load_id, source_row) values (?, ?, '2009-04-01', 1, 2)",
            [JO, "Jo Bloggs"],
        )
        for sha256, content in files.items():
            db.execute("insert into kept_files values (?, ?, ?, timestamp '2009-12-01')", [sha256, len(content), content])
    run, database = CliRunner().invoke, ["--database", str(held.path)]
    tried = run(app, ["people", "forget", JO, "--dry-run", *database])
    done = run(app, ["people", "forget", JO, "--yes", *database])
    for answer in (tried, done):
        said = " ".join(answer.output.split())
        assert "6 kept files still hold the address or name: aa, dd, ff, gg, ii, kk." in said
        assert "into 2 kept files, such as a PDF or a picture; somebody must open each: hh, jj." in said
    with held.reading() as db:
        assert dict(db.execute("select sha256, content from kept_files").fetchall()) == files
