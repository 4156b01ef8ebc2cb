"""What is said to somebody and asks for no answer: a report to Cabinet, a public comment, a word to the manager."""

from __future__ import annotations

import duckdb

from pimdata import append, notices, permissions, queries_questions, store
from pimdata.errors import NothingToDo, PimError
from pimdata.notices import To
from pimdata.people import ROLES, Viewer
from pimdata.permissions import Item
from pimdata.questions import said
from pimdata.store import Store


def report_to_cabinet(held: Store, viewer: Viewer, code: str, reason: str) -> int:
    """Report a measure for which remedial action is unlikely to work, and say the report's number.

    Raises:
        NotAllowed: only the portfolio holder who answers for it may, and senior management.
        PimError: there is no such measure, or no reason is given.
    """
    with held.writing_to() as db:
        thing = queries_questions.subject(db, "measure", code, viewer)
        if thing is None:
            raise PimError(f"There is no measure with the code “{code}”.")
        portfolio = next(iter(thing.portfolios), "")
        permissions.require(viewer, "report to cabinet", Item(thing.service, portfolio))
        number = _keep(db, viewer, "report to cabinet", ("measure", code), (portfolio, thing.service), reason, "why")
        to, words = To("cabinet", ROLES["cabinet"]), "A measure has been reported to Cabinet, with the reason."
        notices.queue(db, to, "A report to Cabinet", words, "/", store.now(db))
    return number


def public_comment(held: Store, viewer: Viewer, portfolio: str, words: str) -> int:
    """Keep what the public says of a portfolio's services, and say its number.

    Raises:
        NotAllowed: only its scrutiny monitor may, and the committee.
        PimError: nothing is said.
    """
    permissions.require(viewer, "keep public comment", Item(portfolio=portfolio))
    with held.writing_to() as db:
        return _keep(db, viewer, "public comment", ("portfolio", portfolio), (portfolio, ""), words, "what was said")


def tell_manager(held: Store, viewer: Viewer, service: str, words: str) -> int:
    """Tell a service's manager of something that affects what the team is to achieve, and say its number.

    Raises:
        NotAllowed: only its own team may.
        PimError: nothing is said.
    """
    permissions.require(viewer, "tell manager", Item(service=service))
    with held.writing_to() as db:
        number = _keep(db, viewer, "to manager", ("service", service), ("", service), words, "what it is")
        told = "Somebody of your team has told you of something that affects what the team is to achieve."
        notices.queue(db, To("manager", "Manager", service=service), "A word from your team", told, "/", store.now(db))
    return number


def _keep(
    db: duckdb.DuckDBPyConnection,
    viewer: Viewer,
    kind: str,
    about: tuple[str, str],
    whose: tuple[str, str],
    words: str,
    what: str,
) -> int:
    told = said(words, what)
    again = "select 1 from main.remarks where kind = $kind and about_code = $code and said_by = $by and words = $words"
    if db.execute(again, {"kind": kind, "code": about[1], "by": viewer.identity, "words": told}).fetchall():
        raise NothingToDo("This is already kept, word for word.")
    return append.numbered(
        db, "remarks", "remark_no",
        kind=kind, about_kind=about[0], about_code=about[1], portfolio=whose[0], service_code=whose[1], words=told,
        said_by=viewer.identity, said_as=viewer.post, said_at=store.now(db), is_illustrative=False,
    )  # fmt: skip
