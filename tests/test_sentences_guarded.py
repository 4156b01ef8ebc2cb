"""What no sentence may ever be, over made-up facts of every other kind: forecasts, counts, returns, money and pictures."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from pimdata import forecast_sentences, quality_sentences, sentences, sentences_change
from pimdata.facts import ChartFacts, MoneyFacts
from pimdata.forecast_sentences import Quality
from pimdata.quality_sentences import Owed
from tests.test_forecast_sentences import METHODS
from tests.test_sentences import PERIODS, any_facts, check

MOST_WORDS_ON_AVERAGE, HARDEST_GRADE = 17, 9


def told_of(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    return [sentence for sentence in re.split(r"(?<=\.) (?=[A-Z\d])", paragraph) if sentence]


def a_quality(pick: random.Random, source: str) -> Quality:
    made = pick.choice((0, 1, pick.randrange(2000)))
    judged, paired = pick.randrange(made + 1), pick.randrange(made + 1)
    nearer = pick.randrange(paired + 1)
    return Quality(
        source, made, "2007/08", pick.choice(("2007/08", "2009/10")),
        pick.choice((None, Decimal("0.0"), Decimal("3.4"), Decimal("1234.5"))), made, pick.randrange(made + 1), judged,
        pick.randrange(judged + 1), paired, nearer, paired - nearer,
    )  # fmt: skip


def test_no_sentence_of_a_forecast_breaks_a_guard_rail():
    methods, rules = sorted(METHODS - {"outturn"}), ["the whole range", "the owner's forecast", "the forecast alone", ""]
    for seed in range(300):
        pick = random.Random(seed)
        method = pick.choice(methods)
        has_figure = not method.startswith("none")
        forecast, low, high = (f"{pick.randrange(1000)}%" if has_figure else "" for _ in range(3))
        for sentence in told_of(forecast_sentences.computed_sentence(forecast, low, high, method, pick.randrange(1, 12))):
            check(sentence)
        for rule in ("its kind of figure", *forecast_sentences.RULES):
            for sentence in told_of(forecast_sentences.why_this_way(method, rule)):
                check(sentence)
        likelihood = pick.choice(("likely", "in doubt", "unlikely"))
        for sentence in told_of(forecast_sentences.likelihood_sentence(likelihood, pick.choice(rules))):
            check(sentence)
        kinds = [a_quality(pick, source) for source in forecast_sentences.SOURCES]
        for sentence in told_of(forecast_sentences.quality_paragraph(kinds)):
            check(sentence)


def test_no_sentence_of_counts_returns_or_money_breaks_a_guard_rail():
    for seed in range(300):
        pick = random.Random(seed)
        compared = pick.choice((0, 1, pick.randrange(60)))
        improving = pick.randrange(compared + 1)
        owed = [Owed(pick.choice(("in", "late", "due")), pick.randrange(1, 40)) for _ in range(pick.choice((0, 1, 2, 30)))]
        money = pick.choice((None, 0, -0.2, -450_000, 12_345, float("nan")))
        paragraphs = (
            sentences_change.share_improving(improving, compared, Decimal("41.0"), Decimal("80.9")),
            sentences_change.same_set(compared + 2, sentences_change.SameSet(compared, improving, compared, improving)),
            sentences_change.real_changes(improving, compared - improving, compared),
            sentences_change.likely_to_meet(improving, compared),
            quality_sentences.returns_paragraph("2009/10 Q2", owed),
            sentences.money_paragraph(
                MoneyFacts(
                    name=pick.choice(("", "The general fund")), period=pick.choice(("", *PERIODS)), approved_budget=money,
                    variance=money, forecast_variance=money, over_names=("Planning", "Housing")[: pick.randrange(3)],
                )
            ),
        )  # fmt: skip
        for paragraph in paragraphs:
            for sentence in told_of(paragraph.replace("1 shows", "1 is")):  # a verb, and no things counted
                check(sentence)


def test_no_sentence_of_a_picture_or_of_surroundings_breaks_a_guard_rail():
    for seed in range(400):
        pick = random.Random(seed)
        number = lambda: pick.choice((-0.04, 0, 1, pick.uniform(-50, 5000)))  # noqa: B023, E731
        chart = ChartFacts(
            chart_type=pick.choice(("Line chart", "Control chart")), measure=pick.choice(("", "Homes let on time")),
            unit=pick.choice(("percent", "£", "days", "number")), decimal_places=pick.randrange(3),
            first_period=pick.choice(PERIODS), last_period=pick.choice(PERIODS),
            value=number(), highest=number(), lowest=number(),
            highest_period=pick.choice(("", *PERIODS)), lowest_period=pick.choice(("", *PERIODS)),
            signal=pick.choice(("", "better", "worse", "changed", "usual", "few")), points_available=pick.randrange(20),
        )  # fmt: skip
        for sentence in [*told_of(sentences.alt_text(chart)), *sentences.surroundings(any_facts(seed))]:
            check(sentence)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end: near enough for a grade."""
    return max(1, len(re.findall("[aeiouy]+", re.sub(r"e$", "", word.lower()))))


def grade_of(told: list[str]) -> float:
    """Flesch and Kincaid's grade of reading; figures are left out, for they are read as they stand."""
    read = [word for sentence in told for word in re.findall(r"[A-Za-z]+", sentence)]
    return 0.39 * len(read) / len(told) + 11.8 * sum(map(syllables, read)) / len(read) - 15.59


def test_sentences_are_short_and_easy_to_read():
    told = [sentence for seed in range(300) for sentence in sentences.measure_sentences(any_facts(seed))]
    assert len(told) > 1500
    assert sum(len(sentence.split()) for sentence in told) / len(told) <= MOST_WORDS_ON_AVERAGE
    assert grade_of(told) <= HARDEST_GRADE


def test_the_grade_knows_easy_from_hard():
    assert grade_of(["It was late."]) < 2
    assert grade_of(["Organisational transformation necessitates considerable interdepartmental coordination."]) > HARDEST_GRADE
