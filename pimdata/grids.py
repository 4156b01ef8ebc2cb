"""A table's cells into named columns: what is not part of the table is left out, and said."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from pimdata import headings
from pimdata.csv_cells import Grid
from pimdata.decoding import CannotRead
from pimdata.headings import ROW, column_letter, tidy_heading
from pimdata.messages import Fault, clipped, counted, fault, file_row, listed

_EDGES = "\ufeff\u200b\u00a0 \t\r\n\v\f\u2007\u202f\u3000"
_TOTAL = r"(?i)^(grand |overall |sub[- ]?)?totals?( for .{1,40})?:?$"
NOTES_SEARCHED = 100  # of the last rows; notes stand below a table, not through it
Table = tuple[pl.DataFrame, dict[str, str], list[Fault]]


def table(grid: Grid, known: Collection[str]) -> Table:
    """The rows of a table under the tidy names of their headings, with `source_row`; and what was left out.

    Raises:
        CannotRead: no row is left, or one heading stands in two columns.
    """
    cells = _trimmed(grid.frame).with_row_index(ROW, offset=grid.heading_row + 1).with_columns(pl.col(ROW).cast(pl.Int32))
    filled = cells.filter(pl.any_horizontal(pl.exclude(ROW) != "")) if cells.width > 1 else cells.clear()
    if filled.is_empty():
        raise CannotRead(fault("A03"))
    notes = [fault("B10", row=grid.heading_row, what=listed(list(map(clipped, grid.above)), 5))] if grid.above else []
    kept, below = _without_notes(filled)
    blank = cells.height - filled.height - _blank_below(cells, kept)
    notes += [fault("B06", found=counted(blank, "blank row"))] if blank else []
    frame, names, more = _named(kept, grid, known)
    frame, left_out = _without_totals(frame, names)
    if frame.is_empty():
        raise CannotRead(fault("A03"))
    frame, unwrapped = _without_formula_marks(frame)
    left_out = [*left_out, *below]
    notes += [*more, *([fault("B11", what=listed(left_out, 6))] if left_out else []), *unwrapped]
    return frame, names, notes + grid.notes


def _trimmed(cells: pl.DataFrame) -> pl.DataFrame:
    blank = [name for name in cells.columns if (cells[name].fill_null("") == "").all()]
    return cells.with_columns(
        pl.col(blank).fill_null(""),
        pl.exclude(blank).fill_null("").str.strip_chars(_EDGES).str.replace_all("\r\n", "\n", literal=True),
    )


def _blank_below(cells: pl.DataFrame, kept: pl.DataFrame) -> int:
    """Blank rows between a table and its notes are part of neither."""
    last = kept[ROW][-1]
    below = cells.filter(pl.col(ROW) > last)
    return below.filter(pl.all_horizontal(pl.exclude(ROW) == "")).height


def _without_notes(filled: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The rows without the notes below them: from the last row up, for as long as a row is a note."""
    notes = []
    for row, *cells in filled.tail(NOTES_SEARCHED).reverse().iter_rows():
        if not headings.is_note(cells) or len(cells) < 2:
            break
        notes.append((row, next(filter(None, cells))))
    kept = filled.head(filled.height - len(notes))
    if kept.is_empty():
        return filled, []
    return kept, [f'the note in row {row} ("{clipped(text)}")' for row, text in reversed(notes)]


def _without_totals(frame: pl.DataFrame, names: dict[str, str]) -> tuple[pl.DataFrame, list[str]]:
    """The rows without totals, which are worked out from the figures, and without headings that come again on each page."""
    code = next((name for name in names if name in headings.CODES), None)
    if code is None:
        return frame, []
    is_total = pl.col(code).str.contains(_TOTAL)
    is_heading = pl.col(code) == names[code]
    odd = frame.select(ROW, code, total=is_total, heading=is_heading).filter(pl.col("total") | pl.col("heading"))
    if odd.is_empty():
        return frame, []
    words = [
        f"row {row} (the headings again)" if heading else f'row {row} ("{text}": totals are worked out from the figures)'
        for row, text, _, heading in odd.iter_rows()
    ]
    return frame.filter(~pl.col(ROW).is_in(odd[ROW].implode())), words


def _without_formula_marks(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Cells written as ="007", so that Excel keeps their noughts, as what stands between the marks."""
    pattern = r'^="([^"]*)"$'
    texts = [name for name in frame.columns if name != ROW and frame[name].str.starts_with('="').any()]
    if not texts:
        return frame, []
    count = int(frame.select(pl.sum_horizontal(pl.col(texts).str.contains(pattern).sum())).item())
    said = [fault("B14", found=counted(count, "cell"))] if count else []
    return frame.with_columns(pl.col(texts).str.replace(pattern, "${1}")), said


def _named(frame: pl.DataFrame, grid: Grid, known: Collection[str]) -> Table:
    """The columns under their tidy names. A heading that ends in * is for reading only and is left out."""
    found: dict[str, str] = {}
    places: dict[str, int] = {}
    kept, unused = {}, []
    for index, cell in enumerate(grid.headings):
        heading = " ".join(cell.strip("\ufeff").split())
        name, letter = tidy_heading(heading), column_letter(grid.first_column + index)
        if heading.endswith("*") or name == ROW:
            continue
        if not name:
            if (frame[f"column_{index}"] != "").any():
                unused.append(f"column {letter} (no heading)")
            continue
        if name in places:
            _refuse_twice(name, heading, column_letter(grid.first_column + places[name]), letter, known)
            unused.append(f"column {letter} ({heading} again)")
            continue
        places[name], found[name], kept[name] = index, heading, pl.col(f"column_{index}")
    notes = [fault("B05", found=listed(unused))] if unused else []
    return frame.select(ROW, **kept), found, notes


def _refuse_twice(name: str, heading: str, first: str, second: str, known: Collection[str]) -> None:
    """A heading that is used must stand once; one that is not used does no harm."""
    if name in known or headings.is_period(heading):
        raise CannotRead(fault("B03", found=heading, column=name, first=first, second=second))


def places_of(headings_: list[str], first_column: int) -> dict[str, int]:
    """Where each heading stands, counted from nought as a spreadsheet's columns are."""
    return {tidy_heading(heading): first_column + index for index, heading in reversed(list(enumerate(headings_)))}


def file_rows(column: pl.Series) -> pl.Series:
    """Rows of a table that was turned, as the rows of the file they came from; others as they are."""
    if not len(column) or file_row(int(str(column.max()))) == column.max():
        return column
    return pl.Series(column.name, [file_row(number) for number in column], dtype=column.dtype)
