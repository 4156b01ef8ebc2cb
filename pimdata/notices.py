"""E-mails that wait to be sent: to whom, about what, and where it leads. No figure, no word that was written is in one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import duckdb

from pimdata import append


class To(NamedTuple):
    """Whom a notice is for. `email` is empty where it is found by role and post when the notice is sent."""

    role: str
    post: str
    portfolio: str = ""
    service: str = ""
    email: str = ""


def queue(db: duckdb.DuckDBPyConnection, to: To, about: str, words: str, link: str, moment: datetime) -> int:
    """Append one notice to those that wait, and say its number; `db` is a cursor of `Store.writing_to`.

    Args:
        about: the subject.
        words: what it says, without figures: whoever may read them follows the link.
        link: a page of the site, as /questions?q=3.
    """
    return append.numbered(
        db, "notices", "notice_no",
        queued_at=moment, to_role=to.role, to_portfolio=to.portfolio, to_service=to.service, to_post=to.post,
        to_email=to.email, about=about, words=words, link=link,
    )  # fmt: skip
