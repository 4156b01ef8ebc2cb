"""What a workbook may be before it is opened: small enough when unpacked, whole, and without macros or a password."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

from pimdata.decoding import CannotRead
from pimdata.messages import fault

LARGEST_UNPACKED = 400_000_000
LARGEST_RATIO = 250  # a sheet of figures packs about ten to one, of blanks about a hundred; a bomb a thousand and more
SMALL_ENOUGH = 2_000_000  # unpacked, below which the ratio says nothing
MOST_PARTS = 2_000
MOST_CELLS = 25_000_000  # from the first to the last that is filled: the reader makes room for all between
_CHUNK = 4_000_000
_OVERLAP = 64  # no reference to a cell is longer
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
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
    """A part read to its end in pieces; for a sheet, where its cells are."""
    is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    letters: set[bytes] = set()
    rows: set[int] = set()
    hidden: set[int] = set()
    with packed.open(part) as stream:
        held = b""
        while piece := stream.read(_CHUNK):
            if is_sheet:
                _look_for_cells(held + piece, letters, rows, hidden)
                held = piece[-_OVERLAP:]
            elif part.filename.endswith((".xml", ".rels")) and b"<!ENTITY" in held + piece:
                raise CannotRead(fault("A11", found="holds definitions of entities, which no return needs"))
    if not is_sheet:
        return None
    columns = [_column(each) for each in letters if each] or [0]
    # The reader keeps every cell from the first to the last, filled or not.
    if (max(rows, default=1) - min(rows, default=1) + 1) * (max(columns) - min(columns) + 1) > MOST_CELLS:
        raise CannotRead(fault("A11", found=f"reaches to row {max(rows):,} of column {max(columns) + 1:,}"))
    return Extent(min(columns), sorted(hidden))


def _look_for_cells(text: bytes, letters: set[bytes], rows: set[int], hidden: set[int]) -> None:
    found = _CELL.findall(text)
    letters.update({letter for letter, _ in found})
    numbers = {row for _, row in found}
    if numbers:
        whole = [int(number) for number in numbers]
        rows.update((min(whole), max(whole)))
    for row in _HIDDEN.findall(text):
        if number := _ROW_NUMBER.search(row):
            hidden.add(int(number[1]))


def _column(letters: bytes) -> int:
    """A column's letters as a number counted from nought.

    >>> _column(b"A"), _column(b"AB"), _column(b"XFD")
    (0, 27, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
