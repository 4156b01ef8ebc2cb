"""A file looked at: read, put right, checked and tried out, with nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from pimdata import checks_judged, checks_whole, fixing, ownership, previews, publishing, reading, recognise, steps
from pimdata.checked import NO_ROWS, Checked
from pimdata.checks import check
from pimdata.checks_cells import type_cells
from pimdata.errors import PimError
from pimdata.figures import plural, size_of
from pimdata.messages import Fault, fault
from pimdata.models import DATASETS
from pimdata.rows import Row
from pimdata.store import Store

ROW = reading.ROW
MOST_TOLD = 500  # ready rows of which all is worked out that a sentence may say; a return is some tens of rows


@dataclass(frozen=True)
class Looked:
    """What a file holds, what is wrong with it, and what would come of sending its ready rows.

    `preview` has a row for each ready row: `source_row`, `what` (new, changed, unchanged; waiting where sent so already), and
    for figures indicator_code, title, period, old_value, value, unit, decimal_places, status, reason, target and the last nine
    figures with this one as `recent`. `told` has the same figures as `queries.measures` would give them once they are sent.
    """

    checked: Checked
    model: type[Row] | None = None
    preview: pl.DataFrame = field(default_factory=pl.DataFrame)
    sheet: reading.Sheet | None = None
    told: pl.DataFrame = field(default_factory=pl.DataFrame)
    # Of rows that were asked about, put right or given a reason: their numbers to what edits and reasons are kept by.
    keys: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)  # by the row's number

    def count(self, what: str) -> int:
        """How many ready rows are new, changed or unchanged."""
        return self.preview.filter(pl.col("what") == what).height if self.preview.height else 0


def look(
    store: Store,
    content: bytes,
    file_name: str,
    explained: Mapping[int, str] | fixing.Reasons | None = None,
    dataset: str | None = None,
    service: str | None = None,
    wanted: str = "",
    edits: fixing.Edits | None = None,
    allowed: frozenset[str] | None = ownership.ORDINARY,
    whose: str = "",
    period: str = "",
    revises: bool = False,
) -> Looked:
    """Check a file and try it out: the statuses shown are those it will really get. Nothing is stored.

    Args:
        explained: reasons by the number of their row, or by its key.
        dataset: what its rows are; None to tell from its name and headings.
        service: the only service whose rows may be sent, and no plan; None for whoever may send anything.
        wanted: the dataset of the return it was chosen for; any other stops it.
        edits: cells that were put right since the file was made, by the keys of their rows.
        allowed: the datasets that may be sent; None for any, as from the command line.
        whose: the service whose return it is, where it is one; with `period`, what is missing of it is said.
        period: of that return; a file with no row of it is stopped.
        revises: that it is to revise figures of a published period; else rows of one stop it.

    Raises:
        NotAllowed: it holds what others send.
    """
    steps.done("received", size_of(len(content)))
    as_read = read(content, file_name, edits or {})
    if as_read.is_stopped:
        return _stopped(as_read, "", as_read.faults)
    steps.done("read", plural(as_read.frame.height, "row"))
    model = _model(as_read, dataset, wanted)
    other_kind = ownership.of_another_kind(model, wanted, service)
    if other_kind:
        return _stopped(as_read, model.dataset, (*as_read.faults, other_kind), model)
    ownership.refuse_dataset(model.dataset, allowed)
    sheet = fixing.applied(as_read, model, edits or {})
    other_period = checks_whole.of_another_period(sheet, model, period) if whose and period else None
    if other_period:
        return _stopped(sheet, model.dataset, (*sheet.faults, other_period), model)
    steps.done("headings understood", plural(len(sheet.headings), "column"))
    reasons = fixing.by_row(as_read, model, explained or {})
    looked = _judged(store, sheet, model, reasons, service, revises)
    if looked.preview.height:
        steps.done("tried out")
    looked = replace(_as_a_whole(store, looked, whose, period) if whose else looked, reasons=reasons)
    return _with_keys(looked, as_read, model, edits or {})


def read(content: bytes, file_name: str, edits: fixing.Edits) -> reading.Sheet:
    """A file as its rows' keys are taken from it: its headings as they were said to be meant, and no cell changed."""
    return fixing.with_headings(_as_sent(reading.read(content, file_name)), edits)


