"""What whoever asks may read beyond what everybody may, told to the cursor that asks: views leave out the rest."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from pimdata import permissions
from pimdata.people import Viewer


class Sight(NamedTuple):
    """What somebody may read, as a cursor is told it. One that was told nothing is shown neither.

    Args:
        exempt: which exempt things, as `permissions.sees_exempt` gives them.
        private: whether private lines of enquiry are theirs to read.
    """

    exempt: tuple[str, ...] = ()
    private: bool = False

    def tell(self, db: duckdb.DuckDBPyConnection) -> None:
        """Tell a cursor; it holds until it is told again."""
        db.execute("set variable sees_exempt = $exempt", {"exempt": list(self.exempt)})
        db.execute("set variable sees_private = $private", {"private": self.private})


def of(viewer: Viewer, is_seen_by_all: bool = False) -> Sight:
    """What somebody may read; on a screen in a public meeting, nothing exempt and nothing private.

    >>> of(Viewer("scrutiny")), of(Viewer("smt"), is_seen_by_all=True)
    (Sight(exempt=(), private=True), Sight(exempt=(), private=False))
    """
    if is_seen_by_all:
        return Sight()
    return Sight(permissions.sees_exempt(viewer), permissions.may(viewer, "see private lines"))
