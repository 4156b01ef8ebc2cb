"""Every message about a file: what was found, where, and what to do. One catalogue, so the words never differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pimdata.message_words import CONFIRM, LEAVE_OUT, USE, WORDS, Kind
from pimdata.message_words import NOUNS as NOUNS

LONGEST_QUOTED = 60
# A fraction that should be a percentage is let through by a reason too, though it is most often wrong.
EXPLAINED_TOO = frozenset(("D03",))
THE_REASON = "(reason)"  # the column of a fix that is a reason for the row
THE_ROW = "(row)"  # the column of a fix that leaves the whole row out


@dataclass(frozen=True)
class Message:
    """The words of one code; a slot in braces is filled from what was found."""

    code: str
    kind: Kind
    words: str


@dataclass(frozen=True)
class Fix:
    """What one press puts right: the words of the button, and the text it puts in a column of the row.

    Of a heading the column is the heading as found and the text the one meant, or nothing to leave its column out.
    """

    label: str
    column: str
    text: str


@dataclass(frozen=True)
class Fault:
    """One thing to say of a file. A row is numbered as a spreadsheet numbers it: the headings are row 1."""

    code: str
    kind: Kind
    row: int | None
    column: str
    found: str
    words: str
    suggestion: str
    fixes: tuple[Fix, ...] = ()

    @property
    def takes_reason(self) -> bool:
        """Whether a good reason lets its row through."""
        return self.row is not None and (self.kind == "explain" or self.code in EXPLAINED_TOO)

    def put_right_by(self, *fixes: Fix) -> Fault:
        """The same, with buttons of its own."""
        return replace(self, fixes=fixes)


MESSAGES: dict[str, Message] = {code: Message(code, kind, words) for code, kind, words in WORDS}

TURNED = 1_000_000_000  # above every row's number; what follows is a row and a column of a table that was turned
_COLUMNS = 1_000


def cell_number(row: int, column: int) -> int:
    """What stands for a row's number where each cell of a table is a row of its own, so that each has its own faults.

    >>> cell_number(7, 3), file_row(cell_number(7, 3)), row_words(cell_number(7, 3)), row_words(12)
    (1000007003, 7, '7, column D', '12')
    """
    return TURNED + row * _COLUMNS + column


def file_row(number: int) -> int:
    """The row of the file, as a spreadsheet numbers it."""
    return number if number < TURNED else (number - TURNED) // _COLUMNS


def row_words(number: int | None) -> str:
    """The row of the file, and where a table was turned the column too."""
    if number is None or number < TURNED:
        return str(number)
    return f"{file_row(number)}, column {column_letter(number % _COLUMNS)}"


def column_letter(index: int) -> str:
    """What a spreadsheet calls a column, counted from nought.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def fault(
    code: str,
    *,
    row: int | None = None,
    column: str = "",
    found: str = "",
    suggestion: str = "",
    item: str = "",
    **slots: object,
) -> Fault:
    """The message of this code with its slots filled, and the buttons that put it right.

    >>> fault("D05", row=7, column="value", found="62.5", item="HO03 Days to re-let").words
    'Row 7, value (HO03 Days to re-let): 62.5 must be a whole number.'
    """
    message = MESSAGES[code]
    item = clipped(item)
    about = f" ({item})" if item else ""
    said = row_words(row)
    words = message.words.format(
        row=said,
        column=column,
        found=clipped(found),
        suggestion=suggestion,
        item=item,
        place=f"Row {said}, {column}{about}",
        line=f"Row {said}{about}",
        **slots,
    )
    return Fault(code, message.kind, row, column, found, words, suggestion, _fixes(code, column, found, suggestion, said))


def _fixes(code: str, column: str, found: str, suggestion: str, row: str) -> tuple[Fix, ...]:
    """What may be put right at one press.

    >>> [each.label for each in _fixes("D03", "value", "0.87", "87", "7")], _fixes("D02", "value", "x", "", "7")
    (['Use 87', 'Keep 0.87'], ())
    """
    made = [Fix(USE[code].format(suggestion=suggestion), column, suggestion)] if suggestion and code in USE else []
    if code in CONFIRM:
        label, reason = CONFIRM[code]
        made.append(Fix(label.format(found=found), THE_REASON, reason.format(found=found)))
    if code in LEAVE_OUT:
        made.append(Fix(f"Leave row {row} out", THE_ROW, "left out"))
    return tuple(made)


def clipped(text: str) -> str:
    """A cell short enough to quote, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTED else flat[: LONGEST_QUOTED - 1] + "…"


def listed(words: list[str] | list[int], most: int = 20) -> str:
    """A list a person can read, cut short where it is long.

    >>> listed([4, 9, 12]), listed([1, 2, 3], most=2)
    ('4, 9, 12', '1, 2 and 1 more')
    """
    shown = ", ".join(str(word) for word in words[:most])
    return f"{shown} and {len(words) - most:,} more" if len(words) > most else shown


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number of things.

    >>> counted(1, "cell"), counted(1200, "cell"), counted(2, "row of notes", "rows of notes")
    ('1 cell', '1,200 cells', '2 rows of notes')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
