"""Someone's own export, taught once on the page: what each of its columns is, kept, and known again by its headings.

What is taught is what `fixing` keeps of headings that were asked about, so a taught file goes the way of every other. Its
codes are taught by putting them right: what one was put right to in a file that was sent, it is in the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import duckdb

from pimdata import answers, fixing, permissions, trail
from pimdata.errors import PimError
from pimdata.models import DATASETS
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose, rule
from pimdata.reading import ROW, Sheet
from pimdata.recognise import needed
from pimdata.rows import columns
from pimdata.store import Store, now

DB = duckdb.DuckDBPyConnection
# What an export most often has; the comments and the rest may be named too.
ASKED_FIRST = {
    "indicator_results": ("indicator_code", "period", "value", "numerator", "denominator", "what_happened", "why"),
    "action_updates": ("action_code", "as_of", "state", "percent_complete", "revised_due", "comment"),
    "risk_assessments": ("risk_code", "assessed_on", "net_likelihood", "net_impact", "comment"),
    "budget_positions": ("cost_centre", "period", "budget_to_date", "actual_to_date", "forecast_outturn", "reason"),
}


def is_foreign(sheet: Sheet, dataset: str) -> bool:
    """Whether somebody must say what a file's columns are: it lacks headings no row can do without, and is no other of ours."""
    held = set(sheet.headings)
    is_ours = any(needed(model) <= held and model.key[0] in held for model in DATASETS.values())
    return dataset in ASKED_FIRST and sheet.frame.height > 0 and not is_ours


def meant(dataset: str, columns_said: Mapping[str, str], period: str = "") -> dict[str, str]:
    """The edits of headings that say what an export's columns are.

    Args:
        columns_said: our column to the export's heading, by its tidy name; '' where the export has none.
        period: the period all its rows are of, where none of its columns tells.

    Raises:
        PimError: a column that no row can do without has no heading, or one heading is given to two columns.
    """
    chosen = {ours: theirs for ours, theirs in columns_said.items() if theirs}
    lacking = [name for name in columns(DATASETS[dataset]) if name in needed(DATASETS[dataset]) and name not in chosen]
    if period and "period" in lacking:
        lacking.remove("period")
    if lacking:
        raise PimError(f"Say which column holds {' and '.join(lacking)}.")
    if len(set(chosen.values())) < len(chosen):
        raise PimError("One of the columns is chosen twice. Choose each of them once.")
    said = {theirs: ours for ours, theirs in chosen.items() if theirs != ours}
    return said | ({fixing.constant("period"): period} if period and "period" not in chosen else {})


def teach(store: Store, viewer: Viewer, whose: Whose, headings: Mapping[str, str]) -> None:
    """Keep what an export's headings mean. Which period its rows are of is said anew each time.

    Raises:
        NotAllowed: this person may not send this return.
    """
    kept = {theirs: "" if fixing.is_constant(theirs) else ours for theirs, ours in headings.items()}
    with store.writing_to() as db:
        permissions.require(viewer, *rule(db, whose))
        number = answers.rows(db, "select coalesce(max(layout_no), 0) + 1 from main.taught_layouts")[0][0]
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
        db.execute(
            "insert into main.taught_layouts values (?, ?, ?, ?, ?, ?, ?)",
            [number, whose.dataset, whose.service, text, now(db), viewer.words, viewer.identity],
        )
        trail.record(db, viewer, "headings taught", whose.words, detail=f"layout {number}")


def known(db: DB, sheet: Sheet, whose: Whose) -> dict[str, str]:
    """What a file's headings mean, as it was last taught for this service; nothing where no layout fits it whole."""
    if not is_foreign(sheet, whose.dataset):
        return {}
    found = answers.rows(
        db,
        """
        select headings from main.taught_layouts where dataset = $dataset and service_code = $service
        order by layout_no desc
        """,
        {"dataset": whose.dataset, "service": whose.service},
    )
    for (text,) in found:
        said: dict[str, str] = json.loads(text)
        if all(theirs in sheet.headings or fixing.is_constant(theirs) for theirs in said):
            return {theirs: whose.period if fixing.is_constant(theirs) else ours for theirs, ours in said.items()}
    return {}


def codes(db: DB, whose: Whose) -> dict[str, str]:
    """What each code of a service's own system is with us, as it was last put right in an export that was sent."""
    found = answers.rows(
        db,
        """
        select edits from main.draft_versions inner join main.drafts using (draft_id)
        where dataset = $dataset and service_code = $service and load_id is not null and edits <> ''
        order by draft_id, version_no
        """,
        {"dataset": whose.dataset, "service": whose.service},
    )
    sent: list[fixing.Edits] = [json.loads(text) for (text,) in found]
    exports = [edits for edits in sent if fixing.HEADINGS in edits]
    return {theirs: ours for edits in exports for theirs, ours in codes_put_right(edits, whose.dataset).items()}


def codes_put_right(edits: fixing.Edits, dataset: str) -> dict[str, str]:
    """The codes among what was put right, as the file has them, each with what it was put right to.

    >>> codes_put_right({'["KPI 4", "2009/10 Q2", "", ""]': {"indicator_code": "HO1"}}, "indicator_results")
    {'KPI 4': 'HO1'}
    """
    column = DATASETS[dataset].key[0]
    named = {key: cells[column] for key, cells in edits.items() if key.startswith("[") and cells.get(column)}
    return {json.loads(key)[0]: ours for key, ours in named.items()}


def with_codes(sheet: Sheet, dataset: str, ours: Mapping[str, str]) -> fixing.Edits:
    """The edits that put an export's codes right, by the keys of its rows.

    Args:
        sheet: the export, with its headings as they were taught.
        ours: our code to each of theirs.
    """
    model = DATASETS[dataset]
    column = model.key[0]
    if column not in sheet.frame.columns:
        return {}
    theirs = dict(sheet.frame.select(ROW, column).iter_rows())
    keys = fixing.row_keys(sheet, model)
    return {keys[row]: {column: ours[code]} for row, code in theirs.items() if code in ours}
