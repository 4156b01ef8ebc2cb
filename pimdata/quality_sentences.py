"""Sentences about the quality of the data: what is in and what we wait for, and how far a measure can be relied on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pimdata import champions, figures

GRADES: Mapping[champions.Grade, str] = {
    "reliable": "Reliable: its figures can be used as they stand",
    "use with care": "To be used with care: its figures are sound within the limits given",
    "not reliable": "Not reliable: no decision should rest on its figures alone",
}
ANSWERS: Mapping[champions.Answer, str] = {
    "meets it": "Meets the standard",
    "meets it in part": "Meets it in part",
    "does not meet it": "Does not meet it yet",
}
ENOUGH_FOR_A_SHARE = 20


class Owed(NamedTuple):
    """A return as the paragraph needs it: its state, and working days late."""

    state: str
    days_late: int


def returns_paragraph(quarter: str, owed: Sequence[Owed]) -> str:
    """How many returns of a quarter are in, and what we wait for.

    >>> few = [Owed("in", 0)] * 26 + [Owed("late", 6), Owed("late", 1), Owed("late", 2), Owed("late", 2)]
    >>> returns_paragraph("2009/10 Q2", few)
    '26 of 30 returns for Quarter 2 are in. 4 are overdue, the oldest by 6 working days.'
    >>> returns_paragraph("2009/10 Q2", [Owed("in", 0), Owed("due", 0)])
    '1 of 2 returns for Quarter 2 is in. 1 is not due yet.'
    >>> returns_paragraph("2009/10 Q2", [Owed("in", 0)])
    'The one return for Quarter 2 is in.'
    >>> returns_paragraph("2009/10 Q2", [])
    'No return was owed for Quarter 2.'
    """
    name = figures.period_again(quarter)
    if not owed:
        return f"No return was owed for {name}."
    are_in = sum(each.state == "in" for each in owed)
    late = [each.days_late for each in owed if each.state == "late"]
    waiting = len(owed) - are_in - len(late)
    if are_in == len(owed):
        return f"The one return for {name} is in." if are_in == 1 else f"All {are_in} returns for {name} are in."
    told = [f"{are_in} of {figures.plural(len(owed), 'return')} for {name} {figures.noun(are_in, 'is', 'are')} in."]
    if late:
        told.append(f"{len(late)} {figures.noun(len(late), 'is', 'are')} overdue, {_oldest(late)}.")
    if waiting:
        told.append(f"{waiting} {figures.noun(waiting, 'is', 'are')} not due yet.")
    return " ".join(told)


def _oldest(late: Sequence[int]) -> str:
    days = figures.plural(max(late), "working day")
    return f"the oldest by {days}" if len(late) > 1 else f"by {days}"


def share_words(part: int, of: int, none: str = "None") -> str:
    """Some of many, with the percentage where there are enough to give one.

    >>> share_words(80, 100), share_words(3, 4), share_words(0, 142), share_words(0, 0)
    ('80 of 100 (80%)', '3 of 4', 'None of 142', 'None')
    >>> share_words(199, 200), share_words(1, 200), share_words(200, 200)
    ('199 of 200 (99%)', '1 of 200 (under 1%)', '200 of 200 (100%)')
    """
    if not of:
        return none
    if not part:
        return f"None of {of:,}"
    # Downwards, so that 199 of 200 is never said to be all of them.
    percent = 100 * part // of
    return f"{part:,} of {of:,}" + (f" ({percent or 'under 1'}%)" if of >= ENOUGH_FOR_A_SHARE else "")


def audit_words(finding: str, summary: str, by_whom: str, on: date) -> str:
    """What an audit found, who audited and when.

    >>> audit_words("borne out", "All of 2009/10.", "Auditor", date(2010, 10, 1))
    'Last audited on 1 October 2010 by Auditor: borne out by the papers behind it. All of 2009/10.'
    """
    return f"Last audited on {figures.date_words(on)} by {by_whom}: {finding} by the papers behind it. {summary.rstrip('. ')}."


def grade_words(grade: champions.Grade, reason: str, by_whom: str, on: date) -> str:
    """A grade with what it rests on, who gave it and when.

    >>> grade_words("reliable", "Counted from the register.", "Housing Manager", date(2010, 10, 1)).partition(". ")[2]
    'Counted from the register. Graded by Housing Manager, 1 October 2010.'
    """
    return f"{GRADES[grade]}. {reason.rstrip('. ')}. Graded by {by_whom}, {figures.date_words(on)}."
