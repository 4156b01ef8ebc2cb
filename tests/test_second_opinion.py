"""The rules again in plain Python, written from their definitions, beside the views on random series."""

from __future__ import annotations

import calendar
import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import holidays
import polars as pl
import pytest

from tests.conftest import TODAY, ordinary

SERIES = 600
CLOSED = holidays.country_holidays("GB", subdiv="ENG", years=range(2006, 2013))
PARTS = {"monthly": 12, "quarterly": 4, "half-yearly": 2, "annual": 1}
YEARS = (2008, 2009)
SIX = Decimal("0.000001")


def name_of(frequency: str, year: int, part: int) -> str:
    long = f"{year}/{(year + 1) % 100:02d}"
    if frequency == "monthly":
        return f"{year + (part + 2) // 12}-{(part + 2) % 12 + 1:02d}"
    return {"annual": long, "half-yearly": f"{long} H{part}", "quarterly": f"{long} Q{part}"}[frequency]


def last_day(frequency: str, year: int, part: int) -> date:
    months = part * 12 // PARTS[frequency]
    month, later = (months + 2) % 12 + 1, (months + 2) // 12
    return date(year + later, month, calendar.monthrange(year + later, month)[1])


def due_day(end: date, days: int, kind: str) -> date:
    if kind == "calendar":
        day = end + timedelta(days)
        while day.weekday() > 4 or day in CLOSED:
            day += timedelta(1)
        return day
    day = end
    while days:
        day += timedelta(1)
        days -= day.weekday() < 5 and day not in CLOSED
    return day


