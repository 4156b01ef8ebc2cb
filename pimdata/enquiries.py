"""Scrutiny's private lines of enquiry: noted for a meeting, and then put as a question that everybody may read, or put aside.

What the committee means to ask is its own until it asks: no officer, portfolio holder or member of Cabinet reads a line.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

import duckdb

from pimdata import append, permissions, queries_enquiries, queries_questions, question_words, questions, sight, store, trail
from pimdata.errors import NothingToDo, PimError
from pimdata.people import Viewer
from pimdata.questions import Asked
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
Row = dict[str, Any]


class Line(NamedTuple):
    """A line of enquiry as it is noted: about what, in which words, and for the meeting of which day, where one is set."""

    kind: str
    code: str
    words: str
    meeting_on: date | None = None


def note(held: Store, viewer: Viewer, line: Line) -> int:
    """Note a line of enquiry, and say its number.

    Raises:
        NotAllowed: only Scrutiny may.
        NothingToDo: the very same is noted already.
        PimError: there is no such thing, too little is said, or the meeting has been.
    """
    permissions.require(viewer, "note private line")
    with held.writing_to() as db:
        number = note_in(db, viewer, line, moment := store.now(db))
        trail.record(db, viewer, "line of enquiry noted", f"line of enquiry {number}", at=moment)
    return number


def note_in(db: DB, viewer: Viewer, line: Line, moment: datetime, is_illustrative: bool = False) -> int:
    """`note`, on a cursor of `Store.writing_to`, at a moment."""
    words = questions.said(line.words, "what is to be asked or found out")
    thing = queries_questions.subject(db, line.kind, line.code, viewer)
    if thing is None:
        raise PimError(f"There is no {line.kind} with the code “{line.code}” that a line of enquiry can be about.")
    if line.meeting_on and line.meeting_on < moment.date():
        raise PimError("Nothing was kept. The meeting it is for must be today or to come.")
    sight.of(viewer).tell(db)
    if words in queries_enquiries.listed(db, "open", (thing.kind, thing.code))["words"].to_list():
        raise NothingToDo("This line of enquiry is noted already, word for word.")
    number = append.numbered(
        db, "enquiry_lines", "line_no",
        meeting_on=line.meeting_on, about_kind=thing.kind, about_code=thing.code, words=words, noted_by=viewer.identity,
        noted_as=viewer.post, noted_at=moment, is_illustrative=is_illustrative,
    )  # fmt: skip
    _step(db, viewer, number, "noted", moment)
    return number


def put_aside(held: Store, viewer: Viewer, number: int) -> None:
    """Take a line off the list of those that are open. It stays where Scrutiny can read it.

    Raises:
        NotAllowed: only Scrutiny may.
        PimError: there is no such line, or it is open no more.
    """
    permissions.require(viewer, "note private line")
    with held.writing_to() as db:
        _open(db, viewer, number)
        _step(db, viewer, number, "put aside", moment := store.now(db))
        trail.record(db, viewer, "line of enquiry put aside", f"line of enquiry {number}", at=moment)


def put_question(held: Store, viewer: Viewer, number: int, asked: Asked) -> int:
    """Make a line a question, which everybody may read from then on, and say the question's number.

    Raises:
        NotAllowed: only Scrutiny may.
        PimError: there is no such line, it is open no more, or the question cannot be sent.
    """
    permissions.require(viewer, "note private line")
    with held.writing_to() as db:
        line = _open(db, viewer, number)
        if (asked.kind, asked.code) != (line["about_kind"], line["about_code"]):
            raise PimError("The line of enquiry is about something else.")
        question_no = questions.ask_in(db, viewer, asked, moment := store.now(db))
        _step(db, viewer, number, "asked", moment, question_no)
        question_words.tell(db, questions.held_row(db, question_no), "asked", moment, "")
        trail.record(db, viewer, "line of enquiry asked", f"line of enquiry {number}", at=moment)
        trail.record(db, viewer, "question asked", f"question {question_no}", at=moment)
    return question_no


def _open(db: DB, viewer: Viewer, number: int) -> Row:
    sight.of(viewer).tell(db)
    found = queries_enquiries.line(db, number)
    if found is None:
        raise PimError(f"There is no line of enquiry {number}.")
    if found["state"] != "open":
        raise PimError(f"Line of enquiry {number} is {found['state']} already.")
    return found


def _step(db: DB, viewer: Viewer, number: int, kind: str, moment: datetime, question_no: int | None = None) -> None:
    append.numbered(
        db, "enquiry_events", "event_no",
        line_no=number, kind=kind, question_no=question_no, done_by=viewer.identity, done_as=viewer.post, happened_at=moment,
    )  # fmt: skip
