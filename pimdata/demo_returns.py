"""Illustrative returns, April 2007 to September 2010: what each service would have sent, and when.

The figures come from `demo_figures`, the stories told by them from `demo_stories`, what an officer has in mind from
`demo_targets` and the officer's words from `demo_words`. Each measure has a random seed of its own, so that a
measure more changes no other.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

import polars as pl

from pimdata import demo_stories as tables
from pimdata.demo_figures import (
    MONTHS,
    Figure,
    Period,
    Row,
    calendar_month,
    expected,
    figures,
    financial_year,
    month_number,
    rounded,
    share,
)
from pimdata.demo_other_files import SENDERS, is_working
from pimdata.demo_return import DemoReturn
from pimdata.demo_stories import STORIES, Revision, Shape
from pimdata.demo_targets import Series
from pimdata.demo_words import FORECAST_REASONS, comment

__all__ = ["STORIES", "DemoReturn", "indicator_returns"]

DATASET = "indicator_results"
COLUMNS = (
    "indicator_code",
    "period",
    "dimension",
    "category",
    "value",
    "numerator",
    "denominator",
    "achieved_on",
    "expected_on",
    "result_text",
    "is_provisional",
    "no_value_reason",
    "promise_outcome",
    "what_happened",
    "why",
    "what_next",
    "owner_role",
    "by_when",
    "forecast_year_end",
    "forecast_reason",
)
# The plan names people for Policy and Performance; a comment names a post.
PLAN_OWNERS = {"PP": "Policy and Performance Manager"}
# A milestone of the plan is reached so many days from its date; None is not reached yet.
MILESTONE_DAYS = (-11, 0, 0, -4, 26, 47, None)


class Sent(NamedTuple):
    """A row of a return: its service, the month counted from April 2007 that it belongs to, and its own day if any."""

    service_code: str
    month: int
    row: Row
    sent_on: date | None = None
    suffix: str = ""


def indicator_returns(data: Path) -> list[DemoReturn]:
    """Every return of illustrative figures for the plan's and the demonstration's measures, in order of `sent_at`."""
    targets: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
    for row in _read(data, "targets.csv"):
        targets[row["indicator_code"]][row["financial_year"], row["period"]] = row
    files: dict[tuple[str, int, date | None, str], list[Row]] = defaultdict(list)
    for measure in _read(data, "indicators.csv"):
        for sent in _rows(measure, targets[measure["indicator_code"]]):
            files[sent.service_code, sent.month // 3, sent.sent_on, sent.suffix].append(sent.row)
    returns = (_return(*key, rows) for key, rows in files.items())
    return sorted(returns, key=lambda each: (each.sent_at, each.file_name))


def _read(data: Path, name: str) -> list[Row]:
    """The rows of a file in `plan` and in `demo`, as text; a folder without it adds nothing."""
    paths = [data / folder / name for folder in ("plan", "demo")]
    frames = [pl.read_csv(path, infer_schema=False).fill_null("") for path in paths if path.exists()]
    return [row for frame in frames for row in frame.iter_rows(named=True)]


def _rows(measure: Row, targets: dict[tuple[str, str], Row]) -> Iterator[Sent]:
    """Every row of one measure, revisions among them."""
    if measure["kind"] == "milestone":
        return _milestone_rows(measure, targets.values())
    shape = _shape(measure)
    return _indicator_rows(Series(measure, targets, figures(measure, shape) if shape else {}))


def _shape(measure: Row) -> Shape | None:
    """How a measure's figures behave; none for one that is never counted."""
    code = measure["indicator_code"]
    return tables.SHAPES.get(code) or tables.PLAN_SHAPES.get(code)


