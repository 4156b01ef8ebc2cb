"""What the Calendar page says: what is due next, the council's year month by month, and the feeds to follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from pimdata import feeds, figures, queries_calendar, stages
from pimdata.people import Viewer
from pimdata.ui import fragments
from pimdata.ui.asking import ask, now

Row = dict[str, Any]
TITLE = "Calendar"
SOON = timedelta(days=30)
FREQUENCIES = {"monthly": "Monthly", "quarterly": "Quarterly", "half-yearly": "Twice yearly", "annual": "Once a year"}
EVERYBODY = "Not said"
COLUMNS = [
    fragments.Column("what", "What", "link", href="href"),
    fragments.Column("when", "When"),
    fragments.Column("who", "Who"),
    fragments.Column("status", "State", "chip"),
]


def _of(viewer: Viewer) -> str:
    return viewer.service if viewer.role == "manager" else ""


def _days(viewer: Viewer) -> list[Row]:
    """Everything due from three months ago to the end of twelve from this one; of a manager's service, or of all."""
    first = now().today.replace(day=1)
    since, until = _month_after(first, -3), _month_after(first, 12)
    return ask(queries_calendar.days, first=since, last=until, service=_of(viewer)).to_dicts()


def _month_after(first: date, months: int) -> date:
    """The first of the month so many months after that of a first.

    >>> _month_after(date(2010, 11, 1), 2)
    datetime.date(2011, 1, 1)
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def head(viewer: Viewer) -> str:
    """Where the year stands, and what is due next."""
    today = now().today
    told = _cycle_words(ask(queries_calendar.cycle), today.month)
    waiting = [row for row in _days(viewer) if row["day"] >= today and row["state"] != "in" and row["kind"] == "return"]
    if waiting:
        what = feeds.what(waiting[0])
        told += f" The next return due is {what[0].lower()}{what[1:]}, on {figures.date_words(waiting[0]['day'])}."
    return fragments.headline(told, TITLE)


def _cycle_words(cycle: pl.DataFrame, month: int) -> str:
    """Where the year stands in the annual cycle, and when something of it begins next."""
    if not cycle.height:
        return "The council's annual cycle has not been loaded."
    name, here = figures.MONTHS[month - 1], cycle.filter(pl.col("month") == month).height
    steps = figures.plural(here, "step") if here else "No step"
    told = f"It is {name}. {steps} of the council's annual cycle {figures.noun(here or 1, 'is', 'are')} under way."
    # A step whose first month cannot be read begins in none that is known.
    begin = {(later - month) % 12: later for later in cycle.filter(pl.col("month_from") == pl.col("month"))["month"]}
    coming = min((later for later in begin if later), default=0)
    return f"{told} The next begins in {figures.MONTHS[begin[coming] - 1]}." if coming else told


def soon(viewer: Viewer) -> str:
    """What is overdue, and what is due in the next thirty days."""
    until = now().today + SOON
    rows = [_dated(row, _of(viewer)) for row in _days(viewer) if row["day"] <= until and row["state"] != "in"]
    title, empty = "Overdue, and the next 30 days", "Nothing is overdue, or due in the next 30 days."
    return fragments.section(title) + fragments.table(title, COLUMNS, rows, empty, quiet=True)


def next_days(viewer: Viewer, most: int) -> str:
    """What is due in the next thirty days, the first few, of one's own service where there is one."""
    today = now().today
    found = ask(queries_calendar.days, first=today, last=today + SOON, service=viewer.service)
    rows = [_dated(row, viewer.service) for row in found.to_dicts() if row["state"] != "in"]
    caption = f"The first {most} of {len(rows)}" if len(rows) > most else figures.plural(len(rows), "entry", "entries")
    return fragments.table(caption, COLUMNS, rows[:most], "Nothing is due in the next 30 days.", quiet=True)


