"""What the Returns page says was found in a file: what it was read as, how much is ready, and every fault of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pimdata import figures, queries_returns
from pimdata.checked import answered_words, grouped
from pimdata.messages import Fault, row_words
from pimdata.queries_drafts import Whose
from pimdata.reading import ROW, WORKBOOK, Sheet
from pimdata.returns import Looked
from pimdata.ui import fragments
from pimdata.ui.asking import ask
from pimdata.ui.returns_views import address, title

ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows", "ascii": "plain letters"}
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
MOST_PERIODS = 6  # of a file's periods, as many are named
MOST_ANSWERED = 200  # of what rows answered themselves, as many are listed
KINDS: Mapping[str, Literal["Stop", "Fix", "Explain", "Note"]] = {
    "stop": "Stop",
    "fix": "Fix",
    "explain": "Explain",
    "note": "Note",
}


def understood(looked: Looked) -> str:
    """What was read: which return it is, how many rows, for which periods, and how the file is written."""
    sheet = looked.sheet
    if sheet is None or not sheet.frame.height:
        return ""
    held = sheet.frame["period"].unique(maintain_order=True).to_list() if "period" in sheet.frame.columns else []
    named = [*map(_period_words, held[:MOST_PERIODS]), *held[MOST_PERIODS:]]
    which = f" for {figures.list_names(named, most=MOST_PERIODS)}" if held else ""
    what = title(looked.checked.dataset).lower() if looked.checked.dataset else "we could not tell what"
    cells = figures.plural(looked.checked.tidied.height, "cell") if looked.checked.tidied.height else "no cells"
    return fragments.paragraph(
        f"We read {sheet.file_name} as {what}: {figures.plural(sheet.frame.height, 'row')}{which}. "
        f"It is {_written_as(sheet)}; {cells} tidied."
    )


def _period_words(period: str) -> str:
    """A period's name where it is one; what the file has where it is not."""
    return figures.period_name(period) if period in figures.known_periods() else period


def _written_as(sheet: Sheet) -> str:
    if sheet.encoding == WORKBOOK:
        return f'an Excel workbook, of which we read the sheet "{sheet.separator}"'
    separator = SEPARATORS.get(sheet.separator, sheet.separator)
    return f"written as {ENCODINGS.get(sheet.encoding, sheet.encoding)} with {separator} between its columns"


def tidied(looked: Looked) -> str:
    """Every cell that was read otherwise than it was written."""
    columns = [
        fragments.Column(ROW, "Row"),
        fragments.Column("column", "Column"),
        fragments.Column("found", "In the file"),
        fragments.Column("became", "Read as"),
    ]
    rows = [row | {ROW: row_words(row[ROW])} for row in looked.checked.tidied.head(200).to_dicts()]
    return fragments.table("What we tidied", columns, rows)


def summary(looked: Looked, token: str = "") -> str:
    """How many rows are ready, and how many wait for what. Focus goes to it where it has a new token."""
    checked = looked.checked
    if checked.is_stopped:
        return fragments.summary(f"Nothing of this file can be sent yet. {checked.stage_words}", "problem", token)
    ready, held = checked.rows.height, checked.held.height
    if not ready and not held:
        return fragments.summary("No row of this file is left to send; the notes say why.", "note", token)
    waiting = looked.count("waiting")
    of = f"{ready} of {figures.plural(ready + held, 'row')} {'is' if 1 in (ready, ready + held) else 'are'} ready."
    if waiting:
        waits = figures.noun(waiting, "is sent already and waits", "are sent already and wait")
        of += f" {waiting} of these {waits} for sign-off."
    if not held:
        look = "" if waiting == ready else " Look through, then send."
        return fragments.summary(f"{of}{look}", "good", token)
    fix = {each.row for each in checked.to_do if each.kind == "fix"}
    explain = {each.row for each in checked.to_do if each.kind == "explain" and each.row is not None} - fix
    to_fix = f" {len(fix)} {figures.noun(len(fix), 'needs', 'need')} putting right." if fix else ""
    to_explain = f" {len(explain)} {figures.noun(len(explain), 'needs', 'need')} explaining." if explain else ""
    return fragments.summary(f"{of}{to_fix}{to_explain}", "problem", token)


def faults(looked: Looked) -> str:
    """Everything to put right or explain, those alike together and each leading to its row; then what need only be known."""
    found = [told for kind in KINDS for told in _told([each for each in looked.checked.to_do if each.kind == kind])]
    notes = [fragments.banner(words, "note") for words in grouped(looked.checked.notes)]
    return "".join((fragments.fault_list(found), *notes))


def belongs_to(looked: Looked, whose: Whose) -> str:
    """The way to the return a file belongs to, where it is of another period or another return than was chosen."""
    meant = next((each for each in looked.checked.faults if each.code in ("C01", "C02") and each.suggestion), None)
    if meant is None or not whose.dataset:
        return ""
    other = whose._replace(period=meant.suggestion) if meant.code == "C01" else whose._replace(dataset=meant.suggestion)
    if not ask(queries_returns.return_owed, other.dataset, other.service, other.period):
        return ""
    name = f"{title(other.dataset)}, {figures.period_name(other.period)}"
    return fragments.more("It may belong to another return.", f"Open {name}", address(*other))


def own_words(looked: Looked) -> str:
    """What rows were asked and answered themselves: whoever sends it, and whoever signs it off, should know it was asked."""
    columns = [
        fragments.Column("place", "Row"),
        fragments.Column("asked", "What was asked"),
        fragments.Column("words", "Its own words"),
    ]
    told = [(*each.place_and_question, each.words) for each in looked.checked.own_words[:MOST_ANSWERED]]
    rows = [dict(zip(("place", "asked", "words"), each, strict=True)) for each in told]
    return fragments.table(answered_words(looked.checked), columns, rows) if rows else ""


def _told(alike: list[Fault]) -> list[fragments.Fault]:
    """The lines of a summary: a fault of a row leads to it, many of one kind are one line."""
    lines = []
    for words in grouped(alike):
        one = next((each for each in alike if each.words == words), None)
        place, _, rest = words.partition(": ")
        if one is None or one.row is None or not rest:
            lines.append(fragments.Fault(KINDS[alike[0].kind], "", words))
        else:
            lines.append(fragments.Fault(KINDS[one.kind], place, rest, f"#{row_name(one.row)}"))
    return lines


def of_row(row: int, title: str, found: list[Fault]) -> str:
    """What is wrong with one row, above the cells where it is put right."""
    return fragments.row_faults(row_name(row), title, [fragments.Fault(KINDS[each.kind], "", each.words) for each in found])


def row_name(row: int) -> str:
    """What a row is called in the address."""
    return f"row-{row}"