def _judged(
    store: Store, sheet: reading.Sheet, model: type[Row], reasons: Mapping[int, str], service: str | None, revises: bool
) -> Looked:
    looked = _tried_out(store, sheet, model, reasons, service, revises)
    short = previews.short_of_target(looked.preview)
    if not short.height:
        return looked
    with store.reading() as db:
        checked = checks_judged.with_accounts(db, looked.checked, short, reasons)
    return replace(looked, checked=checked, preview=_of_rows(looked.preview, checked), told=_of_rows(looked.told, checked))


def _with_keys(looked: Looked, as_read: reading.Sheet, model: type[Row], edits: fixing.Edits) -> Looked:
    told = {each.row for each in (*looked.checked.faults, *looked.checked.explained) if each.row is not None}
    edited = fixing.by_row(as_read, model, dict.fromkeys(edits, ""))
    return replace(looked, keys=fixing.row_keys(as_read, model, {*told, *looked.reasons, *edited}))


def _as_a_whole(store: Store, looked: Looked, whose: str, period: str) -> Looked:
    if looked.sheet is None or looked.checked.is_stopped:
        return looked
    with store.reading() as db:
        found = checks_whole.whole(db, looked.sheet, looked.checked.dataset, whose, period)
    return replace(looked, checked=replace(looked.checked, faults=(*looked.checked.faults, *found)))


def _as_sent(sheet: reading.Sheet) -> reading.Sheet:
    """The sheet without the apostrophes that a template puts before what a spreadsheet would take for a formula."""
    mended = pl.col(pl.String).str.replace(r"^'(\s*[=+\-@])", "${1}")
    return replace(sheet, frame=sheet.frame.with_columns(mended)) if sheet.frame.height else sheet


def _stopped(sheet: reading.Sheet, dataset: str, faults: tuple[Fault, ...], model: type[Row] | None = None) -> Looked:
    stage = next(each.code[0] for each in faults if each.kind == "stop")
    return Looked(Checked(dataset, NO_ROWS, faults=faults, stage=stage), model, sheet=sheet)


def _tried_out(
    store: Store, sheet: reading.Sheet, model: type[Row], explained: Mapping[int, str], service: str | None, revises: bool
) -> Looked:
    store.create_if_absent()
    with store.reading() as db:
        checked = ownership.own_rows_only(db, check(db, sheet, model, explained), model, sheet, service)
        is_closed = None if revises or checked.is_stopped else publishing.closed(db, model, type_cells(sheet, model, str).frame)
    if is_closed:
        return _stopped(sheet, model.dataset, (*sheet.faults, is_closed), model)
    if not checked.is_stopped:
        steps.done("checked", f"{checked.rows.height:,} ready, {checked.held.height:,} waiting")
    if checked.is_stopped or not checked.rows.height:
        return Looked(checked, model, sheet=sheet)
    preview, told = previews.tried(store, model, checked.rows, is_told=checked.rows.height <= MOST_TOLD)
    return Looked(checked, model, preview, sheet, told)


def _of_rows(frame: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    return frame.filter(pl.col(ROW).is_in(checked.rows[ROW].implode())) if frame.height else frame


def _model(sheet: reading.Sheet, dataset: str | None, wanted: str) -> type[Row]:
    """What the rows are; a file that does not say is taken for what was asked for, so that its faults can be told."""
    if dataset is None:
        try:
            return recognise.recognise(sheet)
        except PimError:
            if not wanted:
                raise
            return DATASETS[wanted]
    if dataset not in DATASETS:
        raise PimError(fault("B09", why=f'there is no dataset "{dataset}". There are {", ".join(DATASETS)}').words)
    return DATASETS[dataset]
