"""What answers a question about a row: a reason given for it, or for some questions the words of the row itself."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pimdata.checked import OwnWords
from pimdata.checks_words import says_nothing
from pimdata.messages import Fault
from pimdata.reading import ROW

SHORTEST_REASON = 20  # letters
_ACCOUNT = ("what_happened", "why")
# The columns in which a row may answer a question itself. Any other question is answered by a reason given for it, or by its
# button: words about something else would let through a figure a hundred times too large, and nobody would be told.
_OWN_WORDS = {
    "F01": _ACCOUNT,
    "F02": (*_ACCOUNT, "reason"),
    "F04": (*_ACCOUNT, "reason", "reason_for_change", "comment"),  # each dataset has its own
    "F06": ("forecast_reason",),
    "F07": ("reason",),
    "F08": ("comment",),
}
# Why a date was put back has a column of its own.
_OF_COLUMN = {("F04", "revised_due"): ("reason_for_change",)}
# What is held already, beside a figure, cannot say why it is now another.
_MUST_BE_NEW = frozenset(("F04",))


def is_reason(words: str) -> bool:
    """Whether words are long enough for a reason, and say something.

    >>> is_reason("The depot flooded in November"), is_reason("x"), is_reason("due to staffing issues.")
    (True, False, False)
    """
    return len(words.strip()) >= SHORTEST_REASON and not says_nothing(words)


def own_words(asked: Iterable[Fault], rows: pl.DataFrame) -> list[OwnWords]:
    """The questions that their rows answer in their own words.

    Args:
        asked: questions with one code and column.
        rows: the rows as typed; a column with `_in_force` after its name holds what is held already.
    """
    questions = {each.row: each for each in asked}
    code, column = next(((each.code, each.column) for each in questions.values()), ("", ""))
    answers = _OF_COLUMN.get((code, column)) or _OWN_WORDS.get(code, ())
    names = [name for name in answers if name in rows.columns]
    if not names:
        return []
    held = {name: f"{name}_in_force" for name in names if code in _MUST_BE_NEW and f"{name}_in_force" in rows.columns}
    of_rows = rows.filter(pl.col(ROW).is_in(list(questions))).select(ROW, *names, *held.values())
    found = []
    for row in of_rows.iter_rows(named=True):
        telling = [row[name] for name in names if not says_nothing(row[name]) and row[name] != row.get(held.get(name, ""))]
        words = " ".join(telling)
        if is_reason(words):
            found.append(OwnWords(questions[row[ROW]], words))
    return found
