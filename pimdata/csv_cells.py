"""Text into cells: which separator, where the headings are, and every row of the table as wide as they."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

import polars as pl

from pimdata import headings
from pimdata.decoding import CannotRead
from pimdata.messages import Fault, fault, listed

SEPARATORS = (",", ";", "\t")
_EXCEL_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)  # Excel obeys this line and does not show it
_START = 100_000  # letters in which the headings are looked for


@dataclass(frozen=True)
class Grid:
    """A table as text: `frame` has a column_0, column_1, … for each heading, and nothing above its first row of cells."""

    headings: list[str]
    frame: pl.DataFrame
    heading_row: int = 1  # as a spreadsheet numbers rows
    first_column: int = 0  # columns to the left of the first that is here
    above: list[str] = field(default_factory=list)  # what stands above the headings
    notes: list[Fault] = field(default_factory=list)


def cells(text: str, known: Collection[str]) -> tuple[Grid, str]:
    """A text's table and its separator.

    Raises:
        CannotRead: there are no headings, or a row makes no sense.
    """
    text, separator = _separated(_with_line_ends(text), known)
    rows = _first_rows(text, separator)
    place = headings.heading_row(rows, known)
    if place is None:
        raise CannotRead(fault("B01"))
    first = rows[place]
    body = text[_length(text, separator, place) :] if place else text
    short: list[int] = []
    frame = _read_quickly(body, separator, len(first))
    if frame is None:
        frame, short = _read_carefully(body, separator, first, place, known)
    notes = [fault("B08", found=listed(short))] if short else []
    above = [" ".join(filter(None, map(str.strip, row))) for row in rows[:place]]
    return Grid(first, frame.slice(1), place + 1, above=list(filter(None, above)), notes=notes), separator


def _with_line_ends(text: str) -> str:
    """An old Macintosh ends lines with a carriage return alone."""
    return text if "\n" in text or "\r" not in text else text.replace("\r", "\n")


def _separated(text: str, known: Collection[str]) -> tuple[str, str]:
    """The text without Excel's `sep=` line, and the separator under which most headings are ones we know."""
    said = _EXCEL_SEPARATOR_LINE.match(text)
    if said:
        return text[said.end() :], said[1]
    return text, max(SEPARATORS, key=lambda separator: _headings_known(text, separator, known))


def _headings_known(text: str, separator: str, known: Collection[str]) -> tuple[int, int]:
    rows = _first_rows(text, separator)
    place = headings.heading_row(rows, known)
    return (headings.score(rows[place], known), len(rows[place])) if place is not None else (0, 0)


def _first_rows(text: str, separator: str) -> list[list[str]]:
    return list(islice(_records(io.StringIO(text[:_START], newline=""), separator, strict=False), headings.ROWS_SEARCHED))


def _records(lines: Iterator[str] | io.StringIO, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=separator, strict=strict)


def _length(text: str, separator: str, rows: int) -> int:
    """How many letters the first rows take."""
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for line in io.StringIO(text[:_START], newline=""):
            taken += len(line)
            yield line

    for _ in islice(_records(counted(), separator, strict=False), rows):
        pass
    return taken


def _read_quickly(text: str, separator: str, width: int) -> pl.DataFrame | None:
    """The cells where every row has one for each heading and every quotation mark its pair; otherwise None."""
    if text.count('"') % 2:  # marks come in pairs: one is left open, and the careful way says where
        return None
    if text.count("\r") != text.count("\r\n"):  # a carriage return kept inside a cell, or among other line ends
        return None
    names = {f"column_{index}": pl.String for index in range(width)}
    try:
        cells = pl.read_csv(
            text.encode(),
            has_header=False,
            schema=names,
            separator=separator,
            quote_char='"',
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return None if _has_short_rows(text, separator, cells) else cells


def _has_short_rows(text: str, separator: str, cells: pl.DataFrame) -> bool:
    """Whether some row has fewer cells than the headings: the reader fills them in without a word.

    A row of n cells has n - 1 separators that stand outside its cells. Longer rows were refused, so where the
    whole has fewer than it should, some row is short.
    """
    found = text.count(separator)
    if '"' in text:
        within = cells.select(pl.sum_horizontal(pl.all().str.count_matches(separator, literal=True).sum()))
        found -= within.item()
    return found != (cells.width - 1) * cells.height


def _read_carefully(
    text: str, separator: str, first: list[str], above: int = 0, known: Collection[str] = headings.KNOWN_HEADINGS
) -> tuple[pl.DataFrame, list[int]]:
    """The cells, row by row, and which rows end early; or the row that makes no sense."""
    rows, short = [], []
    width = len(first)
    for number, cells in enumerate(_numbered(text, separator, first, above, known), start=above + 1):
        _refuse_ragged(number, cells, width, first, known)
        if _ends_early(cells, width):
            short.append(number)
        rows.append(cells[:width] + [""] * (width - len(cells)))
    columns_ = {f"column_{index}": cells for index, cells in enumerate(zip(*rows, strict=True))}
    return pl.DataFrame(columns_, schema=dict.fromkeys(columns_, pl.String)), short


def _ends_early(cells: list[str], width: int) -> bool:
    """Whether a row of the table lacks its last cells; a lone cell is a note, and blanks say nothing."""
    return len(cells) < width and any(cell.strip() for cell in cells) and not headings.is_note(cells)


def _numbered(text: str, separator: str, first: list[str], above: int, known: Collection[str]) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(_records(io.StringIO(text, newline=""), separator, strict=True))
    except csv.Error as error:
        is_open = "unexpected end" in str(error) or "field larger" in str(error)
        what = "holds a quotation mark that is never closed" if is_open else "holds a quotation mark inside a cell"
        raise CannotRead(_ragged(above + len(records) + 1, what, first, known)) from error
    return records


def _refuse_ragged(number: int, cells: list[str], width: int, first: list[str], known: Collection[str]) -> None:
    """Excel drops the last blank cells of some rows, so a short row is refused only if it holds a line break."""
    is_long = any(cell.strip() for cell in cells[width:])
    has_break = any("\n" in cell or "\r" in cell for cell in cells)
    is_torn = 0 < len(cells) < width and has_break and not headings.is_note(cells)
    if is_long or is_torn:
        what = f"has {len(cells)} columns and the heading row has {width}"
        raise CannotRead(_ragged(number, what, first, known))


def _ragged(number: int, what: str, first: list[str], known: Collection[str]) -> Fault:
    """A title above the headings also makes rows look too long; then it is the title that must go."""
    if not headings.score(first, known):
        return fault("B01")
    return fault("A09", row=number, what=what)
