"""What the Help and Definitions pages say: pages, keys, words, charts, rules, accessibility, and where a fact is from."""

from __future__ import annotations

import polars as pl
import streamlit as st
from markupsafe import Markup

from pimdata import queries, queries_returns, words
from pimdata.config import settings
from pimdata.ui import fragments, frame, help_words, show
from pimdata.ui.asking import ask, now

MOST = 200


def head() -> str:
    """The heading of the Help page."""
    return fragments.headline("What is where, what the words and shapes mean, and whom to ask.", "Help") + _no_database()


def _no_database() -> str:
    """Said where nothing is held yet; the words of these pages are true all the same."""
    return "" if now().store.exists() else fragments.banner("There is no database yet.", "note")


def pages_and_keys() -> str:
    """What is on each page, and what the keys do."""
    first = fragments.section("What is on each page") + fragments.definition_list(help_words.PAGES)
    return first + fragments.section("Keys") + fragments.definition_list(help_words.KEYS)


def statuses() -> str:
    """The six statuses with their shapes, their letters in files, and what they mean."""
    rows = [
        {
            "status": key,
            "status_words": status.words,
            "shape": help_words.SHAPES[key].capitalize(),
            "letter": status.letter,
            "meaning": status.meaning,
        }
        for key, status in words.STATUSES.items()
    ]
    columns = [
        fragments.Column("status", "Status", "chip"),
        fragments.Column("shape", "Shape"),
        fragments.Column("letter", "In files"),
        fragments.Column("meaning", "Means"),
    ]
    return fragments.section("Statuses") + fragments.table("Statuses, in the order of every list", columns, rows)


def charts_and_glossary() -> str:
    """How to read a chart, and the words."""
    first = fragments.section("How to read a chart") + fragments.definition_list(help_words.CHARTS)
    return first + fragments.section("Words") + fragments.definition_list(sorted(help_words.GLOSSARY))


def published() -> str:
    """Headline facts as the council's own paper gives them."""
    said = fragments.paragraph(help_words.PUBLISHED) + fragments.paragraph(help_words.PUBLISHED_SOURCE)
    return fragments.section("Best Value indicators in 2007/08") + said


def accessibility() -> str:
    """The accessibility statement."""
    said = Markup().join(fragments.paragraph(part) for part in help_words.ACCESSIBILITY)
    council = settings().council
    ask_for = f"If you cannot use a page, or want it in another form, ask the Policy and Performance team of {council}."
    return fragments.section("Accessibility statement") + said + fragments.paragraph(ask_for)


def definitions_head() -> str:
    """The heading of the Definitions page."""
    lead = "What each word means, how figures are judged, what every measure counts, and every table behind the pages."
    return fragments.headline(lead, "Definitions") + _no_database()


def rules() -> str:
    """The statuses and the rules, in words."""
    return statuses() + fragments.section("How figures are judged") + fragments.definition_list(help_words.RULES)


def measures() -> str:
    """Every measure with what it counts, each leading to its own page."""
    if not now().store.exists():
        return ""
    rows = [
        {
            "title": f"{row['title']} ({row['indicator_code']})",
            "href": frame.address("measure", row["indicator_code"]),
            "definition": row["definition"] or "Not written down yet",
            "frequency": (row["frequency"] or "").capitalize(),
        }
        for row in ask(queries_returns.measure_definitions).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Measure", "link", href="href"),
        fragments.Column("definition", "What it counts"),
        fragments.Column("frequency", "Returned"),
    ]
    return fragments.table(f"{len(rows)} measures", columns, rows, "No measure is held yet.")


def layers() -> str:
    """The layers of the database, in plain words."""
    said = fragments.paragraph("Figures go up these layers, from what was sent to what a page shows.")
    listed = fragments.definition_list([*help_words.LAYERS.values()][::-1])
    return fragments.section("Tables and columns") + said + listed


def search() -> None:
    """Search every relation and column; what is typed is in the address."""
    if not now().store.exists():
        return
    typed = st.text_input("Search tables and columns", key="q", bind="query-params", placeholder="Type a word, as tolerance")
    show.html(_found((typed or "").strip().casefold()))


def _found(typed: str) -> str:
    held = ask(queries.definitions)
    if not typed:
        listed = held.filter(pl.col("column_name") == "")
        return _relations(listed, f"{listed.height} tables; search to see their columns")
    text = pl.concat_str("relation", pl.lit("."), "column_name", pl.lit(" "), "comment").str.to_lowercase()
    found = held.filter(pl.all_horizontal([text.str.contains(word, literal=True) for word in typed.split()]))
    more = f"; the first {MOST} are shown" if found.height > MOST else ""
    return _relations(found.head(MOST), f"{found.height} found for “{typed}”{more}")


def _relations(found: pl.DataFrame, caption: str) -> str:
    rows = [
        {
            "name": row["relation"] + (f".{row['column_name']}" if row["column_name"] else ""),
            "comment": row["comment"],
            "layer": help_words.LAYERS.get(row["layer"], (row["layer"], ""))[0],
        }
        for row in found.to_dicts()
    ]
    columns = [
        fragments.Column("name", "Name"),
        fragments.Column("comment", "Meaning"),
        fragments.Column("layer", "Layer"),
    ]
    return fragments.table(caption, columns, rows, f"{caption}. Try a shorter word.")
