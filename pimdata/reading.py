"""A file's bytes into cells of text, as a spreadsheet would show them; nothing is guessed about what they mean."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

import polars as pl

from pimdata.decoding import CannotRead, decoded, refuse_other_kinds
from pimdata.messages import Fault, counted, fault, listed
from pimdata.models import DATASETS
from pimdata.rows import columns

SEPARATORS = (",", ";", "\t")
KNOWN_HEADINGS = frozenset(name for model in DATASETS.values() for name in columns(model))
ROW = "source_row"
_EXCEL_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)  # Excel obeys this line and does not show it


@dataclass(frozen=True)
class Sheet:
    """A file as rows of text. `frame` has a column for each heading, by its tidy name, and `source_row`."""

    file_name: str
    sha256: str
    size: int
    frame: pl.DataFrame = field(default_factory=pl.DataFrame)
    headings: dict[str, str] = field(default_factory=dict)  # tidy name to the heading as found
    encoding: str = ""
    separator: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def is_stopped(self) -> bool:
        """Whether the file could not be read at all."""
        return any(each.kind == "stop" for each in self.faults)


_Table = tuple[pl.DataFrame, dict[str, str], list[Fault]]


def read(content: bytes, file_name: str) -> Sheet:
    """A file's rows, whatever its encoding, separator and line ends; where it cannot be read, the fault that says why.

    Args:
        content: the file as it arrived.
        file_name: as the sender named it; only its last part is used.

    Returns:
        Every cell trimmed and never null. Blank rows are left out but counted, so `source_row` is the
        number a spreadsheet shows beside the row, also where a cell holds several lines.
    """
    name = PurePath(file_name.replace("\\", "/")).name
    digest, size = hashlib.sha256(content).hexdigest(), len(content)
    try:
        refuse_other_kinds(content, name)
        text, encoding = decoded(content)
        text, separator = _separated(text.rstrip("\r\n"))
        frame, headings, notes = _table(text, separator)
    except CannotRead as stopped:
        return Sheet(name, digest, size, faults=(stopped.reason,))
    windows = (fault("A07"),) if encoding == "cp1252" else ()
    return Sheet(name, digest, size, frame, headings, encoding, separator, (*windows, *notes))


def tidy_heading(heading: str) -> str:
    """The name a heading stands for, whatever its case, spaces and underscores.

    >>> tidy_heading(" No value-Reason ")
    'no_value_reason'
    """
    return re.sub(r"[\W_]+", "_", heading.casefold()).strip("_")


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


def _separated(text: str) -> tuple[str, str]:
    """The text without Excel's `sep=` line, and the separator under which most headings are ones we know."""
    said = _EXCEL_SEPARATOR_LINE.match(text)
    if said:
        return text[said.end() :], said[1]
    return text, max(SEPARATORS, key=lambda separator: _headings_known(text, separator))


def _headings_known(text: str, separator: str) -> tuple[int, int]:
    first = _heading_row(text, separator)
    return sum(tidy_heading(cell) in KNOWN_HEADINGS for cell in first), len(first)


def _heading_row(text: str, separator: str) -> list[str]:
    return next(_records(text[:100_000], separator, strict=False), [])


def _records(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _table(text: str, separator: str) -> _Table:
    first = _heading_row(text, separator)
    if not any(cell.strip() for cell in first):
        raise CannotRead(fault("B01"))
    cells = _read_quickly(text, separator, len(first))
    short: list[int] = []
    if cells is None:
        cells, short = _read_carefully(text, separator, first)
    frame = _trimmed(cells).with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int32)).slice(1)
    filled = frame.filter(pl.any_horizontal(pl.exclude(ROW) != ""))
    if filled.is_empty():
        raise CannotRead(fault("A03"))
    notes = [fault("B06", found=counted(blank, "blank row"))] if (blank := frame.height - filled.height) else []
    if short:
        notes.append(fault("B08", found=listed(short)))
    return _named(filled, first, notes)


def _read_quickly(text: str, separator: str, width: int) -> pl.DataFrame | None:
    """The cells where every row has one for each heading and every quotation mark its pair; otherwise None."""
    if text.count('"') % 2:  # marks come in pairs: one is left open, and the careful way says where
        return None
    if text.count("\r") != text.count("\r\n"):  # an old Macintosh line end, or one kept inside a cell
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


def _read_carefully(text: str, separator: str, first: list[str]) -> tuple[pl.DataFrame, list[int]]:
    """The cells, row by row, and which rows end early; or the row that makes no sense."""
    rows, short = [], []
    width = len(first)
    for number, cells in enumerate(_numbered(text, separator, first), start=1):
        _refuse_ragged(number, cells, width, first)
        if cells and len(cells) < width:
            short.append(number)
        rows.append(cells[:width] + [""] * (width - len(cells)))
    columns_ = {f"column_{index}": cells for index, cells in enumerate(zip(*rows, strict=True))}
    return pl.DataFrame(columns_, schema=dict.fromkeys(columns_, pl.String)), short


def _numbered(text: str, separator: str, first: list[str]) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(_records(text, separator, strict=True))
    except csv.Error as error:
        is_open = "unexpected end" in str(error) or "field larger" in str(error)
        what = "holds a quotation mark that is never closed" if is_open else "holds a quotation mark inside a cell"
        raise CannotRead(_ragged(len(records) + 1, what, first)) from error
    return records


def _refuse_ragged(number: int, cells: list[str], width: int, first: list[str]) -> None:
    """Excel drops the last blank cells of some rows, so a short row is refused only if it holds a line break."""
    is_long = any(cell.strip() for cell in cells[width:])
    is_torn = 0 < len(cells) < width and any("\n" in cell or "\r" in cell for cell in cells)
    if is_long or is_torn:
        what = f"has {len(cells)} columns and the heading row has {width}"
        raise CannotRead(_ragged(number, what, first))


def _ragged(number: int, what: str, first: list[str]) -> Fault:
    """A title above the headings also makes rows look too long; then it is the title that must go."""
    if not any(tidy_heading(cell) in KNOWN_HEADINGS for cell in first):
        return fault("B01")
    return fault("A09", row=number, what=what)


def _trimmed(cells: pl.DataFrame) -> pl.DataFrame:
    blank = [name for name in cells.columns if (cells[name].fill_null("") == "").all()]
    edges = "\ufeff\u200b\u00a0 \t\r\n\v\f\u2007\u202f\u3000"
    return cells.with_columns(
        pl.col(blank).fill_null(""),
        pl.exclude(blank).fill_null("").str.strip_chars(edges).str.replace_all("\r\n", "\n", literal=True),
    )


def _named(frame: pl.DataFrame, first: list[str], notes: list[Fault]) -> _Table:
    """The columns under their tidy names. A heading that ends in * is for reading only and is left out."""
    headings: dict[str, str] = {}
    places: dict[str, int] = {}
    kept, unnamed = {}, []
    for index, cell in enumerate(first):
        heading = " ".join(cell.strip("\ufeff").split())
        name = tidy_heading(heading)
        if heading.endswith("*") or name == ROW:
            continue
        if not name:
            if (frame[f"column_{index}"] != "").any():
                unnamed.append(f"column {column_letter(index)} (no heading)")
            continue
        if name in places:
            first_letter, second_letter = column_letter(places[name]), column_letter(index)
            raise CannotRead(fault("B03", found=heading, column=name, first=first_letter, second=second_letter))
        places[name], headings[name], kept[name] = index, heading, pl.col(f"column_{index}")
    if unnamed:
        notes.append(fault("B05", found=", ".join(unnamed)))
    return frame.select(ROW, **kept), headings, notes
