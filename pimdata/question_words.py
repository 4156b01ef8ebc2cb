"""The words of members' questions: whom each is for, what each step is called, and the e-mails that tell people of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import duckdb

from pimdata import figures, notices
from pimdata.notices import To
from pimdata.people import ROLES

Row = dict[str, Any]

STATES = {
    "waiting": "Waiting for an answer",
    "answered": "Answered",
    "escalated": "Before Scrutiny",
    "closed": "Closed",
}
CHIPS = {"waiting": "due", "answered": "on", "escalated": "near", "closed": "info"}
SCRUTINY = ROLES["scrutiny"]


def routes() -> str:
    """The ways a question may go."""
    return "the portfolio holder, the responsible officer or Scrutiny"


def holder(portfolio: str, name: str = "") -> str:
    """A portfolio's holder: by name where the papers give one.

    >>> holder("Housing"), holder("Policy", "Cllr Tim Wotherspoon")
    ('the Housing portfolio holder', 'Cllr Tim Wotherspoon, Policy portfolio holder')
    """
    return f"{name}, {portfolio} portfolio holder" if name else f"the {portfolio} portfolio holder"


def goes_to(portfolios: Sequence[str], holders: Sequence[str]) -> str:
    """Who will be asked first, in a sentence, by name where the plan gives one.

    Args:
        portfolios: those that answer for a thing.
        holders: the holder of each; '' where the plan names none.

    >>> goes_to(["Housing", "Planning"], ["Cllr Mrs Hope", ""])
    'A question goes to Cllr Mrs Hope, Housing portfolio holder. The plan names no portfolio holder for Planning.'
    >>> goes_to([], [])
    'The plan names no portfolio that answers for it.'
    """
    if not portfolios:
        return "The plan names no portfolio that answers for it."
    pairs = list(zip(portfolios, holders, strict=True))
    named = [holder(portfolio, name) for portfolio, name in pairs if name]
    nobody = [portfolio for portfolio, name in pairs if not name]
    told = [
        f"A question goes to {figures.joined(named)}." if named else "",
        f"The plan names no portfolio holder for {figures.joined(nobody)}." if nobody else "",
    ]
    return " ".join(part for part in told if part)


def addressed_to(question: Row) -> str:
    """Whom a question was sent to, in words."""
    if question["route"] == "scrutiny":
        return f"the {SCRUTINY}"
    named = holder(question["portfolio"], question.get("holder", ""))
    if question["route"] == "officer":
        officer = question["officer"] or "the responsible officer"
        return f"{officer}, copied to {named}" if question["portfolio"] else officer
    return named


def state_words(question: Row) -> str:
    """Where a question stands, in words that say how late it is."""
    words = STATES[question["state"]]
    if question["state"] == "answered" and question["is_not_satisfied"]:
        words = "Answered, not satisfied"
    return f"{words}, {late(question['days_late'])}" if _is_late(question) else words


def _is_late(question: Row) -> bool:
    """Whether how late it is, or was, is what a list should say of it."""
    return bool(question["days_late"]) and (question["is_unanswered"] or question["state"] == "answered")


def late(days: int) -> str:
    """How late an answer is or was.

    >>> late(1), late(3)
    ('1 working day late', '3 working days late')
    """
    return f"{days} working day{'' if days == 1 else 's'} late"


def chip(question: Row) -> str:
    """The shape and colour that stand for where a question stands."""
    return "late" if _is_late(question) else CHIPS[question["state"]]


STEP_WORDS = {
    "asked": "Asked",
    "answered": "Answered",
    "followed up": "Followed up",
    "satisfied": "Satisfied",
    "not satisfied": "Not satisfied",
    "referred to scrutiny": "Referred to Scrutiny",
    "taken up by scrutiny": "Taken up by Scrutiny",
    "concluded": "Concluded by Scrutiny",
}
TO_ANSWER = "A member has asked a question that waits for your answer. It says by which day one is asked for."
COPIED = "A member has asked an officer a question about something in your portfolio. You may answer it too."
FOLLOWED = "A matter that was brought before Scrutiny has been followed up."
TOLD = {
    "answered": "A question has been answered.",
    "satisfied": "Who asked is satisfied with the answer.",
    "not satisfied": "Who asked is not satisfied with the answer, and says what is missing.",
    "referred to scrutiny": "A question has been referred to Scrutiny, with its whole history.",
    "taken up by scrutiny": "Scrutiny has taken a matter up, and says why.",
    "concluded": "Scrutiny has said what came of a matter.",
}


def tell(db: duckdb.DuckDBPyConnection, question: Row, kind: str, moment: datetime, by: str) -> None:
    """Queue the e-mails of one step: to whoever it concerns but whoever did it."""
    number = question["question_no"]
    for to, words in _told(question, kind):
        if (to.email != by or not by) and (to.role != "holder" or to.portfolio):
            notices.queue(db, to, f"Question {number}: {STEP_WORDS[kind].lower()}", words, f"/questions?q={number}", moment)


def _told(question: Row, kind: str) -> Iterator[tuple[To, str]]:
    if kind in ("asked", "followed up"):
        yield from _to_answer(question, kind)
        return
    if kind in ("answered", "taken up by scrutiny", "concluded"):
        yield _asker(question), TOLD[kind]
    if kind != "answered":
        yield from ((to, TOLD[kind]) for to in _answerers(question))
    if kind == "referred to scrutiny" or (kind == "answered" and question.get("state") == "escalated"):
        yield _scrutiny(), TOLD[kind]


def _to_answer(question: Row, kind: str) -> Iterator[tuple[To, str]]:
    """A question, or what follows one up: to whom it goes, and to Scrutiny once the matter is before it."""
    if kind == "asked" and question["route"] == "scrutiny":
        yield _scrutiny(), TOLD["referred to scrutiny"]
        yield _holder(question), "A matter in your portfolio has been brought straight to Scrutiny, with the reason."
        return
    first, *copied = _answerers(question)
    yield first, TO_ANSWER
    yield from ((to, COPIED) for to in copied)
    if question["route"] == "scrutiny" or question.get("was_escalated"):
        yield _scrutiny(), FOLLOWED


def _answerers(question: Row) -> list[To]:
    """Whoever was asked, and who has a copy."""
    if question["route"] != "officer":
        return [_holder(question)]
    return [To("head", question["officer"] or "Responsible officer", service=question["service_code"]), _holder(question)]


def _holder(question: Row) -> To:
    return To("holder", f"Portfolio holder, {question['portfolio']}", portfolio=question["portfolio"])


def _scrutiny() -> To:
    return To("scrutiny", SCRUTINY)


def _asker(question: Row) -> To:
    email = question["asked_by"] if "@" in question["asked_by"] else ""
    return To("member", question["asked_as"], email=email)
