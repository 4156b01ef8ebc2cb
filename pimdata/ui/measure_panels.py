"""How a measure is worked out and who answers for it, and why it has its status: down to the file, row and person."""

from __future__ import annotations

from typing import Any

from pimdata import figures, quality_sentences, queries_measure, queries_quality
from pimdata.ui import fragments, measure_page, measure_views, why_parts, why_views
from pimdata.ui.asking import ask
from pimdata.ui.measure_comments import senders
from pimdata.ui.measure_page import Measure

Row = dict[str, Any]
Pairs = list[tuple[str, str]]
BASES = {
    "period": "Each figure covers its own period",
    "year_to_date": "Each figure is the year so far, from April",
    "running_total": "Each figure is a running total",
    "rolling": "Each figure covers the twelve months before it",
    "snapshot": "Each figure is the position on the last day of its period",
}
SUMS = {
    "sum": "a longer period is the sum of its parts",
    "ratio": "a longer period is all the cases counted out of all the cases there were",
    "mean": "a longer period is the plain average of its parts",
    "last": "a longer period takes the last figure in it",
    "none": "figures are not added up",
}
GOOD = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "range": "Inside a range is good",
    "neither": "Neither higher nor lower is better",
}
CLASSES = {
    "target": "Judged against a target",
    "context": "Shown for context and never judged",
    "data_only": "Collected as data and never judged",
}
CHOSEN = {
    "profile": "As earlier years went, as was chosen for it.",
    "straight_line": "Straight on from the year so far, as was chosen for it.",
    "last_year_remainder": "With what the rest of last year brought, as was chosen for it.",
    "run_rate": "As its last six periods went, as was chosen for it.",
}


def how(measure: Measure) -> str:
    """How it is worked out, who answers for it, and what is inferred."""
    asked = measure.definition
    pairs: Pairs = [
        ("Definition", asked["definition"] or "The plan gives no definition."),
        ("What it measures", f"{CLASSES.get(asked['class'], '')}. {GOOD.get(asked['good_is'] or '', '')}".strip(". ") + "."),
        ("How figures add up", _adds_up(asked)),
        ("Counts as about the same", deadband(asked)),
        ("Year's end forecast", CHOSEN.get(asked["forecast_method"] or "", "")),
        ("Counts behind the figure", _counts(measure)),
        ("Source", asked["source"] or ""),
        ("Reliability", _reliability(measure)),
        ("Audit", _audited(measure)),
        ("Shown to", _decimals(asked)),
        ("How often", _how_often(asked)),
        ("Owner", figures.joined([part for part in (asked["officer"], asked["team"], asked["service_title"]) if part])),
        ("Questions go to", _questions(asked)),
        ("Baseline", _baseline(asked)),
        ("Took over from", asked["replaces"] or ""),
        ("Notes", asked["note"] or ""),
        ("Inferred, not said by the plan", _inferred(asked["inferred"])),
        ("Taken from", asked["source_ref"] or ""),
        ("In force since", figures.date_words(asked["valid_from"])),
        ("Earlier definitions", _earlier(measure)),
    ]
    return fragments.section("How this is worked out") + _filled(pairs)


def _reliability(measure: Measure) -> str:
    """How far its service's data quality champion holds that it can be relied on."""
    graded = ask(queries_quality.grade_of, code=measure.code)
    if graded is None:
        return "Not graded by its service's data quality champion yet."
    return quality_sentences.grade_words(graded["grade"], graded["reason"], graded["graded_by"], graded["graded_on"])


def _audited(measure: Measure) -> str:
    """When its figures were audited last, and what was found."""
    found = ask(queries_quality.last_audit, code=measure.code)
    if found is None:
        return "No audit of its figures is recorded."
    return quality_sentences.audit_words(found["finding"], found["summary"], found["audited_by"], found["audited_on"])


def _filled(pairs: Pairs) -> str:
    return fragments.definition_list([(term, said) for term, said in pairs if said])


def _adds_up(asked: Row) -> str:
    if asked["kind"] == "milestone":
        return "A date by which something is to be done; it does not add up."
    said = [part for part in (BASES.get(asked["value_basis"] or ""), SUMS.get(asked["aggregation"] or "")) if part]
    return "; ".join(said) + "." if said else ""


def deadband(asked: Row) -> str:
    """How small a change counts as none."""
    if not asked["deadband"] or not asked["deadband_kind"]:
        return ""
    if asked["deadband_kind"] == "percent":
        return f"A change of {asked['deadband'].normalize():f}% or less of the figure compared with."
    places = max(asked["decimal_places"] or 0, -asked["deadband"].normalize().as_tuple().exponent)
    return f"A change of {figures.difference(asked['deadband'], 0, asked['unit'] or '', places)} or less."


def _counts(measure: Measure) -> str:
    if measure.row is None or measure.row["denominator"] is None:
        return ""
    return f"{measure_views.counts_words(measure.row)} in {figures.period_name(measure.row['period'])}"


def _decimals(asked: Row) -> str:
    if asked["kind"] == "milestone":
        return ""
    places = figures.places_of(asked["unit"] or "", asked["decimal_places"])
    said = f"{figures.number_word(places).capitalize()} {figures.noun(places, 'decimal')}" if places else "Whole numbers"
    return f"{said}; figures are judged as they are shown."


