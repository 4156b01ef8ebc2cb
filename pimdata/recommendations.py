"""What Scrutiny recommends on a question that was before it, to whom, and what becomes of it: kept as it was sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

import duckdb

from pimdata import append, notices, permissions, queries_questions, queries_recommendations, questions, store, trail
from pimdata.errors import NothingToDo, PimError
from pimdata.notices import To
from pimdata.people import ROLES, Viewer
from pimdata.permissions import Item
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
Row = dict[str, Any]

TO_WHOM = {"cabinet": "Cabinet", "holder": "The portfolio holder", "officer": "The head of the service"}
# What may be answered, what it is called, and what must be said with it; after which states it may be said.
ANSWERS = {
    "accepted": ("Accept it", "what will be done, and by when"),
    "not accepted": ("Do not accept it", "why"),
    "done": ("It is done", "what was done"),
}
AFTER = {"waiting": ("accepted", "not accepted"), "accepted": ("done",)}


class Recommended(NamedTuple):
    """A recommendation as it is made."""

    question_no: int
    to_whom: str
    words: str
    answer_by: date | None = None


def make(held: Store, viewer: Viewer, said: Recommended) -> int:
    """Recommend something, and say its number.

    Raises:
        NotAllowed: only Scrutiny may.
        PimError: the question is not before Scrutiny, there is nobody to recommend it to, or too little is said.
    """
    permissions.require(viewer, "recommend")
    with held.writing_to() as db:
        number = make_in(db, viewer, said, moment := store.now(db))
        row = _get(db, viewer, number)
        notices.queue(db, _to(row), "A recommendation of Scrutiny", MADE, _link(row), moment)
        trail.record(db, viewer, "recommendation made", f"recommendation {number}", at=moment)
    return number


def make_in(db: DB, viewer: Viewer, said: Recommended, moment: datetime, is_illustrative: bool = False) -> int:
    """`make`, on a cursor of `Store.writing_to`, at a moment; nobody is told."""
    words = questions.said(said.words, "what is recommended")
    question = queries_questions.question(db, viewer, said.question_no)
    if question is None:
        raise PimError(f"There is no question {said.question_no}.")
    if not is_before_scrutiny(question):
        raise PimError("It is not before Scrutiny. Take it up first, with the reason.")
    if said.to_whom not in TO_WHOM or not _reachable(question, said.to_whom):
        raise PimError("Nobody answers for it in that way. Recommend it to Cabinet.")
    if words in queries_recommendations.listed(db, viewer, said.question_no)["words"].to_list():
        raise NothingToDo("This is recommended already, word for word.")
    by = said.answer_by or queries_questions.usual_answer_by(db, moment.date())
    questions.check_day(by, moment.date())
    number = append.numbered(
        db, "recommendations", "recommendation_no",
        question_no=said.question_no, to_whom=said.to_whom, words=words, answer_by=by, is_own_choice=said.answer_by is None,
        made_by=viewer.identity, made_as=viewer.post, made_at=moment, is_illustrative=is_illustrative,
    )  # fmt: skip
    _step(db, viewer, number, "made", "", moment)
    return number


def answer(held: Store, viewer: Viewer, number: int, kind: str, words: str) -> None:
    """Say that a recommendation is accepted, is not, or is done.

    Raises:
        NotAllowed: it was not made to this person.
        PimError: there is no such recommendation, that cannot be said of it now, or too little is said.
    """
    with held.writing_to() as db:
        row = answer_in(db, viewer, number, kind, words, moment := store.now(db))
        notices.queue(db, To("scrutiny", ROLES["scrutiny"]), f"A recommendation: {kind}", ANSWERED, _link(row), moment)
        trail.record(db, viewer, f"recommendation {kind}", f"recommendation {number}", at=moment)


def answer_in(db: DB, viewer: Viewer, number: int, kind: str, words: str, moment: datetime) -> Row:
    """`answer`, on a cursor of `Store.writing_to`, at a moment; nobody is told. Gives it as it stood before."""
    row = _get(db, viewer, number)
    permissions.require(viewer, "answer recommendation", item(row))
    if kind not in AFTER.get(row["state"], ()):
        raise PimError(f"Recommendation {number} is {row['state']}, so that cannot be said of it.")
    _step(db, viewer, number, kind, questions.said(words, ANSWERS[kind][1]), moment)
    return row


def possible(viewer: Viewer, row: Row) -> tuple[str, ...]:
    """What this person may say of a recommendation as it stands."""
    return AFTER.get(row["state"], ()) if permissions.may(viewer, "answer recommendation", item(row)) else ()


def item(row: Row) -> Item:
    """A recommendation as permissions look at it: the head of a service answers what was recommended to one."""
    return Item(service=row["service_code"] if row["to_whom"] == "officer" else "", portfolio=row["portfolio"])


def is_before_scrutiny(question: Row) -> bool:
    """Whether a question is or was before Scrutiny."""
    return bool(question["was_escalated"])


def ways(question: Row) -> dict[str, str]:
    """To whom something can be recommended on a question, in words."""
    return {to: words for to, words in TO_WHOM.items() if _reachable(question, to)}


MADE = "Scrutiny has recommended something that waits for your answer. It says by which day one is asked for."
ANSWERED = "Something has been said of what Scrutiny recommended."


def _reachable(question: Row, to_whom: str) -> bool:
    return bool({"cabinet": "cabinet", "holder": question["portfolio"], "officer": question["service_code"]}[to_whom])


def _to(row: Row) -> To:
    if row["to_whom"] == "cabinet":
        return To("cabinet", ROLES["cabinet"])
    if row["to_whom"] == "officer":
        return To("head", row["officer"] or "Head of service", service=row["service_code"])
    return To("holder", f"Portfolio holder, {row['portfolio']}", portfolio=row["portfolio"])


def _link(row: Row) -> str:
    return f"/questions?q={row['question_no']}"


def _get(db: DB, viewer: Viewer, number: int) -> Row:
    row = queries_recommendations.one(db, viewer, number)
    if row is None:
        raise PimError(f"There is no recommendation {number}.")
    return row


def _step(db: DB, viewer: Viewer, number: int, kind: str, words: str, moment: datetime) -> None:
    append.numbered(
        db, "recommendation_events", "event_no",
        recommendation_no=number, kind=kind, words=words, done_by=viewer.identity, done_as=viewer.post, happened_at=moment,
    )  # fmt: skip
