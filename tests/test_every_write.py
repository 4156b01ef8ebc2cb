"""Every write leaves an event: each thing that people do is done here, and whatever table it changes, the trail has grown."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import polars as pl
import pytest

from pimdata import (
    build,
    drafts,
    enquiries,
    follows,
    forgetting,
    handing,
    hold_ups,
    load,
    papers,
    publishing,
    questions,
    recommendations,
    remarks,
    reminders,
    returns,
    signing,
    teaching,
    tokens,
)
from pimdata.enquiries import Line
from pimdata.mail import Letter
from pimdata.models import DATASETS
from pimdata.people import ROLES, Viewer
from pimdata.queries_drafts import Whose
from pimdata.questions import Asked
from pimdata.recommendations import Recommended
from pimdata.reminders import Written
from pimdata.returns import Sending
from pimdata.store import Store
from tests.conftest import ROOT, ordinary
from tests.test_signing import HEAD, HO, MANAGER, NAME, POLICY
from tests.test_templates import store, two_services  # noqa: F401 - fixtures

Q2, FILE = "2009/10 Q2", b"indicator_code,period,value\nHO1,2009/10 Q2,91.5\n"
MEMBER = Viewer("member", words="Any councillor", email="cllr@council.example")
SCRUTINY = Viewer("scrutiny", words=ROLES["scrutiny"], email="chair@council.example")
TEAM = Viewer("team", "HO", words="Team, Housing")

# Tables that change without an event, and why that is right.
WITHOUT = {
    "trail": "it is the record",
    "identities": "whom the record's pseudonyms stand for; it is written with the event",
    "page_views": "counted by role and never by person: an event would tell who",
    "last_looks": "only a person's last visit is kept, and its sign-in is the event",
    "definitions": "made by the program from sql/",
    "periods": "made by the program",
    "working_days": "made by the program",
    "schema_meta": "made by the program",
    "settings": "made by the program: how far figures are expected, and a demonstration's day",
    "writer_lock": "counts writers while they wait for each other",
}


def every_dataset(held: Store) -> None:
    with held.writing_to() as db:
        for dataset, model in DATASETS.items():
            row = pl.DataFrame([ordinary(dataset) | {"source_row": 2}], infer_schema_length=None)
            load.accept(db, model, row, load.Sent("file.csv", "abc", 1, "Housing Manager"))


def sent_and_signed(held: Store) -> None:
    draft = drafts.keep(held, MANAGER, HO, NAME, FILE)
    receipt = returns.send(held, FILE, NAME, MANAGER.post, service="HO", how=Sending(MANAGER, draft))
    signing.sign_off(held, receipt.load_id, HEAD)


def asked_and_answered(held: Store) -> None:
    number = questions.ask(held, MEMBER, Asked("measure", "HO1", "Why did it rise again?", "officer"))
    questions.act(held, HEAD, number, "answered", "More families came than homes.")


def noted_and_asked(held: Store) -> None:
    number = enquiries.note(held, SCRUTINY, Line("measure", "HO1", "Who promised what, and when?"))
    enquiries.put_question(held, SCRUTINY, number, Asked("measure", "HO1", "Who promised what?", "officer"))


def recommended_and_accepted(held: Store) -> None:
    asked = Asked("measure", "HO1", "Was the roof mended?", "scrutiny", reason="It has been asked twice before.")
    number = questions.ask(held, MEMBER, asked)
    made = recommendations.make(held, SCRUTINY, Recommended(number, "cabinet", "That the roof is mended."))
    recommendations.answer(held, Viewer("cabinet", words=ROLES["cabinet"]), made, "accepted", "It will be, by March.")


def token_made_and_ended(held: Store) -> None:
    token = tokens.create(held, "housing-system", "HO", ["indicator_results"], 30, "Administrator")
    tokens.revoke(held, token.split("_")[1], "Administrator", "no longer used")


def letter_written(held: Store) -> None:
    letter = Letter("hm@council.example", "Due", ("It is due.",), "https://pim.example/returns", "Open it", "return HO")
    with held.writing_to() as db:
        reminders._note(db, Written(letter, ("return HO indicator_results",)), "sent", "")


# What people do: each in its own transactions.
DONE: dict[str, Callable[[Store], object]] = {
    "rows of every dataset": every_dataset,
    "a return drafted, sent and signed off": sent_and_signed,
    "a paper attached": lambda held: papers.attach(
        held, MANAGER, "indicator_results", papers.key_of("HO1", Q2), "count.pdf", b"%PDF-1.7 a count", ""
    ),
    "a load taken back": lambda held: returns.take_back(held, 1, "Administrator", "sent in error"),
    "a period published": lambda held: publishing.publish(held, Q2, POLICY, "Cabinet, minute 24"),
    "a question asked and answered": asked_and_answered,
    "the manager told": lambda held: remarks.tell_manager(held, TEAM, "HO", "Two of us are away."),
    "a measure followed": lambda held: follows.follow(held, MEMBER, "HO1"),
    "a measure no longer followed": lambda held: follows.stop(held, MEMBER, "HO1"),
    "a line of enquiry noted and asked": noted_and_asked,
    "something recommended and accepted": recommended_and_accepted,
    "rows handed on": lambda held: handing.hand(held, MANAGER, HO, ["HO1"], "Rent Officer"),
    "what stops a return said": lambda held: hold_ups.say(
        held, MANAGER, Whose("indicator_results", "HO", "2009/10 Q3"), "The meter broke in May."
    ),
    "headings taught": lambda held: teaching.teach(held, MANAGER, HO, {"Kennzahl": "indicator_code"}),
    "a token made and ended": token_made_and_ended,
    "a letter written": letter_written,
    "a person forgotten": lambda held: forgetting.forget(held, MEMBER.email, "the system"),
}


def told(held: Store) -> dict[str, tuple[int, int]]:
    """Each table as it is: how many rows, and a fingerprint of them all."""
    tables = [file.relation for file in build.sql_files() if file.layer == "tables"]
    with held.reading() as db:
        query = " union all ".join(
            f"select '{table}', count(*), coalesce(bit_xor(hash(t)), 0) from main.{table} as t" for table in tables
        )
        return {table: (count, mark) for table, count, mark in db.execute(query).fetchall()}


def test_whatever_is_written_leaves_an_event_and_every_table_is_tried(store):
    tried: set[str] = set()
    before = told(store)
    for what, do in DONE.items():
        do(store)
        after = told(store)
        changed = {table for table in after if after[table] != before[table]} - WITHOUT.keys()
        assert changed, f"nothing was written: {what}"
        assert after["trail"][0] > before["trail"][0], f"{what} changed {sorted(changed)} and left no event"
        tried |= changed
        before = after
    untried = before.keys() - tried - WITHOUT.keys()
    assert not untried, f"nothing here writes to {sorted(untried)}: add what does to DONE, so that its event is shown"


def test_what_is_refused_or_undone_leaves_no_event(store):
    before = told(store)
    with pytest.raises(Exception, match="no measure"):
        follows.follow(store, MEMBER, "XX9")
    assert told(store)["trail"] == before["trail"]


# Modules that write within the transaction of another, which tells of it.
WITHIN = {
    "append": "the one way to add a numbered row",
    "notices": "an e-mail waits because of what was done",
    "stored_files": "a file comes with its draft or its paper",
    "sending": "who sent a load comes with the load",
    "refresh": "what is stored is worked out from what was sent",
    "build": "an empty database is made",
    "store": "the lock",
    "keeping": "a backup is put back; the command tells of it",
    "usage": "counted by role and never by person",
    "demo_waiting": "nobody uses the system yet",
    "demo_questions": "nobody uses the system yet",
}


WRITES = re.compile(r"insert into (main\.)?[a-z{]|append\.(row|numbered)\(|delete from (main\.)?(?!temp)[a-z{]|\bupdate main\.")


def writers() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "pimdata").rglob("*.py")):
        text = path.read_text("utf-8")
        if WRITES.search(text):
            yield path.stem, text


@pytest.mark.parametrize(("module", "text"), list(writers()), ids=[module for module, _ in writers()])
def test_a_module_that_writes_tells_the_trail(module, text):
    assert ("trail.record" in text) != (module in WITHIN) or module == "trail"


def test_whoever_is_named_as_writing_without_an_event_still_writes():
    assert WITHIN.keys() <= {module for module, _ in writers()}
    with_tables = {file.relation for file in build.sql_files() if file.layer == "tables"}
    assert WITHOUT.keys() <= with_tables


def test_what_somebody_follows_is_not_in_the_trail(store):
    follows.follow(store, MEMBER, "HO1")
    with store.reading() as db:
        said = db.execute("select what, about, detail from trail where what = 'own list changed'").fetchall()
    assert said == [("own list changed", "list event 1", "")]


def test_a_published_period_and_rows_handed_on_are_told_as_they_were(store):
    publishing.publish(store, Q2, POLICY, "Cabinet, minute 24")
    handing.hand(store, MANAGER, HO, ["HO1", "HO2"], "Rent Officer")
    handing.hand(store, MANAGER, HO, ["HO1"], "Rent Officer")  # it is theirs already: nothing is written
    with store.reading() as db:
        said = db.execute("select acting_role, what, about, detail from trail order by event_no desc limit 2").fetchall()
    assert said == [
        ("manager", "rows handed on", "indicator results, 2009/10 Q2, HO", "2 rows"),
        ("policy", "period published", Q2, "6 statuses kept"),
    ]
