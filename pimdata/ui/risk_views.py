"""What pages say of risks: the matrix, the register, and one risk over time."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple
from urllib.parse import urlencode

import polars as pl

from pimdata import figures, queries_delivery, sentences, words
from pimdata.ui import choices, delivery_views, fragments, why_views
from pimdata.ui.asking import ask
from pimdata.ui.delivery_views import RISK_CHIPS, short_day
from pimdata.ui.frame import address

Row = dict[str, Any]

REGISTERS = {
    "": "All registers",
    "strategic": "Strategic",
    "service": "Service",
    "partnership": "Partnership",
    "project": "Project",
}
BANDS = {"": "All bands"} | {said.lower(): said for said in words.RISK_BANDS.values()} | {"not scored": "Not scored"}
# The papers score from 1 to 5 and give the steps no names.
ENDS_OF_LIKELIHOOD = {1: "least likely", 5: "most likely"}
ENDS_OF_IMPACT = {1: "least harm", 5: "most harm"}
COLUMNS = [
    fragments.Column("title", "Risk", "link", href="href"),
    fragments.Column("status", "Score now", "chip", "why_href"),
    fragments.Column("before", "Last", "number"),
    fragments.Column("target", "Target", "number"),
    fragments.Column("direction", "Direction"),
    fragments.Column("controls", "Controls"),
    fragments.Column("owner", "Owner"),
    fragments.Column("review", "Next review"),
]
IN_FILE = (
    "risk_code", "register", "cause", "event", "consequence", "is_incomplete", "portfolio", "service_code", "owner_role",
    "controls", "net_likelihood", "net_impact", "net_score", "band", "previous_net_score", "target_score", "movement",
    "assessed_on", "next_review", "is_review_overdue",
)  # fmt: skip


class Choice(NamedTuple):
    """Which risks are asked for; `place` is likelihood and impact, as 4x5."""

    register: str = ""
    service: str = ""
    band: str = ""
    place: str = ""

    def scope(self) -> dict[str, str]:
        """What counts and matrix are of."""
        return {"register": self.register, "service": self.service}


def _options() -> dict[str, tuple[str, dict[str, str]]]:
    """What may be chosen, the default first."""
    return {
        "register": ("Register", REGISTERS),
        "service": ("Service", delivery_views.services()),
        "band": ("Band", BANDS),
        "place": ("Place in the matrix", {"": "Any place"} | _places()),
    }


def asked() -> Choice:
    """The reader's choice, from the address."""
    return Choice(**{name: choices.among(name, options) for name, (_, options) in _options().items()})


def choose() -> None:
    """The boxes that narrow the register."""
    delivery_views.choose_all(_options())


def _places() -> dict[str, str]:
    return {
        f"{likelihood}x{impact}": f"Likelihood {likelihood}, impact {impact}"
        for likelihood in range(5, 0, -1)
        for impact in range(5, 0, -1)
    }


def facts(**scope: str) -> sentences.RiskFacts:
    """Counts of the risks asked for, for a sentence."""
    counts = ask(queries_delivery.risk_counts, **scope)
    known = {field.name for field in fields(sentences.RiskFacts)}
    return sentences.RiskFacts(**{name: value for name, value in counts.items() if name in known and value is not None})


def head(choice: Choice) -> str:
    """The paragraph, and that there are risks not shown."""
    said = sentences.risks_paragraph(facts(**choice.scope()))
    unscored = ask(queries_delivery.risk_counts, **choice.scope())["not_scored"]
    more = f" {figures.plural(unscored, 'risk')} {figures.noun(unscored, 'is', 'are')} not scored yet." if unscored else ""
    return fragments.headline(f"{said}{more}\n\n{exempt()}")


def exempt() -> str:
    """How many risks whoever looks may not read, and no more."""
    number = ask(queries_delivery.exempt_risks)
    are = figures.noun(number, "is", "are")
    return f"{figures.plural(number, 'risk')} {are} exempt: ask the Policy and Performance team." if number else ""


