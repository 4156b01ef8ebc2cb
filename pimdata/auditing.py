"""Whether the trail is whole, and its head: the one line that, kept elsewhere, shows that the chain was never made again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from pimdata import answers, mail
from pimdata.config import Settings
from pimdata.doctor_stored import Finding, finding
from pimdata.errors import PimError
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
MOST_TOLD = 5  # faults named one by one
KEEP = "Keep this file, and the newest backup; ask who has had access to both; do not mend it."
_LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d+) ([0-9a-f]{64})")


class Head(NamedTuple):
    """The newest event of the trail: its number and its hash, which stands for every event before it."""

    event_no: int
    hash: str


class Kept(NamedTuple):
    """A head that was sent out, and the day it was."""

    day: date
    event_no: int
    hash: str


class Verdict(NamedTuple):
    """What a look over the whole chain found: how many events there are, the newest, and what is wrong, in words."""

    events: int
    head: Head
    faults: list[str]

    @property
    def words(self) -> str:
        """The verdict as a sentence.

        >>> Verdict(4312, Head(4312, "1a2b3c4d5e6f"), []).words
        '4,312 events; the chain is whole; head 1a2b3c4d5e6f…'
        """
        told = f"{self.events:,} events; "
        return told + ("; ".join(self.faults) if self.faults else f"the chain is whole; head {self.head.hash[:12]}…")


def head(db: DB) -> Head:
    """The newest event; number 0 and no hash where there is none."""
    query = "select coalesce(max(event_no), 0), coalesce(arg_max(hash, event_no), '') from trail"
    return Head(*answers.rows(db, query)[0])


def verdict(db: DB) -> Verdict:
    """Every event looked at, and each change of a load's state held against its event."""
    broken = answers.rows(db, "select event_no, fault from trail_checked where fault <> '' order by event_no, fault")
    gaps = answers.rows(db, "select fault from trail_gaps order by load_event_no, fault")
    told = [f"event {event_no}: {fault}" for event_no, fault in broken] + [fault for (fault,) in gaps]
    more = [f"and {len(told) - MOST_TOLD:,} more"] if len(told) > MOST_TOLD else []
    return Verdict(answers.rows(db, "select count(*) from trail")[0][0], head(db), told[:MOST_TOLD] + more)


def findings(store: Store, heads: Path | None = None) -> Iterator[Finding]:
    """What `pimdata doctor --audit` tells.

    Args:
        heads: a file of heads that were sent out; None where there is none at hand.
    """
    with store.reading() as db:
        found = verdict(db)
        yield finding("trail", found.faults, found.words, KEEP)
        if heads is not None:
            kept = read_heads(heads)
            mend = f"{KEEP} The heads tell which events were there and on which day."
            yield finding("heads", heads_faults(db, kept), f"all {len(kept):,} are in the chain", mend)


def heads_faults(db: DB, kept: list[Kept]) -> list[str]:
    """Each head that is not in the chain any more: whoever makes the whole chain again cannot make these."""
    held = dict(
        answers.rows(
            db,
            "select event_no, max(hash) from trail where list_contains($numbers, event_no) group by event_no",
            {"numbers": [each.event_no for each in kept]},
        )
    )
    return [
        f"event {each.event_no} was sent out on {each.day} as {each.hash[:12]}… and "
        + (f"is {held[each.event_no][:12]}… now" if each.event_no in held else "is gone")
        for each in kept
        if held.get(each.event_no) != each.hash
    ]


def read_heads(path: Path) -> list[Kept]:
    """The heads of a file, in its order.

    Raises:
        PimError: a line is none; the text says which.
    """
    kept = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        found = _LINE.fullmatch(line.strip())
        if line.strip() and not found:
            raise PimError(
                f"{path.name}, line {number}: this is no head of a trail. Each is a date, an event's number and its hash."
            )
        if found:
            kept.append(Kept(date.fromisoformat(found[1]), int(found[2]), found[3]))
    return kept


def keep_head(store: Store, path: Path) -> tuple[Head, bool]:
    """Add the head to a file, once a day by the machine's clock (UTC).

    Returns:
        The head, and whether it was added; a day that has a line keeps it.

    Raises:
        PimError: the trail has no event yet, or the file holds something else.
    """
    with store.reading() as db:
        newest = head(db)
    if not newest.event_no:
        raise PimError("The trail has no event yet, so it has no head.")
    today = datetime.now(UTC).date()
    if path.exists() and any(each.day == today for each in read_heads(path)):
        return newest, False
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{today} {newest.event_no} {newest.hash}\n")
    return newest, True


def mail_head(newest: Head, day: date, to: str, settings: Settings) -> None:
    """Send a head to somebody, by e-mail.

    Raises:
        PimError: the trail has no event yet, no mail server can be reached, or it does not take the letter.
    """
    if not newest.event_no:
        raise PimError("The trail has no event yet, so it has no head.")
    subject, text = message(newest, day, settings.council)
    key = f"head {day} {newest.event_no} {newest.hash}"
    letter = mail.Letter(to, subject, tuple(text.strip().split("\n\n")), f"{settings.address}/trail", "The trail", key)
    with mail.open_post(settings) as post:
        if words := post.send(letter):
            raise PimError(f"The head was not sent to {to}. {words}")


def message(newest: Head, day: date, council: str) -> tuple[str, str]:
    """The subject and the text of the e-mail that takes a head out of this machine's reach."""
    subject = f"Trail of {day}: event {newest.event_no}"
    text = (
        f"{council}: the head of the performance system's trail.\n\n"
        f"{day} {newest.event_no} {newest.hash}\n\n"
        "Keep this message where those who run the system cannot change it. Put the line above into a file, with those of\n"
        "other days, and `pimdata doctor --audit --heads FILE` says whether the trail still holds every one of them.\n"
    )
    return subject, text
