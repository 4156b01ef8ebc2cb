"""What a check found, and how it is told: as data, and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl

from pimdata.messages import Fault, clipped, counted, fault, file_row, listed, row_words

STAGES = {
    "A": "the file itself",
    "B": "its headings",
    "C": "whether its rows belong here",
    "D": "its cells",
    "E": "whether each row makes sense",
    "F": "its figures against history",
    "G": "the return as a whole",
}
GROUPED_FROM = 4  # rows with the same fault from which they are told as one
MOST_TIDIED = 10  # of the cells that were tidied, as many are told in words

NO_ROWS = pl.DataFrame(schema={"source_row": pl.Int32})
NO_TIDIED = pl.DataFrame(schema={"source_row": pl.Int32, "column": pl.String, "found": pl.String, "became": pl.String})


class OwnWords(NamedTuple):
    """A question about a row, and the words of that row which answer it."""

    asked: Fault
    words: str

    @property
    def place_and_question(self) -> tuple[str, str]:
        """Where it is, and in short what was asked: what was found, without what to do."""
        place, _, asked = self.asked.words.partition(": ")
        return place, asked.partition(". ")[0]


@dataclass(frozen=True)
class Checked:
    """What a file holds and what is wrong with it.

    A row is in `rows` (ready), in `held` (to be put right or explained first), or in neither: it was left out,
    and a note says why.
    """

    dataset: str
    rows: pl.DataFrame
    held: pl.DataFrame = field(default_factory=lambda: NO_ROWS)
    faults: tuple[Fault, ...] = ()
    stage: str = "A"
    explained: tuple[Fault, ...] = ()  # what was asked about, and has been answered
    tidied: pl.DataFrame = field(default_factory=lambda: NO_TIDIED)
    own_words: tuple[OwnWords, ...] = ()  # of what has been answered, what rows answered themselves

    @property
    def is_stopped(self) -> bool:
        """Whether nothing of the file can be used."""
        return any(each.kind == "stop" for each in self.faults)

    @property
    def is_ready(self) -> bool:
        """Whether every row can be used and nothing is left to put right."""
        return not self.to_do

    @property
    def to_do(self) -> tuple[Fault, ...]:
        """The faults that someone must do something about."""
        return tuple(each for each in self.faults if each.kind != "note")

    @property
    def notes(self) -> tuple[Fault, ...]:
        """What someone should know and need do nothing about."""
        return tuple(each for each in self.faults if each.kind == "note")

    @property
    def stage_words(self) -> str:
        """How far the check went."""
        if not self.is_stopped:
            return "We checked all of it."
        return f"We checked as far as {STAGES[self.stage]}. Put this right and we will check the rest."


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults as they are told: those of the file as a whole, then row by row."""
    return tuple(sorted(faults, key=place))


def place(each: Fault) -> tuple[int, str]:
    """Where a fault comes among others."""
    return each.row or 0, each.code


def to_json(checked: Checked) -> dict[str, Any]:
    """What a check found, as plain values."""
    return {
        "dataset": checked.dataset,
        "stage": checked.stage,
        "stage_words": checked.stage_words,
        "is_stopped": checked.is_stopped,
        "rows_ready": checked.rows.height,
        "rows_held": checked.held.height,
        "cells_tidied": checked.tidied.height,
        "tidied": [{**each, "source_row": file_row(each["source_row"])} for each in checked.tidied.to_dicts()],
        "faults": [_plain(each) for each in checked.faults],
        "explained": [_plain(each) for each in checked.explained],
        "own_words": [
            {"row": file_row(each.asked.row or 0), "code": each.asked.code, "words": each.words} for each in checked.own_words
        ],
    }


def _plain(each: Fault) -> dict[str, Any]:
    return {**vars(each), "row": each.row and file_row(each.row), "fixes": [vars(fix) for fix in each.fixes]}


def as_text(checked: Checked, file_name: str) -> str:
    """What a check found, for a terminal: every fault at once, then the notes."""
    notes = [f"  {words}" for words in (*grouped(checked.notes), *_tidied(checked), *_own_words(checked))]
    if checked.is_ready:
        return "\n".join([f"{file_name}: {_all_ready(checked.rows.height)}", *notes])
    told = grouped(checked.to_do)
    things = counted(len(checked.to_do), "thing")
    stage = [checked.stage_words] if checked.is_stopped else []
    return "\n".join(
        [
            f"{file_name} was not loaded; nothing was stored. Put {things} right and load it again:",
            *(f"  {words}" for words in told),
            *stage,
            *(["Notes:", *notes] if notes else []),
        ]
    )


def _tidied(checked: Checked) -> list[str]:
    """The first cells that were read otherwise than they are written."""
    shown = [
        f'Row {row_words(row)}, {column}: "{clipped(found)}" was read as {became}.'
        for row, column, found, became in checked.tidied.head(MOST_TIDIED).iter_rows()
    ]
    more = checked.tidied.height - MOST_TIDIED
    return [*shown, *([f"And {counted(more, 'cell')} more, likewise."] if more > 0 else [])]


def _own_words(checked: Checked) -> list[str]:
    """Each question that a row answered itself, under how many there are."""
    told = [
        f'{place}: {asked}. It says: "{clipped(each.words)}".'
        for each in checked.own_words
        for place, asked in [each.place_and_question]
    ]
    return [answered_words(checked), *told] if told else []


def answered_words(checked: Checked) -> str:
    """How many rows answered themselves what they were asked."""
    rows = len({each.asked.row for each in checked.own_words})
    return f"{counted(rows, 'row was', 'rows were')} asked about and answered by {'its' if rows == 1 else 'their'} own words"


def _all_ready(rows: int) -> str:
    if rows == 0:
        return "No rows are left to load."
    return fault("G02", found=f"{rows:,}").words if rows > 1 else "The row is ready. Look at it, then send."


def grouped(faults: Iterable[Fault]) -> list[str]:
    """The words of every fault, where four rows or more with the same one are told together."""
    together: dict[tuple[str, str], list[Fault]] = {}
    for each in faults:
        together.setdefault((each.code, each.column), []).append(each)
    words = []
    for alike in together.values():
        is_many = len(alike) >= GROUPED_FROM and alike[0].row is not None
        words += [_as_one(alike)] if is_many else [each.words for each in alike]
    return words


def _as_one(alike: list[Fault]) -> str:
    rows = listed([row_words(row) for row in sorted({each.row for each in alike if each.row is not None})])
    column = f", {alike[0].column}" if alike[0].column else ""
    asked = {
        "fix": "need the same put right",
        "explain": "need a reason",
        "note": "have the same note",
        "stop": "stop the file",
    }[alike[0].kind]
    fill = " Fill them in together." if alike[0].kind == "explain" else ""
    return f"{len(alike):,} rows {asked}{column}: {rows}.{fill} The first: {alike[0].words}"
