"""Files kept just as they came, in the database itself, so that a backup has them too: returns on their way, and papers."""

from __future__ import annotations

import hashlib

import duckdb

from pimdata import answers
from pimdata.errors import PimError
from pimdata.store import now

DB = duckdb.DuckDBPyConnection


def keep(db: DB, content: bytes) -> str:
    """Keep a file within a transaction and give its fingerprint, '' for an empty one. The same file is kept once."""
    if not content:
        return ""
    sha256 = hashlib.sha256(content).hexdigest()
    if not answers.rows(db, "select 1 from main.kept_files where sha256 = $sha", {"sha": sha256}):
        db.execute("insert into main.kept_files values (?, ?, ?, ?)", [sha256, len(content), content, now(db)])
    return sha256


def content(db: DB, sha256: str) -> bytes:
    """A file that was kept, whole.

    Raises:
        PimError: it was not kept, or is not as it came.
    """
    found = answers.rows(db, "select content from main.kept_files where sha256 = $sha", {"sha": sha256})
    if not found:
        raise PimError("This file was not kept: only its fingerprint is known.")
    held = bytes(found[0][0])
    if hashlib.sha256(held).hexdigest() != sha256:
        raise PimError("This file is not as it came, so it is not shown. Restore it from a backup.")
    return held
