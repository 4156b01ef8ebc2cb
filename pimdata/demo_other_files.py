"""The files of the illustrative returns: their periods, senders and times, and the plan they are made from."""

import csv
import io
import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

import holidays

from pimdata.demo_return import DemoReturn

Record = dict[str, str]

SENDERS = {
    "HO": "Housing Performance Officer",
    "PL": "Planning Support Team Leader",
    "EH": "Environmental Services Business Officer",
    "RB": "Revenues Systems Officer",
    "CS": "Customer Service Business Officer",
    "FI": "Accountancy Manager",
    "HR": "Human Resources Adviser",
    "IT": "ICT Business Officer",
    "PP": "Performance Improvement Officer",
    "PA": "Partnerships Officer",
}
REPORTED_FROM = date(2009, 4, 1)
REPORTED_TO = date(2010, 9, 30)
CLOSED = holidays.country_holidays("GB", subdiv="ENG", years=range(2008, 2012))


class Quarter(NamedTuple):
    """A quarter of a financial year, April to March."""

    year: str
    number: int

    @property
    def period(self) -> str:
        """As the council writes it: 2009/10 Q2."""
        return f"{self.year} Q{self.number}"

    @property
    def end(self) -> date:
        """Its last day."""
        first = int(self.year[:4])
        return (date(first, 6, 30), date(first, 9, 30), date(first, 12, 31), date(first + 1, 3, 31))[self.number - 1]


QUARTERS = tuple(
    quarter
    for year in ("2008/09", "2009/10", "2010/11")
    for quarter in (Quarter(year, number) for number in range(1, 5))
    if quarter.end <= REPORTED_TO
)
PLAN_QUARTERS = tuple(quarter for quarter in QUARTERS if quarter.end > REPORTED_FROM)


def sent(
    quarter: Quarter, service: str, sender: str, dataset: str, columns: str, rows: Sequence[Record], name: str = ""
) -> DemoReturn:
    """The file with these rows, sent five to twenty working days after the quarter's end."""
    label = f"{service}-{quarter.year.replace('/', '-')}-Q{quarter.number}-{name or dataset}.csv"
    text = io.StringIO()
    writer = csv.DictWriter(text, columns.split(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return DemoReturn(sent_at(quarter.end, label), sender, dataset, label, service, text.getvalue())


def sent_at(end: date, label: str) -> datetime:
    """A moment in office hours, five to twenty working days after a date."""
    draw = chance(label)
    waiting, on = draw.randint(5, 20), end
    while waiting:
        on += timedelta(1)
        waiting -= is_working(on)
    return datetime.combine(on, time(draw.randint(8, 16), draw.randint(0, 59)))


def is_working(on: date) -> bool:
    """Whether the offices are open."""
    return on.weekday() < 5 and on not in CLOSED


def working_day(on: date) -> date:
    """The day itself if the offices are open, else the last day they were."""
    while not is_working(on):
        on -= timedelta(1)
    return on


def records(data: Path, name: str) -> list[Record]:
    """The rows of a file of the council's own plan, if it is there, and of the illustrative one."""
    files = [data / folder / name for folder in ("plan", "demo")]
    texts = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    return [row for text in texts for row in csv.DictReader(io.StringIO(text))]


def day(text: str) -> date | None:
    """A date as the files write it, or nothing."""
    return date.fromisoformat(text) if text else None


def chance(*key: str) -> random.Random:
    """Chance of its own for each key, so that a new code changes no other."""
    return random.Random("|".join(key))  # noqa: S311  (illustration, not secrecy)
