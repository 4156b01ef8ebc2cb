"""Headings: which we know, what a heading stands for, and in which row of a file they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pimdata.messages import column_letter as column_letter
from pimdata.models import DATASETS
from pimdata.period_words import reading
from pimdata.rows import columns

ROW = "source_row"
KNOWN_HEADINGS = frozenset(name for model in DATASETS.values() for name in columns(model))
CODES = frozenset(model.key[0] for model in DATASETS.values())
WORDS_OF_A_NOTE = 5
_NOTE = re.compile(r"(?i)(?:notes?|source|key|footnotes?|prepared|printed|produced|page|\(c\)|©)\b|[*†‡#]\s*\w|\(?[\dp]\)\s")
_SPREAD_NOTE = re.compile(r"(?i)(?:notes?|source|footnotes?): ")
ROWS_SEARCHED = 30  # a title, a note and some blank rows; a table that begins later is not looked for


def tidy_heading(heading: str) -> str:
    """The name a heading stands for, whatever its case, spaces and underscores.

    >>> tidy_heading(" No value-Reason ")
    'no_value_reason'
    """
    return re.sub(r"[\W_]+", "_", heading.casefold()).strip("_")


def is_period(heading: str) -> bool:
    """Whether a heading names a period, surely or perhaps."""
    return any(map(str.isdigit, heading)) and bool(reading(heading.strip()).candidates)


def score(cells: Sequence[str], known: Collection[str] = KNOWN_HEADINGS) -> int:
    """How much a row looks like headings: what we know counts twice, a period once."""
    return sum(2 if tidy_heading(cell) in known else is_period(cell) for cell in cells if cell and len(cell) < 200)


def heading_row(rows: Sequence[Sequence[str]], known: Collection[str] = KNOWN_HEADINGS) -> int | None:
    """Which of a file's first rows holds its headings; the first that is not blank where no row says. None: all are blank.

    >>> heading_row([["Housing"], [], ["indicator_code", "value"], ["A", "4"]])
    2
    """
    filled = [index for index, cells in enumerate(rows) if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    best = max(filled, key=lambda index: (score(rows[index], known), -index))
    return best if score(rows[best], known) > max(1, score(rows[filled[0]], known)) else filled[0]


def is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a note below a table: one cell alone, of several words or beginning as notes do.

    >>> is_note(["Source: housing system"]), is_note(["* provisional", ""]), is_note(["NI 157a", ""]), is_note(["HO1", "4"])
    (True, True, False, False)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) != 1:  # a comma parts a note that was typed without quotation marks
        return bool(filled) and bool(_SPREAD_NOTE.match(filled[0]))
    return bool(_NOTE.match(filled[0]) or len(filled[0].split()) >= WORDS_OF_A_NOTE)
