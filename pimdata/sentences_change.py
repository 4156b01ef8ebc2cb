"""What a chart of usual ups and downs says, in plain sentences: pure functions of a small record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pimdata.figures import Number, difference, figure, noun, number_word, places_of, plural
from pimdata.sentences_after import signal_sentence

FEW_COUNTED = 5


@dataclass(frozen=True, kw_only=True)
class ChangeFacts:
    """The newest point of one measure's chart; an empty text means "not known"."""

    signal: str = ""  # better, worse, changed, usual, few; empty where changes are not judged
    rule: str = ""  # astronomical, trend, two_of_three, shift
    is_high: bool = False  # whether that rule fires upwards
    run_length: int = 0  # figures in a row on one side of the mean
    trend_length: int = 7  # points that make a trend
    assurance: str = ""  # pass, fail, hit_or_miss
    method: str = ""
    refused_because: str = ""
    limits_status: str = ""
    points: int = 0  # of the newest phase where it is a new one
    points_short: int = 0  # how many more make its limits firm
    is_count: bool = False  # of things, which chance scatters the more the fewer there are
    kind: str = "month"  # what one period is called
    unit: str = ""
    decimal_places: int = 0
    mean: Number | None = None
    lower: Number | None = None
    upper: Number | None = None


def change_sentences(facts: ChangeFacts) -> list[str]:
    """All a chart of usual ups and downs says of its newest figure: signal, rule, usual range, and the target."""
    return [
        *s_signal(facts),
        *s_rule(facts),
        *s_usual_range(facts),
        *s_few_counted(facts),
        *s_assurance(facts),
        *s_refused(facts),
    ]


def s_signal(facts: ChangeFacts) -> list[str]:
    """Whether the newest figure is a real change."""
    return signal_sentence(facts.signal, facts.points)


def s_rule(facts: ChangeFacts) -> list[str]:
    """Which rule says that it is."""
    if facts.signal not in ("better", "worse", "changed"):
        return []
    side = "above" if facts.is_high else "below"
    moved = "risen" if facts.is_high else "fallen"
    run = f"last {number_word(facts.run_length)}" if facts.run_length > 1 else "newest"
    return {
        "astronomical": [f"The newest figure is {side} the {'upper' if facts.is_high else 'lower'} limit."],
        "trend": [f"The last {number_word(facts.trend_length)} figures or more have {moved} one after another."],
        "two_of_three": [f"Two of the last three figures are far {side} the mean."],
        "shift": [f"The {run} figures all lie {side} the mean."],
    }.get(facts.rule, [])


def s_usual_range(facts: ChangeFacts) -> list[str]:
    """Between what it usually lies."""
    if facts.lower is None or facts.upper is None or facts.limits_status not in ("established", "provisional", "no_variation"):
        return []
    places = max(places_of(facts.unit, facts.decimal_places), 1)
    if facts.method == "XmR of the change on a year before":
        low, high = (_moved_by(edge, facts.unit, places) for edge in (facts.lower, facts.upper))
        return [f"The change on a year before usually lies between {low} and {high}."]
    low, high = (figure(edge, facts.unit, places) for edge in (facts.lower, facts.upper))
    if low == high:
        return [f"Every figure has been about {low}."]
    what = {
        "XmR of each period's own figure": f"The figure of one {facts.kind}",
    }.get(facts.method, "It")
    return [f"{what} usually lies between {low} and {high}."]


def s_few_counted(facts: ChangeFacts) -> list[str]:
    """A warning where so few are counted that noise itself flags more figures than it should."""
    has_limits = facts.limits_status in ("established", "provisional")
    if not has_limits or not facts.is_count or facts.mean is None or not 0 <= facts.mean < FEW_COUNTED:
        return []
    return [f"Fewer than five are counted in a usual {facts.kind}, so chance alone makes more figures stand out."]


def _moved_by(change: Number, unit: str, places: int) -> str:
    """A change in words: which way and how far, in percentage points where the figure is a percentage."""
    size = difference(change, 0, unit, places)
    return f"a {'fall' if change < 0 else 'rise'} of {size}" if size else "no change"


