"""Every message about a file: what was found, where, and what to do. One catalogue, so the words never differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["stop", "fix", "explain", "note"]  # whole file; this row; a good reason lets it through; nothing to do
LONGEST_QUOTED = 60


@dataclass(frozen=True)
class Message:
    """The words of one code; a slot in braces is filled from what was found."""

    code: str
    kind: Kind
    words: str


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


# `{place}` is "Row 7, value (HO03 Days to re-let)" and `{line}` is "Row 7 (HO03 Days to re-let)".
_WORDS: tuple[tuple[str, Kind, str], ...] = (
    ("A01", "stop", "Select your return."),
    (
        "A02",
        "stop",
        "The selected file must be a CSV or an Excel workbook (.xlsx). Yours is {ext}. "
        "In Excel choose Save As, then CSV UTF-8.",
    ),
    ("A03", "stop", "The selected file is empty. Check you saved it after filling it in."),
    (
        "A04",
        "stop",
        "The selected file must be smaller than {limit}. Yours is {size}. "
        "Returns are usually under 100 KB, so check it is the right file.",
    ),
    ("A05", "stop", "The selected file is password protected. Remove the password and upload it again."),
    ("A06", "stop", "We could not read some letters in this file. Save it as CSV UTF-8 and upload it again."),
    (
        "A07",
        "note",
        "We read this as {kind} file, and are {sure}. Check that pounds signs and apostrophes look right in the preview.",
    ),
    ("A08", "stop", "This workbook has {found} and we could not tell which holds the return: {why}. {put}"),
    (
        "A09",
        "stop",
        "Row {row} {what}. A comment may contain an unmatched quotation mark. Open row {row}, retype the comment and save.",
    ),
    (
        "A11",
        "stop",
        "This workbook {found}, so we did not open it. Save your figures as a plain workbook (.xlsx) or CSV UTF-8, "
        "and check it is the right file.",
    ),
    ("A12", "note", "We read the sheet {found} of this workbook: {why}."),
    ("A13", "note", "These rows are hidden in the workbook, and we read them like any other: {found}."),
    (
        "A14",
        "note",
        'Some letters look as if they were saved twice, as "{found}". Save the file as CSV UTF-8 again, and check them in the '
        "preview.",
    ),
    ("A15", "stop", "We could not read this workbook; it may be damaged. Open it in Excel, save it again and try once more."),
    (
        "B01",
        "stop",
        "The first row must be the headings. It looks as if row 1 holds figures or a title. "
        "Start again from the template, or move the headings to row 1.",
    ),
    ("B02", "stop", 'The heading "{column}" is missing. Add it, or copy your figures into a new template.'),
    ("B03", "stop", 'The heading "{found}" appears in columns {first} and {second}. Delete or rename one.'),
    ("B05", "note", "We did not use these columns: {found}."),
    ("B06", "note", "We left out {found}."),
    ("B07", "fix", "{place}: the cell shows {found}. Replace the formula with the figure."),
    ("B08", "note", "These rows end early, and we took their last cells as blank: {found}."),
    ("B10", "note", "We took row {row} for the headings, and left out what stands above: {what}."),
    ("B11", "note", "We left out {what}."),
    ("B12", "stop", 'The heading "{found}" {why}. Write it as {suggestion}.'),
    ("B13", "note", "{what}."),
    ("B14", "note", 'We read {found} written as ="…" without the mark of a formula.'),
    (
        "B09",
        "stop",
        "We could not tell what this file holds: {why}. Check that it is the right file. "
        "Name it after what it holds, as indicator_results.csv, or start again from the template.",
    ),
    (
        "C01",
        "stop",
        "This file is for {found}. The open return is {open}. Upload the {open} file, or correct the periods in this one.",
    ),
    (
        "C02",
        "stop",
        "This file holds {found}. You are sending {wanted}. Choose the return it belongs to, or select another file.",
    ),
    ("C03", "fix", '{place}: we have no {noun} "{found}".{near}'),
    (
        "C04",
        "fix",
        "Row {row}: {item} belongs to {service}. Remove the row, or ask the Policy and Performance team to change the owner.",
    ),
    ("C05", "note", "Row {row}: {item} stopped being collected in {date}. We left it out."),
    ("C07", "fix", "Rows {row} and {other} are both for {item} and differ ({first} and {second}). Keep one."),
    ("C08", "note", "Rows {row} and {other} are the same. We used one."),
    ("C09", "note", "This is the same file {role} sent on {date}. Nothing would change."),
    ("C10", "fix", "{place}: {found} ends on {date}. Send its figure after that day, or correct the period."),
    ("C11", "fix", '{place}: this {noun} is returned {frequency}, so "{found}" must be {wanted}.'),
    ("C12", "note", "{place}: this {noun} is returned {frequency}. We keep the figure for {found} beside its series."),
    ("C13", "note", "Row {row}: {item} is collected from {date}. We left out {found}."),
    (
        "C15",
        "stop",
        "This file holds {found}, which is part of the plan. Only the Policy and Performance team changes the plan: "
        "send it to them.",
    ),
    ("C14", "stop", "No {noun} is held yet, so these rows match nothing. Load {file} first."),
    ("D01", "fix", '{place}: enter a figure, or give a reason in "no_value_reason".'),
    ("D02", "fix", '{place}: "{found}" must be a number.{hint}'),
    (
        "D03",
        "fix",
        "{place}: you entered {found}. This is a percentage. Use {suggestion} if you mean {suggestion}%, "
        "or say why {found} is right.",
    ),
    ("D04", "fix", "{place}: {found} must be {range}."),
    ("D05", "fix", "{place}: {found} must be a whole number."),
    ("D06", "fix", '{place}: "{found}" could be {first} or {second}. Write it as {suggestion}.'),
    ("D07", "fix", "{place}: {found} must be after {date}."),
    ("D08", "fix", '{place}: "{found}" must be one of {list}.'),
    ("D09", "fix", "{place}: must be {max} characters or fewer. It is {length}."),
    ("D11", "fix", '{place}: "{found}" must be {wanted}.'),
    ("D12", "fix", "{place}: enter {wanted}."),
    ("D13", "fix", "{place}: {found} must not be after today, {date}."),
    ("D14", "note", "We tidied {found}. See what changed."),
    ("D15", "note", '{found} "{cell}", which we took for {meaning}. Put a figure in its place if there is one.'),
    ("D16", "fix", '{place}: "{found}" may mean {suggestion}, and we do not guess. Write it as {suggestion} if it does.'),
    ("E01", "fix", "{line}: {first} out of {second} is {suggestion}, not {found}. Correct one of the three."),
    ("E02", "fix", "{line}: {found} must not be more than {second}."),
    ("E03", "fix", "{line}: it is below target. Say why, and what you will do."),
    ("E07", "note", "We worked out {found} from numerator and denominator."),
    (
        "F01",
        "explain",
        "{line}: {found} is outside the usual {low} to {high}. Correct it, or say what caused the change.",
    ),
    (
        "F02",
        "explain",
        "{line}: this adds up through the year, so it should not fall from {first} to {found}. Correct it, or say why.",
    ),
    ("F03", "explain", "{line}: {found} is exactly last {span}'s figure. Confirm it is new."),
    (
        "F04",
        "explain",
        '{line}: you changed {period} from {first} to {found}. Give the reason. It will show as "Revised".',
    ),
    (
        "G01",
        "note",
        "{found} rows you owe are not in this file: {list}. You can send the rest now. They stay due on {date}.",
    ),
    ("G02", "note", "All {found} rows are ready. Look through them, then send."),
)

MESSAGES: dict[str, Message] = {code: Message(code, kind, words) for code, kind, words in _WORDS}

# What a row of each dataset is about, so that a message never says "measure" of an action.
NOUNS: dict[str, str] = {
    **dict.fromkeys(("indicators", "indicator_results", "targets", "spc_marks", "comparators", "quartiles"), "measure"),
    "reliability_grades": "measure",
    **dict.fromkeys(("services", "standard_confirmations"), "service"),
    **dict.fromkeys(("actions", "action_steps", "action_updates"), "action"),
    **dict.fromkeys(("risks", "risk_assessments"), "risk"),
    **dict.fromkeys(("budgets", "budget_positions"), "cost centre"),
}


_CELL = 1_000_000_000  # above every row's number; what follows is a row and a column of a table that was turned
_COLUMNS = 1_000


def cell_number(row: int, column: int) -> int:
    """What stands for a row's number where each cell of a table is a row of its own, so that each has its own faults.

    >>> cell_number(7, 3), file_row(cell_number(7, 3)), row_words(cell_number(7, 3)), row_words(12)
    (1000007003, 7, '7, column D', '12')
    """
    return _CELL + row * _COLUMNS + column


def file_row(number: int) -> int:
    """The row of the file, as a spreadsheet numbers it."""
    return number if number < _CELL else (number - _CELL) // _COLUMNS


def row_words(number: int | None) -> str:
    """The row of the file, and where a table was turned the column too."""
    if number is None or number < _CELL:
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
    """The message of this code with its slots filled.

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
    return Fault(code, message.kind, row, column, found, words, suggestion)


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
