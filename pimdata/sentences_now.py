"""What a figure is now: one template, one small function, giving its sentences.

A template with several wordings gives the fullest that keeps every sentence to 25 words.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from pimdata.facts import MeasureFacts
from pimdata.figures import (
    Number,
    date_words,
    difference,
    figure,
    level,
    period_again,
    period_in_full,
    period_name,
    period_of,
    plural,
    shown,
)
from pimdata.words import STATUSES

MOST_WORDS = 25
SMALL_DENOMINATOR = 20
# Words safe to put in lower case after "because": any other may be a name.
OPENERS = frozenset({"A", "An", "The", "It", "This", "These", "There", "No", "We", "Figures", "Data"})


def fit(*wordings: Sequence[str]) -> list[str]:
    """The first wording with no sentence over 25 words; the last is the plainest and stands anyway."""
    for wording in wordings:
        if all(len(sentence.split()) <= MOST_WORDS for sentence in wording):
            return list(wording)
    return list(wordings[-1])


def tidy(text: str) -> str:
    """Someone's reason without its stops and stray spaces; nothing where it says nothing."""
    cleaned = " ".join(text.split()).rstrip(" .;,")
    return "" if cleaned.casefold() in ("none", "nan", "null", "n/a", "-") else cleaned


def capital(text: str) -> str:
    """A sentence begins with a capital."""
    return text[:1].upper() + text[1:]


def the_role(role: str) -> str:
    """A post at the head of a sentence."""
    role = tidy(role)
    return capital(role) if role.lower().startswith("the ") else f"The {role}"


def subject(facts: MeasureFacts) -> str:
    """What a sentence is about: titles make poor grammar, so one is quoted."""
    if tidy(facts.subject):
        return capital(tidy(facts.subject))
    return f"The figure for ‘{tidy(facts.title)}’" if tidy(facts.title) else "This measure"


def in_unit(facts: MeasureFacts, value: Number | None, *, is_trimmed: bool = False) -> str:
    """A figure as this measure shows its figures."""
    return figure(value, facts.unit, facts.decimal_places, is_trimmed=is_trimmed)


def as_shown(facts: MeasureFacts, value: Number | None) -> Decimal | None:
    """The value a reader sees: nothing else is ever compared."""
    return shown(value, facts.unit, facts.decimal_places)


# Now: this period's figure against its target


def cases(facts: MeasureFacts) -> int:
    """How many cases a figure stands on, where they are few enough to matter; else nought."""
    count = as_whole(facts.denominator)
    return count if 0 < count < SMALL_DENOMINATOR else 0


def as_whole(value: Number | None) -> int:
    """A whole number of things, or -1."""
    exact = shown(value, "", 6)
    return int(exact) if exact is not None and exact == int(exact) else -1


def value_words(facts: MeasureFacts) -> str:
    """The figure, with its counts where a percentage stands on few cases."""
    text, met = in_unit(facts, facts.value), as_whole(facts.numerator)
    has_counts = facts.unit in ("percent", "%") and cases(facts) and 0 <= met <= cases(facts)
    return f"{text} ({met} of {plural(cases(facts), 'case')})" if has_counts else text


def range_words(facts: MeasureFacts) -> str:
    """The range that is good, as "2 to 4"; open at an end that is not given."""
    low, high = (level(edge, facts.unit, facts.decimal_places) for edge in (facts.target_low, facts.target_high))
    if facts.target_high is None:
        return f"{low} or more"
    return f"{high} or less" if facts.target_low is None else f"{low} to {high}"


def position_in_range(facts: MeasureFacts, value: Decimal) -> tuple[str, str, str]:
    """As `position`, for a measure that is good inside a range."""
    low, high = as_shown(facts, facts.target_low), as_shown(facts, facts.target_high)
    against = f"the range of {range_words(facts)}"
    for edge, side in ((low, "below"), (high, "above")):
        if edge is not None and (value < edge if side == "below" else value > edge):
            return difference(value, edge, facts.unit, facts.decimal_places), side, against
    return "", "within", against


