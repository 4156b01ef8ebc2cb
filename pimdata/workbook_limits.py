"""What a workbook may be before it is opened: small enough when unpacked, whole, and without macros or a password."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple
from xml.parsers import expat

from pimdata.decoding import CannotRead
from pimdata.messages import fault

LARGEST_UNPACKED = 400_000_000
LARGEST_RATIO = 250  # a sheet of figures packs about ten to one, of blanks about a hundred; a bomb a thousand and more
SMALL_ENOUGH = 2_000_000  # unpacked, below which the ratio says nothing
MOST_PARTS = 2_000
MOST_CELLS = 25_000_000  # from the first to the last that is filled: the reader makes room for all between
_CHUNK = 4_000_000
_OVERLAP = 64  # no reference to a cell is longer, nor the blanks about it
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
# XFD1048576 is the last cell there is. What is longer is meant to be missed where two pieces meet.
_TOO_LONG = re.compile(rb"""\sr(?:\s{13}|\s*=\s{13}|\s*=\s*["'][A-Za-z0-9]{13})""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\shidden\s*=\s*["'](?:1|true)["'][^>]*>""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


class Extent(NamedTuple):
    """The cells of a sheet: its first column counted from nought, and the rows that are hidden."""

    first_column: int
    hidden: list[int]


def looked_over(content: bytes) -> dict[str, Extent]:
    """Each sheet's part of a workbook with its extent, once everything in it is known to be harmless.

    The sizes in the zip's directory are looked at first; then each part is unpacked in pieces, never more than its
    directory says, and let go, so that a directory that lies is found out too.

    Raises:
        CannotRead: it unpacks to too much, holds macros or a password, or is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _refuse_by_directory(parts, len(content))
            return {part.filename: extent for part in parts if (extent := _unpacked(packed, part)) is not None}
    except _BROKEN as error:
        raise CannotRead(fault("A15")) from error


def _refuse_by_directory(parts: list[zipfile.ZipInfo], size: int) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise CannotRead(fault("A05"))
    if any(part.filename.lower().endswith(("vbaproject.bin", ".bas")) for part in parts):
        raise CannotRead(fault("A11", found="holds macros"))
    if any(part.filename.lower() == "xl/workbook.bin" for part in parts):
        raise CannotRead(fault("A02", found="a binary workbook (.xlsb)", ext="a binary workbook (.xlsb)"))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED:
        raise CannotRead(fault("A11", found=f"unpacks to {unpacked / 1e6:,.0f} MB, and we open {LARGEST_UNPACKED / 1e6:,.0f}"))
    if unpacked > SMALL_ENOUGH and unpacked > LARGEST_RATIO * size:
        raise CannotRead(fault("A11", found=f"unpacks to {unpacked / size:,.0f} times its size"))
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise CannotRead(fault("A15"))


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Extent | None:
    """A part read to its end in pieces; for a sheet, whatever the part is called, where its cells are.

    A sheet must be sound XML: the reader takes what is not, makes room for the cell it seems to name, and where there is
    not as much memory the whole server ends.
    """
    cells, sound = _Cells(), _Sound()
    is_xml, is_sheet, held = part.filename.endswith((".xml", ".rels")), False, b""
    with packed.open(part) as stream:
        while piece := stream.read(_CHUNK):
            text = held + piece
            is_xml = is_xml or (not held and piece.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b""))
            is_sheet = is_sheet or b"sheetData" in text
            if is_xml and b"<!ENTITY" in text:
                raise CannotRead(fault("A11", found="holds definitions of entities, which no return needs"))
            if is_xml or is_sheet:
                sound.feed(piece)
            if is_sheet:
                cells.look(text)
            held = piece[-_OVERLAP:]
    if not is_sheet:
        return None
    if cells.is_odd or not sound.to_the_end():
        raise CannotRead(fault("A15"))
    # The reader keeps every cell from the first to the last, filled or not.
    if cells.height * cells.width > MOST_CELLS:
        raise CannotRead(fault("A11", found=f"reaches to row {max(cells.rows):,} of column {max(cells.columns) + 1:,}"))
    return Extent(min(cells.columns), sorted(cells.hidden))


class _Sound:
    """Whether a part is sound XML, told piece by piece."""

    def __init__(self) -> None:
        self._parser, self._is_so_far = expat.ParserCreate(), True

    def feed(self, piece: bytes, is_last: bool = False) -> None:
        """Take the next piece. Drawings that Excel writes are often unsound, and nobody reads them."""
        if self._is_so_far:
            try:
                self._parser.Parse(piece, is_last)
            except expat.ExpatError:
                self._is_so_far = False

    def to_the_end(self) -> bool:
        """Whether all of it was sound."""
        self.feed(b"", is_last=True)
        return self._is_so_far


class _Cells:
    """Which cells of a sheet there are, and which of its rows are hidden."""

    def __init__(self) -> None:
        self.columns, self.rows, self.hidden = {0}, set[int](), set[int]()
        self._letters: set[bytes] = set()
        self.is_odd = False

    def look(self, text: bytes) -> None:
        """Take note of what a piece of the sheet names."""
        self.is_odd = self.is_odd or b"\0" in text or _TOO_LONG.search(text) is not None
        if self.is_odd:
            return
        found = _CELL.findall(text)
        new = {letters for letters, _ in found if letters} - self._letters
        if new and not self._letters:
            self.columns.clear()  # a sheet that names no column begins with the first
        self._letters |= new
        self.columns.update(map(_column, new))
        numbers = {int(row) for row in {row for _, row in found}}
        if numbers:
            self.rows.update((min(numbers), max(numbers)))
        for row in _HIDDEN.findall(text):
            if number := _ROW_NUMBER.search(row):
                self.hidden.add(int(number[1]))

    @property
    def height(self) -> int:
        """Rows from the first that is named to the last."""
        return max(self.rows, default=1) - min(self.rows, default=1) + 1

    @property
    def width(self) -> int:
        """Columns from the first that is named to the last."""
        return max(self.columns) - min(self.columns) + 1


def _column(letters: bytes) -> int:
    """A column's letters as a number counted from nought.

    >>> _column(b"A"), _column(b"AB"), _column(b"XFD")
    (0, 27, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
