"""Drafts as they stand: a return on its way, read by those who may see it; `pimdata.drafts` writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import duckdb

from pimdata import answers, permissions, stored_files
from pimdata.errors import PimError
from pimdata.people import Viewer
from pimdata.permissions import Item

DB = duckdb.DuckDBPyConnection
OPEN = ("draft", "checked")


class Whose(NamedTuple):
    """Which return a draft is of; all empty for a file that is none, such as a part of the plan."""

    dataset: str = ""
    service: str = ""
    period: str = ""

    @property
    def words(self) -> str:
        """How the trail names it.

        >>> Whose("action_updates", "HO", "2009/10 Q2").words
        'action updates, 2009/10 Q2, HO'
        """
        return ", ".join(part for part in (self.dataset.replace("_", " "), self.period, self.service) if part)


class Draft(NamedTuple):
    """A return on its way, as it stands in one version.

    `edits` and `reasons` are JSON objects: cells put right on the page, and what was said of rows that were asked about.
    `note` says why it came back to a draft. `by_whom` and `changed_at` are of this version, `begun_by` of the first.
    """

    draft_id: int
    version: int
    dataset: str
    service: str
    period: str
    file_name: str
    sha256: str
    edits: dict[str, Any]
    reasons: dict[str, Any]
    state: str
    note: str
    by_whom: str
    identity: str
    changed_at: datetime
    begun_by: str
    begun_at: datetime
    load_id: int | None

    @property
    def whose(self) -> Whose:
        """Which return it is of."""
        return Whose(self.dataset, self.service, self.period)


def get(db: DB, draft_id: int) -> Draft:
    """One draft in its newest version.

    Raises:
        PimError: there is no such draft.
    """
    found = _newest(db, "drafts.draft_id = $id", {"id": draft_id})
    if not found:
        raise PimError(f"There is no draft {draft_id}.")
    return found[0]


def of_return(db: DB, viewer: Viewer, whose: Whose) -> list[Draft]:
    """Drafts of a return that are not sent and that this person may see, the one changed last first."""
    if not may_see(db, viewer, whose):
        return []
    which = "dataset = $dataset and service_code = $service and period = $period"
    return [held for held in _newest(db, which, whose._asdict()) if held.state in OPEN]


def mine(db: DB, viewer: Viewer) -> list[Draft]:
    """Every draft that is not sent and that this person may see, the one changed last first."""
    return [held for held in _newest(db, "true", {}) if held.state in OPEN and may_see(db, viewer, held.whose)]


def content(db: DB, draft: Draft) -> bytes:
    """The file of a draft; nothing where it is filled in on the page."""
    return stored_files.content(db, draft.sha256) if draft.sha256 else b""


def versions(db: DB, draft_id: int) -> list[Draft]:
    """Every version of a draft, the first first."""
    return _read(db, "where drafts.draft_id = $id order by version_no", {"id": draft_id})


def may_see(db: DB, viewer: Viewer, whose: Whose) -> bool:
    """Whether somebody may see drafts of this return: those who send it, and nobody who only reads."""
    return permissions.may(viewer, *rule(db, whose))


def rule(db: DB, whose: Whose) -> tuple[str, Item]:
    """What is asked of permissions: a file that is no return is a matter of the plan.

    Drafts of a service's risks are exempt where one of its risks is: what somebody typed of it may stand in any of them.
    """
    if not whose.dataset:
        return "send plan", Item()
    query = "select 1 from risk_scores where service_code = $service and is_exempt limit 1"
    is_exempt = whose.dataset == "risk_assessments" and bool(answers.rows(db, query, {"service": whose.service}))
    return "work on draft", Item(service=whose.service, dataset=whose.dataset, is_exempt=is_exempt)


def _newest(db: DB, which: str, values: Mapping[str, Any]) -> list[Draft]:
    newest = "row_number() over (partition by drafts.draft_id order by version_no desc) = 1"
    found = _read(db, f"where {which} qualify {newest}", values)
    return sorted(found, key=lambda each: (each.changed_at, each.draft_id), reverse=True)


def _read(db: DB, which: str, values: Mapping[str, Any]) -> list[Draft]:
    found = answers.rows(
        db,
        f"""
        select
            drafts.draft_id, version_no, dataset, service_code, period, file_name, sha256, edits, reasons, state, note,
            by_whom, identity, changed_at, begun_by, begun_at, load_id
        from main.drafts inner join main.draft_versions using (draft_id)
        {which}
        """,
        values,
    )
    drafts = [Draft(*row) for row in found]
    return [each._replace(edits=_object(each.edits), reasons=_object(each.reasons)) for each in drafts]


def _object(text: Any) -> dict[str, Any]:  # noqa: ANN401 - what the column holds
    found: dict[str, Any] = json.loads(text) if text else {}
    return found
