"""Plain sentences and paragraphs from facts: the one door to them for pages, papers and notices.

A sentence is a pure function of a small record. Status, change and signal come with the facts; words only tell them.
"""

from collections.abc import Callable

from pimdata import sentences_after as after
from pimdata.facts import (
    PAST_FIGURES,
    ActionFacts,
    ChartFacts,
    MeasureFacts,
    MoneyFacts,
    OverviewFacts,
    RiskFacts,
    ServiceFacts,
)
from pimdata.paragraphs import (
    actions_paragraph,
    alt_text,
    empty_paragraph,
    money_paragraph,
    overview_paragraph,
    risks_paragraph,
    service_paragraph,
)
from pimdata.sentences_after import change_sentence
from pimdata.sentences_now import s_now

__all__ = [
    "PAST_FIGURES",
    "ActionFacts",
    "ChartFacts",
    "MeasureFacts",
    "MoneyFacts",
    "OverviewFacts",
    "RiskFacts",
    "ServiceFacts",
    "actions_paragraph",
    "alt_text",
    "change_sentence",
    "empty_paragraph",
    "measure_paragraph",
    "measure_sentences",
    "money_paragraph",
    "overview_paragraph",
    "risks_paragraph",
    "service_paragraph",
    "surroundings",
]

# In reading order; the number is how soon a sentence is kept when there is room for few:
# now, direction and expectation first, then what explains them, then cautions and surroundings.
TEMPLATES: tuple[tuple[int, Callable[[MeasureFacts], list[str]]], ...] = (
    (0, s_now),
    (3, after.s_run),
    (3, after.s_back),
    (1, after.s_chg),
    (3, after.s_seas),
    (3, after.s_yoy),
    (2, after.s_signal),
    (4, after.s_small),
    (4, after.s_prov),
    (4, after.s_rev),
    (5, after.s_tgt),
    (1, after.s_fc),
    (6, after.s_act),
    (6, after.s_money),
    (6, after.s_bm),
)


def measure_sentences(facts: MeasureFacts) -> list[str]:
    """All there is to say of a measure: now, run, direction, signal, cautions, expectation, surroundings."""
    return [sentence for _, template in TEMPLATES for sentence in template(facts)]


def measure_paragraph(facts: MeasureFacts, most: int = 3) -> str:
    """The sentences that matter most, in reading order: now, direction, expectation, then the rest."""
    told = [(rank, sentence) for rank, template in TEMPLATES for sentence in template(facts)]
    kept = sorted(sorted(range(len(told)), key=lambda at: told[at][0])[:most])
    return " ".join(told[at][1] for at in kept)


def surroundings(facts: MeasureFacts) -> list[str]:
    """What lies around a figure: its revision, the actions towards it, its service's money, its place among others."""
    templates = (after.s_rev, after.s_act, after.s_money, after.s_bm)
    return [sentence for template in templates for sentence in template(facts)]
