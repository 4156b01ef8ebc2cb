"""What is said of a place among other councils. Every sentence is made from a small record, as all others are."""

from __future__ import annotations

from dataclasses import dataclass

from pimdata.facts import MeasureFacts
from pimdata.figures import Number, difference, figure, is_figure, period_name, plural
from pimdata.sentences_after import s_bm
from pimdata.sentences_now import capital, fit, subject
from pimdata.words import QUARTILES


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """One measure of one council among others. `who` is empty for the council itself, else the authority's name."""

    who: str = ""
    subject: str = ""
    title: str = ""
    unit: str = ""
    decimal_places: int = 0
    period: str = ""
    group: str = ""
    value: Number | None = None
    band: str = ""  # best, above, below, worst; empty where there is none
    previous_band: str = ""
    reason: str = ""  # the rule that gave the band, or why there is none
    rank: int = 0
    of: int = 0
    middle: Number | None = None  # of the same period
    median: Number | None = None  # of the quartiles
    threshold_period: str = ""
    threshold_source: str = ""
    to_next: Number | None = None
    next_edge: Number | None = None


@dataclass(frozen=True, kw_only=True)
class CountFacts:
    """How many measures stand in which quarter in a period."""

    who: str = ""
    period: str = ""
    is_owed: bool = True  # whether `expected` counts the measures that should have a figure, or those there are figures of
    expected: int = 0
    banded: int = 0
    best: int = 0
    best_two: int = 0
    up: int = 0
    same: int = 0
    down: int = 0
    compared: int = 0


NO_BAND = {
    "no spread": "Figures are too alike to be parted into quarters.",
    "neither a higher nor a lower figure is better": "Neither a higher nor a lower figure is better, so there is no quarter.",
    "the figure is marked doubtful": "The figure is marked doubtful by its source, so it has no quarter and no rank.",
}


def place_sentences(facts: PlaceFacts) -> list[str]:
    """The figure and its quarter, S-BM, the way to the next quarter, and what it was the year before."""
    return [*quarter_sentence(facts), *middle_sentence(facts), *next_sentence(facts), *before_sentence(facts)]


def quarter_sentence(facts: PlaceFacts) -> list[str]:
    """The figure, and the quarter it stands in or why it has none."""
    if not is_figure(facts.value):
        return []
    whose = f"{facts.who}'s figure" if facts.who else subject(MeasureFacts(subject=facts.subject, title=facts.title))
    was = f"was {_figure(facts, facts.value)} in {period_name(facts.period)}"
    if not facts.band:
        return fit([f"{whose} {was}.", _no_band(facts)], [f"The figure {was}.", _no_band(facts)])
    quarter = f"in the {QUARTILES[facts.band].lower()} of {facts.group}{against(facts)}"
    return fit(
        [f"{whose} {was}, {quarter}."],
        [f"{whose} {was}.", f"That is {quarter}."],
        [f"The figure {was}.", f"That is {quarter}."],
    )


def against(facts: PlaceFacts) -> str:
    """Which year's quartiles it is held against, where they are not those of its own."""
    if not facts.threshold_period or facts.threshold_period == facts.period:
        return ""
    return f", against {period_name(facts.threshold_period)} quartiles"


def _no_band(facts: PlaceFacts) -> str:
    if facts.reason in NO_BAND:
        return NO_BAND[facts.reason]
    if facts.reason == "fewer than 12 authorities":
        return f"{capital(facts.group)} with a figure are {facts.of}, and quarters need 12, so there is a rank alone."
    return f"No other figures for {period_name(facts.period)} are held, nor any quartiles before it."


