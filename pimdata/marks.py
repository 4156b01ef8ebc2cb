"""A mark that a person puts on a measure's chart, sent the way every other row is: checked, kept, and able to be taken back."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pimdata import returns
from pimdata.csv_text import file_bytes
from pimdata.store import Store

Kind = Literal["rebase", "ghost"]
COLUMNS = ("indicator_code", "period", "kind", "reason", "author", "marked_on")


def put(store: Store, code: str, period: str, kind: Kind, reason: str, by_whom: str, on: date) -> returns.Receipt:
    """Start a measure's mean and limits again at a period, or leave its figure out, from now on and for everybody.

    Args:
        kind: "rebase" starts again; "ghost" leaves the figure out.
        reason: why, as it will be shown beside the point.
        by_whom: who decided it.

    Raises:
        PimError: it cannot be stored; the text says why.
        NothingToDo: it is marked so already.
    """
    row = {
        "indicator_code": code, "period": period, "kind": kind, "reason": " ".join(reason.split()), "author": by_whom,
        "marked_on": on,
    }  # fmt: skip
    name = f"mark-{code}-{period}.csv".replace(" ", "-").replace("/", "-")
    return returns.send(store, file_bytes(COLUMNS, [row]), name, by_whom, dataset="spc_marks")
