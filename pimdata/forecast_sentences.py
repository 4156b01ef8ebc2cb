"""What is said of forecasts: how one is worked out, how likely it makes a target, and how good those of the past were."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pimdata.figures import figure, joined, number_word

# How a forecast is worked out, as the end of a sentence; a method that needs earlier years says how many there were.
METHODS = {
    "latest figure": "if it stays where it is",
    "usual level": "at its usual level",
    "level since it shifted": "at its level since it last shifted",
    "straight line": "if the rest of the year goes as it has so far",
    "run rate": "if the rest of the year goes at the pace of its latest periods, six at most",
    "remainder of last year": "if the rest of the year brings what it brought last year",
    "profile of past years": "if the rest of the year goes as it did in {years} earlier years",
    "profile of one past year": "if the rest of the year goes as it did in one earlier year",
    "gains of past years": "if the rest of the year adds what it did in {years} earlier years",
    "gain of one past year": "if the rest of the year adds what it did in one earlier year",
    "rate so far": "at the rate of the year so far, case by case",
    "rate so far, then usual rate": "if the cases to come go at its usual rate",
    "mean so far, unweighted": "the plain average so far, since the numbers of cases are not known",
    "mean so far, then usual level, unweighted": "the plain average if the rest of the year is as usual",
}
NONE = {
    "none: too early": "It is too early in the year to work one out.",
    "none: no figures yet": "No figure of the year is in yet.",
    "none: a figure is missing": "A figure of the year is missing, so none is worked out until it is filled.",
    "none: no cases yet": "There have been no cases this year.",
    "none: no earlier year to compare with": "There is no whole earlier year to compare with.",
    "none: figures of this measure do not add up to a year": "Figures of this measure do not add up to a year.",
    "none: only its owner can forecast a figure for a whole year": "A figure for a whole year is forecast by its owner alone.",
}
# Why a forecast is worked out in that way, where the words above do not say so themselves.
RULES = {
    "chosen for the measure": "This way was chosen for the measure.",
    "no last year to go by": "The rest of last year was chosen to go by, and is not known whole; so the year goes straight on.",
    "no earlier year to go by": "No whole earlier year gives anything to go by, so the year goes straight on.",
}
KINDS = {
    "profile": "Totals that build up through the year are forecast so, wherever a whole earlier year shows how they do.",
    "gain": "A share collected through the year is forecast so: what was added in earlier years is the surest sign.",
    "usual": "Where a figure stands at a level, and no sign of change, it is taken to stay there.",
    "level": "Where a figure has shifted, it is taken to stay where it went.",
    "latest": "Nothing firmer is known of where it stands, and no trend is carried on.",
    "rate": "A rate is forecast from its cases, never as an average of rates.",
    "mean": "An average is forecast from its figures.",
}
# As a heading of a table has it.
METHOD_NAMES = {
    "latest figure": "Stays at the latest figure",
    "usual level": "Its usual level",
    "level since it shifted": "Its level since it last shifted",
    "straight line": "Straight on from the year so far",
    "run rate": "At the pace of its latest six periods",
    "remainder of last year": "Adds what it did last year",
    "profile of past years": "Goes on as in earlier years",
    "profile of one past year": "Goes on as in one earlier year",
    "gains of past years": "Adds what it did in earlier years",
    "gain of one past year": "Adds what it did in one earlier year",
    "rate so far": "The rate of the year so far",
    "rate so far, then usual rate": "The rate so far, then the usual rate",
    "mean so far, unweighted": "The plain average so far",
    "mean so far, then usual level, unweighted": "The plain average, then its usual level",
}
SOURCES = {"computed": "by arithmetic", "owner": "by owners", "money": "for money"}
QUARTERS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


class Quality(NamedTuple):
    """How good forecasts of one kind have been; each count of successes is out of the count before it."""

    source: str
    forecasts: int = 0
    first_year: str = ""
    last_year: str = ""
    mean_percent_error: Decimal | None = None
    with_tolerance: int = 0
    within_tolerance: int = 0
    judged: int = 0
    came_true: int = 0
    paired: int = 0
    nearer: int = 0
    further: int = 0


def method_words(method: str, past_years: int | None = 0) -> str:
    """How a forecast is worked out, as the end of a sentence, or a whole one saying why there is none.

    >>> method_words("profile of past years", 3)
    'if the rest of the year goes as it did in three earlier years'
    >>> method_words("none: too early")
    'It is too early in the year to work one out.'
    """
    said = NONE.get(method) or METHODS.get(method, method)
    return said.format(years=number_word(past_years or 0))


def computed_sentence(forecast: str, low: str, high: str, method: str, past_years: int | None = 0) -> str:
    """What arithmetic gives, between what, and how.

    >>> computed_sentence("64", "60", "70", "straight line")
    'By arithmetic it ends at 64, between 60 and 70, if the rest of the year goes as it has so far.'
    >>> computed_sentence("", "", "", "none: no cases yet")
    'By arithmetic there is no forecast. There have been no cases this year.'
    """
    if not forecast:
        return f"By arithmetic there is no forecast. {method_words(method)}"
    between = f", between {low} and {high}" if low and high and low != high else ""
    return f"By arithmetic it ends at {forecast}{between}, {method_words(method, past_years)}."


def why_this_way(method: str, rule: str) -> str:
    """Why a forecast is worked out as it is; empty where none is.

    >>> why_this_way("run rate", "chosen for the measure")
    'This way was chosen for the measure.'
    >>> why_this_way("rate so far", "its kind of figure")
    'A rate is forecast from its cases, never as an average of rates.'
    """
    kind = next((said for begins, said in KINDS.items() if method.startswith(begins)), "")
    return RULES.get(rule) or (kind if rule else "")


def likelihood_sentence(likelihood: str, rule: str) -> str:
    """What the likelihood of meeting the year's target rests on.

    >>> likelihood_sentence("likely", "the whole range"), likelihood_sentence("", "")
    ('All of that range meets the target.', '')
    >>> likelihood_sentence("in doubt", "the forecast alone")
    'Judged by that figure alone: this way of forecasting gives no range.'
    """
    if rule == "the whole range":
        return {
            "likely": "All of that range meets the target.",
            "unlikely": "None of that range comes near the target.",
            "in doubt": "Part of that range would miss the target.",
        }.get(likelihood, "")
    if rule == "the owner's forecast":
        return "How likely the target is, is judged by the owner's forecast."
    return "Judged by that figure alone: this way of forecasting gives no range." if rule == "the forecast alone" else ""


def quality_paragraph(kinds: Sequence[Quality]) -> str:
    """How good the council's forecasts have been, in a few sentences; that no year can be judged yet, where none can."""
    known = [kind for kind in kinds if kind.forecasts]
    if not known:
        return "No year with a forecast has ended yet, so nothing can be said of how good forecasts are."
    return " ".join([_how_far(known), *_came_true(known), *_side_by_side(known)])


