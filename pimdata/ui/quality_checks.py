"""What the Data quality page says of measures and figures: check by check, service by service, and what each check names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from pimdata import figures, queries_quality
from pimdata.people import Viewer
from pimdata.quality_sentences import share_words
from pimdata.ui import downloads, fragments, show
from pimdata.ui.asking import ask
from pimdata.ui.frame import address
from pimdata.ui.quality_views import own_first

Row = dict[str, Any]
MOST = 100  # rows listed under a check; the file to download holds all
# A check that counts more than one thing.
PARTS: Mapping[str, Mapping[str, str]] = {
    "explained below": {
        "what happened": "… what happened is given",
        "why": "… why is given",
        "what next": "… what will be done next is given",
    }
}
BY_SERVICE: Mapping[str, str] = {
    "fresh": "Newest figure in",
    "owned": "Has an owner",
    "explained below": "Below target, explained",
    "provisional": "Provisional",
    "revised": "Revised",
    "graded": "Graded",
    "audited": "Audited",
}
# What a check that counts the good names is what falls short of it.
HEADINGS: Mapping[str, str] = {
    "fresh": "Measures whose newest figure is missing",
    "owned": "Measures without a full owner",
    "explained below": "Figures below target with a comment that is not whole",
}
STANDARDS = (
    "The council's strategy makes senior managers data quality champions, who ensure that data “meets the Council's data "
    "quality standards” (001 paragraph 7.6(h)). Its papers do not set those standards out, so each check names the council's "
    "own words it rests on, and one of the six characteristics of good data that the Audit Commission named for councils in "
    "2007: accuracy, validity, reliability, timeliness, relevance and completeness."
)


def checks(viewer: Viewer, quarter: str) -> str:
    """Every check: how much of the data stands up to it, in the council and in the viewer's own service."""
    council, own = _shares(quarter, ""), _shares(quarter, viewer.service)
    rows = []
    for check in ask(queries_quality.checks).to_dicts():
        characteristic, rests = check["characteristic"].capitalize(), f"“{check['council_words']}”, {check['source_ref']}"
        for code, title in {check["check_code"]: check["title"], **PARTS.get(check["check_code"], {})}.items():
            is_part = code != check["check_code"]
            rows.append(
                {
                    "title": title,
                    "council": council.get(code, "No figure"),
                    "own": own.get(code, "No figure"),
                    "characteristic": "As above" if is_part else characteristic,
                    "rests": "As above" if is_part else rests,
                }
            )
    columns = [
        fragments.Column("title", "Check"),
        fragments.Column("council", "Whole council"),
        *([fragments.Column("own", "Your service")] if viewer.service else []),
        fragments.Column("characteristic", "Characteristic"),
        fragments.Column("rests", "The council's words it rests on"),
    ]
    table = fragments.table("Checks of the data", columns, rows, quiet=True)
    of = f"Returns and figures are those of {figures.period_in_full(quarter)}; measures are as they stand today."
    return fragments.section("What the checks find") + fragments.paragraph(f"{STANDARDS} {of}") + table


def _shares(quarter: str, service: str) -> dict[str, str]:
    """What each check counts, of how many: of one service, or of the whole council where none is named."""
    owed = ask(queries_quality.returns_of_quarter, quarter=quarter)
    owed = owed.filter(pl.col("service_code") == service) if service else owed
    shares = {
        "returns in": share_words(owed.filter(pl.col("state") == "in").height, owed.height),
        "on time": share_words(owed.filter("is_on_time").height, owed.height),
    }
    for row in ask(queries_quality.counts, quarter=quarter).to_dicts():
        if row["is_council"] if not service else row["service_code"] == service and not row["is_council"]:
            shares[row["check_code"]] = share_words(row["number"], row["of_all"], "None is below target")
    return shares


def by_service(viewer: Viewer, quarter: str) -> str:
    """The same, a row each service."""
    rows: dict[str, Row] = {}
    for each in ask(queries_quality.counts, quarter=quarter).to_dicts():
        if each["is_council"]:
            continue
        href = address("service", each["service_code"]) if each["service_code"] else ""
        blank = dict.fromkeys(BY_SERVICE, "–") | {
            "service_code": each["service_code"],
            "service": each["service"],
            "href": href,
        }
        rows.setdefault(each["service_code"], blank)[each["check_code"]] = share_words(
            each["number"], each["of_all"], "None below"
        )
    columns = [fragments.Column("service", "Service", "link", href="href")]
    columns += [fragments.Column(code, heading) for code, heading in BY_SERVICE.items()]
    table = fragments.table("Checks by service", columns, own_first(list(rows.values()), viewer), quiet=True)
    return fragments.opening("The checks service by service", table)


def findings(viewer: Viewer, quarter: str) -> None:
    """What each check names, a list to open for each, every line leading to its measure; and all of it as a file."""
    found = ask(queries_quality.findings, quarter=quarter)
    show.html(fragments.section("The measures and figures named"))
    opened = []
    for check in ask(queries_quality.checks).to_dicts():
        named = own_first(found.filter(pl.col("check_code") == check["check_code"]).to_dicts(), viewer)
        if named:
            opened.append(_opening(check, named))
    show.html(*opened or [fragments.paragraph("No check names any measure or figure.")])
    downloads.csv_button("data quality", found)


def _opening(check: Row, named: list[Row]) -> str:
    code: str = check["check_code"]
    heading = HEADINGS.get(code, str(check["title"]))
    columns = [
        fragments.Column("title", "Measure", "link", href="href"),
        fragments.Column("service", "Service"),
        *([fragments.Column("period", "Period")] if named[0]["period"] else []),
        *([fragments.Column("said", "What is meant")] if _meant(named[0]) else []),
    ]
    rows = [
        row
        | {
            "title": f"{row['title']} ({row['indicator_code']})",
            "href": _to(row),
            "period": figures.period_short(row["period"]) if row["period"] else "–",
            "said": _meant(row),
        }
        for row in named[:MOST]
    ]
    more = f"The first {MOST} of {len(named):,} are listed; the file below holds all." if len(named) > MOST else ""
    meaning = f"{check['meaning']} Not so for these." if code in HEADINGS else check["meaning"]
    body = fragments.paragraph(meaning) + fragments.table(heading, columns, rows, quiet=True) + fragments.paragraph(more)
    return fragments.opening(f"{heading}: {len(named):,}", body)


def _to(row: Row) -> str:
    at = f"&p={row['period'].replace(' ', '%20')}" if row["period"] and row["quarter"] else ""
    return address("measure", row["indicator_code"]) + at


def _meant(row: Row) -> str:
    """What is missing or was said, in words."""
    match row["check_code"]:
        case "fresh":
            behind = figures.plural(row["number"], "period")
            return f"{behind} behind" + ("" if row["period"] else "; no figure has ever come")
        case "small numbers":
            return f"of {figures.plural(row['number'], 'case')}"
        case "old definition":
            return f"last looked at {figures.date_words(date.fromisoformat(row['said']))}"
        case "audited":
            day, _, finding = str(row["said"]).partition(" ")
            return f"last audited {figures.date_words(date.fromisoformat(day))}: {finding}"
        case "explained below":
            return f"not given: {row['said']}"
    return str(row["said"])