def middle_sentence(facts: PlaceFacts) -> list[str]:
    """S-BM: what the middle council had, and the rank; from published quartiles where those are all there is."""
    if facts.of >= 2:
        measure = MeasureFacts(
            unit=facts.unit,
            decimal_places=facts.decimal_places,
            benchmark_median=facts.middle,
            benchmark_of=facts.of,
            benchmark_rank=facts.rank,
            benchmark_period=facts.period,
        )
        told = s_bm(measure)
        return [sentence.replace("; we are ", f"; {facts.who} is ") for sentence in told] if facts.who else told
    if not is_figure(facts.median):
        return []
    source = "published" if facts.threshold_source == "published" else "worked out from others' figures"
    middle = f"The middle council had {_figure(facts, facts.median)} in {period_name(facts.threshold_period)}"
    return [f"{middle}; the quartiles are {source}."]


def next_sentence(facts: PlaceFacts) -> list[str]:
    """How far it is to the next better quarter, as readers see both figures."""
    if facts.band not in ("above", "below", "worst") or not is_figure(facts.next_edge) or not is_figure(facts.value):
        return []
    better = {"above": "best", "below": "above", "worst": "below"}[facts.band]
    apart = difference(facts.value, facts.next_edge, facts.unit, facts.decimal_places)
    begins = "begins past" if facts.band == "worst" else "begins at"
    edge = f"The {QUARTILES[better].lower()} {begins} {_figure(facts, facts.next_edge)}"
    return [f"{edge}, {apart} away." if apart else f"{edge}, closer than the figures show."]


def before_sentence(facts: PlaceFacts) -> list[str]:
    """The quarter of the year before."""
    if not facts.band or not facts.previous_band:
        return []
    if facts.previous_band == facts.band:
        return ["It was in the same quarter the year before."]
    return [f"It was in the {QUARTILES[facts.previous_band].lower()} the year before."]


def count_sentences(facts: CountFacts) -> list[str]:
    """Counts first and the percentage beside them, with both denominators; half in the best two would be chance."""
    if not facts.banded:
        return []
    whose = f" of {facts.who}" if facts.who else ""
    kind = "expected that year" if facts.is_owed else f"{'it has' if facts.who else 'there are'} figures of"
    with_one = f"{plural(facts.banded, 'measure')}{whose} with a quarter"
    best, two = share(facts.best, facts.banded), share(facts.best_two, facts.banded)
    told = [
        f"In {period_name(facts.period)}, {facts.best} of {with_one} {_was(facts.best)} in the best quarter ({best}).",
        f"In the best two quarters {_was(facts.best_two)} {facts.best_two} of {facts.banded} ({two}), "
        "where half would be by chance.",
    ]
    if facts.expected:
        of_all = f"{facts.best} of {plural(facts.expected, 'measure')} {kind}"
        told.insert(1, f"That is {of_all} ({share(facts.best, facts.expected)}).")
    if facts.compared:
        told.append(f"Since the year before, {facts.up} moved up a quarter, {facts.same} stayed and {facts.down} moved down.")
    return told


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def share(count: int, of: int) -> str:
    """A whole percentage; halves go up.

    >>> share(5, 19), share(1, 8), share(0, 0)
    ('26%', '13%', 'none')
    """
    return f"{(200 * count + of) // (2 * of)}%" if of else "none"


def strip_alt(facts: PlaceFacts, lowest: Number | None, highest: Number | None, who: str) -> str:
    """What the strip of dots shows, for those who cannot see it."""
    told = [f"Dot strip of {facts.group}, {period_name(facts.threshold_period or facts.period)}."]
    if is_figure(facts.value):
        place = f", {QUARTILES[facts.band].lower()}" if facts.band else ""
        told.append(f"{who}: {_figure(facts, facts.value)} in {period_name(facts.period)}{place}.")
    if is_figure(facts.median):
        told.append(f"The middle is {_figure(facts, facts.median)}.")
    if is_figure(lowest) and is_figure(highest):
        told.append(f"Others run from {_figure(facts, lowest)} to {_figure(facts, highest)}.")
    return " ".join([*told, "Figures in the table below."])


def _figure(facts: PlaceFacts, value: Number | None) -> str:
    return figure(value, facts.unit, facts.decimal_places)
