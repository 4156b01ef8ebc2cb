"""The one-measure page, its beginning: which measure, what to say of it, and now, direction and year end as three facts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from pimdata import figures, forecast_sentences, queries, queries_change, queries_measure, sentences, sentences_after, words
from pimdata.ui import choices, fragments, measure_views, show, why_views
from pimdata.ui.asking import ask
from pimdata.ui.frame import address

Row = dict[str, Any]


class Measure(NamedTuple):
    """What the page is about: `row` is its figure at a period, None while none has ever been expected."""

    code: str
    definition: Row
    row: Row | None = None
    period: str = ""
    lost_period: str = ""

    @property
    def signal(self) -> Row:
        """Whether its newest figure is a real change; empty where that is not judged."""
        return ask(queries_change.signal, code=self.code) or {}

    @property
    def target_change(self) -> Row | None:
        """The newest change of its target up to the period shown; None where it never changed."""
        return ask(queries_measure.target_change, code=self.code, period=self.row["period"]) if self.row else None

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.definition["title"])


def chosen() -> Measure | None:
    """The measure in the address, at the period in the address; None after saying what is wrong and where to go."""
    asked = choices.asked("i").strip()
    definitions = ask(queries_measure.definitions_of, asked=asked)
    if not definitions.height:
        show.html(_not_found(asked))
        return None
    definition = definitions.row(0, named=True)
    code = definition["indicator_code"]
    period, series = choices.asked("p"), ask(queries.series, code=code)
    row = queries.at_period(series, period)
    if row or not period:
        return Measure(code, definition, row, period)
    return Measure(code, definition, queries.at_period(series), "", period)


def _not_found(asked: str) -> str:
    if ask(queries.is_empty):
        return fragments.headline("No measure has been loaded yet.", "Which measure?")
    everything = fragments.more("", "See every measure", "/measures")
    if not asked:
        return fragments.headline("The address names no measure.", "Which measure?") + everything
    near = [
        {"title": title, "code": code, "href": address("measure", code)}
        for code, title, _ in ask(queries_measure.alike, asked=asked).iter_rows()
    ]
    columns = [fragments.Column("title", "Measure", "link", href="href"), fragments.Column("code", "Code")]
    head = fragments.headline(f"There is no measure with the code ‘{asked}’.", "We could not find that measure")
    return head + (fragments.table("The nearest to it", columns, near) if near else "") + everything


def head(measure: Measure) -> str:
    """Its name, its status, and three sentences: now, direction, expectation."""
    row = measure.row
    if row is None:
        return fragments.headline(_nothing_expected(measure), measure.title, measure.code) + _retired(measure)
    facts = measure_views.facts_of(row, measure.signal, measure.target_change)
    if row["value_shown"] is None and row["is_in"] and row["kind"] != "milestone":
        coming = ask(queries_measure.next_due, code=measure.code) or {}
        facts = replace(facts, next_expected=coming.get("due_date"))
    told = sentences.measure_paragraph(facts, most=4)
    if not row["figures_so_far"] and row["kind"] != "milestone":
        told = _first_due(measure) if row["status"] == "due" else f"{told} {_first_due(measure)}"
    why = why_views.of_measure(measure.code, measure.period)
    top = fragments.judged_headline(measure.title, measure.code, row["status"], measure_views.status_words(row), told, why)
    return top + _lines(measure)


def _lines(measure: Measure) -> str:
    """What must be known of what is shown: another period than asked for, an earlier one, or a measure that has ended."""
    told = ""
    if measure.lost_period:
        told += fragments.banner(f"We could not find ‘{measure.lost_period}’, so this shows the latest figure.", "note")
    if measure.period:
        href = address("measure", measure.code)
        told += fragments.more(f"This is {figures.period_name(measure.period)}.", "See the latest figure", href)
    return told + _retired(measure)


def _retired(measure: Measure) -> str:
    """When a measure ended, and what took its place."""
    ended = measure.definition["valid_to"]
    if ended is None or (measure.row is not None and measure.row["retired_on"] is None):
        return ""
    told = fragments.banner(f"This measure is no longer collected. Its last day was {figures.date_words(ended)}.", "note")
    for code, title in ask(queries_measure.successors, code=measure.code).iter_rows():
        told += fragments.more("Its place was taken by", f"{title} ({code})", address("measure", code))
    return told


def _first_due(measure: Measure) -> str:
    coming = ask(queries_measure.next_due, code=measure.code)
    if coming is None:
        return "No figure has been returned for it."
    when = figures.date_words(coming["due_date"])
    return f"It has no figures yet. The first, for {figures.period_name(coming['period'])}, is due on {when}."


def _nothing_expected(measure: Measure) -> str:
    """A measure for which the plan expects no figure, or none yet."""
    if ask(queries_measure.next_due, code=measure.code) is not None:
        return _first_due(measure)
    return "No figure of this measure is expected: the plan asks for none in the years it covers."


def three_facts(measure: Measure) -> str:
    """Now, direction, year end: never one for another."""
    if measure.row is None:
        return ""
    return fragments.standing(
        [_now(measure.row, measure.target_change), _direction(measure.row, measure.signal), _year_end(measure.row)]
    )


def _now(row: Row, target_change: Row | None) -> fragments.Standing:
    target = measure_views.target_words(row)
    lines = [
        figures.period_words(row["period"]),
        f"Target {target}" if target != "–" else "",
        *sentences_after.s_tgt(measure_views.facts_of(row, target_change=target_change)),
    ]
    if row["status"] == "late" and row["last_known_period"]:
        last = words.status_words(row["last_known_status"]).lower()
        lines.append(f"When last reported, for {figures.period_name(row['last_known_period'])}, it was {last}.")
    lines.append("Provisional: it may still change." if row["is_provisional"] else "")
    if row["is_revised"]:
        lines.append(f"Revised: it was first {_figure(row, row['first_value'])}.")
    return fragments.Standing(
        "Now",
        _capital(measure_views.value_words(row)),
        lines,
        row["status"],
        measure_views.status_words(row),
        why_views.of_measure(row["indicator_code"], row["period"]),
    )


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _direction(row: Row, signal: Row) -> fragments.Standing:
    """Two comparisons and the signal in words; the word at the top is that with the period before."""
    if row["kind"] == "milestone":
        return fragments.Standing(
            "Direction", words.NO_DIRECTION["milestone"], ["A milestone is reached or not: it has no direction."]
        )
    kind = figures.period_kind(row["period"])
    before = _compared(row, "change_on_previous", "previous_value", row["previous_period"] or "")
    year = _compared(row, "change_on_year", "same_period_last_year", row["year_before"] or "")
    if kind == "year":
        year = ""
    if row["change_on_previous"] not in ("better", "worse", "same") and row["value_basis"] == "year_to_date":
        before = ""  # a figure so far this year only grows: the month before says nothing
    first = row["change_on_previous"] if row["change_on_previous"] in ("better", "worse", "same") else row["change_on_year"]
    real = words.SIGNALS.get(signal.get("signal") or "", "") if signal.get("latest_period") == row["period"] else ""
    if first not in ("better", "worse", "same"):
        word, lines = _no_direction(row, before, year)
        return fragments.Standing("Direction", word, [*lines, _over_time(real)])
    return fragments.Standing("Direction", words.DIRECTIONS[first], [before, year, _over_time(real)])


def _over_time(said: str) -> str:
    """The signal, told apart from the two comparisons: those are of two figures, it is of all of them."""
    return f"Over time: {said[:1].lower()}{said[1:]}." if said else ""


def _no_direction(row: Row, before: str, year: str) -> tuple[str, list[str]]:
    if row["value_shown"] is None:
        return "No figure yet", ["There is nothing to compare until the figure is here."]
    if row["good_is"] == "neither":
        return words.NO_DIRECTION["neither"], ["Neither higher nor lower is better.", before, year]
    if row["value_basis"] == "running_total":
        return "A running total", ["It only adds up, so that it is higher than before does not make it better.", before, year]
    return words.DIRECTIONS["n/a"], ["There is no earlier figure to compare with.", before, year]


def _compared(row: Row, change: str, other: str, period: str) -> str:
    if row[other] is None or row["value_shown"] is None or not period:
        return ""
    was = f"{_figure(row, row[other])} in {figures.period_name(period)}"
    verdict = {"better": "Better than", "worse": "Worse than", "same": "About the same as"}.get(row[change] or "")
    return f"{verdict} {was}." if verdict else f"It was {was}."


def _year_end(row: Row) -> fragments.Standing:
    """What the year will end at: who expects it, and what arithmetic gives, side by side."""
    title, target = "Year end", _year_target(row)
    if row["kind"] == "milestone":
        return fragments.Standing(title, *_milestone_end(row))
    if row["expected"] is None and row["forecast_method"] is None:
        return fragments.Standing(title, "No forecast", ["This is a figure for a whole year.", target])
    if row["forecast_method"] == "outturn":
        ended = f"{row['financial_year']} has ended."
        return fragments.Standing(
            title, _figure(row, row["forecast"]), [ended, target], *_forecast_chip(row, "forecast_status")
        )
    if row["expected"] is None:
        return fragments.Standing(title, "No forecast", [forecast_sentences.method_words(row["forecast_method"]), target])
    return fragments.Standing(
        title, _figure(row, row["expected"]), [*expectation(row), target], *_forecast_chip(row, "expected_status")
    )


def expectation(row: Row) -> list[str]:
    """Who expects what of a year that has not ended, what arithmetic gives, and how likely that makes its target."""
    if row["expected"] is None or row["forecast_method"] == "outturn":
        return []
    likely = forecast_sentences.likelihood_sentence(row["likelihood"] or "", row["likelihood_rule"] or "")
    why = forecast_sentences.why_this_way(row["forecast_method"] or "", row["method_rule"] or "")
    return [said for said in (_by_owner(row), _by_arithmetic(row), likely, why) if said]


def _milestone_end(row: Row) -> tuple[str, list[str]]:
    """When a milestone was reached, or is expected to be."""
    if row["achieved_on"]:
        return "Reached", [figures.date_words(row["achieved_on"])]
    if row["expected_on"]:
        return figures.date_words(row["expected_on"]), ["The day it is now expected to be reached."]
    return "Not reached yet", ["No other day has been given than its own."]


def _forecast_chip(row: Row, status: str) -> tuple[str, str, str]:
    """The mark of a year's end, and the way to why: of a year that has ended its own, else with that of the figure shown."""
    has_ended = row["forecast_method"] == "outturn"
    key = (row[status] if has_ended else words.AS_STATUS.get(row["likelihood"] or "")) or ""
    if key not in ("on", "near", "below"):
        return "", "", ""
    why = why_views.of_measure(row["indicator_code"], row["financial_year"] if has_ended else row["period"])
    return key, words.status_words(key) if has_ended else words.FORECASTS[key], why


def _year_target(row: Row) -> str:
    """The year's own target, where the figure is judged by another."""
    if row["year_target"] is None:
        return ""
    return f"Target for {row['financial_year']}: {_figure(row, row['year_target'])}"


def _by_owner(row: Row) -> str:
    if row["owner_forecast"] is None:
        return "The owner has given no forecast."
    who = row["owner_role"] or row["officer"] or "its owner"
    return f"Expected by the {who}. {row['owner_reason'] or ''}".strip()


def _by_arithmetic(row: Row) -> str:
    """What arithmetic gives, between what, and how it is worked out."""
    forecast, low, high = (
        "" if row[name] is None else _figure(row, row[name]) for name in ("forecast", "forecast_low", "forecast_high")
    )
    return forecast_sentences.computed_sentence(forecast, low, high, row["forecast_method"], row["past_years"])


def _figure(row: Row, value: Any) -> str:  # noqa: ANN401 - a Decimal, or None
    return figures.figure(value, row["unit"] or "", row["decimal_places"])
