"""Measures as a scorecard: status, signal and what will happen if nothing changes, side by side and never made into one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from pimdata import figures, words
from pimdata.ui import fragments, measure_views, why_views
from pimdata.ui.frame import address

Row = dict[str, Any]
NOT_JUDGED = 99  # after every place of sql/marts/change_signals.sql
COLUMNS = [
    fragments.Column("title", "Measure", "link", href="href"),
    fragments.Column("latest", "Latest"),
    fragments.Column("target", "Target"),
    fragments.Column("status", "Status", "chip", "why_href"),
    fragments.Column("signal", "Is it a real change?", "mark"),
    fragments.Column("assurance", "And its target, if nothing changes", "mark"),
    fragments.Column("usual", "Usually between"),
    fragments.Column("changes", "On last period, last year"),
    fragments.Column("quarter", "Among others"),
    fragments.Column("expected", "Year end"),
]
# Under a heading that asks whether it is a real change.
REAL = {"better": "For the better", "worse": "For the worse", "changed": "Yes", "usual": "No: usual"}
CHANGES = {"better": "better", "worse": "worse", "same": "same"}
SIGNAL_TONES = {"improvement": "better", "concern": "worse", "neutral": "neither", "common": "usual"}
ASSURANCE_TONES = {"pass": "better", "fail": "worse", "hit_or_miss": "usual"}


def in_order(rows: pl.DataFrame, signals: Mapping[str, Row]) -> pl.DataFrame:
    """Getting worse and bound to miss first; within that, the order there was."""
    places = [signals.get(code, {}).get("scorecard_place", NOT_JUDGED) for code in rows["indicator_code"]]
    return rows.with_columns(place=pl.Series(places, dtype=pl.Int64)).sort("place", maintain_order=True).drop("place")


def table(caption: str, rows: pl.DataFrame, signals: Mapping[str, Row], quarters: Mapping[str, Row]) -> str:
    """The scorecard itself; signals and the council's own quarters by the measure's code."""
    lines = [
        line(row, signals.get(row["indicator_code"], {}), quarters.get(row["indicator_code"], {})) for row in rows.to_dicts()
    ]
    return fragments.table(caption, COLUMNS, lines)


def line(row: Row, signal: Row, quarter: Row) -> Row:
    """One measure."""
    period = signal.get("latest_period")
    is_late = bool(period) and period != row["period"] and not row["is_rolled_up"]
    return {
        "title": f"{row['title']} ({row['indicator_code']})",
        "href": f"{address('measure', row['indicator_code'])}&chart=usual",
        "why_href": why_views.address(address("measure", row["indicator_code"])),
        "latest": f"{measure_views.value_words(row)} ({figures.period_short(row['period'])})",
        "target": measure_views.target_words(row),
        "status": row["status"],
        "status_words": measure_views.status_words(row),
        "signal": signal_mark(signal, f" ({figures.period_short(period)})" if is_late and period else ""),
        "assurance": assurance_mark(signal),
        "usual": usual_words(row, signal),
        "changes": ", ".join(CHANGES.get(row[change], "–") for change in ("change_on_previous", "change_on_year")).capitalize(),
        "quarter": quarter_words(quarter),
        "expected": words.FORECASTS.get(row["expected_status"] or "n/a", "–"),
    }


def signal_mark(signal: Row, of_when: str = "") -> fragments.Mark | None:
    """Whether it is a real change; of an earlier figure where the newest is not here."""
    kind, _, side = (signal.get("variation") or "").rpartition("_")
    if not kind:
        return None
    said = REAL[signal["signal"]]
    return fragments.Mark(SIGNAL_TONES[kind], words.LETTERS.get(side, "–"), f"{said}{of_when}")


def assurance_mark(signal: Row) -> fragments.Mark | None:
    """Whether its target will be met if nothing changes, read together with its signal where the two say something."""
    key = signal.get("assurance") or ""
    if not key:
        return None
    reading = words.READINGS.get(signal.get("reading") or "", "")
    # To be watched is whatever gets worse and is not bound to miss: what is to become of it is said beside.
    said = f"{reading}; {words.ASSURANCES[key].lower()}" if signal.get("reading") == "watch" else reading
    return fragments.Mark(ASSURANCE_TONES[key], words.LETTERS[key], said or words.ASSURANCES[key])


def usual_words(row: Row, signal: Row) -> str:
    """Between what it usually lies, where limits are firm; else why that is not said."""
    if not signal or signal["variation"] is None:
        return signal.get("refused_because") or (words.SIGNALS["few"] if signal.get("signal") == "few" else "–")
    if signal["trend_method"] != "XmR":
        return "See its chart"
    unit, places = row["unit"] or "", row["decimal_places"]
    low, high, mean = (figures.figure(signal[end], unit, places) for end in ("lower_limit", "upper_limit", "mean"))
    return f"{low} and {high}, mean {mean}"


def quarter_words(quarter: Row) -> str:
    """The quarter it stands in among other councils, and of when; whose thresholds where they are of another year."""
    if not quarter:
        return "–"
    period, others = quarter["period"], quarter["threshold_period"]
    against = f", against {others} quartiles" if others and others != period else ""
    return f"{words.QUARTILES[quarter['band']]} ({figures.period_short(period)}{against})"
