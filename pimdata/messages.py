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
    ("A02", "stop", "The selected file must be a CSV. Yours is {ext}. In Excel choose Save As, then CSV UTF-8."),
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
        "We read this as a Windows file. Check that pounds signs and apostrophes look right in the preview.",
    ),
    (
        "A09",
        "stop",
        "Row {row} {what}. A comment may contain an unmatched quotation mark. Open row {row}, retype the comment and save.",
    ),
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
    (
        "B09",
        "stop",
        "We could not tell what this file holds: {found}. "
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
    **dict.fromkeys(("actions", "action_steps", "action_updates"), "action"),
    **dict.fromkeys(("risks", "risk_assessments"), "risk"),
    **dict.fromkeys(("budgets", "budget_positions"), "cost centre"),
}


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
    words = message.words.format(
        row=row,
        column=column,
        found=clipped(found),
        suggestion=suggestion,
        item=item,
        place=f"Row {row}, {column}{about}",
        line=f"Row {row}{about}",
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


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "cell"), counted(1200, "cell")
    ('1 cell', '1,200 cells')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
