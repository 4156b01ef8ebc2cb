"""Control charts as the views judge them, held against a second opinion written from the definition and not from the SQL."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from pimdata import build
from tests import test_spc_second_opinion_itself as by_hand
from tests.spc_second_opinion import RULES, Judged, Series, judge, random_series

CHAIN = ("series_points", "limited_points", "spc_points", "spc_summary")
EXACT = (
    *(
        "phase",
        "astronomical",
        "trend",
        "two_of_three",
        "shift",
        "any_high",
        "any_low",
        "conflict",
        "primary_rule",
        "point_type",
    ),
)
LINES = ("mean", "lower_limit", "upper_limit", "lower_near", "upper_near")
SAID = ("points_used", "limits_status", "variation", "assurance")
FIGURE = pl.Decimal(28, 9)
MOVES = pl.List(pl.Struct({"part": pl.Int64, "move": pl.Float64}))


def judged_by_sql(db: duckdb.DuckDBPyConnection, several: Sequence[Series], rules: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Points and summaries of these series, keyed by their place; the views' own text over tables of their inputs."""
    fill(db, several)
    named, _, is_unscreened = rules.partition(", ")
    db.execute("set variable spc_rules = $rules", {"rules": named})
    db.execute("set variable spc_screens = $screens", {"screens": False if is_unscreened else None})
    for relation in CHAIN:
        db.execute(f"create or replace temporary table {relation} as {build.select_of(relation)}")
    db.execute("set variable spc_rules = null")
    db.execute("set variable spc_screens = null")
    return db.sql("from spc_points order by series_key, period_index").pl(), db.sql("from spc_summary").pl()


def fill(db: duckdb.DuckDBPyConnection, several: Sequence[Series]) -> None:
    figures, methods, marks = [], [], []
    for key, series in enumerate(several):
        aims = [column or (None,) * len(series.points) for column in (series.target, series.target_low, series.target_high)]
        for place, point in enumerate(series.points):
            figures.append((str(key), point.period_index, point.period_start, point.value, *(aim[place] for aim in aims)))
            if point.ghost:
                marks.append((str(key), "ghost", point.period_start))
        marks += [(str(key), "rebase", rebase) for rebase in series.rebases]
        ends = [point.period_index for point in series.points] or [0]
        settings = (series.good_is, series.shift_length, series.trend_length, series.is_screened, series.conflict)
        methods.append((str(key), *settings, series.baseline_points, min(ends), max(ends)))
    numbers = dict.fromkeys(("figure", "target", "target_low", "target_high"), FIGURE)
    frames = {
        "series_figures": pl.DataFrame(
            figures,
            schema={"series_key": pl.String, "period_index": pl.Int64, "period_start": pl.Date, **numbers},
            orient="row",
        ).with_columns(
            period=pl.col("period_start").dt.to_string("%Y-%m"), indicator_code="series_key", part=1, parts=12,
            row_no=pl.int_range(pl.len()).over("series_key") + 1, a_year_before=pl.lit(None, FIGURE), move=pl.lit(None, FIGURE),
        ),
        "series_methods": pl.DataFrame(
            methods,
            schema={
                "series_key": pl.String, "good_is": pl.String, "shift_length": pl.Int64, "trend_length": pl.Int64,
                "is_screened": pl.Boolean, "conflict_policy": pl.String, "baseline_points": pl.Int64,
                "first_index": pl.Int64, "last_index": pl.Int64,
            },
            orient="row",
        ).with_columns(
            indicator_code="series_key", trend_method=pl.lit("XmR"), refused_because=pl.lit(""), is_on_year=False,
            is_seasonal=False, parts=12, usual_moves=pl.lit(None, MOVES),
        ),
        "series_marks": pl.DataFrame(
            marks, schema={"series_key": pl.String, "kind": pl.String, "marked_start": pl.Date}, orient="row"
        ).with_columns(reason=pl.lit("Because.")),
    }  # fmt: skip
    for name, frame in frames.items():
        db.register("incoming", frame)
        db.execute(f"create or replace temporary table {name} as from incoming")
        db.unregister("incoming")


def differences(db: duckdb.DuckDBPyConnection, several: Sequence[Series], rules: str) -> list[str]:
    """Every place where the views and the second opinion do not say the same."""
    points, summaries = judged_by_sql(db, several, rules)
    by_series = points.partition_by("series_key", as_dict=True)
    of_series = {row["series_key"]: row for row in summaries.to_dicts()}
    found = []
    for key, series in enumerate(several):
        told = by_series[(str(key),)].to_dicts() if (str(key),) in by_series else []
        found += [f"{rules} {key}: {said} in {series}" for said in unlike(judge(series, rules), told, of_series[str(key)])]
    return found


