"""A workbook's cells as text: the sheet whose headings fit, figures as they are held, days by year first."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Collection, Sequence
from typing import NamedTuple

import fastexcel
import polars as pl

from pimdata import headings
from pimdata.csv_cells import Grid
from pimdata.decoding import CannotRead
from pimdata.messages import Fault, fault, listed
from pimdata.workbook_limits import Extent, looked_over

MOST_SHEETS = 100
OURS = "return"  # the sheet of our own templates
_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}
_NOON = re.compile(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00(\.0+)?$")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class _Sheet(NamedTuple):
    name: str
    frame: pl.DataFrame  # every cell from the sheet's first row, as text
    place: int  # of the headings
    fit: int


def cells(content: bytes, known: Collection[str]) -> tuple[Grid, str, list[Fault]]:
    """A workbook's table, the sheet it is on, and what is to be said of it.

    Raises:
        CannotRead: it is not safe to open, is damaged, or no one sheet fits.
    """
    extents = looked_over(content)
    try:
        book = fastexcel.read_excel(content)
        names = book.sheet_names
        sheets = [sheet for name in names[:MOST_SHEETS] if (sheet := _sheet(book, name, known)) is not None]
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError) as error:
        raise CannotRead(fault("A15")) from error
    if not sheets:
        raise CannotRead(fault("A03"))
    chosen, notes = _chosen(sheets, len(names))
    extent = extents.get(_part_of(content, chosen.name), Extent(0, []))
    hidden = [row for row in extent.hidden if chosen.place + 1 < row <= chosen.frame.height]
    notes += [fault("A13", found=listed(hidden))] if hidden else []
    return _grid(chosen, extent.first_column), chosen.name, notes


def _sheet(book: fastexcel.ExcelReader, name: str, known: Collection[str]) -> _Sheet | None:
    """A visible sheet's cells and how well its headings fit; None where it is hidden, blank, or no table."""
    try:
        sheet = book.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
    except fastexcel.InvalidParametersError:  # a sheet that holds a chart alone
        return None
    if sheet.visible != "visible" or not sheet.width or not sheet.height:
        return None
    batch, errors = sheet.to_arrow_with_errors()
    frame = pl.DataFrame(batch)
    frame = _with_errors(frame.rename(dict(zip(frame.columns, _names(frame.width), strict=True))), errors)
    frame = frame.with_columns(pl.all().cast(pl.String).fill_null("").str.replace(_NOON.pattern, "${1}"))
    rows = [list(row) for row in frame.head(headings.ROWS_SEARCHED).iter_rows()]
    place = headings.heading_row(rows, known)
    return None if place is None else _Sheet(name, frame, place, headings.score(rows[place], known))


def _names(width: int) -> list[str]:
    return [f"column_{index}" for index in range(width)]


def _with_errors(frame: pl.DataFrame, errors: fastexcel.CellErrors | None) -> pl.DataFrame:
    """What a formula shows where it has no answer, as a spreadsheet shows it."""
    found: dict[int, list[tuple[int, str]]] = {}
    for each in errors.errors if errors else []:
        row, column = each.offset_position
        kind = re.search(r"Error\((\w+)\)", each.detail)
        found.setdefault(column, []).append((row, _ERRORS.get(kind[1] if kind else "", "#VALUE!")))
    for column, shown in found.items():
        series = frame[f"column_{column}"].cast(pl.String)
        rows = [row for row, _ in shown]
        series = series.scatter(rows, pl.Series([text for _, text in shown], dtype=pl.String))
        frame = frame.with_columns(series.alias(f"column_{column}"))
    return frame


def _chosen(sheets: Sequence[_Sheet], in_all: int) -> tuple[_Sheet, list[Fault]]:
    """The sheet whose headings fit best; where two fit alike, the one named as in our template, or none."""
    most = max(sheet.fit for sheet in sheets)
    best = [sheet for sheet in sheets if sheet.fit == most]
    ours = [sheet for sheet in best if sheet.name.strip().lower() == OURS]
    if len(best) > 1 and not ours:
        count = f"{in_all} sheets"
        names = listed([f'"{sheet.name}"' for sheet in best], 8)
        why = f"the headings of {names} fit alike" if most else f"no headings of {names} are those of a return"
        put = 'Put your figures on one sheet, named "Return", or save the one you mean as a file of its own.'
        raise CannotRead(fault("A08", found=count, why=why, put=put))
    chosen = (ours or best)[0]
    if in_all == 1:
        return chosen, []
    return chosen, [fault("A12", found=f'"{chosen.name}"', why=f"of its {in_all} sheets its headings fit best")]


def _grid(sheet: _Sheet, first_column: int) -> Grid:
    frame = sheet.frame
    last = max((index for index, cell in enumerate(frame.row(sheet.place)) if cell.strip()), default=0)
    width = next((index + 1 for index in range(frame.width - 1, last, -1) if (frame[:, index] != "").any()), last + 1)
    frame = frame.select(_names(width))
    above = [" ".join(filter(None, map(str.strip, row))) for row in frame.head(sheet.place).iter_rows()]
    first = list(frame.row(sheet.place))
    below = frame.slice(sheet.place + 1)
    filled = below.select(pl.any_horizontal(pl.all() != "")).to_series().arg_true()
    below = below.head(int(filled[-1]) + 1) if len(filled) else below.clear()
    return Grid(first, below, sheet.place + 1, first_column, list(filter(None, above)))


def _part_of(content: bytes, name: str) -> str:
    """The part of a workbook that holds a sheet; "" where the workbook does not say."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        try:
            book = ElementTree.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314
            relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        except (KeyError, ElementTree.ParseError):
            return ""
    wanted = next((each.get(_RELATION) for each in book.iter() if each.tag.endswith("}sheet") and each.get("name") == name), "")
    target = next((each.get("Target", "") for each in relations if each.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
