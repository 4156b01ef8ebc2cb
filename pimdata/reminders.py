"""Who is written to by e-mail: about returns that are due, and what waits to be told; nobody is told a thing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote

import duckdb

from pimdata import acting, figures, mail, trail
from pimdata.answers import frame, rows
from pimdata.config import Settings
from pimdata.mail import Letter
from pimdata.store import Store
from pimdata.templates import TITLES

DB = duckdb.DuckDBPyConnection
# What is said of a return at each step, and what the letter is headed. Nothing blames, and no figure is told.
STEPS = {
    "template ready": ("Your template is ready", "{what} is due on {day}. Your template is ready, with the rows to fill in."),
    "rows to go": ("Rows to go", "{what} is due on {day}: {rows} to go."),
    "due today": ("Due today", "{what} is due today: {rows} to go."),
    "just overdue": ("Was due", "{what} was due on {day}. It can still be sent: {rows} to go."),
    "overdue for both": (
        "Was due",
        "{what} was due on {day} and can still be sent: {rows} to go. Its head of service is told too.",
    ),
}
CHANGED = {"definition": "The definition of", "target": "The target of", "owner": "The owner of"}
CLOSING = (
    "If something is stopping you, say so on the page: the reason is shown beside the return.",
    "You get this because you hold this service's returns. It tells no figures; the page does.",
)


class Written(NamedTuple):
    """A letter, and what it is about: each of them is written to this person once."""

    letter: Letter
    about: tuple[str, ...]


class Outcome(NamedTuple):
    """What became of a letter; `words` is empty where the server took it."""

    to: str
    subject: str
    words: str


def due(db: DB, address: str) -> list[Written]:
    """The letters that are to go out now: to each person one about all their returns, one for each notice, and one about
    all that changed of what they follow.

    Args:
        address: what people type to reach the site; links begin with it.
    """
    site = address.rstrip("/")
    found = frame(db, "from letters_due order by sent_to, due_date, service_code, dataset, period").to_dicts()
    people = groupby(found, key=lambda row: row["sent_to"])
    notices = frame(db, "from notices_due order by sent_to, notice_no").to_dicts()
    changes = frame(db, "from followers_due order by sent_to, indicator_code, what, changed_at").to_dicts()
    followers = groupby(changes, key=lambda row: row["sent_to"])
    return [
        *(_written(to, list(rows), site) for to, rows in people),
        *(_notice(row, site) for row in notices),
        *(_followed(to, list(rows), site) for to, rows in followers),
    ]


def _followed(to: str, rows: list[dict[str, Any]], address: str) -> Written:
    """What changed of the measures somebody follows. By their codes: some names hold a figure."""
    codes = list(dict.fromkeys(row["indicator_code"] for row in rows))
    said = tuple(dict.fromkeys(f"{CHANGED[row['what']]} measure {row['indicator_code']} has changed." for row in rows))
    link = f"{address}/measure?i={quote(codes[0])}" if len(codes) == 1 else f"{address}/"
    about = tuple(row["about"] for row in rows)
    words = (*said, "You get this because the measure is on your list. Its page says what changed, when and why.")
    return Written(Letter(to, "A measure on your list has changed", words, link, "Read it on the page", " ".join(about)), about)


def _notice(row: dict[str, Any], address: str) -> Written:
    letter = Letter(
        row["sent_to"], row["subject"], (row["words"],), f"{address}{row['link']}", "Read it on the page", row["about"]
    )
    return Written(letter, (row["about"],))


def _written(to: str, rows: list[dict[str, Any]], address: str) -> Written:
    about = tuple(row["about"] for row in rows)
    pressing = rows[0]
    heading = STEPS[pressing["step"]][0]
    subject = f"{heading}: {_what(pressing)}" if len(rows) == 1 else f"{len(rows)} returns to send, the first {_when(pressing)}"
    link = f"{address}/returns"
    if len(rows) == 1:
        link += f"?r={quote(','.join(pressing[name] for name in ('dataset', 'service_code', 'period')))}"
    said = tuple(_said(row) for row in rows)
    return Written(Letter(to, subject, (*said, *CLOSING), link, "Open your returns", " ".join(about)), about)


def _what(row: dict[str, Any]) -> str:
    return f"{row['service_title']}, {TITLES[row['dataset']].lower()}, {figures.period_name(row['period'])}"


def _when(row: dict[str, Any]) -> str:
    verb = "was due" if row["step"] in ("just overdue", "overdue for both") else "is due"
    return f"{verb} on {figures.date_words(row['due_date'])}"


def _said(row: dict[str, Any]) -> str:
    slots = {"what": _what(row), "day": figures.date_words(row["due_date"]), "rows": figures.plural(row["rows_to_go"], "row")}
    return STEPS[row["step"]][1].format(**slots) + _held_up(row)


def _held_up(row: dict[str, Any]) -> str:
    """That it was said what is stopping it; the reason itself is on the page alone."""
    if not row["is_held_up"]:
        return ""
    when = f", and it is expected on {figures.date_words(row['expected_on'])}" if row["expected_on"] else ""
    return f" What is stopping it has been said{when}."


def remind(store: Store, settings: Settings) -> Iterator[Outcome]:
    """Send what is due, one letter after another. Run twice, each is sent once.

    Each is noted as begun before it goes and as sent once the server has it, so that two runs at once write nothing twice.

    Raises:
        PimError: no mail server can be reached; nothing was sent.
    """
    with mail.open_post(settings) as post:
        for each in looked_at(store, settings.address):
            written = _begun(store, each, settings.address)
            if written is None:
                continue  # another run has it
            words = post.send(written.letter)
            with store.writing_to() as db:
                _note(db, written, "not sent" if words else "sent", words)
            yield Outcome(each.to, each.subject, words)


def _begun(store: Store, wanted: Letter, address: str) -> Written | None:
    """A letter taken by this run: looked up again under the lock."""
    with store.writing_to() as db:
        _tell_the_time(db)
        written = next((each for each in due(db, address) if each.letter == wanted), None)
        if written is not None:
            _note(db, written, "begun", "")
        return written


def looked_at(store: Store, address: str) -> list[Letter]:
    """The letters that would go out now. Nothing is sent or noted."""
    with store.reading() as db:
        _tell_the_time(db)
        return [written.letter for written in due(db, address)]


def unaddressed(store: Store) -> list[str]:
    """The posts that notices wait for and nobody on the list of people holds: one of each notice."""
    query = "select to_post from notices_addressed where sent_to is null and to_role <> 'member' order by to_post, notice_no"
    with store.reading() as db:
        return [str(post) for (post,) in rows(db, query)]


def _tell_the_time(db: DB) -> None:
    db.execute("set variable moment = $moment", {"moment": _now()})


def _note(db: DB, written: Written, state: str, words: str) -> None:
    moment, letter = _now(), written.letter
    rows = [(about, letter.to, letter.message_id, state, moment, words) for about in written.about]
    db.executemany("insert into main.letter_events values (?, ?, ?, ?, ?, ?)", rows)
    # To whom is in letter_events, where a person can be forgotten.
    trail.record(db, acting.actor(trail.command_line()), f"letter {state}", ", ".join(written.about))


def _now() -> datetime:
    """The real moment, in the demonstration too: an hour after a letter was begun is an hour on the clock."""
    return datetime.now(UTC).replace(tzinfo=None)