def _how_far(known: Sequence[Quality]) -> str:
    """How far out each kind was on average, and for which years."""
    first, last = min(kind.first_year for kind in known), max(kind.last_year for kind in known)
    years = f"for {first}" if first == last else f"for {first} to {last}"
    measured = [kind for kind in known if kind.mean_percent_error is not None]
    if not measured:
        return f"Forecasts were made {years}, but every year came to nought, so their errors are no percentage of it."
    said = [f"{figure(kind.mean_percent_error, 'percent', 1)} {SOURCES[kind.source]}" for kind in measured]
    return f"Forecasts {years} were out, on average, by {joined(said)}."


def _came_true(known: Sequence[Quality]) -> list[str]:
    """How many foretold the status of the year."""
    judged = [kind for kind in known if kind.judged]
    shares = [f"{kind.came_true:,} of {kind.judged:,} {SOURCES[kind.source]}" for kind in judged]
    return [f"They foretold the status of the year in {joined(shares)}."] if shares else []


def _side_by_side(known: Sequence[Quality]) -> list[str]:
    """Whether owners or arithmetic came nearer, where both said something of the same year at the same time."""
    owner = next((kind for kind in known if kind.source == "owner" and kind.paired), None)
    if owner is None:
        return []
    told = f"Of {owner.paired:,} made side by side, the owner was nearer in {owner.nearer:,}"
    return [f"{told} and the arithmetic in {owner.further:,}."]
