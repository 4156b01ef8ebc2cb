"""A meeting: its running order while it is prepared, and one item a screen while it is held."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import polars as pl
import streamlit as st

from pimdata import charts, figures, queries, queries_delivery, sentences, words
from pimdata.moments import moment_words
from pimdata.ui import fragments, frame, measure_views, show, why_views
from pimdata.ui.asking import ask, now

ITEM_KINDS = ("measure", "action", "risk")
LONGEST_STEP = 180  # characters of what will be done that fit on a screen beside a chart
MOST_POINTS = 9
NOT_FOUND = "No measure, action or risk that may be shown in public has the code {}. Go on to the next item."


class Asked(NamedTuple):
    """What the address of a meeting says: the items in order, which of them, and what is wrong with it."""

    items: tuple[str, ...]
    number: int
    trouble: str = ""

    @property
    def is_end(self) -> bool:
        """Whether the running order is done."""
        return self.number > len(self.items)


def is_held() -> bool:
    """Whether the address asks for a screen of a meeting, not for its running order."""
    return "n" in st.query_params


def items_in_address() -> tuple[str, ...]:
    """The codes of the running order, each once."""
    named = [code.strip() for code in st.query_params.get("items", "").split(",")]
    return tuple(dict.fromkeys(code for code in named if code))


def asked() -> Asked:
    """The address in full; `trouble` says in words what is wrong with it."""
    items, text = items_in_address(), st.query_params.get("n", "1")
    number = int(text) if text.isdecimal() and int(text) > 0 else 0
    if not items:
        return Asked(items, 1, "The address names no items. Build a running order first.")
    if "as_at" not in st.query_params:
        return Asked(items, number or 1, "The address does not say as at which moment. Build the running order again.")
    if now().as_at is None:
        return Asked(items, number or 1, f"“{st.query_params['as_at']}” is not a moment, as 2010-11-01T14:05:00 is.")
    if not number:
        return Asked(items, 1, f"“{text}” is not the number of an item.")
    return Asked(items, number)


def address(items: tuple[str, ...], moment: datetime, number: int | None = 1) -> str:
    """The whole running order and its frozen moment as an address, for the agenda."""
    said = {"items": ",".join(items), "as_at": moment.isoformat(timespec="seconds")}
    return "/meeting?" + urlencode(said | ({"n": str(number)} if number else {}), safe=",:")


def wants_figures() -> bool:
    """Whether the address asks for the figures in place of the chart."""
    return st.query_params.get("figures") == "true"


def kind_of(code: str) -> str:
    """What a code stands for; '' for nothing, and for a risk that is exempt."""
    kinds: dict[str, str] = {found: kind for found, kind, _ in ask(queries.things).iter_rows()}
    return kinds.get(code, "")


def titles() -> dict[str, str]:
    """What may be an item, by its code: measures, actions, and risks that are not exempt."""
    held = ask(queries.things).iter_rows()
    return {code: title[:1].upper() + title[1:] for code, kind, title in held if kind in ITEM_KINDS and title}


def trouble(asked: Asked) -> str:
    """What is wrong with an address, and the way back."""
    return fragments.headline(asked.trouble, "This meeting cannot be shown") + back()


def back() -> str:
    """A link to the running order."""
    codes = ",".join(items_in_address())
    href = "/meeting?" + urlencode({"items": codes}, safe=",") if codes else "/meeting"
    columns = [fragments.Column("words", "Where to go", "link", href="href")]
    return fragments.table("Where to go", columns, [{"words": "Back to the running order", "href": href}], quiet=True)


def as_at_words() -> str:
    """The moment the figures are frozen at, and whether they are made up."""
    moment = now().as_at
    said = f"Figures as at {moment_words(moment)}" if moment else ""
    return f"Illustrative. {said}" if ask(queries.is_illustrative) else said


def screen(asked: Asked) -> None:
    """One item: where we are, its title, its status, three sentences, what we will do, and one chart."""
    code = asked.items[asked.number - 1]
    kind = kind_of(code)
    place = f"Item {asked.number} of {len(asked.items)} · {code}"
    if kind == "measure":
        _measure(asked, code, place)
    elif kind == "action":
        show.html(_action(code, place))
    elif kind == "risk":
        show.html(_risk(code, place))
    else:
        show.html(fragments.meeting_item(place, "Not in the running order", "info", "Not found", [NOT_FOUND.format(code)], ""))


def _measure(asked: Asked, code: str, place: str) -> None:
    # All items are asked for together: the next screens are then there at once.
    rows = {row["indicator_code"]: row for row in ask(queries.measures, codes=asked.items).to_dicts()}
    row = rows.get(code)
    if row is None:
        said = "No figure has been expected of it by this moment."
        show.html(fragments.meeting_item(place, code, "info", "No figure yet", [said], ""))
        return
    left, right = st.columns([11, 9], gap="large")
    said = sentences.measure_paragraph(measure_views.facts_of(row))
    with left:
        words_ = measure_views.status_words(row)
        step = _shortened(row["what_next"] or "")
        why = _why(why_views.of_measure(code, row["period"]))
        show.html(fragments.meeting_item(place, row["title"], row["status"], words_, [said], step, why))
    with right:
        points = ask(queries.series_of, codes=asked.items).filter(
            (pl.col("indicator_code") == code) & (pl.col("period_end") <= row["period_end"])
        )
        _picture(row, points.tail(MOST_POINTS))


def _why(href: str) -> str:
    """The way to why a status is what it is, as it stood at the moment the meeting looks at."""
    moment = now().as_at
    return f"{href}&as_at={quote(moment.isoformat(timespec='seconds'))}" if moment else href


def _picture(row: dict[str, Any], points: pl.DataFrame) -> None:
    """The chart, or the same figures as a table where the address asks for them."""
    with_figures = points.filter(pl.col("value_shown").is_not_null()).height
    if wants_figures() or with_figures < 2:
        show.html(_figures(points))
        return
    drawn = points.select(
        period_label=pl.col("period").map_elements(figures.period_short, return_dtype=pl.String),
        value=pl.col("value_shown").cast(pl.Float64),
        target=pl.col("target").cast(pl.Float64),
        status="status",
    )
    unit = {"percent": "%"}.get(row["unit"] or "", row["unit"] or "")
    drawing = charts.measure_chart(drawn, unit, row["decimal_places"], size="meeting")
    first, last = figures.period_short(points["period"][0]), figures.period_short(points["period"][-1])
    alt = f"Line chart of {row['title']}, {first} to {last}. “Show the figures” gives the same as a table."
    show.chart(drawing.spec, drawing.frame, alt, key="meeting_chart")


def _figures(points: pl.DataFrame) -> str:
    rows = [
        {
            "period": figures.period_short(row["period"]),
            "value": measure_views.value_words(row),
            "target": measure_views.target_words(row),
            "status": row["status"],
            "status_words": measure_views.status_words(row),
            "why_href": _why(why_views.of_measure(row["indicator_code"], row["period"])),
        }
        for row in points.reverse().head(7).to_dicts()
    ]
    columns = [
        fragments.Column("period", "Period"),
        fragments.Column("value", "Figure", "number"),
        fragments.Column("target", "Target", "number"),
        fragments.Column("status", "Status", "chip", "why_href"),
    ]
    return fragments.table("The figures, newest first", columns, rows, quiet=True)


def _shortened(text: str) -> str:
    """As much of a text as fits, cut at the end of a sentence, else of a word."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_STEP:
        return flat
    kept = flat[:LONGEST_STEP]
    return kept[: kept.rindex(". ") + 1] if ". " in kept else kept[: kept.rindex(" ")] + " …"