def months(viewer: Viewer) -> str:
    """Twelve months from this one: what the strategy gives each, and what falls on a known day in it."""
    first, cycle, days = now().today.replace(day=1), ask(queries_calendar.cycle).to_dicts(), _days(viewer)
    told = fragments.section("Month by month") + fragments.paragraph(
        "What the council's strategy gives a month and no day stands first, in the months as it writes them; then what is due "
        "on a day that is worked out: 20 working days after a period ends, unless a measure says otherwise."
    )
    for later in range(12):
        month = _month_after(first, later)
        name = f"{figures.MONTHS[month.month - 1]} {month.year}"
        rows = [_undated(row) for row in cycle if row["month"] == month.month]
        rows += [_dated(row, _of(viewer)) for row in days if month <= row["day"] < _month_after(month, 1)]
        table = fragments.table(name, COLUMNS, rows, "Nothing is known for this month.", quiet=True)
        told += fragments.opening(f"{name}: {figures.plural(len(rows), 'entry', 'entries')}", table, is_open=later == 0)
    return told


def _undated(row: Row) -> Row:
    """An entry of the annual cycle: its months as written, and no day."""
    return {
        "what": row["title"],
        "href": "",
        "when": f"{row['due_rule']}, as written" + ("; when it begins cannot be read" if row["is_beginning_unknown"] else ""),
        "who": row["audience"] or EVERYBODY,
        "status": "",
        "status_words": "",
    }


def _dated(row: Row, own: str) -> Row:
    """Something due on a day; a manager is led to the return of their own service."""
    service = row["services"][0] if len(row["services"]) == 1 else ""
    status, said = stages.standing(row["state"], row["stage"])
    is_review = row["kind"] == "review"
    waited = f"; {row['waited_for']} still to come" if row["waited_for"] and not service and not is_review else ""
    return {
        "what": f"{feeds.what(row)} due",
        "href": feeds.address(row, own),
        "when": figures.date_words(row["day"]),
        "who": service or f"{figures.plural(len(row['services']), 'service')}{waited}",
        "status": status,
        "status_words": "Review overdue" if is_review and status == "late" else said,
    }


def by_frequency() -> str:
    """The monitoring timetable: what comes round without a month of its own."""
    rows = [
        {
            "what": row["title"],
            "often": FREQUENCIES.get(row["frequency"], row["frequency"]),
            "who": row["audience"] or EVERYBODY,
        }
        for row in ask(queries_calendar.by_frequency).to_dicts()
    ]
    columns = [fragments.Column("what", "What"), fragments.Column("often", "How often"), fragments.Column("who", "Who")]
    note = fragments.paragraph("The strategy says how often these come round, and gives them no month or day.")
    return fragments.section("Monitoring through the year") + note + fragments.table("Monitoring", columns, rows, quiet=True)


def notes() -> str:
    """What the papers leave unclear or say twice, entry by entry."""
    cycle = ask(queries_calendar.cycle).unique("entry_code", maintain_order=True)
    both = [*cycle.to_dicts(), *ask(queries_calendar.by_frequency).to_dicts()]
    rows = [
        {"what": row["title"], "written": row["due_rule"], "note": row["note"], "source": row["source_ref"]}
        for row in sorted(both, key=lambda row: row["entry_code"])
        if row["note"]
    ]
    columns = [
        fragments.Column("what", "Entry"),
        fragments.Column("written", "As written"),
        fragments.Column("note", "What to know of it"),
        fragments.Column("source", "Taken from"),
    ]
    table = fragments.table("Notes on the timetable", columns, rows, "There is nothing to note.", quiet=True)
    return fragments.opening("Notes on the timetable: where the papers differ or cannot be read", table)


def followed(viewer: Viewer) -> str:
    """The feeds, the viewer's own first."""
    own = f"{feeds.MANAGER}{viewer.service}" if viewer.role == "manager" else viewer.role
    listed = sorted(ask(feeds.names).items(), key=lambda named: named[0] != own)
    rows = [{"whose": whose, "file": f"{name}.ics", "href": f"/calendar/{name}.ics"} for name, whose in listed]
    columns = [fragments.Column("whose", "Whose calendar"), fragments.Column("file", "Feed", "file", href="href")]
    how = (
        "Copy a feed's address into your calendar program as a calendar from the internet, and it stays up to date. It holds "
        "the days on which something is due: no figure, no person, and nothing that has a month and no day."
    )
    table = fragments.table("Feeds", columns, rows, quiet=True)
    return fragments.section("Follow it in your own calendar") + fragments.paragraph(how) + table
