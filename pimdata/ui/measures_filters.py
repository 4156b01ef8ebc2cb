"""The list of measures: what narrows it, the sentence above it, the list itself and its download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from pimdata import csv_text, figures, queries, queries_change, queries_compare, queries_council, queries_measure, words
from pimdata.ui import choices, downloads, fragments, measure_views, scorecard_views, show
from pimdata.ui.asking import ask

MOST = 60  # rows drawn at once; all of them are one press away, and in the file
OTHERS = ("service", "portfolio", "item", "theme", "year_end", "key", "shared")
THEMES = {"results": "Results", "customers": "Customers", "money": "Money", "people": "People", "plans": "Plans"}
YEAR_ENDS = {"unlikely": "Unlikely to be met", "in doubt": "In doubt", "likely": "Likely to be met"}
SHOWN_AS = {"": "A list", "scorecard": "A scorecard: status, real change, and what to expect"}
LATEST = "Latest figure of each"


class Narrowed(NamedTuple):
    """What a reader has asked the list to be."""

    period: str = ""
    status: str = ""
    service: str = ""
    portfolio: str = ""
    item: str = ""
    key: bool = False
    q: str = ""
    theme: str = ""
    shared: bool = False
    year_end: str = ""


def choose() -> Narrowed:
    """The filters; all of them are in the address. Those used less stand behind a heading that opens."""
    options = _options()
    first = st.columns([3, 2, 3])
    with first[0]:
        period = choices.select("period", "Period", options["period"])
    with first[1]:
        status = choices.select("status", "Status", options["status"])
    with first[2]:
        q = choices.text("q", "Words in the measure", "Such as recycling, or a code")
    used = any(choices.asked(name) for name in OTHERS)
    with st.expander("Service, portfolio, aim, and more to choose by", expanded=used):
        second = st.columns(3)
        with second[0]:
            service = choices.select("service", "Service", options["service"])
        with second[1]:
            portfolio = choices.select("portfolio", "Portfolio", options["portfolio"])
        with second[2]:
            item = choices.select("item", "Aim or part of the plan", options["item"])
        third = st.columns(3)
        with third[0]:
            theme = choices.select("theme", "What it is about", options["theme"])
        with third[1]:
            year_end = choices.select("year_end", "Will the year's target be met?", options["year_end"])
        with third[2]:
            key = choices.tick("key", "Key measures only")
            shared = choices.tick("shared", "Shared with partners only")
    return Narrowed(period, status, service, portfolio, item, key, q, theme, shared, year_end)


def _options() -> dict[str, dict[str, str]]:
    """Every choice of every list, the one that lets everything through first."""
    found: dict[str, dict[str, str]] = {
        "period": {"": LATEST} | {period: figures.period_words(period) for period in ask(queries_council.periods)},
        "status": {"": "Every status"} | {key: status.words for key, status in words.STATUSES.items()},
        "service": {"": "All services"},
        "portfolio": {"": "All portfolios"},
        "item": {"": "All of the plan"},
        "theme": {"": "Everything"} | THEMES,
        "year_end": {"": "Likely or not"} | YEAR_ENDS,
    }
    for name, key, said, kind in ask(queries_measure.filters).iter_rows():
        found[name][key] = f"{said} ({kind}, {key})" if kind else said
    return found


def unknown() -> str:
    """A line for each thing the address asks for that is not there."""
    options, shown = _options(), {"period": "each measure's latest figure", "item": "all of the plan"}
    told = []
    for name, known in options.items():
        if lost := choices.unknown(name, known):
            told.append(f"We could not find ‘{lost}’, so this shows {shown.get(name, known[''].lower())}.")
    return fragments.banner(" ".join(told), "note") if told else ""


def listed(asked: Narrowed) -> pl.DataFrame:
    """The measures asked for, worst first."""
    found = ask(
        queries.measures,
        period=asked.period,
        status=asked.status,
        service=asked.service,
        portfolio=asked.portfolio,
        item=asked.item,
        key_only=asked.key,
        theme=asked.theme,
        shared_only=asked.shared,
        likelihood=asked.year_end,
        codes=tuple(ask(queries_measure.matching, words=asked.q)) if asked.q else None,
    )
    return scorecard_views.in_order(found, ask(queries_change.signals)) if is_scorecard() else found


def head(asked: Narrowed, found: pl.DataFrame) -> str:
    """The heading, and what is listed in one sentence."""
    if ask(queries.is_empty):
        return fragments.headline("No measure has been loaded yet. They will be listed here.", "Measures")
    where = _where(asked)
    if not found.height:
        return fragments.headline(f"No measure is listed{where}. Choose less above to see more.", "Measures")
    is_are = figures.noun(found.height, "is", "are")
    said = f"{figures.plural(found.height, 'measure')} {is_are} listed{where}: {_counts(found)}."
    order = " Those getting worse and bound to miss their target come first." if is_scorecard() else " The worst come first."
    return fragments.headline(f"{said}{order}" if found.height > 1 else said, "Measures")


def _counts(found: pl.DataFrame) -> str:
    counted: Mapping[str, int] = dict(found["status"].value_counts().iter_rows())
    if len(counted) == 1:
        return f"{'all' if found.height > 1 else 'it is'} {words.status_words(next(iter(counted))).lower()}"
    return figures.joined(
        [f"{counted[key]:,} {status.words.lower()}" for key, status in words.STATUSES.items() if counted.get(key)]
    )


def _where(asked: Narrowed) -> str:
    """How the list was narrowed, in words that follow "listed"."""
    options = _options()
    parts = [
        f" for {figures.period_name(asked.period)}" if asked.period else "",
        f" of {options['service'][asked.service]}" if asked.service else "",
        f" in the {asked.portfolio} portfolio" if asked.portfolio else "",
        f" that serve ‘{options['item'][asked.item]}’" if asked.item else "",
        f" about {asked.theme}" if asked.theme else "",
        " that are key measures" if asked.key else "",
        " that are shared with partners" if asked.shared else "",
        f" whose year's target is {options['year_end'][asked.year_end].lower()}" if asked.year_end else "",
        f" with ‘{asked.q}’ in them" if asked.q else "",
    ]
    return "".join(parts)


def is_scorecard() -> bool:
    """Whether the list is to show status, signal and assurance side by side."""
    return choices.among("show", SHOWN_AS) == "scorecard"


def table(asked: Narrowed, found: pl.DataFrame) -> None:
    """The list, and the way to the rest of it."""
    if not found.height:
        return
    choices.radio("show", "Show them as", SHOWN_AS)
    is_all = choices.asked("all") == choices.YES or choices.asked("view") == "plain"
    drawn = found if is_all else found.head(MOST)
    caption = f"Measures, {figures.period_name(asked.period)}" if asked.period else "Measures, each at its latest figure"
    if is_scorecard():
        listed = scorecard_views.table(caption, drawn, ask(queries_change.signals), ask(queries_compare.quarters))
    else:
        listed = measure_views.table(caption, drawn)
    show.html(listed, _rest(drawn.height, found.height))


def _rest(drawn: int, every: int) -> str:
    if drawn == every:
        return ""
    here = {name: value for name, value in st.query_params.items() if name != "all"}
    return fragments.more(
        f"The first {drawn} of {every} are shown.", f"Show all {every} measures", "?" + urlencode(here | {"all": choices.YES})
    )


def download(asked: Narrowed, found: pl.DataFrame) -> None:
    """The same rows as a file."""
    if not found.height:
        return
    name = "-".join(["measures", *(part.replace("/", "-").replace(" ", "-") for part in (asked.period, asked.status) if part)])
    rows = measure_views.file_rows(found, is_illustrative=ask(queries.is_illustrative))
    downloads.button("Download this list (CSV)", lambda: csv_text.file_bytes(measure_views.FILE_COLUMNS, rows), f"{name}.csv")
