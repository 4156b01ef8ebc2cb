"""Where a figure stands among others: quartiles, ties, ranks, and what is said where there is no quarter."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest

GROUP = "all districts"
YEAR, BEFORE = "2009/10", "2008/09"
ELEVEN = [*range(10, 120, 10)]  # with ourselves, twelve


def indicator(given, **changes):
    given("indicators", frequency="annual", value_basis="period", aggregation="none", **changes)


def others(given, figures, period=YEAR, group=GROUP, **changes):
    for number, figure in enumerate(figures, 1):
        value = None if figure is None else Decimal(str(figure))
        given("comparators", period=period, authority_code=f"X{number:02}", group=group, value=value, **changes)


def ours(given, figure, period=YEAR):
    given("indicator_results", period=period, value=Decimal(str(figure)))


def published(given, lower, median, upper, period=YEAR, group=GROUP):
    quartiles = {"lower_quartile": lower, "median": median, "upper_quartile": upper}
    given("quartiles", period=period, group=group, **{name: Decimal(str(value)) for name, value in quartiles.items()})


def position(db, group=GROUP, period=YEAR):
    found = db.sql('from benchmark_position where "group" = ? and period = ?', params=[group, period]).pl().to_dicts()
    assert len(found) <= 1
    return found[0] if found else None


# Why the case is here: which way is better, our figure, the published lower quartile, median and upper, and the band.
EDGES = {
    "above the upper quartile": ("higher", 61, (40, 50, 60), "best"),
    "on the upper quartile: the better quarter": ("higher", 60, (40, 50, 60), "best"),
    "just short of it": ("higher", 59, (40, 50, 60), "above"),
    "on the median: the better quarter": ("higher", 50, (40, 50, 60), "above"),
    "just short of the median": ("higher", 49, (40, 50, 60), "below"),
    "just above the lower quartile": ("higher", 41, (40, 50, 60), "below"),
    "on the lower quartile: the worst, as published": ("higher", 40, (40, 50, 60), "worst"),
    "below everything": ("higher", 0, (40, 50, 60), "worst"),
    "less is better: below the lower quartile is best": ("lower", 39, (40, 50, 60), "best"),
    "less is better: on the lower quartile": ("lower", 40, (40, 50, 60), "best"),
    "less is better: on the median": ("lower", 50, (40, 50, 60), "above"),
    "less is better: just short of the upper quartile": ("lower", 59, (40, 50, 60), "below"),
    "less is better: on the upper quartile": ("lower", 60, (40, 50, 60), "worst"),
    "less is better, and the publisher calls the lowest the upper quartile": ("lower", 39, (60, 50, 40), "best"),
    "a hundred per cent is top where half the group has it": ("higher", 100, (90, 100, 100), "best"),
    "half the group has the worst figure there can be": ("higher", 0, (0, 0, 10), "above"),
    "no spread, and no quarter": ("higher", 100, (100, 100, 100), None),
    "a range has no better side": ("range", 50, (40, 50, 60), None),
    "neither way is better": ("neither", 50, (40, 50, 60), None),
}  # fmt: skip


@pytest.mark.parametrize("case", EDGES.values(), ids=EDGES)
def test_the_quarter_of_a_figure(db, given, case):
    good_is, figure, thresholds, band = case
    indicator(given, good_is=good_is)
    ours(given, figure)
    published(given, *thresholds)
    found = position(db)
    assert (found["band"], found["threshold_source"]) == (band, "published")


REASONS = {
    "no spread": ("higher", 100, (100, 100, 100), "no spread"),
    "range": ("range", 50, (40, 50, 60), "neither a higher nor a lower figure is better"),
    "neither": ("neither", 50, (40, 50, 60), "neither a higher nor a lower figure is better"),
}


@pytest.mark.parametrize("case", REASONS.values(), ids=REASONS)
def test_where_there_is_no_quarter_the_reason_says_why(db, given, case):
    good_is, figure, thresholds, reason = case
    indicator(given, good_is=good_is)
    ours(given, figure)
    published(given, *thresholds)
    assert position(db)["reason"] == reason


def test_quartiles_are_worked_out_with_ourselves_among_the_group(db, given):
    indicator(given)
    others(given, ELEVEN)
    ours(given, 120)
    found = position(db)
    # Twelve figures, 10 to 120: the quartiles lie at 2.75, 5.5 and 8.25 steps. Without us they would be 35, 60 and 85.
    assert [found[name] for name in ("q1", "median", "q3")] == [Decimal("37.5"), Decimal(65), Decimal("92.5")]
    assert (found["band"], found["rank"], found["of"], found["authorities"]) == ("best", 1, 12, 12)
    assert (found["threshold_source"], found["threshold_period"]) == ("worked out", YEAR)


def test_published_quartiles_win(db, given):
    indicator(given)
    others(given, ELEVEN)
    ours(given, 120)
    published(given, 200, 300, 400)
    found = position(db)
    assert (found["q1"], found["band"], found["threshold_source"]) == (Decimal(200), "worst", "published")
    assert (found["rank"], found["of"]) == (1, 12)  # the rank is among the figures there are


def test_published_quartiles_of_one_group_leave_another_alone(db, given):
    indicator(given)
    others(given, ELEVEN, group="all districts; family 3")
    ours(given, 120)
    published(given, 200, 300, 400, group="family 3")
    assert (position(db)["band"], position(db, "family 3")["band"]) == ("best", "worst")


def test_under_twelve_there_is_a_rank_alone(db, given):
    indicator(given)
    others(given, ELEVEN[:-1])
    ours(given, 55)
    found = position(db)
    assert (found["band"], found["q1"], found["rank"], found["of"]) == (None, None, 6, 11)
    assert found["reason"] == "fewer than 12 authorities"


# Why the case is here: what the twelfth authority's figure is, and how many count.
UNCOUNTED = {
    "no figure was published": {"value": None},
    "the figure is doubtful": {"value": Decimal(120), "is_doubtful": True},
}


@pytest.mark.parametrize("case", UNCOUNTED.values(), ids=UNCOUNTED)
def test_missing_and_doubtful_figures_make_no_quartile(db, given, case):
    indicator(given)
    others(given, ELEVEN[:-1])
    given("comparators", period=YEAR, authority_code="X99", **case)
    ours(given, 55)
    found = position(db)
    assert (found["band"], found["of"], found["rank"]) == (None, 11, 6)
    kept = db.sql("select rank, is_counted from compared_figures where authority_code = 'X99'").fetchall()
    assert kept == [(None, False)]  # and a reader still sees that it is there


def test_ties_share_the_better_rank(db, given):
    indicator(given, good_is="lower")
    others(given, [10, 20, 20, 30])
    ours(given, 20)
    found = position(db)
    assert (found["rank"], found["of"]) == (2, 5)


def test_a_year_without_quartiles_is_held_against_the_newest_year_before_it(db, given):
    indicator(given)
    for period, step in (("2006/07", 1), ("2007/08", 10), ("2010/11", 1000)):
        others(given, [step * figure for figure in [*ELEVEN, 120]], period)
    ours(given, 61)
    found = position(db)
    assert (found["threshold_period"], found["threshold_source"]) == ("2007/08", "worked out")
    assert (found["band"], found["rank"], found["of"]) == ("worst", None, None)  # nobody else has a figure of our year


def test_a_year_half_of_which_has_come_in_is_ranked_and_held_against_the_year_before(db, given):
    indicator(given)
    others(given, [*ELEVEN, 120], BEFORE)
    others(given, [10, 20, 200])
    ours(given, 100)
    found = position(db)
    assert (found["threshold_period"], found["band"], found["rank"], found["of"]) == (BEFORE, "best", 2, 4)


def test_a_later_year_never_judges_an_earlier_one(db, given):
    indicator(given)
    others(given, ELEVEN, YEAR)
    ours(given, 61, BEFORE)
    found = position(db, period=BEFORE)
    assert (found["band"], found["reason"]) == (None, "no other figures for the period")


def test_quarters_are_not_held_against_years(db, given):
    given("indicators", frequency="quarterly", value_basis="period", aggregation="none")
    published(given, 40, 50, 60)
    given("indicator_results", period="2009/10 Q2", value=Decimal(70))
    assert db.sql("from benchmark_position").fetchall() == []


def test_a_quarterly_measure_is_compared_by_the_year_it_makes(db, given):
    given("indicators", frequency="quarterly", value_basis="period", aggregation="sum")
    published(given, 40, 50, 60, BEFORE)
    for quarter in (1, 2, 3, 4):
        given("indicator_results", period=f"2008/09 Q{quarter}", value=Decimal(13))
    assert position(db, period=BEFORE)["band"] == "above"


def test_our_figure_is_judged_as_readers_see_it(db, given):
    indicator(given, decimal_places=0)
    ours(given, "59.6")
    published(given, 40, 50, 60)
    assert position(db)["band"] == "best"


# Why the case is here: our figure, the figure at which the next better quarter begins, and how far off it is.
NEXT = {
    "from the bottom": ("higher", 30, 40, 10),
    "from the third": ("higher", 45, 50, 5),
    "from the second": ("higher", 52, 60, 8),
    "there is none better": ("higher", 70, None, None),
    "less is better, from the bottom": ("lower", 75, 60, 15),
    "less is better, from the second": ("lower", 45, 40, 5),
}


@pytest.mark.parametrize("case", NEXT.values(), ids=NEXT)
def test_how_far_it_is_to_the_next_quarter(db, given, case):
    good_is, figure, edge, distance = case
    indicator(given, good_is=good_is)
    ours(given, figure)
    published(given, 40, 50, 60)
    found = position(db)
    assert (found["next_edge"], found["to_next"]) == (edge, distance)


MOVES = {
    "up": (45, 55, "better"),
    "down by two": (70, 45, "worse"),
    "the same": (52, 55, "same"),
    "no figure before": (None, 55, "n/a"),
}


@pytest.mark.parametrize("case", MOVES.values(), ids=MOVES)
def test_which_way_it_moved_between_quarters(db, given, case):
    before, now, movement = case
    indicator(given)
    published(given, 40, 50, 60, BEFORE)
    published(given, 40, 50, 60)
    if before is not None:
        ours(given, before, BEFORE)
    ours(given, now)
    assert position(db)["movement"] == movement


def test_any_authority_can_be_taken_as_us(db, given):
    indicator(given)
    others(given, [*ELEVEN, 120], group="all districts; family 3")
    others(given, [5, 6], period=BEFORE, group="counties")
    ours(given, 65)
    db.execute("set variable us = 'X12'")
    found = position(db)
    # Our own figure is not among them then: quartiles of the twelve, and X12 is the best of them.
    assert (found["value"], found["rank"], found["of"], found["q1"]) == (120, 1, 12, Decimal("37.5"))
    groups = db.execute('select distinct "group" from benchmark_position').fetchall()
    assert sorted(groups) == [("all districts",), ("family 3",)]  # none that it does not stand in
    db.execute("set variable us = 'X02'")
    assert position(db)["band"] == "worst"


def test_a_doubtful_figure_of_the_authority_taken_as_us_has_no_quarter(db, given):
    indicator(given)
    others(given, [*ELEVEN, 120])
    given("comparators", period=YEAR, authority_code="X99", value=Decimal(500), is_doubtful=True)
    db.execute("set variable us = 'X99'")
    found = position(db)
    assert (found["band"], found["rank"], found["reason"]) == (None, None, "the figure is marked doubtful")


NAMES = {
    "as it is": ("South Cambridgeshire District Council", 12),
    "in short": ("South Cambridgeshire", 12),
    "another": ("East Cambridgeshire District Council", 13),
    "its county": ("Cambridgeshire County Council", 13),
}


@pytest.mark.parametrize("case", NAMES.values(), ids=NAMES)
def test_the_council_itself_is_not_counted_twice(db, given, case):
    named, of = case
    db.execute("set variable council = 'South Cambridgeshire District Council'")
    indicator(given)
    others(given, ELEVEN)
    given("comparators", period=YEAR, authority_code="X99", authority=named, value=Decimal(500))
    ours(given, 65)
    assert position(db)["of"] == of


def test_what_others_publish_of_the_council_stands_where_it_has_no_result_of_its_own(db, given):
    db.execute("set variable council = 'South Cambridgeshire District Council'")
    indicator(given)
    for period in (BEFORE, YEAR):
        others(given, ELEVEN, period)
        row = {"authority_code": "X99", "authority": "South Cambridgeshire", "value": Decimal(500), "source": "Defra"}
        given("comparators", period=period, **row)
    ours(given, 65)
    found = {period: position(db, period=period) for period in (BEFORE, YEAR)}
    assert [(each["value"], each["of"], each["rank"]) for each in found.values()] == [(500, 12, 1), (65, 12, 6)]
    ours_there = "select period, source from compared_figures where is_us order by period"
    assert db.sql(ours_there).fetchall() == [(BEFORE, "Defra"), (YEAR, "")]


def test_counts_go_by_the_largest_group(db, given):
    indicator(given)
    given("targets", target_value=Decimal(100))
    others(given, ELEVEN, group="all districts; family 3")
    for number, figure in enumerate((200, 300), 50):
        given("comparators", period=YEAR, authority_code=f"X{number}", group="all districts", value=Decimal(figure))
    ours(given, 95)  # best of the twelve of family 3, and not of all fourteen
    assert db.sql('select "group", band from benchmark_own').fetchall() == [("all districts", "above")]
    counted = db.sql(f"""
        select expected, banded, in_best_quartile, in_best_two, quartile_compared from headlines where period = '{YEAR}'
    """).fetchall()
    assert counted == [(1, 1, 0, 1, 0)]


def test_a_quarter_that_moved_is_counted(db, given):
    for code, before, now in (("A", 45, 55), ("B", 70, 45), ("C", 52, 55)):
        indicator(given, indicator_code=code)
        for period, figure in ((BEFORE, before), (YEAR, now)):
            given("indicator_results", indicator_code=code, period=period, value=Decimal(figure))
            thresholds = {"lower_quartile": Decimal(40), "median": Decimal(50), "upper_quartile": Decimal(60)}
            given("quartiles", indicator_code=code, period=period, **thresholds)
    found = db.sql(f"""
        select banded, in_best_two, quartile_up, quartile_same, quartile_down, quartile_compared
        from headlines where period = '{YEAR}'
    """).fetchall()
    assert found == [(3, 2, 1, 1, 1, 3)]


SEEDS, GROUPS = 10, 30


def plain_quartile(figures: list[Decimal], share: Decimal) -> Decimal:
    """A straight line between the two figures that the share falls between."""
    ordered = sorted(figures)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def second_opinion(good_is: str, figure: Decimal, rest: list[tuple[Decimal | None, bool]]) -> tuple[str | None, int, int]:
    """Band, rank and how many are ranked, from the definition: the whole group turned so that more is better."""
    group = [figure, *(value for value, is_doubtful in rest if value is not None and not is_doubtful)]
    turned, our = ([-value for value in group], -figure) if good_is == "lower" else (group, figure)
    rank = 1 + sum(value > our for value in turned)
    if len(turned) < 12:
        return None, rank, len(turned)
    worst, middle, best = (plain_quartile(turned, Decimal(share) / 4) for share in (1, 2, 3))
    if worst == best:
        return None, rank, len(turned)
    bands = (("best", our >= best), ("above", our >= middle), ("below", our > worst), ("worst", True))
    return next(name for name, fits in bands if fits), rank, len(turned)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_second_opinion_agrees_on_random_groups(world, seed):
    chance = random.Random(seed)
    expected, rows, results = {}, [], []
    with world() as (db, given):
        for number in range(GROUPS):
            code, good_is = f"R-{number:02}", chance.choice(["higher", "lower"])
            spread, places = chance.choice([(1, 0), (4, 0), (30, 0), (999, 1)]), 1
            draw = lambda: Decimal(chance.randint(0, spread[0])) / 10 ** spread[1]  # noqa: B023, E731 - used at once
            rest = [(draw() if chance.random() > 0.08 else None, chance.random() < 0.08) for _ in range(chance.randint(1, 40))]
            figure = draw()
            indicator(given, indicator_code=code, good_is=good_is, decimal_places=places)
            rows += [(code, f"X{place:02}", value, is_doubtful) for place, (value, is_doubtful) in enumerate(rest)]
            results.append((code, figure))
            expected[code] = second_opinion(good_is, figure, rest)
        fill(db, given, rows, results)
        found = db.execute("select indicator_code, band, rank, of from benchmark_position").fetchall()
    assert {code: tuple(said) for code, *said in found} == expected


def fill(db, given, rows, results):
    """Many rows of one load each, put in at once."""
    comparators, figures = given("comparators", indicator_code="none"), given("indicator_results", indicator_code="none")
    schema = {"code": pl.String, "authority": pl.String, "value": pl.Decimal(18, 6), "is_doubtful": pl.Boolean}
    db.register("sent", pl.DataFrame(rows, schema=schema, orient="row"))
    db.execute(f"""
        insert into main.comparators by name
        select code as indicator_code, '{YEAR}' as period, authority as authority_code, authority, '{GROUP}' as "group",
            value, is_doubtful, {comparators} as load_id, 2 as source_row
        from sent
    """)
    db.register("sent", pl.DataFrame(results, schema={"code": pl.String, "value": pl.Decimal(18, 6)}, orient="row"))
    db.execute(f"""
        insert into main.indicator_results by name
        select code as indicator_code, '{YEAR}' as period, '' as dimension, '' as category, value, '' as no_value_reason,
            {figures} as load_id, 2 as source_row
        from sent
    """)
    db.unregister("sent")


def test_the_second_opinion_itself_knows_the_excel_answer():
    figures = [Decimal(number) for number in (1, 2, 3, 4, 10)]
    third = plain_quartile([*figures, Decimal(20)], Decimal("0.25")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (plain_quartile(figures, Decimal("0.25")), third) == (Decimal(2), Decimal("2.25"))
