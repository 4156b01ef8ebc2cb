"""What pages say of measures: rows of `pimdata.queries.measures` into facts, cards and table rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import polars as pl

from pimdata import figures, sentences, words
from pimdata.ui import fragments, why_views
from pimdata.ui.frame import address
from pimdata.ui.spark import Spark, spark

Row = dict[str, Any]

MEASURE_COLUMNS = [
    fragments.Column("title", "Measure", "link", href="href"),
    fragments.Column("latest", "Latest"),
    fragments.Column("target", "Target"),
    fragments.Column("status", "Status", "chip", "why_href"),
    fragments.Column("change", "Change"),
    fragments.Column("spark", "Last 9 periods", "spark"),
    fragments.Column("expected", "Year end"),
]


def facts_of(row: Row, signal: Row | None = None, target_change: Row | None = None) -> sentences.MeasureFacts:
    """Everything a sentence may say of a measure in a period; its signal is said of its newest figure and no other."""
    told = signal if signal and signal["latest_period"] == row["period"] else {}
    return sentences.MeasureFacts(
        subject=row["sentence_subject"] or "",
        title=row["title"],
        unit=row["unit"] or "",
        decimal_places=row["decimal_places"],
        good_is=row["good_is"] or "",
        value_basis=row["value_basis"] or "",
        period=row["period"],
        value=row["value_shown"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        target=row["target"],
        target_low=row["target_low"],
        target_high=row["target_high"],
        stretch_value=row["stretch_value"],
        status=row["status"],
        reason=row["reason"] or "",
        no_target_reason=_why_no_target(row),
        is_milestone=row["kind"] == "milestone",
        target_date=row["target_date"],
        achieved_on=row["achieved_on"],
        expected_on=row["expected_on"],
        run_of_misses=row["run_of_misses"],
        missed_since=row["missed_since"] or "",
        back_after=row["misses_before"] if row["status"] == "on" else 0,
        previous_period=row["previous_period"] or "",
        previous_value=row["previous_value"],
        change_on_previous=row["change_on_previous"],
        year_period=row["year_before"] or "",
        same_period_last_year=row["same_period_last_year"],
        change_on_year=row["change_on_year"],
        is_provisional=bool(row["is_provisional"]),
        revised_from=row["first_value"] if row["is_revised"] else None,
        target_changed_from=target_change["target_before"] if target_change else None,
        target_changed_in=target_change["period"] if target_change else "",
        forecast=row["expected"] if row["forecast_method"] != "outturn" else None,
        forecast_status=(row["expected_status"] or "") if row["forecast_method"] != "outturn" else "",
        forecast_by=_forecaster(row),
        is_forecast_wanted=_is_forecast_wanted(row),
        due_date=row["due_date"],
        owner_role=row["owner_role"] or row["officer"] or "",
        no_value_reason=row["no_value_reason"],
        last_known_status=row["last_known_status"] or "",
        last_known_period=row["last_known_period"] or "",
        seasonal=told.get("seasonal_move") or "",
        signal=told.get("signal") or "",
        points_available=told.get("points_in_phase") or row["figures_so_far"],
    )


def _forecaster(row: Row) -> str:
    if row["owner_forecast"] is None:
        return sentences.PAST_FIGURES
    return row["owner_role"] or row["officer"] or ""


def _is_forecast_wanted(row: Row) -> bool:
    """Whether the year's end should have been forecast and nobody, nor arithmetic, has said anything of it."""
    is_open = row["forecast_method"] not in (None, "outturn") and row["expected"] is None
    return bool(is_open and row["year_target"] is not None and row["value_shown"] is not None)


def _why_no_target(row: Row) -> str:
    """Why there is no target, where more can be said than that there is none."""
    if row["reason"] in ("collected as data and never judged", "shown for context and never judged"):
        return f"it is {row['reason']}"
    said = row["no_target_reason"] or ""
    return "" if said == "no target is set" else said


def no_target_words(row: Row) -> str:
    """What stands where the target would."""
    why = _why_no_target(row)
    return f"None: {why}." if why else "None is set."


def status_words(row: Row) -> str:
    """The status as people see it."""
    return "Beat target" if row.get("beat_target") else words.status_words(row["status"])


def value_words(row: Row) -> str:
    """The figure, or what stands in its place."""
    if row["kind"] == "milestone":
        return "Reached " + figures.date_words(row["achieved_on"]) if row["achieved_on"] else "Not reached"
    return figures.figure(row["value_shown"], row["unit"] or "", row["decimal_places"])


def target_words(row: Row) -> str:
    """The target that judges the figure, or why there is none."""
    unit, places = row["unit"] or "", row["decimal_places"]
    if row["target_date"] and row["kind"] == "milestone":
        return figures.date_words(row["target_date"])
    if row["target"] is not None:
        return figures.figure(row["target"], unit, places)
    if row["target_low"] is not None or row["target_high"] is not None:
        ends = [figures.figure(edge, unit, places) for edge in (row["target_low"], row["target_high"]) if edge is not None]
        return " to ".join(ends)
    return "–"