def position(facts: MeasureFacts) -> tuple[str, str, str] | None:
    """How far from target, which way, and the target: ("4.4 days", "over", "the target of 17")."""
    value, target = as_shown(facts, facts.value), as_shown(facts, facts.target)
    if value is None or facts.good_is == "neither":
        return None
    if facts.good_is == "range" and not facts.target_low is facts.target_high is None:
        return position_in_range(facts, value)
    if target is None or facts.good_is not in ("higher", "lower"):
        return None
    against = f"the target of {level(facts.target, facts.unit, facts.decimal_places)}"
    if value == target:
        return "", "meeting", against
    is_met = (value > target) == (facts.good_is == "higher")
    missed = "over" if facts.good_is == "lower" else "short of"
    return difference(value, target, facts.unit, facts.decimal_places), "beating" if is_met else missed, against


def against_target(facts: MeasureFacts) -> str:
    """The clause after the figure: the status decides what is said, the figures how far."""
    place = position(facts)
    if facts.status == "info":
        return ""
    if place is None:
        return {"on": "meeting its target", "near": "slightly off target", "below": "off target"}.get(facts.status, "")
    gap, side, against = place
    is_met = side in ("meeting", "beating", "within")
    # A status that does not follow from the figures shown is never argued with in words.
    if facts.status not in ("on", "near", "below") or is_met != (facts.status == "on"):
        return f"against {against}"
    if is_met:
        return f"{side} {against}{stretch(facts)}"
    return f"slightly {side} {against}" if facts.status == "near" else f"{gap} {side} {against}".strip()


def stretch(facts: MeasureFacts) -> str:
    """Said when the figure is past the stretch level too."""
    value, aim = as_shown(facts, facts.value), as_shown(facts, facts.stretch_value)
    if value is None or aim is None or facts.good_is not in ("higher", "lower"):
        return ""
    is_past = value >= aim if facts.good_is == "higher" else value <= aim
    return f" and the stretch level of {level(aim, facts.unit, facts.decimal_places)}" if is_past else ""


def finite(clause: str) -> str:
    """The clause after a figure, as a sentence of its own."""
    verb, _, rest = clause.partition(" ")
    verbs = {"meeting": "That meets", "beating": "That beats", "against": "That compares with"}
    return f"{verbs[verb]} {rest}." if verb in verbs else f"That is {clause}."


def stated(facts: MeasureFacts, fact: str, short_fact: str) -> list[str]:
    """Subject, fact and clause in one sentence if it is short enough; else plainer, then in two."""
    clause, name, fallback = against_target(facts), subject(facts), "This measure"
    if not clause:
        return fit([f"{name} {fact}."], [f"{name} {short_fact}."], [f"{fallback} {short_fact}."])
    return fit(
        [f"{name} {fact}, {clause}."],
        [f"{name} {short_fact}, {clause}."],
        [f"{name} {short_fact}.", finite(clause)],
        [f"{fallback} {short_fact}.", finite(clause)],
    )


def s_was(facts: MeasureFacts) -> list[str]:
    """S-ON, S-NEAR, S-BELOW: the figure, its period, and where that is against the target."""
    value = value_words(facts)
    if not facts.period:
        return stated(facts, f"was {value}", f"was {value}")
    period = period_again(facts.period) if facts.is_period_named else period_in_full(facts.period)
    return stated(facts, f"was {value} in {period}", f"was {value} in {period_name(facts.period)}")


def s_cum(facts: MeasureFacts) -> list[str]:
    """S-CUM: what adds up through the year stands at a figure, until the year ends."""
    value = value_words(facts)
    if facts.period and (known := period_of(facts.period)).part == known.parts:
        told = f"ended {known.financial_year} at {value}"
    else:
        told = f"stands at {value} so far this year"
    return stated(facts, told, told) + (s_no_target(facts) if facts.status == "info" else [])


