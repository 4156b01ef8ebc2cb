"""What is said after the figure: one template, one small function, giving its sentences or none.

Verbs tell what the number did; better and worse are told apart from them, and only from `good_is`.
"""

from decimal import Decimal

from pimdata.facts import ADDS_UP, NEVER_ENDS, PAST_FIGURES, MeasureFacts
from pimdata.figures import (
    Number,
    date_words,
    difference,
    is_figure,
    noun,
    number_word,
    number_words,
    over_or_under,
    period_kind,
    period_name,
    period_of,
    plural,
)
from pimdata.periods import MONTHS_LONG
from pimdata.sentences_now import as_shown, capital, cases, fit, in_unit, subject, the_role, tidy

RECENT_PERIODS = 4
COMPARED = {
    "better": "better than",
    "worse": "worse than",
    "same": "about the same as",
    "more": "more than",
    "less": "less than",
}
YEAR_ON_YEAR = {"same": "about the same", "more": "higher", "less": "lower"}
ORDINALS = ("best", "second best", "third best", "fourth best", "fifth best")


def kind_of(facts: MeasureFacts) -> str:
    """Quarter, month and so on; a period where it is not known."""
    return period_kind(facts.period) if facts.period else "period"


def has_value(facts: MeasureFacts) -> bool:
    """Whether there is a figure for "it" and "this" to mean."""
    return not facts.is_milestone and as_shown(facts, facts.value) is not None


def outside(facts: MeasureFacts, value: Number) -> Decimal:
    """How far a figure lies outside the range that is good."""
    low, high = as_shown(facts, facts.target_low), as_shown(facts, facts.target_high)
    seen, nought = as_shown(facts, value) or Decimal(0), Decimal(0)
    return max(low - seen if low is not None else nought, seen - high if high is not None else nought, nought)


def judged(facts: MeasureFacts, before: Number | None, given: str) -> str:
    """Better, worse or same; more or less where neither is better; nothing where it cannot be told."""
    now, then = as_shown(facts, facts.value), as_shown(facts, before)
    if now is None or then is None or given == "n/a" or facts.is_milestone:
        return ""
    if now == then or given == "same":
        return "same"
    gain = {
        "higher": now - then,
        "lower": then - now,
        "range": outside(facts, then) - outside(facts, now),
    }.get(facts.good_is, 0)
    if facts.good_is in ("", "neither") or (not given and not gain):
        return "more" if now > then else "less"
    return given or ("better" if gain > 0 else "worse")


def previous_words(facts: MeasureFacts) -> str:
    """The period compared with: "last quarter" where it is the one before, else by its name."""
    is_next = not facts.period or period_of(facts.period).previous == facts.previous_period
    return f"last {kind_of(facts)}" if is_next or not facts.previous_period else period_name(facts.previous_period)


def s_run(facts: MeasureFacts) -> list[str]:
    """S-RUN: how long it has missed target."""
    if facts.run_of_misses < 2 or facts.status not in ("below", "near") or not has_value(facts):
        return []
    count, since = facts.run_of_misses, facts.missed_since
    periods = f"{number_word(count)} {noun(count, kind_of(facts))}"
    return [f"It has missed target for {periods} in a row{f', since {period_name(since)}' if since else ''}."]


def s_back(facts: MeasureFacts) -> list[str]:
    """S-BACK: it met its target after missing it."""
    count = facts.back_after
    if count < 1 or facts.status != "on" or not has_value(facts):
        return []
    return [f"It is back on target after {number_word(count)} {noun(count, kind_of(facts))}."]


def s_chg(facts: MeasureFacts) -> list[str]:
    """S-CHG: against the period before; not for what adds up, which always rises."""
    change = judged(facts, facts.previous_value, facts.change_on_previous)
    if not change or facts.value_basis in ADDS_UP:
        return []
    return [f"That is {COMPARED[change]} {previous_words(facts)} ({in_unit(facts, facts.previous_value)})."]


def s_seas(facts: MeasureFacts) -> list[str]:
    """S-SEAS: so that a usual rise is not read as a change."""
    is_known = facts.seasonal in ("rises", "falls") and has_value(facts)
    return [f"This figure usually {facts.seasonal} at this time of year."] if is_known else []


