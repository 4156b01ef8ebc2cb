"""What the Overview says: the paragraph, the counts, the two lists, and the tables by aim and by service."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import polars as pl

from pimdata import figures, queries, queries_change, queries_council, queries_delivery, sentences, words
from pimdata.config import settings
from pimdata.people import Viewer
from pimdata.sentences_change import SameSet, likely_to_meet, real_changes, same_set, share_improving
from pimdata.ui import action_views, choices, fragments, frame, measure_views, why_views
from pimdata.ui.asking import ask
from pimdata.ui.frame import address

MOST = 6  # lines of a list on the first screen; the rest are one press away
RULES = {
    "Needs attention": (
        "Listed: below target, a return overdue, a real change for the worse, slightly below target two periods running, "
        "unlikely to meet the year's target, an action past its date, a risk that rose or is very high, or a forecast over "
        "budget."
    ),
    "Going well": (
        "Listed: back on target after missing it twice or more, beat its target, on target with a real change for the better "
        "(better than both last time and last year where there are too few figures), an action completed by its date, or a "
        "risk that fell."
    ),
}


def choose_period() -> str:
    """The period of the counts; empty where nothing has been returned."""
    known = [each.period for each in ask(queries_council.counts)]
    if not known:
        return ""
    with frame.slot():
        return choices.select("period", "Period", {period: figures.period_words(period) for period in known}, is_quiet=True)


def head(period: str) -> str:
    """The page's heading and the council in one paragraph."""
    title = f"How {settings().council} is doing"
    if not period:
        return fragments.headline("No figures have been loaded yet. The first returns will be shown here.", title)
    now, before = queries_council.of_period(ask(queries_council.counts), period)
    returns = ask(queries_council.returns_counted, period)
    worse, better = ask(queries_council.moved, period)
    facts = sentences.OverviewFacts(
        period=period,
        on=now.on,
        near=now.near,
        below=now.below,
        judged=now.judged,
        previous_on=before.on if before.judged else None,
        worse_names=worse,
        improved_names=better,
        returns_due=returns["due"],
        returns_in=returns["in"],
        returns_overdue=returns["late"],
        budget_name="The general fund",
        budget_variance=ask(queries_delivery.general_fund_variance, period),
    )
    return fragments.headline(sentences.overview_paragraph(facts), title)


def counts(period: str) -> str:
    """Six counts, each a link to its list, with the period before beside it."""
    if not period:
        return ""
    now, before = queries_council.of_period(ask(queries_council.counts), period)
    items = [
        fragments.Count(
            key,
            words.status_words(key),
            getattr(now, key),
            f"/measures?period={quote(period)}&status={key}",
            f"was {getattr(before, key)} in {figures.period_short(before.period)}" if before.expected else "",
        )
        for key in words.STATUSES
    ]
    note = (
        f"{now.judged} of {now.expected} measures for {figures.period_name(period)} can be judged. "
        f"{now.improving} of {now.compared} that can be compared are better than the period before, {now.worse} worse "
        f"and {now.same} the same."
    )
    told = [
        note,
        share_improving(now.improving, now.compared, now.improving_low, now.improving_high),
        same_set(now.judged, SameSet(now.judged_all_year, now.on_all_year, now.compared_all_year, now.improving_all_year)),
    ]
    if not chosen_past(period):  # a chart is told by its newest figure, and a past year is no longer forecast
        signals = ask(queries_change.counts)
        told.append(real_changes(signals["really_better"], signals["really_worse"], signals["charted"]))
        told.append(likely_to_meet(now.likely, now.forecast))
    return fragments.count_strip(items) + fragments.paragraph(" ".join(filter(None, told)))


def chosen_past(period: str) -> str:
    """The period where a reader has asked for an earlier one than the page opens at; else empty."""
    return period if choices.asked("period") and period != next(iter(ask(queries_council.periods)), "") else ""


def listed(viewer: Viewer, show_all: bool, past: str = "") -> str:
    """Needs attention and going well, now or in a past period: side by side, the same size, each with the rule that lists."""
    asked = {"service": viewer.service, "portfolio": viewer.portfolio, "period": past}
    both = {"Needs attention": ask(queries_council.exceptions, **asked), "Going well": ask(queries_council.successes, **asked)}
    most = None if show_all else MOST
    shown = [row for found in both.values() for row in found.head(most or found.height).to_dicts()]
    codes = tuple(sorted({row["code"] for row in shown if row["subject"] == "indicator"}))
    measures = (
        {row["indicator_code"]: row for row in ask(queries.measures, codes=codes, period=past).to_dicts()} if codes else {}
    )
    return _of_past(past) + fragments.lists(
        [_list(title, found, measures, most or found.height, past) for title, found in both.items()]
    )


