"""What is stopping a return, said by whoever owes it and seen by whoever waits for it. It is no less late for that."""

from __future__ import annotations

from datetime import date

from pimdata import append, checks_facts, permissions, queries_returns, trail
from pimdata.errors import NothingToDo, PimError
from pimdata.figures import date_words
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.queries_drafts import Whose
from pimdata.store import Store, now

LONGEST = 400  # characters
FEWEST_WORDS = 3


def say(store: Store, viewer: Viewer, whose: Whose, reason: str, expected_on: date | None = None) -> None:
    """Say what is stopping a return and when it can be expected; an empty reason says that nothing is any more.

    Raises:
        NotAllowed: it is not theirs to send.
        PimError: nothing is owed, the reason says too little or too much, or the day has passed.
        NothingToDo: the same was said already.
    """
    permissions.require(viewer, "send return", Item(service=whose.service, dataset=whose.dataset))
    told = " ".join(reason.split())
    with store.writing_to() as db:
        owed = queries_returns.return_owed(db, *whose)
        if owed is None or owed["state"] == "in":
            raise PimError("Nothing of this return is still to come, so nothing is stopping it.")
        _refuse(told, expected_on, checks_facts.today(db))
        day = expected_on if told else None
        if (told, day) == (owed["held_up_by"] or "", owed["expected_on"]):
            raise NothingToDo("This is what was said already.")
        append.numbered(
            db, "hold_ups", "hold_up_no", **whose_columns(whose), reason=told, expected_on=day, said_at=now(db),
            by_whom=viewer.post, identity=viewer.identity,
        )  # fmt: skip
        about = ", ".join((whose.dataset.replace("_", " "), whose.period, whose.service))
        # The reason stays out of the trail, which cannot forget.
        detail = f"expected on {day.isoformat()}" if day else ""
        trail.record(db, viewer, "return held up" if told else "return no longer held up", about, detail=detail)


def whose_columns(whose: Whose) -> dict[str, str]:
    """A return as the table names it."""
    return {"dataset": whose.dataset, "service_code": whose.service, "period": whose.period}


def _refuse(told: str, expected_on: date | None, today: date) -> None:
    if told and len(told.split()) < FEWEST_WORDS:
        raise PimError("Say what is stopping it in a few words, so that somebody can help.")
    if len(told) > LONGEST:
        raise PimError(f"Say what is stopping it in {LONGEST} characters or fewer; it has {len(told)}.")
    if told and expected_on is not None and expected_on < today:
        raise PimError(f"The day it is expected must not be before today, {date_words(today)}.")