def s_assurance(facts: ChangeFacts) -> list[str]:
    """Whether its target will be met if nothing changes."""
    return {
        "pass": ["If nothing changes, it will keep meeting its target."],
        "fail": ["If nothing changes, it will keep missing its target."],
        "hit_or_miss": [f"If nothing changes, it will meet its target in some {facts.kind}s and miss it in others."],
    }.get(facts.assurance, [])


def s_refused(facts: ChangeFacts) -> list[str]:
    """Why changes are not judged, or are judged with care."""
    if facts.limits_status == "provisional" and facts.signal == "few":
        short = facts.points_short
        return [f"Its limits are provisional: {plural(short, 'more figure')} {noun(short, 'makes', 'make')} them firm."]
    if not facts.refused_because or facts.signal == "few":
        return []
    return [f"Its ups and downs are not judged: {facts.refused_because}."]


class SameSet(NamedTuple):
    """Counts of the measures that were there when the financial year began: judged, on target, compared and improving."""

    judged: int
    on: int
    compared: int
    improving: int


def share_improving(improving: int, compared: int, low: Number | None, high: Number | None) -> str:
    """What share improved, and between what a share of so few may lie by chance; empty where that is not told.

    >>> share_improving(12, 19, Decimal("41.0"), Decimal("80.9"))
    'That is 63%; with 19 compared, chance alone could put it anywhere from 41% to 81%.'
    >>> share_improving(40, 80, None, None), share_improving(0, 0, None, None)
    ('', '')
    """
    if not compared or low is None or high is None:
        return ""
    share, least, most = (figure(each, "percent", 0) for each in (Decimal(100 * improving) / compared, low, high))
    return f"That is {share}; with {compared} compared, chance alone could put it anywhere from {least} to {most}."


def same_set(judged: int, all_year: SameSet) -> str:
    """How many are on target, and better, of the measures there since the year began, where some have begun since; else empty.

    Args:
        judged: all that can be judged, whenever they began.

    >>> same_set(42, SameSet(40, 29, 38, 20))
    'Of 40 collected since the year began, 29 are on target (73%); of 38 that can be compared, 20 are better.'
    >>> same_set(42, SameSet(1, 1, 0, 0))
    'Of 1 collected since the year began, 1 is on target (100%).'
    >>> same_set(42, SameSet(42, 29, 38, 20)), same_set(2, SameSet(0, 0, 0, 0))
    ('', '')
    """
    if not all_year.judged or all_year.judged == judged:
        return ""
    share = figure(Decimal(100 * all_year.on) / all_year.judged, "percent", 0)
    on = f"{all_year.on:,} {noun(all_year.on, 'is', 'are')} on target"
    better = f"{all_year.improving:,} {noun(all_year.improving, 'is', 'are')} better"
    compared = f"; of {all_year.compared:,} that can be compared, {better}" if all_year.compared else ""
    return f"Of {all_year.judged:,} collected since the year began, {on} ({share}){compared}."


def real_changes(better: int, worse: int, charted: int) -> str:
    """How many measures really change, of those that can be said of.

    >>> real_changes(14, 1, 25)
    'Of 25 with enough figures for a chart, 14 show a real change for the better and 1 for the worse.'
    >>> real_changes(0, 0, 0)
    ''
    """
    if not charted:
        return ""
    told = f"Of {charted:,} with enough figures for a chart, {better:,} {noun(better, 'shows', 'show')}"
    return f"{told} a real change for the better and {worse:,} for the worse."


def likely_to_meet(likely: int, forecast: int) -> str:
    """How many are likely to meet the target of the year, of those with a forecast.

    >>> likely_to_meet(41, 60), likely_to_meet(0, 0)
    ("Of 60 with a forecast, 41 are likely to meet the year's target.", '')
    """
    is_are = noun(likely, "is", "are")
    return f"Of {forecast:,} with a forecast, {likely:,} {is_are} likely to meet the year's target." if forecast else ""
