from datetime import date
from decimal import Decimal

import pytest

from pimdata import figures, words


def test_statuses_are_in_the_order_everything_is_sorted_in():
    assert [(key, status.words, status.letter) for key, status in words.STATUSES.items()] == [
        ("below", "Below target", "R"),
        ("near", "Slightly below target", "A"),
        ("on", "On target", "G"),
        ("info", "No target set", "N"),
        ("due", "Not due yet", "–"),
        ("late", "Return overdue", "L"),
    ]
    assert sorted(sorted(words.STATUSES), key=words.status_order) == list(words.STATUSES)


def test_each_status_can_be_read_back_from_its_words():
    assert [words.status_key(words.status_words(key)) for key in words.STATUSES] == list(words.STATUSES)


KEYS = {
    # why this case is here:                     (table, every key the database gives)
    "every change has words":                    (words.DIRECTIONS, {"better", "worse", "same", "n/a"}),
    "every signal has words":                    (words.SIGNALS, {"better", "worse", "changed", "usual", "few"}),
    "a forecast may have no target or not exist": (words.FORECASTS, {"on", "near", "below", "info", "n/a"}),
    "every state of an action has words":
        (words.ACTION_RAGS, {"overdue", "due_soon", "on_track", "revised", "complete", "closed"}),
    "every band has words":                      (words.RISK_BANDS, {"low", "moderate", "high", "very_high"}),
    "every movement has words":                  (words.MOVEMENTS, {"rose", "fell", "same", "new"}),
}  # fmt: skip


@pytest.mark.parametrize("case", KEYS.values(), ids=KEYS)
def test_every_key_has_its_own_words(case):
    table, keys = case
    assert set(table) == keys
    assert len(set(table.values())) == len(table)


FIGURES = {
    # why this case is here:                     (value, unit, places, shown)
    "a percentage keeps its decimals":           (Decimal(91), "percent", 1, "91.0%"),
    "money has commas and its sign in front":    (1234, "£", 0, "£1,234"),
    "pence are kept":                            (17.5, "£", 2, "£17.50"),
    "less than nothing, sign before the pound":  (-1234, "£", 0, "-£1,234"),
    "a unit cost":                               (62.5, "£ per household", 2, "£62.50 per household"),
    "days have a word":                          (21.4, "days", 1, "21.4 days"),
    "one day is not 1 days":                     (1, "days", 0, "1 day"),
    "one decimal at most for days":              (21.44, "days", 2, "21.4 days"),
    "one tonne is not 1 tonnes":                 (1, "tonnes", 0, "1 tonne"),
    "a count needs no unit":                     (1234, "number", 0, "1,234"),
    "a rate for so many people":                 (8.25, "per 1,000", 1, "8.3 per 1,000"),
    "a unit that repeats the title is left off": (1.4, "average contacts per request", 1, "1.4"),
    "half goes away from nought":                (Decimal("0.125"), "percent", 2, "0.13%"),
    "as written, not as binary has it":          (2.675, "number", 2, "2.68"),
    "never minus nought":                        (-0.04, "percent", 1, "0.0%"),
    "a missing figure says so":                  (None, "days", 1, "no figure"),
    "not a number says so":                      (float("nan"), "percent", 1, "no figure"),
    "without end says so":                       (float("inf"), "percent", 1, "no figure"),
}  # fmt: skip


@pytest.mark.parametrize("case", FIGURES.values(), ids=FIGURES)
def test_figure(case):
    value, unit, places, shown = case
    assert figures.figure(value, unit, places) == shown


LEVELS = {
    # why this case is here:                     (value, unit, places, spoken)
    "a round target drops its noughts":          (17, "days", 1, "17"),
    "a percentage keeps its sign":               (91, "percent", 1, "91%"),
    "pounds keep their sign":                    (250, "£", 2, "£250"),
    "decimals that say something stay":          (17.5, "£", 2, "£17.50"),
    "hundreds are not mistaken for decimals":    (100, "number", 0, "100"),
}  # fmt: skip


