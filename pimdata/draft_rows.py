"""The rows of a draft, whatever file it came in: read with what was put right in them, and put into one file with others.

A form begins with them, and a new file is set beside them, so that no row that was ready is dropped without a word.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import duckdb

from pimdata import fixing, looking, templates
from pimdata.checks_cells import type_cells
from pimdata.errors import PimError
from pimdata.models import DATASETS
from pimdata.reading import ROW, Sheet
from pimdata.recognise import needed, recognise
from pimdata.rows import Row, cell_kind, choices, columns

Key = tuple[str, ...]


class DraftRow(NamedTuple):
    """One row of a draft: its number in the file, its key as the template has it, its cells as written, and its reason."""

    number: int
    key: Key
    cells: dict[str, str]
    reason: str = ""


def row_key(dataset: str) -> tuple[str, ...]:
    """What tells one row owed from another: the natural key but for the day it was true, which is for the sender to say.

    >>> row_key("action_updates"), row_key("budget_positions")
    (('action_code', 'step_no'), ('cost_centre', 'period'))
    """
    return tuple(name for name in DATASETS[dataset].key if name not in ("as_of", "assessed_on"))


def read(
    content: bytes, file_name: str, dataset: str, edits: fixing.Edits | None = None, reasons: fixing.Reasons | None = None
) -> list[DraftRow]:
    """The rows of a draft's file with what was put right in them; none of a file that holds no rows of this dataset.

    Raises:
        PimError: the council's scanner refuses the file.
    """
    if not content:
        return []
    as_read = looking.read(content, file_name, edits or {})
    model = DATASETS[dataset]
    if as_read.is_stopped or not needed(model) <= set(as_read.headings) or not _is_of(as_read, model):
        return []
    sheet = fixing.applied(as_read, model, edits or {})
    if not sheet.frame.height:
        return []
    said = fixing.by_row(as_read, model, reasons or {})
    typed = type_cells(sheet, model, str).frame
    as_template = {row[ROW]: row for row in typed.iter_rows(named=True)}
    return [_row(dataset, row, as_template[row[ROW]], said.get(row[ROW], "")) for row in sheet.frame.iter_rows(named=True)]


def _is_of(sheet: Sheet, model: type[Row]) -> bool:
    try:
        return recognise(sheet) is model
    except PimError:
        return True  # it does not say; its headings are those of the dataset it was chosen for


def _row(dataset: str, written: Mapping[str, str], typed: Mapping[str, object], reason: str) -> DraftRow:
    """A row as it is written; a yes or no, and a word from a list, as the form has them where they could be read."""
    cells = {name: text for name, text in written.items() if name != ROW and name in columns(DATASETS[dataset])}
    for name, field in columns(DATASETS[dataset]).items():
        if cells.get(name) and typed[name] is not None and (cell_kind(field) is bool or choices(field)):
            cells[name] = templates.cell(typed[name])
    key = tuple(templates.cell(typed[name]) or cells.get(name, "") for name in row_key(dataset))
    return DraftRow(int(str(written[ROW])), key, cells, reason)


def lacking(before: Iterable[DraftRow], new: Iterable[DraftRow], ready: Collection[int]) -> list[DraftRow]:
    """The rows that were ready and that a new file has nothing for."""
    held = {row.key for row in new}
    return [row for row in before if row.number in ready and row.key not in held]


def names(rows: Iterable[DraftRow]) -> list[str]:
    """What rows are called in a sentence: their code, and their period or part where they have one.

    >>> names([DraftRow(2, ("CS03", "2010/11 Q2", "", ""), {}), DraftRow(3, ("HO-A01", ""), {})])
    ['CS03 2010/11 Q2', 'HO-A01']
    """
    return [" ".join(part for part in row.key if part) for row in rows]


def together(
    db: duckdb.DuckDBPyConnection,
    dataset: str,
    service: str,
    period: str,
    rows: Sequence[DraftRow],
    typed: Mapping[Key, Mapping[str, str]],
) -> tuple[bytes, dict[str, str]]:
    """One file of a draft's rows and of what was typed: the template's own, with every row of the draft in it.

    Args:
        rows: the draft's own; of two with one key what was typed goes into the later.
        typed: cells by the key of their row; a row in which nothing was typed, and that the draft lacks, is left out.

    Returns:
        The file, and the reasons by the keys of its rows.

    Raises:
        PimError: nothing is owed for the period.
    """
    made = templates.owed(db, dataset, service, period)
    key = row_key(dataset)
    by_key: dict[Key, list[DraftRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    put: list[tuple[dict[str, str], str]] = []
    for owed in made.rows:
        cells = {name: templates.cell(owed.get(name)) for name in made.headings}
        own = tuple(cells[name] for name in key)
        put += _put(cells, by_key.pop(own, []), typed.get(own, {}), dataset)
    for own, left in by_key.items():
        put += _put({}, left, typed.get(own, {}), dataset)
    content = _file(made.headings, [cells for cells, _ in put])
    return content, _reasons(content, dataset, [reason for _, reason in put])


def _put(
    owed: dict[str, str], held: list[DraftRow], typed: Mapping[str, str], dataset: str
) -> list[tuple[dict[str, str], str]]:
    """The rows of one key, as cells and a reason; none where nothing is said in any."""
    # One NUL that somebody pasted would make the whole file one that cannot be read.
    said = {name: templates.safe(text.replace("\0", "")) for name, text in typed.items()}
    if not held:
        return [(owed | said, "")] if any(said.values()) else []
    for_reading = {name: text for name, text in owed.items() if name not in columns(DATASETS[dataset])}
    found = [(for_reading | {name: templates.safe(text) for name, text in row.cells.items()}, row.reason) for row in held]
    found[-1] = (found[-1][0] | said, found[-1][1])
    own = [name for name in columns(DATASETS[dataset]) if name not in DATASETS[dataset].key]
    return [(cells, reason) for cells, reason in found if not said or any(cells.get(name) for name in own)]


def _file(headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _reasons(content: bytes, dataset: str, reasons: Sequence[str]) -> dict[str, str]:
    """The reasons of a file's rows, in its order, by the keys its rows have there."""
    if not any(reasons):
        return {}
    sheet = looking.read(content, f"{dataset}.csv", {})
    keys = fixing.row_keys(sheet, DATASETS[dataset])
    return {keys[number]: said for number, said in zip(sheet.frame[ROW].to_list(), reasons, strict=True) if said}