def _indicator_rows(series: Series) -> Iterator[Sent]:
    """The rows of an indicator: as first sent, and again where a figure was revised."""
    measure, said, promised_by = series.measure, 0, ""
    code, service = measure["indicator_code"], measure["service_code"]
    revisions = {each.period: each for each in tables.REVISIONS if each.code == code}
    for period in expected(measure):
        if not series.is_asked(period) or (code, period.name) in tables.NEVER_SENT:
            continue
        figure, revision = _figure(series, period), revisions.get(period.name)
        own_day = tables.SENT_APART.get((code, period.name))
        first = _first_sent(series, figure, revision) if revision else figure
        sent_on = own_day or _sent_on(service, period.last // 3)
        row = _row(series, period, first, said, sent_on) | {"promise_outcome": _outcome(code, period, promised_by, sent_on)}
        said += bool(row["why"])
        promised_by = row["by_when"] or ("" if row["promise_outcome"] in ("done", "not done") else promised_by)
        yield Sent(service, period.last, row, own_day, "late" if own_day else "")
        if revision:
            again = _row(series, period, figure, said, revision.sent_on) | {"promise_outcome": row["promise_outcome"]}
            again |= {"is_provisional": "false", "what_happened": revision.reason}
            yield Sent(service, period.last, again, revision.sent_on, "revised")


def _figure(series: Series, period: Period) -> Figure:
    """The figure of a period; an empty one where there is none."""
    is_missing = (series.measure["indicator_code"], period.name) in tables.MISSING
    return Figure("") if is_missing else series.results.get(period.name, Figure(""))


def _first_sent(series: Series, figure: Figure, revision: Revision) -> Figure:
    """The figure as it stood before it was revised."""
    factor = Decimal(str(revision.factor))
    if not figure.denominator:
        return Figure(str(rounded(Decimal(figure.value) * factor, series.places)))
    return share(series.measure, int(Decimal(figure.numerator) * factor), int(figure.denominator))


def _row(series: Series, period: Period, figure: Figure, said: int, sent_on: date) -> Row:
    """A row with its figure, the officer's words where it is short of target, and a forecast where one is due."""
    row = _bare(series.measure, period, figure)
    is_short = series.short(period, figure) > 0
    if is_short:
        row |= _words(series.measure, period, said, sent_on)
    return row | _forecast(series, period, figure, is_short)


def _bare(measure: Row, period: Period, figure: Figure) -> Row:
    """A row with its figure and nothing said about it, but the reason where there is no figure."""
    code = measure["indicator_code"]
    key = (code, period.name)
    was_provisional = any((each.code, each.period) == key and each.was_provisional for each in tables.REVISIONS)
    reason = tables.MISSING.get(key) or tables.MISSING_EACH_YEAR.get(code) or "No figure was collected for this period."
    return dict.fromkeys(COLUMNS, "") | {
        "indicator_code": code,
        "period": period.name,
        **figure._asdict(),
        "is_provisional": "true" if key in tables.PROVISIONAL or was_provisional else "false",
        "no_value_reason": "" if figure.value else reason,
    }


def _words(measure: Row, period: Period, said: int, sent_on: date) -> Row:
    """What the officer says of a figure short of target: facts, cause, next step, by whom and when."""
    shape = _shape(measure)
    rng = Random(f"pimdata words {measure['indicator_code']} {period.name}")  # noqa: S311 - a demonstration, not a secret
    words = comment(shape.topic if shape else "general", calendar_month(period.last)[1], said, rng)
    by_when = sent_on + timedelta(days=rng.randint(21, 95))
    owner = PLAN_OWNERS.get(measure["service_code"], measure["officer"])
    return words._asdict() | {"owner_role": owner, "by_when": by_when.isoformat()}


def _outcome(code: str, period: Period, promised_by: str, sent_on: date) -> str:
    """What became of what was promised last, once its day has come: mostly done, sometimes late, seldom given up."""
    if not promised_by or date.fromisoformat(promised_by) > sent_on:
        return ""
    rng = Random(f"pimdata promise {code} {period.name}")  # noqa: S311 - a demonstration, not a secret
    return rng.choices(("done", "late", "not done"), (7, 2, 1))[0]


def _forecast(series: Series, period: Period, figure: Figure, is_short: bool) -> Row:
    """The owner's estimate for the year end, at a quarter's end, for key measures and those short of target."""
    code = series.measure["indicator_code"]
    is_due = (is_short or series.measure["is_key"] == "true") and period.last % 12 in (2, 5, 8)
    estimate = series.estimate(period, figure) if is_due else None
    rng = Random(f"pimdata forecast {code} {period.name}")  # noqa: S311 - a demonstration, not a secret
    words = rng.choice(FORECAST_REASONS)
    usual = ("", words if is_short and is_due else "") if estimate is None else (str(estimate), words)
    value, reason = tables.OWNER_FORECASTS.get((code, period.name), usual)
    return {"forecast_year_end": value, "forecast_reason": reason}


def _milestone_rows(measure: Row, targets: Iterable[Row]) -> Iterator[Sent]:
    """The rows of a milestone: the day it was reached, or the day now expected."""
    planned = tuple(event for target in targets for event in _plan_events(target))
    told = tables.MILESTONES.get(measure["indicator_code"], planned)
    for year, quarter, day, text in told:
        last = month_number(f"{quarter[:4]}-04") + 3 * int(quarter[-1]) - 1
        yield Sent(measure["service_code"], last, _milestone_row(measure, Period(year, last - 2, last), day, text))
    if all(target["target_kind"] == "none" for target in targets):
        row = _milestone_row(measure, Period("2009/10", 33, 35), "", "Service goals are being agreed with partners.")
        yield Sent(measure["service_code"], 35, row)


def _milestone_row(measure: Row, period: Period, day: str, text: str) -> Row:
    """A milestone's row; a day after "=" was reached, after ">" is expected."""
    row = dict.fromkeys(COLUMNS, "") | {"indicator_code": measure["indicator_code"], "period": period.name}
    row |= {"is_provisional": "false", "what_happened": text if day else "", "result_text": "" if day else text}
    if day.startswith(">"):
        sent_on = _sent_on(measure["service_code"], period.last // 3)
        row |= _words(measure, period, 0, sent_on) | {"what_happened": text, "by_when": day[1:], "expected_on": day[1:]}
    elif day:
        row |= {"achieved_on": day[1:]}
    return row


def _plan_events(target: Row) -> Iterator[tuple[str, str, str, str]]:
    """What became of a milestone of the plan, by its date: early, on its day, late or not yet."""
    if not target["target_date"]:
        return
    due, year = date.fromisoformat(target["target_date"]), target["financial_year"]
    rng = Random(f"pimdata {target['indicator_code']} {year}")  # noqa: S311 - a demonstration, not a secret
    days = rng.choice(MILESTONE_DAYS)
    first = max(month_number(target["target_date"]), month_number(f"{year[:4]}-04"))
    if first >= MONTHS:
        return
    done = due + timedelta(days=120 if days is None else days)
    month = max(month_number(done.isoformat()), month_number(f"{year[:4]}-04"))
    if month // 3 > first // 3:
        yield (
            year,
            _quarter(first),
            f">{done}",
            "The work was not finished by its date; the day given is the one now expected.",
        )
    if days is not None and month < MONTHS:
        yield year, _quarter(month), f"={done}", ""


def _quarter(month: int) -> str:
    """The quarter of a month counted from April 2007."""
    return f"{financial_year(month)} Q{month % 12 // 3 + 1}"


def _sent_on(service_code: str, quarter: int) -> date:
    """The day a service's return for a quarter was sent: five to twenty working days after its end, or late."""
    rng = Random(f"pimdata sent {service_code} {quarter}")  # noqa: S311 - a demonstration, not a secret
    left = tables.LATE.get((service_code, _quarter(quarter * 3)), rng.randint(6, 18))
    day = date(*calendar_month(quarter * 3 + 3), 1) - timedelta(days=1)
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    return day


def _return(service_code: str, quarter: int, sent_on: date | None, suffix: str, rows: list[Row]) -> DemoReturn:
    """A file of rows, sent at a time in working hours."""
    rng = Random(f"pimdata time {service_code} {quarter} {sent_on}")  # noqa: S311 - a demonstration, not a secret
    at = datetime.combine(sent_on or _sent_on(service_code, quarter), time(rng.randint(9, 15), rng.randint(0, 59)))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    name = "-".join([service_code, _quarter(quarter * 3).replace("/", "-").replace(" ", "-"), DATASET])
    file_name = f"{name}{f'-{suffix}' if sent_on else ''}.csv"
    return DemoReturn(at, SENDERS[service_code], DATASET, file_name, service_code, text.getvalue())