def s_yoy(facts: MeasureFacts) -> list[str]:
    """S-YOY: against the same period last year, where the period before says little or was not given."""
    change = judged(facts, facts.same_period_last_year, facts.change_on_year)
    is_wanted = facts.value_basis != NEVER_ENDS and (facts.seasonal or facts.is_year_asked or not s_chg(facts))
    if not change or not is_wanted or (facts.year_period and facts.year_period == facts.previous_period):
        return []
    is_usual = not facts.period or facts.year_period in ("", period_of(facts.period).year_before)
    same = "Last year" if kind_of(facts) == "year" else f"In the same {kind_of(facts)} last year"
    when = same if is_usual else f"In {period_name(facts.year_period)}"
    told = f"{when} it was {in_unit(facts, facts.same_period_last_year)}, so it is {YEAR_ON_YEAR.get(change, change)}"
    return [f"{told} year on year." if is_usual else f"{told} now."]


def s_signal(facts: MeasureFacts) -> list[str]:
    """S-SIG, S-COMM, S-FEW: whether the change is more than its usual ups and downs."""
    told = signal_sentence(facts.signal, facts.points_available) if has_value(facts) else []
    before = judged(facts, facts.previous_value, facts.change_on_previous) if s_chg(facts) else ""
    if told and facts.signal in ("better", "worse") and before not in ("", facts.signal):
        return [told[0].replace("This is", "Over a longer time this is")]
    return told


def signal_sentence(signal: str, points: int) -> list[str]:
    """What a chart's signal means."""
    if signal in ("better", "worse"):
        return [f"This is a real change for the {signal}, beyond its usual ups and downs."]
    if signal == "changed":
        return ["This is a real change, beyond its usual ups and downs."]
    if signal == "usual":
        return ["This is within its usual ups and downs."]
    if signal == "few" and points > 0:
        there = "There is" if points == 1 else "There are"
        return [f"{there} only {plural(points, 'figure')} so far, too few to judge a trend."]
    return ["There are too few figures so far to judge a trend."] if signal == "few" else []


def s_small(facts: MeasureFacts) -> list[str]:
    """S-SMALL: few cases, so a warning."""
    few = cases(facts) if has_value(facts) else 0
    return [f"It is based on {plural(few, 'case')}, so small changes can look large."] if few else []


def s_prov(facts: MeasureFacts) -> list[str]:
    """S-PROV: it may change."""
    return ["This figure is provisional and may change."] if facts.is_provisional and has_value(facts) else []


def s_rev(facts: MeasureFacts) -> list[str]:
    """S-REV: what it was first reported as, when it changed, and why."""
    if not has_value(facts) or as_shown(facts, facts.revised_from) is None:
        return []
    on = f" on {date_words(facts.revised_on)}" if facts.revised_on else ""
    told = f"It was first reported as {in_unit(facts, facts.revised_from)} and revised{on}"
    if as_shown(facts, facts.revised_from) == as_shown(facts, facts.value):
        told = f"It was revised{on} and stayed about the same"
    reason = tidy(facts.revised_reason)
    return fit([f"{told}: {reason}."], [f"{told}."]) if reason else [f"{told}."]


def s_tgt(facts: MeasureFacts) -> list[str]:
    """S-TGT: a target that changed a few periods ago, so that a change of status is not read as one of fact."""
    old, new, when = facts.target_changed_from, facts.target, facts.target_changed_in
    if facts.status == "info" or not has_value(facts) or not when:
        return []
    if as_shown(facts, old) is None or as_shown(facts, new) is None or as_shown(facts, old) == as_shown(facts, new):
        return []
    if facts.period and not is_recent(when, facts.period):
        return []
    levels = (in_unit(facts, old, is_trimmed=True), in_unit(facts, new, is_trimmed=True))
    return [f"The target changed from {levels[0]} to {levels[1]} in {period_name(when)}."]


