"""A member's question and what is done with it: sent once, kept as it was sent, and followed to its end.

The council's protocol is that an issue goes to the relevant portfolio holder first, and to Scrutiny when every way is
exhausted. It is recorded and guided by, and locks nothing: a member may go to Scrutiny, and Scrutiny may take a matter up.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import duckdb

from pimdata import answers, append, permissions, queries_questions, question_words, store, trail
from pimdata.errors import NothingToDo, PimError
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.queries_questions import Subject
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
Row = dict[str, Any]

ROUTES = ("holder", "officer", "scrutiny")
MOST = 2000  # characters
FEWEST_WORDS = 3
LONGEST_WAIT = timedelta(days=365)


class Asked(NamedTuple):
    """A question as it is sent.

    `portfolio` says which, where more than one answers for a service; `reason` is why it goes straight to Scrutiny.
    """

    kind: str
    code: str
    words: str
    route: str = "holder"
    portfolio: str = ""
    answer_by: date | None = None
    reason: str = ""


class Step(NamedTuple):
    """Something that is done with a question: who may, what it is called, and whether words must come with it."""

    action: str
    label: str
    needs_words: str = ""


STEPS = {
    "answered": Step("answer question", "Answer", "the answer"),
    "followed up": Step("follow up", "Follow up", "what is still asked"),
    "satisfied": Step("follow up", "Satisfied"),
    "not satisfied": Step("follow up", "Not satisfied", "what is missing"),
    "referred to scrutiny": Step("refer to scrutiny", "Refer it to Scrutiny", "why"),
    "taken up by scrutiny": Step("take up", "Take it up for Scrutiny", "why"),
    "concluded": Step("conclude", "Say what came of it", "what came of it"),
}


def ask(held: Store, viewer: Viewer, asked: Asked) -> int:
    """Send a question, and say its number.

    Raises:
        NotAllowed: this person may not ask.
        NothingToDo: the very same question was sent before.
        PimError: there is no such thing, nobody to answer, or too little is said; the text says which.
    """
    with held.writing_to() as db:
        number = ask_in(db, viewer, asked, moment := store.now(db))
        question_words.tell(db, held_row(db, number), "asked", moment, "")
        trail.record(db, viewer, "question asked", f"question {number}", at=moment)
    return number


def act(held: Store, viewer: Viewer, number: int, kind: str, words: str = "", answer_by: date | None = None) -> None:
    """Do the next thing with a question: answer it, follow it up, say whether it satisfies, bring it to Scrutiny.

    Raises:
        NotAllowed: this person may not; the text says who may.
        NothingToDo: the very same was the last thing done.
        PimError: there is no such question, or too little is said.
    """
    with held.writing_to() as db:
        found = act_in(db, viewer, number, kind, moment := store.now(db), words, answer_by)
        question_words.tell(db, found, kind, moment, viewer.identity)
        trail.record(db, viewer, f"question {kind}", f"question {number}", at=moment)


def ask_in(db: DB, viewer: Viewer, asked: Asked, moment: datetime, is_illustrative: bool = False) -> int:
    """`ask`, on a cursor of `Store.writing_to`, at a moment; nobody is told."""
    permissions.require(viewer, "take up" if _is_taking_up(viewer, asked) else "ask question")
    words, reason = said(asked.words, "what you ask"), ""
    thing = queries_questions.subject(db, asked.kind, asked.code, viewer)
    if thing is None:
        raise PimError(f"There is no {asked.kind} with the code “{asked.code}” that a question can be about.")
    portfolio = _portfolio(thing, asked)
    if asked.route == "scrutiny":
        reason = said(asked.reason, "why it goes straight to Scrutiny")
    answer_by = asked.answer_by or queries_questions.usual_answer_by(db, moment.date())
    check_day(answer_by, moment.date())
    _refuse_again(db, viewer, asked, words)
    number = append.numbered(
        db, "questions", "question_no",
        about_kind=thing.kind, about_code=thing.code, route=asked.route, portfolio=portfolio, service_code=thing.service,
        officer=thing.officer, words=words, reason=reason, asked_by=viewer.identity, asked_as=viewer.post,
        asked_at=moment, is_illustrative=is_illustrative,
    )  # fmt: skip
    _step(db, viewer, number, "asked", words, moment, answer_by, asked.answer_by is None)
    return number


def act_in(
    db: DB, viewer: Viewer, number: int, kind: str, moment: datetime, words: str = "", answer_by: date | None = None
) -> Row:
    """`act`, on a cursor of `Store.writing_to`, at a moment; nobody is told. Gives the question as it stood before."""
    step = STEPS[kind]
    found = queries_questions.question(db, viewer, number)
    if found is None:
        raise PimError(f"There is no question {number}.")
    permissions.require(viewer, step.action, item(found))
    told = said(words, step.needs_words) if step.needs_words else " ".join(words.split())[:MOST]
    if kind in ("satisfied", "not satisfied") and not found["answers"]:
        raise PimError("It has not been answered yet, so there is nothing to be satisfied with.")
    if (kind, told, viewer.identity) == _last(db, number):
        raise NothingToDo("This is already kept, word for word.")
    by = None
    if kind == "followed up":
        by = answer_by or queries_questions.usual_answer_by(db, moment.date())
        check_day(by, moment.date())
    _step(db, viewer, number, kind, told, moment, by, kind == "followed up" and answer_by is None)
    return found


def held_row(db: DB, number: int) -> Row:
    """A question as it was sent."""
    found = answers.first(db, "select * from main.questions where question_no = $number", {"number": number})
    assert found is not None
    return found


def possible(viewer: Viewer, question: Row) -> list[str]:
    """What this person may do with a question as it stands, in the order of the protocol."""
    done = {kind for kind, step in STEPS.items() if permissions.may(viewer, step.action, item(question))}
    if not question["answers"]:
        done -= {"satisfied", "not satisfied"}
    if question["state"] == "closed":
        done -= {"satisfied", "not satisfied", "concluded"}
    if question["state"] == "escalated":
        done -= {"referred to scrutiny", "taken up by scrutiny"}
    else:
        done -= {"concluded"}
    return [kind for kind in STEPS if kind in done]


def item(question: Row) -> Item:
    """A question as permissions look at it. An officer answers what was sent to one; the portfolio holder answers all."""
    service = question["service_code"] if question["route"] == "officer" else ""
    return Item(service=service, portfolio=question["portfolio"], by=question["asked_by"])


def _is_taking_up(viewer: Viewer, asked: Asked) -> bool:
    return asked.route == "scrutiny" and viewer.role == "scrutiny"


def _portfolio(thing: Subject, asked: Asked) -> str:
    """The portfolio that answers, or why there is nobody to ask."""
    if asked.route not in ROUTES:
        raise PimError(f"A question goes to {question_words.routes()}, not to “{asked.route}”.")
    if asked.route == "officer" and not thing.service:
        raise PimError("The plan names no service for it, so there is no officer to ask. Ask the portfolio holder.")
    if asked.portfolio and asked.portfolio not in thing.portfolios:
        raise PimError(f"The portfolio “{asked.portfolio}” does not answer for it.")
    portfolio = asked.portfolio or next(iter(thing.portfolios), "")
    if asked.route == "holder" and not portfolio:
        raise PimError("The plan names no portfolio for it. Ask the responsible officer, or Scrutiny.")
    return portfolio


def said(words: str, what: str) -> str:
    """Words that were typed, tidied; enough of them, and not too many."""
    tidied = "\n".join(" ".join(line.split()) for line in words.strip().splitlines())
    if len(tidied.split()) < FEWEST_WORDS:
        raise PimError(f"Nothing was sent. Say {what} in a few words.")
    if len(tidied) > MOST:
        raise PimError(f"Nothing was sent. Say {what} in {MOST:,} characters or fewer; it has {len(tidied):,}.")
    return tidied


def check_day(answer_by: date, today: date) -> None:
    """Refuse a day for an answer that has passed or is out of sight."""
    if not today < answer_by <= today + LONGEST_WAIT:
        raise PimError("Nothing was sent. The day by which an answer is asked for must be after today and within a year.")


def _refuse_again(db: DB, viewer: Viewer, asked: Asked, words: str) -> None:
    query = "select 1 from main.questions where asked_by = $by and about_code = $code and words = $words"
    if db.execute(query, {"by": viewer.identity, "code": asked.code, "words": words}).fetchall():
        raise NothingToDo("You have sent this very question before.")


def _last(db: DB, number: int) -> tuple[str, str, str] | None:
    query = "select kind, words, done_by from main.question_events where question_no = $number order by event_no desc limit 1"
    found = db.execute(query, {"number": number}).fetchall()
    return tuple(found[0]) if found else None


def _step(
    db: DB, viewer: Viewer, number: int, kind: str, words: str, moment: datetime, answer_by: date | None, is_own_choice: bool
) -> None:
    append.numbered(
        db, "question_events", "event_no",
        question_no=number, kind=kind, words=words, answer_by=answer_by, is_own_choice=is_own_choice,
        done_by=viewer.identity, done_as=viewer.post, happened_at=moment,
    )  # fmt: skip
