"""A file's bytes into cells of text, as a spreadsheet would show them; nothing is guessed about what they mean."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

import polars as pl

from pimdata import csv_cells, decoding, grids, scanning, shapes, workbooks
from pimdata.csv_cells import Grid
from pimdata.decoding import CannotRead
from pimdata.errors import PimError
from pimdata.headings import KNOWN_HEADINGS, ROW, column_letter, tidy_heading
from pimdata.messages import Fault, fault

__all__ = ["KNOWN_HEADINGS", "ROW", "Sheet", "column_letter", "contents", "read", "tidy_heading"]

LARGEST_ROWS = 500_000
WORKBOOK = "xlsx"


@dataclass(frozen=True)
class Sheet:
    """A file as rows of text. `frame` has a column for each heading, by its tidy name, and `source_row`."""

    file_name: str
    sha256: str
    size: int
    frame: pl.DataFrame = field(default_factory=pl.DataFrame)
    headings: dict[str, str] = field(default_factory=dict)  # tidy name to the heading as found
    encoding: str = ""  # xlsx for a workbook
    separator: str = ""  # of a workbook, the sheet that was read
    faults: tuple[Fault, ...] = ()

    @property
    def is_stopped(self) -> bool:
        """Whether the file could not be read at all."""
        return any(each.kind == "stop" for each in self.faults)


def read(content: bytes, file_name: str, headings: Collection[str] = ()) -> Sheet:
    """A file's rows, whatever wrote it; where it cannot be read, the fault that says why.

    Args:
        content: the file as it arrived.
        file_name: as the sender named it; only its last part is used.
        headings: those of someone else's file, by their tidy names, where it is to be read through a layout.

    Returns:
        Every cell trimmed and never null. Titles above the headings, blank rows, totals and notes below are left
        out but counted, so `source_row` is the number a spreadsheet shows beside the row, also where a cell holds
        several lines. A wide table of figures comes as a row a figure, each with the number of its own cell.

    Raises:
        PimError: the council's malware scanner does not call it clean.
    """
    scanning.refuse_harmful(content, file_name)
    name = PurePath(file_name.replace("\\", "/")).name
    sheet = Sheet(name, hashlib.sha256(content).hexdigest(), len(content))
    known = KNOWN_HEADINGS.union(headings)
    try:
        kind = decoding.kind_of(content, name)
        grid, encoding, separator, notes = _workbook(content, known) if kind == WORKBOOK else _text(content, known)
        _refuse_too_many(grid.frame.height)
        table = grids.table(grid, known)
        if not headings:
            table = shapes.long(table, grids.places_of(grid.headings, grid.first_column))
    except CannotRead as stopped:
        return replace(sheet, faults=(stopped.reason,))
    frame, names, more = table
    return replace(sheet, frame=frame, headings=names, encoding=encoding, separator=separator, faults=(*notes, *more))


def _text(content: bytes, known: Collection[str]) -> tuple[Grid, str, str, list[Fault]]:
    text, encoding, notes = decoding.decoded(content)
    grid, separator = csv_cells.cells(text.rstrip("\r\n"), known)
    return grid, encoding, separator, notes


def _workbook(content: bytes, known: Collection[str]) -> tuple[Grid, str, str, list[Fault]]:
    grid, sheet, notes = workbooks.cells(content, known)
    return grid, WORKBOOK, sheet, notes


def _refuse_too_many(rows: int) -> None:
    if rows > LARGEST_ROWS:
        size = f"{rows:,} rows"
        raise CannotRead(fault("A04", found=size, limit=f"{LARGEST_ROWS:,} rows", size=size))


def contents(path: Path) -> bytes:
    """A file's bytes, never more than can be read.

    Raises:
        PimError: it is a link, or no plain file, or too large: a device has no end, and a link may lead anywhere.
    """
    if path.is_symlink():
        raise PimError(f"{path.name} is a link to another file. Name the file itself.")
    if not path.is_file():
        raise PimError(f"{path.name} is not a plain file. Name a CSV file or an Excel workbook.")
    size = os.path.getsize(path)
    if size > decoding.LARGEST_FILE:
        raise PimError(f"{path.name}: {decoding.too_large(size).words}")
    return path.read_bytes()