def is_recent(when: str, period: str) -> bool:
    """Whether one period is at most four of the other before it."""
    then, now = period_of(when).period_start, period_of(period)
    months = (now.period_start.year - then.year) * 12 + now.period_start.month - then.month
    return months <= RECENT_PERIODS * MONTHS_LONG[now.frequency]


def s_fc(facts: MeasureFacts) -> list[str]:
    """S-FC: where the year is expected to end, and on whose word."""
    ends = {"on": "on target", "near": "slightly off target", "below": "off target"}.get(facts.forecast_status, "")
    if as_shown(facts, facts.forecast) is not None:
        ends = f"at {in_unit(facts, facts.forecast, is_trimmed=True)}"
    if not ends or facts.is_milestone:
        return ["No year-end forecast has been given."] if facts.is_forecast_wanted and not facts.is_milestone else []
    if facts.forecast_by == PAST_FIGURES:
        return [f"Past figures suggest that it will end the year {ends}."]
    if not tidy(facts.forecast_by):
        return [f"It is expected to end the year {ends}."]
    return [f"{the_role(facts.forecast_by)} expects it to end the year {ends}."]


def counted(*parts: tuple[int, str]) -> str:
    """Counts with what they count, leaving out noughts: "20 done, 15 on track"."""
    kept = [part for part in parts if part[0]]
    words = number_words(*(count for count, _ in kept))
    return ", ".join(f"{word} {what}" for word, (_, what) in zip(words, kept, strict=True))


def s_act(facts: MeasureFacts) -> list[str]:
    """S-ACT: how the actions behind it are going."""
    total = facts.actions_total
    if total < 1:
        return []
    states = counted((facts.actions_done, "done"), (facts.actions_on_track, "on track"), (facts.actions_late, "late"))
    told = f"{capital(number_word(total))} {noun(total, 'action')} {noun(total, 'supports', 'support')} this"
    return [f"{told}: {states}." if states else f"{told}."]


def s_money(facts: MeasureFacts) -> list[str]:
    """S-MONEY: what the service behind it is forecast to spend."""
    if not is_figure(facts.spend_variance) or not tidy(facts.spend_service):
        return []
    told = f"{capital(tidy(facts.spend_service))} is forecast to spend"
    amount, budget = over_or_under(facts.spend_variance) or "in line with", f"its {tidy(facts.spend_fund)} budget"
    return [f"{told} {amount} {' '.join(budget.split())} this year."]


def s_bm(facts: MeasureFacts) -> list[str]:
    """S-BM: the middle council, and where this one stands."""
    if facts.is_milestone or as_shown(facts, facts.benchmark_median) is None or facts.benchmark_of < 2:
        return []
    middle = f"The middle council among {plural(facts.benchmark_of, 'similar council')} had"
    rank, of = facts.benchmark_rank, facts.benchmark_of
    stands = ORDINALS[rank - 1] if 1 <= rank <= len(ORDINALS) else f"number {rank} of {of}"
    told = f"{middle} {in_unit(facts, facts.benchmark_median)}{f'; we are {stands}' if 1 <= rank <= of else ''}."
    return [told, *([f"Figures are for {period_name(facts.benchmark_period)}."] if facts.benchmark_period else [])]


def change_sentence(facts: MeasureFacts) -> list[str]:
    """What the number did since the period before, and then whether that is better."""
    change = judged(facts, facts.previous_value, facts.change_on_previous)
    now, then = as_shown(facts, facts.value), as_shown(facts, facts.previous_value)
    if not change or now is None or then is None or facts.value_basis in ADDS_UP:
        return []
    since, name = previous_words(facts), subject(facts)
    value, before = in_unit(facts, facts.value), in_unit(facts, facts.previous_value)
    if change == "same":
        return fit(*([f"{who} stayed about the same as {since}, at {value}."] for who in (name, "This measure")))
    moved = f"{'rose' if now > then else 'fell'} {difference(now, then, facts.unit, facts.decimal_places)}"
    ends = f"from {before} to {value}{f', which is {change}' if change in ('better', 'worse') else ''}."
    return fit(
        [f"{name} {moved} since {since}, {ends}"],
        [f"{name} {moved}, {ends}"],
        [f"This measure {moved} since {since}, {ends}"],
    )
