"""What is put right on the page, and the reasons given there: kept by the row's own key, so that a new file keeps them.

Edits are `{key: {column: text}}` and reasons `{key: words}`. A row's key is its natural key as the file has it, as JSON text;
where a row has none of its own, as one of two with the same code, it is its number. The key of the headings is `HEADINGS`,
and what is said of the whole draft has `REVISES` or `LACKS`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from pimdata.messages import THE_REASON, THE_ROW, Fault, Fix
from pimdata.reading import ROW, Sheet
from pimdata.recognise import needed
from pimdata.rows import Row, columns

Edits = Mapping[str, Mapping[str, str]]
Reasons = Mapping[str, str]
HEADINGS = "headings"
REVISES = "revises"  # under it, that figures of a published period are to be revised
LACKS = "lacks"  # under it, rows of earlier versions that were ready and that the file lacks: it is asked what becomes of them
_OF_THE_FILE = (HEADINGS, REVISES)
OF_THE_WHOLE = (HEADINGS, REVISES, LACKS)  # the keys that are no row's
_ALL = "(all) "


def row_keys(sheet: Sheet, model: type[Row], only: Collection[int] | None = None) -> dict[int, str]:
    """Each row's key by its number: its natural key where that is its own, else the number.

    Args:
        sheet: the file as read, before anything was put right in it.
        only: the numbers of the rows that are asked for; None for all.
    """
    frame = sheet.frame
    if not frame.height:
        return {}
    is_asked = pl.lit(True) if only is None else pl.col(ROW).is_in(list(only))
    needs = [name for name in model.key if name in needed(model)]
    if not set(needs) <= set(frame.columns):
        return {row: str(row) for row in frame.filter(is_asked)[ROW].to_list()}
    parts = [pl.col(name) if name in frame.columns else pl.lit("").alias(name) for name in model.key]
    keyed = frame.select(ROW, *parts)
    is_own = pl.struct(model.key).is_unique() & pl.all_horizontal(pl.col(needs) != "")
    alike = keyed.join(keyed.filter(is_asked).select(model.key).unique(), on=model.key, how="semi", maintain_order="left")
    asked = alike.with_columns(is_own=is_own).filter(is_asked)
    return {row: json.dumps(key, ensure_ascii=False) if is_own else str(row) for row, *key, is_own in asked.iter_rows()}


def constant(column: str) -> str:
    """What stands in place of a heading where every row of a file holds the same in a column it does not have.

    >>> constant("period"), is_constant("(all) period"), is_constant("period")
    ('(all) period', True, False)
    """
    return f"{_ALL}{column}"


def is_constant(heading: str) -> bool:
    """Whether this says what every row holds, and is no heading of the file."""
    return heading.startswith(_ALL)


def with_headings(sheet: Sheet, edits: Edits) -> Sheet:
    """The sheet with its headings as they were said to be meant; one said to be none of ours is left out."""
    said = {name: meant for name, meant in edits.get(HEADINGS, {}).items() if name in sheet.headings}
    every = {name.removeprefix(_ALL): text for name, text in edits.get(HEADINGS, {}).items() if is_constant(name)}
    # A column of theirs that has one of our names, and is said to be another of ours or none, makes way for it.
    renamed = {name: meant for name, meant in said.items() if meant and (meant not in sheet.headings or meant in said)}
    left = [name for name, meant in said.items() if not meant]
    headings = {renamed.get(name, name): found for name, found in sheet.headings.items() if name not in left}
    added = {name: text for name, text in every.items() if name not in headings}
    if not said and not added:
        return sheet
    frame = sheet.frame.drop(left).rename(renamed)
    if frame.height:
        frame = frame.with_columns(pl.lit(text).alias(name) for name, text in added.items())
    return replace(sheet, frame=frame, headings=headings | {name: name for name in added})


def applied(sheet: Sheet, model: type[Row], edits: Edits) -> Sheet:
    """The sheet with the cells that were put right; a column it lacked is added. Rows keep their numbers."""
    if not edits.keys() - set(OF_THE_WHOLE):  # the keys of half a million rows are not made for nothing
        return sheet
    rows = {number: edits[key] for number, key in row_keys(sheet, model).items() if key in edits}
    if not rows:
        return sheet
    frame, headings = sheet.frame, dict(sheet.headings)
    for name in (each for each in columns(model) if any(each in cells for cells in rows.values())):
        headings.setdefault(name, name)
        typed = {number: " ".join(str(cells[name]).split()) for number, cells in rows.items() if name in cells}
        changed = pl.DataFrame(
            {ROW: list(typed), "typed": list(typed.values())}, schema={ROW: frame[ROW].dtype, "typed": pl.String}
        )
        known = pl.col(name) if name in frame.columns else pl.lit("")
        joined = frame.join(changed, on=ROW, how="left", maintain_order="left")
        frame = joined.with_columns(pl.coalesce("typed", known).alias(name)).drop("typed")
    left_out = [number for number, cells in rows.items() if cells.get(THE_ROW)]
    return replace(sheet, frame=frame.filter(~pl.col(ROW).is_in(left_out)), headings=headings)


def by_row(sheet: Sheet, model: type[Row], reasons: Mapping[int, str] | Mapping[str, str]) -> dict[int, str]:
    """Reasons by the numbers of their rows; those whose row is not in the file are left out."""
    if not reasons:
        return {}
    numbers = {key: row for row, key in row_keys(sheet, model).items()}
    said = {key if isinstance(key, int) else numbers.get(key, _number(key)): words for key, words in reasons.items()}
    return {row: words for row, words in said.items() if row is not None}


def _number(key: str) -> int | None:
    return int(key) if key.isdecimal() else None


def pressed(
    fault: Fault, fix: Fix, key: str, edits: Edits, reasons: Reasons
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The edits and reasons with one fix more. `key` is the row's; a fault of the headings has none."""
    kept, said = {each: dict(cells) for each, cells in edits.items()}, dict(reasons)
    if fix.column == THE_REASON:
        said[key] = fix.text
    else:
        kept.setdefault(HEADINGS if fault.row is None else key, {})[fix.column] = fix.text
    return kept, said


def of_the_draft(edits: Edits) -> dict[str, dict[str, str]]:
    """What was said of the draft as a whole, whatever its file: all that is left once its rows are written into a new one."""
    return {key: dict(cells) for key, cells in edits.items() if key in (REVISES, LACKS)}


def still_standing(
    old: Sheet, new: Sheet, model: type[Row], edits: Edits, reasons: Reasons
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """What was put right and explained, as far as it holds for a new file.

    A cell's edit is kept where the new file has the cell as the old one had it: where it was changed there, the file is
    the later word. A reason is kept where its whole row, with what was put right in it, is as it was.
    """
    before, after = _cells(old, model), _cells(new, model)
    kept = {
        key: still
        for key, cells in edits.items()
        if (key in _OF_THE_FILE or key in after)
        and (
            still := {
                name: text
                for name, text in cells.items()
                if key in _OF_THE_FILE or before.get(key, {}).get(name, "") == after[key].get(name, "")
            }
        )
    }
    was, is_now = _cells(applied(old, model, edits), model), _cells(applied(new, model, kept), model)
    said = {key: words for key, words in reasons.items() if key in is_now and was.get(key) == is_now[key]}
    return kept, said


def _cells(sheet: Sheet, model: type[Row]) -> dict[str, dict[str, str]]:
    """What each row's cells hold, blank ones left out, by the row's key."""
    keys = row_keys(sheet, model)
    return {
        keys[row[ROW]]: {name: text for name, text in row.items() if name != ROW and text}
        for row in sheet.frame.iter_rows(named=True)
    }
