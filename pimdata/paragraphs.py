"""The paragraph at the head of each page, and what a chart says to those who cannot see it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pimdata.facts import ActionFacts, ChartFacts, MoneyFacts, OverviewFacts, RiskFacts, ServiceFacts
from pimdata.figures import (
    Number,
    date_words,
    figure,
    is_figure,
    list_names,
    money_words,
    noun,
    number_word,
    number_words,
    over_or_under,
    period_in_full,
    period_kind,
    period_name,
    period_short,
    period_words,
    plural,
)
from pimdata.sentences_after import change_sentence, counted, signal_sentence
from pimdata.sentences_now import capital, fit, s_now, tidy
from pimdata.words import RISK_BANDS, STATUSES

MOST_ALT_WORDS = 60
MOST_ALT_NAME = 12
MOST_NAMES = 3


def named(told: str, names: Sequence[str]) -> list[str]:
    """A sentence that ends in a list of names: as many as it has room for, at most three."""
    lists = [f"{told}: {list_names(names, most)}." for most in range(min(MOST_NAMES, len(names)), 0, -1)]
    return fit(*([wording] for wording in [*lists, f"{told}."]))


def met_sentence(facts: OverviewFacts) -> list[str]:
    """How many met their target, of how many that could have."""
    if facts.judged < 1:
        return ["No measure has a figure to judge against a target yet."]
    on, judged = number_words(facts.on, facts.judged)
    told = f"{capital(on)} of {judged} measures with a target met it"
    if facts.judged == 1:
        told = f"The one measure with a target {'met' if facts.on else 'did not meet'} it"
    elif facts.previous_on is not None:
        change, last = facts.on - facts.previous_on, f"last {period_kind(facts.period)}"
        more = f"{number_word(abs(change))} {'more' if change > 0 else 'fewer'} than"
        told = f"{told}, {more if change else 'the same as'} {last}"
    return [f"{told}."]


def missed_sentence(facts: OverviewFacts) -> list[str]:
    """How many were near and how many below; nothing where none missed."""
    near, below = number_words(facts.near, facts.below)
    were = "was" if (facts.near or facts.below) == 1 else "were"
    if facts.near and facts.below:
        return [f"{capital(near)} {were} slightly below and {below} below target."]
    if not facts.near and not facts.below:
        return []
    return [f"{capital(near if facts.near else below)} {were} {'slightly ' if facts.near else ''}below target."]


def worse_sentence(facts: OverviewFacts) -> list[str]:
    """What has got worse for two periods or more."""
    count = len(facts.worse_names)
    told = f"{capital(number_word(count))} {noun(count, 'has', 'have')} got worse for two"
    return named(f"{told} {period_kind(facts.period)}s or more", facts.worse_names) if count else []


def improved_sentence(facts: OverviewFacts) -> list[str]:
    """What has clearly improved."""
    count = len(facts.improved_names)
    told = f"{capital(number_word(count))} {noun(count, 'has', 'have')} clearly improved"
    return named(told, facts.improved_names) if count else []


def returns_sentence(facts: OverviewFacts) -> list[str]:
    """How complete the figures are."""
    if facts.returns_due < 1:
        return []
    late = facts.returns_overdue
    into, due, overdue = number_words(facts.returns_in, facts.returns_due, late)
    if facts.returns_due == 1:
        return [f"The one return is {'in' if facts.returns_in else 'overdue' if late else 'not in yet'}."]
    if facts.returns_in == facts.returns_due:
        return [f"All {due} returns are in."]
    told = f"{capital(into)} of {due} returns {noun(facts.returns_in, 'is', 'are')} in"
    return [f"{told}; {overdue} {noun(late, 'is', 'are')} overdue." if late else f"{told}; none is overdue."]


def budget_sentence(name: str, variance: Number | None) -> list[str]:
    """Where a budget is forecast to be at the year's end."""
    if not is_figure(variance):
        return []
    amount = over_or_under(variance)
    return [f"{capital(tidy(name))} is forecast to be {amount or 'in line with'} its budget."]


def overview_paragraph(facts: OverviewFacts) -> str:
    """How the council is doing in one period."""
    told = [
        f"{period_words(facts.period)}.",
        *met_sentence(facts),
        *missed_sentence(facts),
        *worse_sentence(facts),
        *improved_sentence(facts),
        *returns_sentence(facts),
        *budget_sentence(facts.budget_name, facts.budget_variance),
    ]
    return " ".join(told)


def empty_paragraph(period: str, first_due: date | None = None) -> str:
    """What to say of a period that has no figures."""
    due = f" The first returns are due on {date_words(first_due)}." if first_due else ""
    return f"No figures have been loaded for {period_in_full(period)} yet.{due}"


def targets_sentence(facts: ServiceFacts) -> list[str]:
    """How many targets a service met."""
    name, period = capital(tidy(facts.service)) or "This service", period_in_full(facts.period)
    on, judged = number_words(facts.on, facts.judged)
    if facts.judged < 1:
        told = "had no targets to judge"
    elif facts.judged == 1:
        told = f"{'met' if facts.on else 'did not meet'} its one target"
    else:
        told = f"met {'all' if facts.on == facts.judged else f'{on} of'} {judged} targets"
    return fit([f"{name} {told} in {period}."], [f"{name} {told} in {period_name(facts.period)}."])


def actions_sentence(facts: ActionFacts) -> list[str]:
    """A service's actions in one sentence."""
    states = counted((facts.done, "done"), (facts.on_track + facts.due_soon, "on track"), (facts.late, "late"))
    told = f"It has {number_word(facts.total)} {noun(facts.total, 'action')}"
    return [f"{told}: {states}." if states else f"{told}."] if facts.total > 0 else []


