"""What whoever asks may read, told to the cursor that asks: views leave out the rest."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from pimdata import permissions, sharing
from pimdata.people import Viewer


class Sight(NamedTuple):
    """What somebody may read, as a cursor is told it. One that was told nothing is shown nothing exempt and nothing private.

    Args:
        exempt: which exempt things, as `permissions.sees_exempt` gives them.
        private: whether private lines of enquiry are theirs to read.
        shared_only: whether they are shown the measures shared with partners and no other.
    """

    exempt: tuple[str, ...] = ()
    private: bool = False
    shared_only: bool = False

    def tell(self, db: duckdb.DuckDBPyConnection) -> None:
        """Tell a cursor; it holds until it is told again, but that one narrowed to shared measures stays so."""
        db.execute("set variable sees_exempt = $exempt", {"exempt": list(self.exempt)})
        db.execute("set variable sees_private = $private", {"private": self.private})
        if self.shared_only:
            sharing.narrow(db)


def of(viewer: Viewer, is_seen_by_all: bool = False) -> Sight:
    """What somebody may read; on a screen in a public meeting, nothing exempt and nothing private.

    >>> of(Viewer("scrutiny")), of(Viewer("smt"), is_seen_by_all=True)
    (Sight(exempt=(), private=True, shared_only=False), Sight(exempt=(), private=False, shared_only=False))
    """
    shared_only = not permissions.may(viewer, "see the council")
    if is_seen_by_all:
        return Sight(shared_only=shared_only)
    return Sight(permissions.sees_exempt(viewer), permissions.may(viewer, "see private lines"), shared_only)
