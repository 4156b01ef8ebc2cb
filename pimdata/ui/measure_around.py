"""What lies around a measure's figure, in sentences: revised when and why, actions, money, and others' middle."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pimdata import moments, queries_around, queries_compare, sentences
from pimdata.ui import fragments, measure_views
from pimdata.ui.asking import ask
from pimdata.ui.measure_page import Measure

Row = dict[str, Any]


def draw(measure: Measure) -> str:
    """One paragraph, or nothing where nothing is known of it."""
    row = measure.row
    if row is None:
        return ""
    service = measure.definition["service_code"] or ""
    found = ask(queries_around.around, code=measure.code, service=service, period=row["period"])
    place = ask(queries_compare.own, measure.code) or {}
    told = sentences.surroundings(facts_of(row, found, place, measure.definition["service_title"] or ""))
    return fragments.paragraph(" ".join(told)) if told else ""


def facts_of(row: Row, around: Row, place: Row, service: str) -> sentences.MeasureFacts:
    """The facts of a measure with those around it.

    Args:
        around: what `queries_around.around` answers.
        place: the council's own newest place among others; empty where there is none.
        service: the name of the service that returns the measure.
    """
    revised_at = around.get("revised_at")
    return replace(
        measure_views.facts_of(row),
        revised_on=moments.local(revised_at).date() if revised_at else None,
        revised_reason=around.get("explained") or "",
        actions_total=around.get("actions") or 0,
        actions_done=around.get("done") or 0,
        actions_on_track=around.get("on_track") or 0,
        actions_late=around.get("late") or 0,
        spend_service=service,
        spend_fund=(around.get("fund") or "") if (around.get("funds") or 0) > 1 else "",
        spend_variance=around.get("variance"),
        benchmark_median=place.get("middle"),
        benchmark_of=place.get("of") or 0,
        benchmark_rank=place.get("rank") or 0,
        benchmark_period=place.get("period") or "",
    )
