"""Someone else's file into our tables, through a layout that says which of its columns is which.

One file makes several datasets. They are checked by the very rules our own files are checked by, stored in one
transaction, and share a submission; what the file says of its own statuses is compared with what our rules say.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl
from rapidfuzz import process

from pimdata import answers, build, layout_compare, layout_file, layout_statuses, previews, reading, refresh
from pimdata import load as loading
from pimdata.checked import NO_ROWS, Checked, as_text, grouped
from pimdata.checks import check
from pimdata.errors import NothingToDo, PimError, RowsToFix
from pimdata.layout_file import Layout
from pimdata.layout_frames import Part, parts
from pimdata.layout_statuses import Difference
from pimdata.messages import Fault
from pimdata.reading import Sheet, tidy_heading
from pimdata.rows import Row
from pimdata.store import Store


@dataclass(frozen=True)
class LayoutResult:
    """What came of a file that was read through a layout."""

    file: str
    loads: list[tuple[str, int, int]]  # dataset, load, rows
    statuses_compared: int
    differences: list[Difference]
    words: str
    report: str


class _Stored(NamedTuple):
    """What came of one dataset; no load where every row of it was held already."""

    dataset: str
    load_id: int | None
    rows: int
    notes: list[str]


def load(
    store: Store,
    layout: Path | str,
    content: bytes,
    file_name: str,
    by: str,
    force: bool = False,
    keep: bool = True,
) -> LayoutResult:
    """Store every dataset that a file makes, or none.

    Args:
        layout: a TOML file, or the name of one in data/layouts.
        content: the file as it arrived.
        force: store its figures beside illustrative ones.
        keep: False to look at what would come of it, and then undo it.

    Raises:
        PimError: the layout or the file cannot be used; the text names everything that stands in the way.
        RowsToFix: rows of the file have faults.
        NothingToDo: every row is held already, just as it is here.
    """
    path = layout_file.find(layout)
    said = layout_file.read(path)
    sheet = _read(content, file_name, said, path.stem)
    with store.writing_to(keep) as db:
        sent = loading.Sent(
            file_name=sheet.file_name,
            sha256=sheet.sha256,
            size_bytes=sheet.size,
            by_whom=by,
            is_illustrative=said.is_illustrative,
            layout=path.stem,
            submission_id=uuid.uuid4().hex,
        )
        # What is held is asked of the whole history until all of it is stored; `live` follows at the end.
        build.use(db, build.MAIN)
        stored = [_store(db, said, model, made, sent, force) for model, made in _datasets(db, said, sheet)]
        if not any(each.load_id for each in stored):
            raise NothingToDo(f"{sheet.file_name}: every row is held already, just as it is here. Nothing was stored.")
        build.use(db, build.LIVE)
        refresh.everything(db)
        compared = list(layout_statuses.compared(db, said, sheet))
    return _result(said, sheet, stored, compared)


def _read(content: bytes, file_name: str, layout: Layout, name: str) -> Sheet:
    """The file, with every heading the layout speaks of."""
    sheet = reading.read(content, file_name, {tidy_heading(heading) for heading in layout.headings()})
    if sheet.is_stopped:
        raise PimError(as_text(Checked("", NO_ROWS, faults=sheet.faults, stage="A"), sheet.file_name))
    missing = {heading: use for heading, use in layout.headings().items() if tidy_heading(heading) not in sheet.headings}
    if missing:
        wanted = [f'  no heading is "{heading}" ({use}).{_near(heading, sheet)}' for heading, use in missing.items()]
        has = ", ".join(sheet.headings.values())
        raise PimError(
            "\n".join([f"{sheet.file_name} does not fit the layout {name}; nothing was stored:", *wanted, f"It has: {has}."])
        )
    return sheet


def _near(heading: str, sheet: Sheet) -> str:
    found = process.extractOne(heading, list(sheet.headings.values()), score_cutoff=70)
    return f' Did you mean "{found[0]}"? Then say so in the layout.' if found else ""


def _datasets(db: duckdb.DuckDBPyConnection, layout: Layout, sheet: Sheet) -> Iterator[tuple[type[Row], list[Part]]]:
    if layout.makes == "comparators":
        held = {code for (code,) in answers.rows(db, "select distinct indicator_code from current_indicators")}
        found = layout_compare.parts(layout, sheet, held)
    else:
        found = parts(layout, sheet)
    for model, made in groupby(found, key=lambda part: part.model):
        yield model, list(made)


def _store(
    db: duckdb.DuckDBPyConnection, layout: Layout, model: type[Row], made: list[Part], sent: loading.Sent, force: bool
) -> _Stored:
    """Store the rows of one dataset, unless all of them are held already."""
    checked = [_checked(db, part, layout.explanation) for part in made]
    if faults := [each for one in checked for each in one.to_do]:
        whole = Checked(model.dataset, NO_ROWS, faults=tuple(faults), stage=checked[0].stage)
        raise RowsToFix(as_text(whole, sent.file_name))
    rows = pl.concat([one.rows for one in checked])
    notes = grouped(each for one in checked for each in one.notes if each.code not in ("C09", "D14"))
    if not rows.height or previews.compared(db, model, rows)["what"].eq("unchanged").all():
        return _Stored(model.dataset, None, 0, notes)
    own_words = {each.asked.row: each.words for one in checked for each in one.own_words}
    asked = (each.row for one in checked for each in one.explained if each.row is not None)
    explained = {row: own_words.get(row, layout.explanation) for row in asked}
    load_id = loading.accept(db, model, rows, sent._replace(explanations=explained), force, refreshes=False)
    return _Stored(model.dataset, load_id, rows.height, notes)


def _checked(db: duckdb.DuckDBPyConnection, part: Part, explanation: str) -> Checked:
    """The rows as every file is checked, what would only be asked about answered by the layout, faults in their headings."""
    checked = check(db, part.sheet, part.model)
    kinds: dict[int, set[str]] = {}
    for each in checked.to_do:
        kinds.setdefault(each.row or 0, set()).add(each.kind)
    asked = {row: explanation for row, found in kinds.items() if found == {"explain"}}
    if asked and explanation:
        checked = check(db, part.sheet, part.model, asked)
    return replace(checked, faults=tuple(_in_their_words(each, part.headings) for each in checked.faults))


def _in_their_words(fault: Fault, headings: dict[str, str]) -> Fault:
    theirs = headings.get(fault.column, fault.column)
    ours, place = f"Row {fault.row}, {fault.column}", f"Row {fault.row}, {theirs}"
    return replace(fault, column=theirs, words=fault.words.replace(ours, place, 1))


def _result(layout: Layout, sheet: Sheet, parts_stored: list[_Stored], compared: list[tuple[Difference, bool]]) -> LayoutResult:
    loads = [(each.dataset, each.load_id, each.rows) for each in parts_stored if each.load_id is not None]
    notes = [note for each in parts_stored for note in each.notes]
    differences = [each for each, agrees in compared if not agrees]
    stored = ", ".join(f"{rows:,} {dataset} (load {load_id})" for dataset, load_id, rows in loads)
    agree = f" Our rules agree with {len(compared) - len(differences)} of its {len(compared)} statuses." if compared else ""
    return LayoutResult(
        file=sheet.file_name,
        loads=loads,
        statuses_compared=len(compared),
        differences=differences,
        words=f"{sheet.file_name}, read as {layout.title}: stored {stored}.{agree}",
        report="\n".join([*layout_statuses.told(differences), *notes, *_unused(layout, sheet)]),
    )


def _unused(layout: Layout, sheet: Sheet) -> Iterator[str]:
    used = {tidy_heading(heading) for heading in layout.headings()}
    if unused := [heading for name, heading in sheet.headings.items() if name not in used]:
        yield f"These columns were not used: {', '.join(unused)}."