ACTION_STATUSES = {"overdue": "below", "due_soon": "near", "revised": "near", "on_track": "on", "complete": "on"}
RISK_STATUSES = {"very high": "below", "high": "near", "moderate": "info", "low": "on"}


def _action(code: str, place: str) -> str:
    row = ask(queries_delivery.action, code) or {}
    rag = str(row.get("rag") or "")
    due = f"It is due on {figures.date_words(row['due_date'])}." if row.get("due_date") else "No date has been set for it."
    late = f"It is {figures.plural(row['days_late'], 'day')} past its date." if rag == "overdue" else ""
    said = _shortened(str(row.get("comment") or "Nothing has been reported of it yet."))
    step = str(row.get("next_step") or "")
    status = ACTION_STATUSES.get(rag, "info")
    spoken = words.ACTION_RAGS.get(rag, rag.replace("_", " ").capitalize() or "Not reported")
    lines = [line for line in (due, late, said) if line]
    why = _why(why_views.address(frame.address("action", code)))
    return fragments.meeting_item(place, str(row.get("title", code)), status, spoken, lines, _shortened(step), why)


def _risk(code: str, place: str) -> str:
    row = ask(queries_delivery.risk, code) or {}
    parts = [_shortened(str(row.get(name) or "")) for name in ("cause", "event", "consequence")]
    cause, event, consequence = (part.rstrip(".") for part in parts)
    chain = ", leading to ".join(part for part in (cause, event) if part)
    story = f"{chain}, resulting in {consequence}." if consequence and chain else f"{chain or consequence}."
    now_, before = row.get("net_score"), row.get("previous_net_score")
    score = f"Its score is {now_} of 25." if now_ else "It has not been scored yet."
    moved = f"It was {before} at the review before." if before is not None and before != now_ else ""
    band = str(row.get("band") or "")
    lines = [story[:1].upper() + story[1:], " ".join(part for part in (score, moved) if part)]
    step = _shortened(str(row.get("controls_in_place") or row.get("controls") or ""))
    said = f"{band.capitalize()} risk" if band else "Not scored"
    title = event[:1].upper() + event[1:] or code
    why = _why(why_views.address(frame.address("risk", code)))
    return fragments.meeting_item(place, title, RISK_STATUSES.get(band, "info"), said, lines, step, why)


def end(asked: Asked) -> str:
    """After the last item: what was looked at, and the way back."""
    rows = {row["indicator_code"]: row for row in ask(queries.measures, codes=asked.items).to_dicts()}
    named = titles()
    listed = [
        {
            "number": number,
            "title": f"{named.get(code, 'Not found')} ({code})",
            "status": rows[code]["status"] if code in rows else "",
            "status_words": measure_views.status_words(rows[code]) if code in rows else "",
            "why_href": _why(why_views.of_measure(code, rows[code]["period"])) if code in rows else "",
        }
        for number, code in enumerate(asked.items, start=1)
    ]
    columns = [
        fragments.Column("title", "Item"),
        fragments.Column("number", "Number", "number"),
        fragments.Column("status", "Status", "chip", "why_href"),
    ]
    return (
        fragments.headline(as_at_words(), "End of the running order")
        + fragments.table("Items", columns, listed, quiet=True)
        + back()
    )