def unlike(expected: Judged, points: list[dict], summary: dict) -> list[str]:
    if len(points) != len(expected.points):
        return [f"{len(points)} points for {len(expected.points)}"]
    found = []
    for point, other in zip(points, expected.points, strict=True):
        for name in EXACT:
            if point[name] != getattr(other, name):
                found.append(f"{name} at {other.period_index} is {point[name]}, not {getattr(other, name)}")
        for name in LINES:
            if not near(point[name], getattr(other, name)):
                found.append(f"{name} at {other.period_index} is {point[name]}, not {getattr(other, name)}")
    for name in SAID:
        if summary[name] != getattr(expected.summary, name):
            found.append(f"{name} is {summary[name]}, not {getattr(expected.summary, name)}")
    return found


def near(value: float | None, expected: float | None) -> bool:
    if value is None or expected is None:
        return value is expected
    return abs(value - expected) <= 1e-9 * max(1, abs(expected))


def worked_by_hand() -> list[Series]:
    """Every series of the hand-worked cases."""
    cases = [(figures, how) for figures, how, *_ in by_hand.LINES.values()]
    cases += [(figures, how) for _, figures, how, *_ in by_hand.CASES.values()]
    cases += [(figures, how) for figures, how, _ in by_hand.SUMMARIES.values()]
    for figures, words, *_ in by_hand.TYPES.values():
        good_is, conflict, _ = words.split()
        cases.append((figures, {"good_is": good_is, "conflict": conflict, **by_hand.FIRST}))
    for figures, good_is, aim, *_ in by_hand.ASSURANCES.values():
        aims = dict(zip(("target_low", "target_high"), aim, strict=True)) if good_is == "range" else {"target": aim}
        cases.append((figures, {"good_is": good_is, **{name: level for name, level in aims.items() if level}}))
    series = [by_hand.read(figures, **how) for figures, how in cases]
    for figures, rebases, _ in by_hand.PHASES.values():
        series.append(by_hand.read(figures, rebases=tuple(by_hand.date.fromisoformat(day) for day in rebases.split())))
    return series


@pytest.mark.parametrize("rules", RULES)
def test_every_case_worked_by_hand(db, rules):
    assert differences(db, worked_by_hand(), rules) == []


@pytest.mark.parametrize("rules", RULES)
def test_random_series(db, rules):
    chance = random.Random(20260722 + len(rules))
    assert differences(db, [random_series(chance) for _ in range(1000)], rules) == []


def moved(series: Series, by: Decimal = Decimal(0), times: int = 1) -> Series:
    """The same series, every figure and target multiplied and then raised; where it is turned over, so is polarity."""

    def change(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * times + by

    turned = {"higher": "lower", "lower": "higher"}.get(series.good_is, series.good_is) if times < 0 else series.good_is
    aims = {name: tuple(map(change, getattr(series, name))) for name in ("target", "target_low", "target_high")}
    if times < 0:
        aims["target_low"], aims["target_high"] = aims["target_high"], aims["target_low"]
    points = tuple(replace(point, value=change(point.value)) for point in series.points)
    return replace(series, points=points, good_is=turned, **aims)


def test_raising_every_figure_raises_the_limits_and_changes_no_flag(db):
    chance = random.Random(3)
    several = [random_series(chance) for _ in range(150)]
    before, said = judged_by_sql(db, several, "default")
    after, said_after = judged_by_sql(db, [moved(series, Decimal("12.25")) for series in several], "default")
    assert before.select(EXACT).equals(after.select(EXACT))
    assert said.sort("series_key").select(SAID).equals(said_after.sort("series_key").select(SAID))
    for name in LINES:
        raised = (after[name] - before[name]).drop_nulls()
        assert raised.len() > 1000
        assert raised.is_between(12.25 - 1e-6, 12.25 + 1e-6).all()


def test_turning_figures_and_polarity_over_mirrors_everything(db):
    chance = random.Random(4)
    # Where neither way is better a conflict shows the way up, whichever way that is.
    several = [series for series in (random_series(chance) for _ in range(250)) if series.good_is in ("higher", "lower")]
    before, said = judged_by_sql(db, several, "default")
    after, said_after = judged_by_sql(db, [moved(series, times=-1) for series in several], "default")
    for name in ("astronomical", "trend", "two_of_three", "shift"):
        assert (before[name] + after[name] == 0).all()
        assert before[name].abs().sum() > 50
    same = ["phase", "conflict", "primary_rule", "point_type"]
    assert before.select(same).equals(after.select(same))
    assert before["any_high"].equals(after["any_low"])
    mirror = {"high": "low", "low": "high"}
    told = [mirrored(word, mirror) for word in said.sort("series_key")["variation"]]
    assert told == said_after.sort("series_key")["variation"].to_list()
    assert said.sort("series_key")["assurance"].equals(said_after.sort("series_key")["assurance"])


def mirrored(word: str | None, mirror: dict[str, str]) -> str | None:
    kind, _, side = (word or "").rpartition("_")
    return f"{kind}_{mirror[side]}" if side in mirror else word