def s_no_target(facts: MeasureFacts) -> list[str]:
    """Why there is nothing to judge a figure by."""
    if facts.reason.startswith("no target for this period"):
        return ["There is no target for this period."]
    reason = tidy(facts.no_target_reason)
    first, _, rest = reason.partition(" ")
    because = f"{first.lower() if first in OPENERS else first} {rest}".strip()
    plain = ["No target is set."]
    return fit([f"No target is set because {because}."], plain) if because else plain


def s_info(facts: MeasureFacts) -> list[str]:
    """S-INFO: a figure with no target to judge it by."""
    return s_was(facts) + s_no_target(facts)


def s_late(facts: MeasureFacts) -> list[str]:
    """S-LATE: what has not arrived, who is responsible, and the last status as the last one."""
    period = period_in_full(facts.period) if facts.period else "this period"
    due = f"was due on {date_words(facts.due_date)} and" if facts.due_date else "is overdue: it"
    sentences = [f"The figure for {period} {due} has not arrived."]
    if tidy(facts.owner_role):
        sentences.append(f"{the_role(facts.owner_role)} is responsible.")
    if facts.last_known_status in ("on", "near", "below") and facts.last_known_period:
        status = STATUSES[facts.last_known_status].words.lower()
        sentences.append(f"When last reported, for {period_name(facts.last_known_period)}, it was {status}.")
    return sentences


def s_due(facts: MeasureFacts) -> list[str]:
    """A figure that nobody should have sent yet."""
    period = period_in_full(facts.period) if facts.period else "this period"
    due = f"is due on {date_words(facts.due_date)}" if facts.due_date else "is not due yet"
    return [f"The figure for {period} {due}."]


def s_na(facts: MeasureFacts) -> list[str]:
    """S-NA: no figure, why, and when to look again."""
    period = period_in_full(facts.period) if facts.period else "this period"
    reason = tidy(facts.no_value_reason)
    plain = [f"There is no figure for {period}."]
    told = fit([f"There is no figure for {period}: {reason}."], plain) if reason else plain
    return told + ([f"Next expected {date_words(facts.next_expected)}."] if facts.next_expected else [])


def s_milestone(facts: MeasureFacts) -> list[str]:
    """A dated milestone: when it was due, and whether it has been reached."""
    due, reached = facts.target_date, facts.achieved_on
    if due is None:
        return [f"It was reached on {date_words(reached)}." if reached else "No date is set for it."]
    if reached:
        late = f", {plural((reached - due).days, 'day')} late" if reached > due else ""
        return [f"It was due by {date_words(due)} and was reached on {date_words(reached)}{late}."]
    if facts.status in ("due", "info"):
        told = [f"It is due by {date_words(due)} and has not been reached yet."]
    else:
        told = [f"It was due by {date_words(due)} and has not been reached."]
    if facts.expected_on and facts.expected_on != due:
        told.append(f"It is now expected on {date_words(facts.expected_on)}.")
    return told


NOW: tuple[tuple[Callable[[MeasureFacts], bool], Callable[[MeasureFacts], list[str]]], ...] = (
    (lambda facts: facts.is_milestone, s_milestone),
    (lambda facts: as_shown(facts, facts.value) is not None and facts.value_basis == "year_to_date", s_cum),
    (lambda facts: as_shown(facts, facts.value) is not None and facts.status == "info", s_info),
    (lambda facts: as_shown(facts, facts.value) is not None, s_was),
    (lambda facts: facts.status == "late", s_late),
    (lambda facts: facts.status == "due", s_due),
    (lambda facts: True, s_na),
)


def s_now(facts: MeasureFacts) -> list[str]:
    """The first template whose condition holds."""
    return next(template for applies, template in NOW if applies(facts))(facts)