def matrix(choice: Choice) -> str:
    """Five by five, every filled place a link to its list, and the same as a table."""
    places = ask(queries_delivery.risk_matrix, **choice.scope()).to_dicts()
    cells = [
        fragments.RiskCell(
            place["likelihood"], place["impact"], place["score"], words.RISK_BANDS[place["band"].replace(" ", "_")],
            place["number"], _href(choice, f"{place['likelihood']}x{place['impact']}"),
        )
        for place in places
    ]  # fmt: skip
    drawn = fragments.risk_matrix(cells, "Risks by likelihood and impact", ENDS_OF_LIKELIHOOD, ENDS_OF_IMPACT)
    return fragments.section("Where the risks stand") + drawn + _places_table(choice, places)


def _places_table(choice: Choice, places: list[Row]) -> str:
    rows = [
        {
            "place": f"Likelihood {place['likelihood']}, impact {place['impact']}",
            "href": _href(choice, f"{place['likelihood']}x{place['impact']}"),
            "score": place["score"],
            "band": place["band"].capitalize(),
            "number": place["number"],
        }
        for place in sorted(places, key=lambda place: -place["score"])
        if place["number"]
    ]
    columns = [
        fragments.Column("place", "Place", "link", href="href"),
        fragments.Column("score", "Score", "number"),
        fragments.Column("band", "Band"),
        fragments.Column("number", "Risks", "number"),
    ]
    return fragments.table("The same as a table, the highest first", columns, rows, "No risk has been scored.")


def _href(choice: Choice, place: str) -> str:
    kept = {"show": "risks"} | choice.scope() | {"place": place}
    return f"/actions?{urlencode({name: value for name, value in kept.items() if value})}"


def listed(choice: Choice) -> pl.DataFrame:
    """The risks asked for, the highest first."""
    likelihood, _, impact = (choice.place or "0x0").partition("x")
    return ask(queries_delivery.risks, band=choice.band, likelihood=int(likelihood), impact=int(impact), **choice.scope())


def register(rows: pl.DataFrame) -> str:
    """The register under its heading."""
    return fragments.section("Register") + table(rows, f"{figures.plural(rows.height, 'risk')}, the highest first")


def table(rows: pl.DataFrame, caption: str, empty: str = "No risk is listed with these choices.") -> str:
    """Risks as a table."""
    return fragments.table(caption, COLUMNS, [list_row(row) for row in rows.to_dicts()], empty)


def list_row(row: Row) -> Row:
    """A risk as a row of the register."""
    return {
        "title": f"{wording(row)} ({row['risk_code']})",
        "href": address("risk", row["risk_code"]),
        "why_href": why_views.address(address("risk", row["risk_code"])),
        "status": RISK_CHIPS.get(row["band"], "due"),
        "status_words": score_words(row),
        "before": row["previous_net_score"],
        "target": row["target_score"],
        "direction": direction(row),
        "controls": row["controls"] or "None given",
        "owner": row["owner_role"] or "None given",
        "review": review(row),
    }


def name(row: Row) -> str:
    """What would happen, or as much of it as is written."""
    told = next((row[part] for part in ("event", "cause", "consequence") if row[part]), row["risk_code"])
    return f"{told[:1].upper()}{told[1:]}".rstrip(".")


def wording(row: Row) -> str:
    """Cause, event and consequence in the form the papers use; what is missing is said to be."""
    cause, event, consequence = ((row[part] or "").strip().rstrip(".") for part in ("cause", "event", "consequence"))
    told = " leading to ".join(part for part in (cause, event) if part)
    told = " resulting in ".join(part for part in (told, consequence) if part)
    missing = [part for part in ("cause", "event", "consequence") if not (row[part] or "").strip()]
    gap = f" (incomplete: no {figures.joined(missing).replace(' and ', ' or ')} is written)" if missing else ""
    return f"{told[:1].upper()}{told[1:]}{gap}"


def score_words(row: Row) -> str:
    """The score with its band."""
    return f"{row['net_score']}, {row['band']}" if row["net_score"] else "Not scored"


def direction(row: Row) -> str:
    """Which way the score went since it was scored before."""
    if row["movement"] in ("rose", "fell"):
        return f"{words.MOVEMENTS[row['movement']]} from {row['previous_net_score']} to {row['net_score']}"
    return words.MOVEMENTS.get(row["movement"], "Not scored yet")


def review(row: Row) -> str:
    """When it is next looked at, and whether that day has passed."""
    if not row["is_review_overdue"]:
        return short_day(row["next_review"])
    return f"Overdue since {short_day(row['next_review'])}" if row["next_review"] else "Overdue: never scored"