@pytest.mark.parametrize("case", LEVELS.values(), ids=LEVELS)
def test_level(case):
    value, unit, places, spoken = case
    assert figures.level(value, unit, places) == spoken


DIFFERENCES = {
    # why this case is here:                     (value, other, unit, places, difference)
    "percentages differ in points":              (86.8, 91, "percent", 1, "4.2 percentage points"),
    "one point is not 1 points":                 (90, 91, "percent", 0, "1 percentage point"),
    "it is of the figures shown":                (86.84, 86.76, "percent", 1, ""),
    "which can be larger than of those held":    (86.04, 85.96, "percent", 0, ""),
    "and so adds up for a reader":               (86.5, 86.4, "percent", 0, "1 percentage point"),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENCES.values(), ids=DIFFERENCES)
def test_difference(case):
    value, other, unit, places, difference = case
    assert figures.difference(value, other, unit, places) == difference


MONEY = {
    # why this case is here:                     (amount, said)
    "large is in millions":                      (412_000, "£0.4 million under"),
    "a round million has no nought":             (2_000_000, "£2 million under"),
    "thousands are rounded":                     (45_400, "£45,000 under"),
    "small is exact":                            (1_499, "£1,499 under"),
    "pennies are in line":                       (0.3, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", MONEY.values(), ids=MONEY)
def test_money_is_over_or_under_and_never_signed(case):
    amount, said = case
    assert figures.over_or_under(-amount) == said
    assert figures.over_or_under(amount) == said.replace("under", "over")


PERIODS = {
    # written:    (in full, in a sentence, where there is little room)
    "2009/10 Q2": ("Quarter 2 2009/10 (July to September 2009)", "Quarter 2 (July to September 2009)", "Q2 2009/10"),
    "2009/10 Q4": ("Quarter 4 2009/10 (January to March 2010)", "Quarter 4 (January to March 2010)", "Q4 2009/10"),
    "2009/10 H1": ("April to September 2009 (first half of 2009/10)",
                   "the first half of 2009/10 (April to September 2009)", "H1 2009/10"),
    "2009/10 H2": ("October 2009 to March 2010 (second half of 2009/10)",
                   "the second half of 2009/10 (October 2009 to March 2010)", "H2 2009/10"),
    "2009-07":    ("July 2009", "July 2009", "Jul 2009"),
    "1999/00":    ("1999/00", "1999/00", "1999/00"),
}  # fmt: skip


@pytest.mark.parametrize("period", PERIODS)
def test_period(period):
    names = (figures.period_words(period), figures.period_in_full(period), figures.period_short(period))
    assert names == PERIODS[period]


@pytest.mark.parametrize("period", ["", "2009/11", "2009/10 Q5", "2009-13", "Q2"])
def test_what_is_not_a_period_is_refused(period):
    with pytest.raises(ValueError, match="not a period"):
        figures.period_words(period)


NAMES = {
    # why this case is here:                     (names, listed)
    "none":                                      ([], ""),
    "one stands alone":                          (["a"], "a"),
    "two need no comma":                         (["a", "b"], "a and b"),
    "three are all named":                       (["a", "b", "c"], "a, b and c"),
    "the fourth is counted":                     (["a", "b", "c", "d"], "a, b, c and 1 more"),
    "stray spaces go":                           (["a  b\n", "c"], "a b and c"),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMES.values(), ids=NAMES)
def test_list_names(case):
    names, listed = case
    assert figures.list_names(names) == listed


def test_counts_are_words_to_nine_and_never_mixed():
    assert [figures.number_word(count) for count in (0, 1, 9, 10, 1234)] == ["none", "one", "nine", "10", "1,234"]
    assert figures.number_words(7, 34) == ["7", "34"]


def test_date_words():
    assert figures.date_words(date(2010, 11, 1)) == "1 November 2010"