def _how_often(asked: Row) -> str:
    """How often it is returned and by when."""
    days, kind = asked["due_days"] or 20, asked["due_day_kind"] or "working"
    told = f"{asked['frequency'].capitalize()}; due {days} {kind} days after the period ends"
    if asked["expected_in"]:
        told += f", for {asked['expected_in'].replace(';', ', ')} alone"
    return f"{told}. Agreed by the {asked['frequency_agreed_by']}." if asked["frequency_agreed_by"] else f"{told}."


def _questions(asked: Row) -> str:
    """The measure's own portfolio decides, whatever its service's."""
    if not asked["portfolio"]:
        return "No portfolio is given for it."
    if not asked["holder"]:
        return f"The portfolio holder for {asked['portfolio']}, whom the council's papers do not name."
    return f"{asked['holder']}, portfolio holder for {asked['portfolio']}."


def _baseline(asked: Row) -> str:
    if asked["baseline_value"] is None:
        return asked["baseline_text"] or ""
    said = figures.figure(asked["baseline_value"], asked["unit"] or "", asked["decimal_places"])
    return f"{said} {asked['baseline_period'] or ''}".strip()


def _inferred(columns: str | None) -> str:
    """Names of columns as words."""
    return ", ".join(name.strip().replace("_", " ") for name in (columns or "").split(";") if name.strip())


def _earlier(measure: Measure) -> str:
    rows = ask(queries_measure.definitions_of, asked=measure.code).to_dicts()[1:]
    return " ".join(
        f"From {figures.date_words(row['valid_from'])}: {row['title']}. {row['definition'] or ''}" for row in rows
    ).strip()


def why(measure: Measure) -> str:
    """Everything the status rests on, so that anybody can follow it to the file and back."""
    row = measure.row
    if row is None:
        return ""
    asked, found = measure.definition, why_views.sent(measure.code)
    sent = senders(measure).get(row["period"])
    target = _target_row(found, row)
    pairs: Pairs = [
        ("Status", f"{measure_views.status_words(row)}: {row['reason']}."),
        ("Period", figures.period_words(row["period"])),
        ("Figure, as it is judged", measure_views.value_words(row)),
        ("Figure, as it was worked out" if row["is_rolled_up"] else "Figure, as it was sent", _sent_exactly(row)),
        ("Target in force", _in_force(row)),
        ("How far short counts", margin(row)),
        ("Short of target by", _short(row)),
        ("Intervention level in force", _level(row)),
        ("Which way is better", GOOD.get(row["good_is"] or "", "")),
        ("Shown and judged to", _decimals(asked)),
        ("Definition in force since", figures.date_words(asked["valid_from"])),
        ("Due", figures.date_words(row["due_date"]) if row["due_date"] and not row["is_rolled_up"] else ""),
        ("What the year will end at", " ".join(measure_page.expectation(row))),
        ("Worked out from", f"{row['parts_in']} of {row['parts_expected']} figures" if row["is_rolled_up"] else ""),
        *why_views.came_from(sent),
        ("Earlier values", why_views.earlier(found, sent)),
        *why_views.came_from(target, "target"),
        ("Earlier targets", why_views.earlier(found, target)),
    ]
    return why_views.panel(pairs) + why_parts.table(measure.code, row, found)


def _target_row(found: list[Row], row: Row) -> Row | None:
    """The target that judged it, as it was sent: of the very period, else of the year."""
    if not row["has_target"]:
        return None
    return why_views.in_force(found, "targets", row["period"] if row["has_own_target"] else row["financial_year"])


def _level(row: Row) -> str:
    if row["intervention_value"] is None:
        return "" if row["kind"] == "milestone" or not row["has_target"] else "None is set"
    return figures.figure(row["intervention_value"], row["unit"] or "", row["decimal_places"])


def _sent_exactly(row: Row) -> str:
    if row["value"] is None or row["value"] == row["value_shown"]:
        return ""
    return f"{row['value'].normalize():f}"


def _in_force(row: Row) -> str:
    target = measure_views.target_words(row)
    if target == "–":
        return measure_views.no_target_words(row)
    if row["kind"] == "milestone":
        return target
    return f"{target}, {'given for this very period' if row['has_own_target'] else 'that of the year'}"


def margin(row: Row) -> str:
    """What divides slightly below from below."""
    unit, places = row["unit"] or "", row["decimal_places"]
    if not row["has_target"] or row["kind"] == "milestone":
        return ""
    if row["intervention_value"] is not None and row["good_is"] in ("higher", "lower"):
        return f"Up to the intervention level of {figures.figure(row['intervention_value'], unit, places)} is slightly below"
    if row["margin"] is None:
        return "No tolerance is set, so any figure short of target is below it"
    percent = f" ({row['tolerance'].normalize():f}% of the target)" if row["tolerance_kind"] == "percent" else ""
    within = figures.difference(row["margin"], 0, unit, max(places, -row["margin"].normalize().as_tuple().exponent))
    return f"Within {within or 'nothing'}{percent} of target is slightly below"


def _short(row: Row) -> str:
    if row["short_of_target"] is None:
        return ""
    if row["short_of_target"] <= 0:
        return "Nothing: it is met"
    return figures.difference(row["short_of_target"], 0, row["unit"] or "", row["decimal_places"])