def shown(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def short(indicator: dict[str, Any], value: Decimal, target: dict[str, Any]) -> Decimal | None:
    places = indicator["decimal_places"]
    aim, low, high = (shown(target[name], places) for name in ("target_value", "target_low", "target_high"))
    if indicator["good_is"] == "higher":
        return None if aim is None else aim - value
    if indicator["good_is"] == "lower":
        return None if aim is None else value - aim
    if indicator["good_is"] == "range" and (low is not None or high is not None):
        return max(([low - value] if low is not None else []) + ([value - high] if high is not None else []))
    return None


def judge(indicator: dict[str, Any], value: Decimal, target: dict[str, Any] | None) -> str:
    """On, near, below or info, from s.5.3."""
    if indicator["class"] != "target" or target is None or target["target_kind"] not in ("numeric", "percent"):
        return "info"
    places = indicator["decimal_places"]
    missed = short(indicator, shown(value, places), target)
    if missed is None:
        return "info"
    if missed <= 0:
        return "on"
    aim, floor = shown(target["target_value"], places), shown(target["intervention_value"], places)
    room = None
    if floor is not None and indicator["good_is"] in ("higher", "lower"):
        at = shown(value, places)
        return "near" if (at >= floor if indicator["good_is"] == "higher" else at <= floor) else "below"
    if indicator["tolerance_kind"] == "absolute":
        room = indicator["tolerance"]
    elif indicator["tolerance_kind"] == "percent" and aim is not None:
        room = indicator["tolerance"] * abs(aim) / 100
    return "near" if room is not None and missed <= room else "below"


def change(indicator: dict[str, Any], now: tuple | None, then: tuple | None) -> str:
    """Better, worse, same or n/a, from s.5.4; each side is a figure as shown, how far short it was, and its breaks."""
    if not now or not then or now[2] != then[2] or indicator["good_is"] not in ("higher", "lower", "range"):
        return "n/a"
    gain = now[0] - then[0]
    amount = indicator["deadband"] or Decimal(0)
    small = {"absolute": amount, "percent": abs(then[0]) * amount / 100}.get(indicator["deadband_kind"], Decimal(0))
    if abs(gain) <= small:
        return "same"
    if indicator["good_is"] == "lower":
        gain = -gain
    if indicator["good_is"] == "range":
        if now[1] is None or then[1] is None:
            return "n/a"
        gain = max(then[1], 0) - max(now[1], 0)
    return "better" if gain > small else "worse" if gain < -small else "same"


def rolled(indicator: dict[str, Any], parts: list[dict[str, Any] | None]) -> Decimal | None:
    """The figure of a longer period, from those of its parts."""
    if indicator["value_basis"] != "period" or indicator["aggregation"] == "last":
        return parts[-1]["value"] if parts[-1] else None
    if indicator["aggregation"] == "ratio":
        if any(part is None or part["numerator"] is None or part["denominator"] is None for part in parts):
            return None
        under = sum(part["denominator"] for part in parts)
        return 100 * sum(part["numerator"] for part in parts) / under if under else None
    if any(part is None or part["value"] is None for part in parts):
        return None
    total = sum(part["value"] for part in parts)
    return total if indicator["aggregation"] == "sum" else total / len(parts)


def opinions(indicator: dict[str, Any], targets: dict, results: dict, breaks: list[date]) -> dict[tuple[str, str], tuple]:
    """Value, status, change on the period before, change on the year, and run of misses, of every expected period."""
    own = PARTS[indicator["frequency"]]
    lengths = [frequency for frequency in ("monthly", "quarterly", "half-yearly", "annual") if PARTS[frequency] <= own]
    if indicator["frequency"] != "half-yearly":
        lengths = [frequency for frequency in lengths if frequency != "half-yearly"]
    if indicator["aggregation"] == "none":
        lengths = [indicator["frequency"]]
    found: dict[tuple[str, str], tuple] = {}
    for frequency in lengths:
        known: dict[int, tuple] = {}
        run = 0
        for year in YEARS:
            for part in range(1, PARTS[frequency] + 1):
                period, end = name_of(frequency, year, part), last_day(frequency, year, part)
                many = own // PARTS[frequency]
                below = [name_of(indicator["frequency"], year, (part - 1) * many + n) for n in range(1, many + 1)]
                sent = [results.get(name) for name in below]
                value = (sent[0]["value"] if sent[0] else None) if many == 1 else rolled(indicator, sent)
                answered = all(each is not None for each in sent)
                target = targets.get((year, period)) or targets.get((year, ""))
                is_alike = (
                    frequency == "annual"
                    or indicator["value_basis"] in ("snapshot", "running_total", "rolling")
                    or (indicator["value_basis"] == "period" and indicator["aggregation"] in ("ratio", "mean"))
                )
                if not targets.get((year, period)) and not is_alike:
                    target = None
                if value is None:
                    due = due_day(end, indicator["due_days"] or 20, indicator["due_day_kind"])
                    status = "info" if answered else "late" if due < TODAY else "due"
                else:
                    value = value.quantize(SIX, ROUND_HALF_UP)
                    status = judge(indicator, value, target)
                run = run + 1 if value is not None and status in ("near", "below") else 0
                at, places = year * PARTS[frequency] + part, indicator["decimal_places"]
                if value is not None:
                    is_levelled = target is not None and target["target_kind"] in ("numeric", "percent")
                    missed = short(indicator, shown(value, places), target) if is_levelled else None
                    known[at] = shown(value, places), missed, sum(day <= end for day in breaks)
                on_previous = change(indicator, known.get(at), known.get(at - 1))
                on_year = change(indicator, known.get(at), known.get(at - PARTS[frequency]))
                # s.5.4: what adds up always rises; a year so far is held against one, what never begins again against none.
                if indicator["value_basis"] == "year_to_date" and frequency != "annual":
                    on_previous = "n/a"
                if indicator["value_basis"] == "running_total":
                    on_previous = on_year = "n/a"
                found[indicator["indicator_code"], period] = value, status, on_previous, on_year, run
    return found


def invent(chance: random.Random, code: str) -> tuple[dict, dict, dict, list]:
    """An indicator, its targets, its figures and its breaks, with ties, gaps, noughts and figures below nought."""
    places = chance.choice([0, 0, 1, 2])
    good_is = chance.choice(["higher", "higher", "lower", "lower", "range", "range", "neither"])
    kind = chance.choice(["absolute", "percent", ""])

    def figure() -> Decimal:
        return Decimal(chance.choice([0, 0, -20, 50, 50, *range(40, 60)])) / chance.choice([1, 1, 2, 10, 100])

    frequency = chance.choice([*PARTS])
    indicator = ordinary(
        "indicators", indicator_code=code, valid_from=date(2008, 4, 1), valid_to=date(2010, 3, 31), frequency=frequency,
        good_is=good_is, decimal_places=places, tolerance_kind=kind,
        tolerance=Decimal(chance.choice([0, 1, 2, 5, 10])) if kind else None,
        deadband_kind=chance.choice(["", "", "absolute", "percent"]),
        deadband=chance.choice([None, Decimal(0), Decimal(2), Decimal(5)]),
        value_basis=chance.choice(["period", "period", "snapshot", "year_to_date", "running_total", "rolling"]),
        aggregation=chance.choice(["sum", "mean", "ratio", "last", "none"]), due_days=chance.choice([None, 5, 30]),
        due_day_kind=chance.choice(["", "working", "calendar"]),
        **{"class": chance.choice(["target"] * 6 + ["context", "data_only"])},
    )  # fmt: skip
    targets, results = {}, {}
    for year in YEARS:
        names = [name_of(frequency, year, part) for part in range(1, PARTS[frequency] + 1)]
        for period in ["", *names]:
            if chance.random() < (0.8 if period == "" else 0.15) and not (period and frequency == "annual"):
                aim, reach = figure(), Decimal(chance.choice([0, 1, 5]))
                is_range = good_is == "range"
                targets[year, period] = ordinary(
                    "targets", indicator_code=code, financial_year=f"{year}/{(year + 1) % 100:02d}", period=period,
                    target_kind=chance.choice(["numeric", "percent", "percent", "to_be_confirmed", "none"]),
                    target_value=None if is_range else aim, target_low=aim if is_range else None,
                    target_high=aim + reach if is_range and chance.random() < 0.8 else None,
                    intervention_value=aim + reach * (-1 if good_is == "higher" else 1)
                    if good_is in ("higher", "lower") and chance.random() < 0.2 else None,
                )  # fmt: skip
        for period in names:
            if chance.random() < 0.85:
                value = figure() if chance.random() < 0.9 else None
                under = Decimal(chance.randrange(1, 20)) if chance.random() < 0.95 else None
                results[period] = ordinary(
                    "indicator_results", indicator_code=code, period=period, value=value,
                    numerator=Decimal(chance.randrange(20)) if under and value is not None else None,
                    denominator=under if value is not None else None, no_value_reason="" if value is not None else "flood",
                )  # fmt: skip
    breaks = [(year, part) for year in YEARS for part in range(1, PARTS[frequency] + 1) if chance.random() < 0.04]
    return indicator, targets, results, [(name_of(frequency, *each), each) for each in breaks]


@pytest.fixture(scope="module")
def both(world):
    """What the view says and what this file says, of the same series."""
    chance = random.Random(20091231)
    mine: dict[tuple[str, str], tuple] = {}
    rows: dict[str, list[dict]] = {"indicators": [], "targets": [], "indicator_results": [], "spc_marks": []}
    for number in range(SERIES):
        indicator, targets, results, breaks = invent(chance, f"IND-{number:03d}")
        rows["indicators"].append(indicator)
        rows["targets"] += targets.values()
        rows["indicator_results"] += results.values()
        code = indicator["indicator_code"]
        rows["spc_marks"] += [ordinary("spc_marks", indicator_code=code, period=period) for period, _ in breaks]
        frequency = indicator["frequency"]
        starts = [last_day(frequency, *each).replace(day=1) for _, each in breaks]
        months = 12 // PARTS[frequency] - 1
        for back, day in enumerate(starts):
            count = day.year * 12 + day.month - 1 - months
            starts[back] = date(count // 12, count % 12 + 1, 1)
        mine |= opinions(indicator, targets, results, starts)
    with world() as (db, given):
        for dataset, each in rows.items():
            given(dataset, indicator_code="nobody")
            frame = pl.DataFrame(each, schema={name: db.sql(f"from {dataset} limit 0").pl().schema[name] for name in each[0]})
            db.register("incoming", frame.with_row_index("source_row", 3))
            db.execute(f"insert into {dataset} by name select *, $load as load_id from incoming", {"load": given.loads})
            db.unregister("incoming")
        found = db.sql("""
            select indicator_code, period, value, status, change_on_previous, change_on_year, run_of_misses
            from indicator_status where indicator_code <> 'nobody'
        """).fetchall()
    return {(code, period): tuple(answer) for code, period, *answer in found}, mine, rows


QUESTIONS = ("value", "status", "change on the period before", "change on the year", "run of misses")


def test_both_expect_the_same_periods(both):
    theirs, mine, _ = both
    assert theirs.keys() == mine.keys()
    assert len({code for code, _ in mine}) == SERIES


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_view_and_a_second_opinion_agree(both, question):
    theirs, mine, _ = both
    at = QUESTIONS.index(question)
    unlike = {key: (theirs[key], mine[key]) for key in mine if theirs.get(key, mine[key])[at] != mine[key][at]}
    assert not unlike, f"{len(unlike)} of {len(mine)}; the first: {next(iter(unlike.items()))}"


def test_every_answer_is_among_them(both):
    _, mine, _ = both
    assert {status for _, status, *_ in mine.values()} == {"on", "near", "below", "info", "due", "late"}
    assert (
        {word for *_, word, _, _ in mine.values()}
        == {word for *_, word, _ in mine.values()}
        == {"better", "worse", "same", "n/a"}
    )
    assert max(run for *_, run in mine.values()) >= 4