def risk_sentence(name: str, score: int, band: str) -> list[str]:
    """The risk that scores most."""
    if score < 1:
        return []
    scored = f"score {score}, {RISK_BANDS[band].lower()}" if band in RISK_BANDS else f"score {score}"
    plain = [f"The highest risk has a {scored}."]
    return fit([f"The highest risk is {tidy(name)} ({scored})."], plain) if tidy(name) else plain


def service_paragraph(facts: ServiceFacts) -> str:
    """How one service is doing in one period."""
    told = [
        *targets_sentence(facts),
        *(s_now(replace(facts.worst, is_period_named=True)) if facts.worst else []),
        *(change_sentence(facts.best) if facts.best else []),
        *(actions_sentence(facts.actions) if facts.actions else []),
        *budget_sentence("It", facts.budget_variance),
        *risk_sentence(facts.top_risk, facts.top_risk_score, facts.top_risk_band),
    ]
    return " ".join(told)


def actions_paragraph(facts: ActionFacts) -> str:
    """How the actions are going, and the one that is latest."""
    if facts.total < 1:
        return "There are no actions."
    states = counted(
        (facts.done, "done"),
        (facts.on_track, "on track"),
        (facts.due_soon, "due soon"),
        (facts.late, "late"),
        (facts.not_started, "not started on time"),
    )
    told = [f"{plural(facts.total, 'action')}.", *([f"{capital(states)}."] if states else [])]
    if facts.latest_days > 0 and tidy(facts.latest_name):
        late = f"late by {plural(facts.latest_days, 'day')}"
        told += fit([f"The latest is {tidy(facts.latest_name)}, {late}."], [f"The latest is {late}."])
    return " ".join(told)


def risks_paragraph(facts: RiskFacts) -> str:
    """How many risks there are, how they have moved, and the highest."""
    if facts.total < 1:
        return "There are no risks on the register."
    bands = counted(*((getattr(facts, band), words.lower()) for band, words in RISK_BANDS.items()))
    moved = counted((facts.rose, "rose"), (facts.fell, "fell"), (facts.new, noun(facts.new, "is new", "are new")))
    late = facts.reviews_overdue
    told = [
        f"{plural(facts.total, 'risk')}.",
        *([f"{capital(bands)}."] if bands else []),
        *([f"Since they were last scored: {moved}."] if moved else []),
        *([f"{capital(number_word(late))} {noun(late, 'review is', 'reviews are')} overdue."] if late else []),
        *risk_sentence(facts.top_name, facts.top_score, facts.top_band),
    ]
    return " ".join(told)


def money_paragraph(facts: MoneyFacts) -> str:
    """A budget, spending to date, and where the year is forecast to end."""
    name, told = capital(tidy(facts.name)) or "The budget", []
    if is_figure(facts.approved_budget):
        told.append(f"{name} has a budget of {money_words(facts.approved_budget)} this year.")
    if is_figure(facts.variance):
        amount = over_or_under(facts.variance) or "in line with"
        by = f"By the end of {period_in_full(facts.period)}" if facts.period else "So far this year"
        told.append(f"{by} spending was {amount} the budget to date.")
    told += budget_sentence("It" if told else name, facts.forecast_variance)
    if count := len(facts.over_names):
        services = f"{capital(number_word(count))} {noun(count, 'service is', 'services are')}"
        told += named(f"{services} forecast to spend over budget", facts.over_names)
    return " ".join(told) or "No budget figures have been loaded yet."


def alt_text(facts: ChartFacts) -> str:
    """What a chart shows, in under 60 words: the trend goes first, then part of a long name."""
    name, trend = tidy(facts.measure), signal_sentence(facts.signal, facts.points_available)
    start = " ".join(name.split()[:MOST_ALT_NAME])
    wordings = [
        alt_sentences(facts, name, trend),
        alt_sentences(facts, name, []),
        alt_sentences(facts, f"{start} …", trend),
        alt_sentences(facts, f"{start} …", []),
    ]
    short = [told for told in wordings if len(" ".join(told).split()) < MOST_ALT_WORDS]
    return " ".join(fit(*(short or wordings[-1:])))


def as_on_axis(period: str) -> str:
    """A period by its name, but a half as the axis has it: "the first half of" twice over is hard to hear."""
    return period_short(period) if period_kind(period) == "half-year" else period_name(period)


def alt_sentences(facts: ChartFacts, measure: str, signal: list[str]) -> list[str]:
    """Chart and span, last figure and status, highest and lowest, trend, and where the figures are."""

    def in_unit(value: Number | None) -> str:
        return figure(value, facts.unit, facts.decimal_places)

    status = f", {STATUSES[facts.status].words.lower()}" if facts.status in STATUSES else ""
    told = [
        f"{facts.chart_type}, {as_on_axis(facts.first_period)} to {as_on_axis(facts.last_period)}.",
        f"{measure or 'This measure'}: {in_unit(facts.value)} in {as_on_axis(facts.last_period)}{status}.",
    ]
    if facts.highest_period and facts.lowest_period:
        ends = (
            f"Highest {in_unit(facts.highest)} in {as_on_axis(facts.highest_period)}",
            f"lowest {in_unit(facts.lowest)} in {as_on_axis(facts.lowest_period)}",
        )
        told.append(f"{', '.join(ends)}.")
    return [*told, *signal, "Figures in the table below."]