def change_words(row: Row) -> str:
    """Which way it went since the period before, else since last year."""
    for change, than in (("change_on_previous", ""), ("change_on_year", " (on a year earlier)")):
        if row[change] in ("better", "worse", "same"):
            return f"{words.DIRECTIONS[row[change]]}{than}"
    return no_direction(row)


def no_direction(row: Row) -> str:
    """Why it is not said which way it went: not yet, or never."""
    never = (words.NO_DIRECTION.get(row[name] or "") for name in ("kind", "value_basis", "good_is"))
    return next(filter(None, never), words.DIRECTIONS["n/a"])


def expected_words(row: Row) -> str:
    """What the year is expected to end at, and who says so."""
    if row["expected"] is None or row["forecast_method"] == "outturn":
        return "–"
    said = figures.figure(row["expected"], row["unit"] or "", row["decimal_places"])
    status = words.FORECASTS.get(words.AS_STATUS.get(row["likelihood"] or "", ""), "")
    by = "owner" if row["owner_forecast"] is not None else "arithmetic"
    return f"{said}, {status.lower()} ({by})" if status else f"{said} ({by})"


def spark_of(row: Row) -> Spark | None:
    """The last nine figures as a small picture."""
    recent = row["recent"]
    if not recent or sum(value is not None for value in recent) < 2:
        return None
    alt = f"{len(recent)} periods to {figures.period_short(row['period'])}"
    target = float(row["target"]) if row["target"] is not None else None
    return spark(recent, row["status"], alt, target=target)


def list_row(row: Row) -> Row:
    """A measure as a row of a list."""
    return {
        "title": f"{row['title']} ({row['indicator_code']})",
        "href": address("measure", row["indicator_code"]),
        "why_href": why_views.address(address("measure", row["indicator_code"])),
        "latest": f"{value_words(row)} ({figures.period_short(row['period'])})",
        "target": target_words(row),
        "status": row["status"],
        "status_words": status_words(row),
        "change": change_words(row),
        "spark": spark_of(row),
        "expected": expected_words(row),
    }


def table(caption: str, rows: pl.DataFrame, empty: str = "No measure is listed.") -> str:
    """Measures as a table, with every word a reader needs."""
    return fragments.table(caption, MEASURE_COLUMNS, [list_row(row) for row in rows.to_dicts()], empty)


def card(row: Row, why: str = "", signal: Row | None = None) -> fragments.Card:
    """A measure as a card."""
    said = sentences.measure_paragraph(facts_of(row, signal))
    return fragments.Card(
        status=row["status"],
        words=status_words(row),
        title=row["title"],
        href=address("measure", row["indicator_code"]),
        sentence=f"{said} Listed because: {why}." if why else said,
        value=value_words(row),
        target=target_words(row),
        spark=spark_of(row),
        next_step=row["what_next"] or "",
        owner=row["owner_role"] or row["officer"] or "",
    )


def short_names(rows: Iterable[Row]) -> tuple[str, ...]:
    """Titles for a sentence that lists them."""
    return tuple(row["title"] for row in rows)


def number(value: Decimal | float | int | None) -> float | None:
    """A figure as a chart takes it."""
    return None if value is None else float(value)


FILE_COLUMNS = (
    *("code", "measure", "period", "period_end", "value", "numerator", "denominator", "unit"),
    *("target", "target_low", "target_high", "status", "reason", "change_on_previous", "change_on_year"),
    *("year_end_expected", "year_end_status", "provisional", "revised", "service", "portfolio", "owner", "figures_are"),
)


def file_rows(rows: pl.DataFrame, *, is_illustrative: bool) -> list[Row]:
    """Measures as rows of a file: figures as judged, words for statuses, and whether they are made up."""
    made_up = "Illustrative" if is_illustrative else "As returned"
    return [_file_row(row) | {"figures_are": made_up} for row in rows.to_dicts()]


def _file_row(row: Row) -> Row:
    return {
        "code": row["indicator_code"],
        "measure": row["title"],
        "period": row["period"],
        "period_end": row["period_end"],
        "value": row["value_shown"] if row["kind"] != "milestone" else row["achieved_on"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "unit": row["unit"],
        "target": row["target"] if row["kind"] != "milestone" else row["target_date"],
        "target_low": row["target_low"],
        "target_high": row["target_high"],
        "status": status_words(row),
        "reason": row["reason"],
        "change_on_previous": words.DIRECTIONS.get(row["change_on_previous"] or "n/a", ""),
        "change_on_year": words.DIRECTIONS.get(row["change_on_year"] or "n/a", ""),
        "year_end_expected": row.get("expected"),
        "year_end_status": words.FORECASTS.get(row.get("expected_status") or "n/a", ""),
        "provisional": bool(row["is_provisional"]),
        "revised": bool(row["is_revised"]),
        "service": row.get("service_title") or row["service_code"],
        "portfolio": row["portfolio"],
        "owner": row["officer"],
    }


def counts_words(row: Row) -> str:
    """The counts behind a rate."""
    if row["numerator"] is None or row["denominator"] is None:
        return "–"
    return " of ".join(
        figures.digits(row[part].normalize() + 0 if row[part] % 1 else row[part].quantize(Decimal(1)))
        for part in ("numerator", "denominator")
    )