def _of_past(past: str) -> str:
    """What the lists of a past period hold, and the way to how things stand."""
    if not past:
        return ""
    said = (
        f"Measures for {figures.period_name(past)}, by the figures and targets held today; actions, risks and money are of now."
    )
    return fragments.more(said, "See what needs attention now", "/")


def _list(title: str, found: pl.DataFrame, measures: dict[str, Any], most: int, past: str) -> fragments.ItemList:
    items = [_item(row, measures, past) for row in found.head(most).to_dicts()]
    more = f"See all {found.height}" if found.height > most else ""
    return fragments.ItemList(title, RULES[title], items, more, "/?all=yes" + (f"&period={quote(past)}" if past else ""))


def _item(row: dict[str, Any], measures: dict[str, Any], past: str) -> fragments.Item:
    why = row["why_listed"][:1].upper() + row["why_listed"][1:] + "."
    if row["code"] in measures:
        card = measure_views.card(measures[row["code"]])
        said = f"{card.value}, {figures.period_short(row['period'])}"
        href = card.href + (f"&p={quote(past)}" if past else "")
        return fragments.Item(
            card.status, card.words, card.title, href, why, said, card.target, card.spark, card.sentence, card.next_step,
            card.owner, why_views.address(href),
        )  # fmt: skip
    status, said = SUBJECT_STATUS.get(row["status"], ("info", row["status"].capitalize()))
    kind = row["subject"]
    href = address(kind, row["code"]) if kind in ("action", "risk") else f"/money?service={quote(row['service_code'])}"
    name = row["title"] if kind != "budget" else f"{row['title']} of {row['service_title']}"
    listed = f"{kind.capitalize()}: {row['why_listed']}."
    why = why_views.address(href) if kind in ("action", "risk") else href
    return fragments.Item(status, said, name[:1].upper() + name[1:], href, listed, why_href=why)


SUBJECT_STATUS = {
    "overdue": ("below", "Overdue"),
    "on_track": ("on", "On track"),
    "due_soon": ("near", "Due soon"),
    "revised": ("near", "Date put back"),
    "complete": ("on", "Complete"),
    "very high": ("below", "Very high risk"),
    "high": ("near", "High risk"),
    "moderate": ("info", "Moderate risk"),
    "low": ("on", "Low risk"),
    "over budget": ("below", "Over budget"),
}


def by_aim() -> str:
    """A row each aim: counts beneath it and late actions."""
    rows = [
        {
            "title": row["title"],
            "href": f"/measures?item={quote(row['item_code'])}",
            "status": row["worst_status"],
            "status_words": words.status_words(row["worst_status"]),
            "measures": on_target(row),
            "below": row["is_below"],
            "actions": f"{row['actions_done']} of {row['actions']} done, {row['actions_late']} late",
        }
        for row in ask(queries_council.plan_progress).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Aim", "link", href="href"),
        fragments.Column("measures", "Measures"),
        fragments.Column("below", "Below target", "number"),
        fragments.Column("status", "Worst beneath it", "chip"),
        fragments.Column("actions", "Actions"),
    ]
    return (
        fragments.section("By aim")
        + fragments.table("Measures and actions beneath each aim", columns, rows)
        + fragments.paragraph(" ".join(action_views.council_actions()))
    )


def on_target(row: dict[str, Any]) -> str:
    """How many measures beneath an aim are on target, of those that can be judged.

    >>> on_target({"is_on": 3, "judged": 4}), on_target({"is_on": 0, "judged": 0})
    ('3 of 4 on target', 'None can be judged')
    """
    return f"{row['is_on']} of {row['judged']} on target" if row["judged"] else "None can be judged"


def by_service() -> str:
    """A row each service: the five lines of its health card."""
    rows: dict[str, dict[str, Any]] = {}
    for row in ask(queries_council.services).to_dicts():
        line = rows.setdefault(row["service_code"], {"title": row["title"], "href": address("service", row["service_code"])})
        if row["theme"]:
            line[row["theme"]] = f"{row['is_on']} of {row['judged']}" if row["judged"] else "–"
    columns = [
        fragments.Column("title", "Service", "link", href="href"),
        *(fragments.Column(theme, theme.capitalize()) for theme in ("results", "customers", "money", "people", "plans")),
    ]
    caption = "On target, of those judged, by line of the health card"
    return fragments.section("By service") + fragments.table(caption, columns, [_filled(row, columns) for row in rows.values()])


def _filled(row: dict[str, Any], columns: list[fragments.Column]) -> dict[str, Any]:
    return {column.key: row.get(column.key, "–") for column in columns} | {"href": row["href"]}
