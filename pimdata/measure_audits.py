"""What audit finds of a measure: recorded by whoever audits, and sent the way every other row is."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pimdata import permissions, returns
from pimdata.csv_text import file_bytes
from pimdata.models_quality import MeasureAudit
from pimdata.people import Viewer
from pimdata.rows import columns
from pimdata.store import Store

Finding = Literal["borne out", "borne out in part", "not borne out"]
RECORDING = "record audit"


def record(store: Store, viewer: Viewer, code: str, finding: Finding, summary: str, on: date) -> returns.Receipt:
    """Record that a measure was audited, for everybody to see.

    Args:
        viewer: who audited it.
        finding: whether the papers behind its figures bear them out.
        summary: which figures were gone through, and what was found.

    Raises:
        NotAllowed: they do not audit.
        PimError: it cannot be stored; the text says why.
        NothingToDo: the same was recorded already.
    """
    permissions.require(viewer, RECORDING)
    values = {
        "indicator_code": code, "audited_on": on, "finding": finding, "summary": " ".join(summary.split()),
        "audited_by": viewer.post,
    }  # fmt: skip
    name = f"audit-{code}-{on}.csv".replace(" ", "-").replace("/", "-")
    content = file_bytes(list(columns(MeasureAudit)), [values])
    return returns.send(store, content, name, viewer.post, dataset=MeasureAudit.dataset)
