"""What is said of forecasts: every method has words, and each sentence says what its facts do."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from pimdata import build, forecast_sentences
from pimdata.forecast_sentences import Quality

HOW, WHY = build.select_of("forecast_methods").split("end as method,")
METHODS = set(re.findall(r"then '([^']+)'", HOW)) | {
    "mean so far, unweighted", "latest figure", "usual level", "level since it shifted",
}  # fmt: skip
ARITHMETIC = Quality("computed", 1200, "2007/08", "2009/10", Decimal("3.4"), 962, 874, 1017, 810)
OWNERS = Quality("owner", 244, "2008/09", "2009/10", Decimal("4.2"), 230, 214, 244, 153, 226, 114, 92)
MONEY = Quality("money", 180, "2008/09", "2009/10", Decimal("0.5"), 180, 174, 180, 138)


@pytest.mark.parametrize("method", sorted(METHODS - {"outturn"}))
def test_every_method_the_rules_know_has_words(method):
    said = forecast_sentences.method_words(method, 3)
    assert said != method
    assert "{" not in said
    assert said.endswith(".") == method.startswith("none")
    assert method.startswith("none") or method in forecast_sentences.METHOD_NAMES


@pytest.mark.parametrize("method", sorted(each for each in METHODS - {"outturn"} if not each.startswith("none")))
def test_every_method_says_why_it_is_that(method):
    rules = set(re.findall(r"then '([^']+)'", WHY))
    assert len(rules) > 3
    said = {rule: forecast_sentences.why_this_way(method, rule) for rule in rules}
    assert all(words.endswith(".") for rule, words in said.items() if rule != "its kind of figure")
    can_be_chosen = method in ("straight line", "run rate", "remainder of last year")
    assert said["its kind of figure"].endswith(".") != can_be_chosen
    assert forecast_sentences.why_this_way(method, "") == ""


# Why the case is here: the facts, and the whole of what is said.
PARAGRAPHS = {
    "all three kinds": (
        [ARITHMETIC, OWNERS, MONEY],
        "Forecasts for 2007/08 to 2009/10 were out, on average, by 3.4% by arithmetic, 4.2% by owners and 0.5% for money. They "
        "foretold the status of the year in 810 of 1,017 by arithmetic, 153 of 244 by owners and 138 of 180 for "
        "money. Of 226 made side by side, the owner was nearer in 114 and the arithmetic in 92.",
    ),
    "one year, and nothing judged": (
        [Quality("money", 1, "2009/10", "2009/10", Decimal(2))],
        "Forecasts for 2009/10 were out, on average, by 2.0% for money.",
    ),
    "no percentage of nought": (
        [Quality("computed", 1, "2009/10", "2009/10")],
        "Forecasts were made for 2009/10, but every year came to nought, so their errors are no percentage of it.",
    ),
    "none yet": ([], "No year with a forecast has ended yet, so nothing can be said of how good forecasts are."),
}


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_how_good_forecasts_have_been_in_words(case):
    kinds, wanted = PARAGRAPHS[case]
    assert forecast_sentences.quality_paragraph(kinds) == wanted


@pytest.mark.parametrize(
    ("likelihood", "rule", "wanted"),
    [
        ("unlikely", "the whole range", "None of that range comes near the target."),
        ("in doubt", "the whole range", "Part of that range would miss the target."),
        ("likely", "the owner's forecast", "How likely the target is, is judged by the owner's forecast."),
        ("likely", "what the year came to", ""),
    ],
)
def test_what_a_likelihood_rests_on(likelihood, rule, wanted):
    assert forecast_sentences.likelihood_sentence(likelihood, rule) == wanted


def test_a_range_of_one_figure_is_not_told():
    assert "between" not in forecast_sentences.computed_sentence("64", "64", "64", "straight line")
