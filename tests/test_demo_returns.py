"""The illustrative measures hold together, come out the same each time, and show every story."""

import csv
import io
import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from pimdata.demo_figures import SCALES, expected, month_number
from pimdata.demo_return import DemoReturn
from pimdata.demo_returns import COLUMNS, SENDERS, STORIES, indicator_returns
from pimdata.demo_stories import NEVER_SENT, PLAN_SHAPES, REVISIONS, SHAPES
from pimdata.demo_words import TOPICS

DATA = Path(__file__).parent.parent / "data"
SERVICES = {"HO", "PL", "EH", "RB", "CS", "FI", "HR", "IT"}


def read(name, folder="demo"):
    with (DATA / folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MEASURES = {row["indicator_code"]: row for folder in ("plan", "demo") for row in read("indicators.csv", folder)}
DEMO = {row["indicator_code"]: row for row in read("indicators.csv")}
TARGETS = {(row["indicator_code"], row["financial_year"], row["period"]): row for row in read("targets.csv")}
RETURNS = indicator_returns(DATA)
ROWS = [(each, row) for each in RETURNS for row in csv.DictReader(io.StringIO(each.csv_text))]
SENT = defaultdict(list)
for each, row in ROWS:
    SENT[row["indicator_code"], row["period"]].append((each, row))
# What is in force for each measure and period: the last one sent.
NOW = {key: found[-1][1] for key, found in SENT.items()}


def year_of(period):
    month = month_number(period) if re.fullmatch(r"\d{4}-\d\d", period) else month_number(f"{period[:4]}-04")
    return f"{2007 + month // 12}/{(2008 + month // 12) % 100:02d}"


def shown(code, number):
    step = Decimal(1).scaleb(-int(MEASURES[code]["decimal_places"]))
    return Decimal(str(number)).quantize(step, ROUND_HALF_UP)


def value(code, period):
    return shown(code, NOW[code, period]["value"])


def target(code, period, column="target_value"):
    year = year_of(period)
    row = TARGETS.get((code, year, period)) or TARGETS.get((code, year, ""), {})
    return shown(code, row[column]) if row.get(column) else None


def short(code, period):
    """How far below target, the other way round for a measure where lower is better."""
    gap = target(code, period) - value(code, period)
    return gap if MEASURES[code]["good_is"] == "higher" else -gap


def series(code):
    return [value(code, period.name) for period in expected(MEASURES[code]) if NOW[code, period.name]["value"]]


def test_the_same_files_each_time():
    assert indicator_returns(DATA) == RETURNS


def test_a_measure_more_changes_no_other(tmp_path):
    for folder in ("plan", "demo"):
        (tmp_path / folder).mkdir()
    text = (DATA / "demo/indicators.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "demo/indicators.csv").write_text("".join(text[:1] + text[40:]), encoding="utf-8")
    (tmp_path / "demo/targets.csv").write_bytes((DATA / "demo/targets.csv").read_bytes())
    fewer = [row for each in indicator_returns(tmp_path) for row in csv.DictReader(io.StringIO(each.csv_text))]
    everything = [row for _, row in ROWS]
    assert fewer
    assert all(row in everything for row in fewer)


def test_no_plan_and_no_demonstration_is_no_returns(tmp_path):
    assert indicator_returns(tmp_path) == []


def test_how_many_and_of_what_kind():
    live = [row for row in DEMO.values() if not row["valid_to"]]
    frequencies = Counter(row["frequency"] for row in live)
    assert 80 <= len(live) <= 90
    assert frequencies["monthly"] >= 25
    assert frequencies["quarterly"] >= 30
    assert frequencies["annual"] >= 10
    assert frequencies["survey"] == 3
    assert 20 <= sum(row["is_key"] == "true" for row in live) <= 32
    assert {row["service_code"] for row in live} == SERVICES
    assert {row["value_basis"] for row in live} == {"period", "year_to_date", "running_total", "rolling", "snapshot"}
    assert len(RETURNS) <= 150


def test_every_measure_has_its_shape_topic_and_title():
    counted = {code for code, row in MEASURES.items() if row["kind"] == "indicator"}
    assert set(SHAPES) == {code for code in counted if code in DEMO}
    assert {shape.topic for shape in [*SHAPES.values(), *PLAN_SHAPES.values()]} <= set(TOPICS)
    assert all(row["sentence_subject"].startswith("The ") for row in DEMO.values())
    assert all(row["definition"].endswith(".") for row in DEMO.values())
    assert set(DEMO).isdisjoint(row["indicator_code"] for row in read("indicators.csv", "plan"))


@pytest.mark.parametrize("name", ["indicators.csv", "targets.csv", "links.csv"])
def test_every_row_says_that_it_is_illustrative(name):
    assert all(row["source_ref"].startswith("Illustrative") for row in read(name))


def test_targets_and_links_belong_to_a_measure_once():
    keys = Counter((r["indicator_code"], r["financial_year"], r["period"], r["category"]) for r in read("targets.csv"))
    assert set(keys.values()) == {1}
    assert {code for code, *_ in keys} <= set(DEMO)
    assert {row["from_code"] for row in read("links.csv")} == set(DEMO)
    assert {row["to_code"] for row in read("links.csv")} <= set("ABCDE")


def test_a_target_of_nought_has_an_absolute_tolerance():
    zero = {row["indicator_code"] for row in read("targets.csv") if row["target_value"] and not float(row["target_value"])}
    assert zero == {"HO09"}
    assert all(DEMO[code]["tolerance_kind"] == "absolute" for code in zero)
    assert all(bool(row["tolerance_kind"]) == bool(row["tolerance"]) for row in DEMO.values())


def test_owners_and_senders_are_posts_and_nobody_is_named():
    posts = {row["post"] for folder in ("plan", "demo") for row in read("posts.csv", folder)}
    names = {word for row in read("posts.csv", "plan") for word in row["name"].split()}
    holders = [row["holder"] for row in read("portfolios.csv", "plan")]
    names |= {word for name in holders for word in name.removeprefix("Cllr").split()}
    said = " ".join(" ".join(row.values()) for _, row in ROWS) + " ".join(each.by_whom for each in RETURNS)
    words = set(re.findall(r"[A-Z][a-z]+", said))
    assert {row["officer"] for row in DEMO.values()} | set(SENDERS.values()) <= posts
    assert {row["owner_role"] for _, row in ROWS if row["owner_role"]} <= posts
    assert not words & (names - {"Manager", "Officer"})
    assert "Cllr" not in said
    assert "Councillor" not in said


def test_returns_come_in_order_in_working_hours_before_the_day_shown():
    assert [each.sent_at for each in RETURNS] == sorted(each.sent_at for each in RETURNS)
    assert all(each.sent_at.weekday() < 5 and 9 <= each.sent_at.hour < 17 for each in RETURNS)
    assert RETURNS[-1].sent_at < datetime(2010, 11, 1)
    assert len({each.file_name for each in RETURNS}) == len(RETURNS)
    assert all(each.csv_text.splitlines()[0] == ",".join(COLUMNS) for each in RETURNS)
    assert all(isinstance(each, DemoReturn) and each.dataset == "indicator_results" for each in RETURNS)


def test_a_figure_is_sent_in_force_once_and_after_its_period():
    for code, measure in MEASURES.items():
        if measure["kind"] == "milestone":
            continue
        names = {period.name for period in expected(measure)}
        found = {period for of, period in SENT if of == code}
        gone = {period for of, period in NEVER_SENT if of == code}
        gone |= {name for name in names if TARGETS.get((code, year_of(name), ""), {}).get("target_kind") == "not_applicable"}
        assert found == names - gone, code
    twice = {key for key, found in SENT.items() if len(found) > 1 and MEASURES[key[0]]["kind"] == "indicator"}
    assert twice == {(each.code, each.period) for each in REVISIONS}


def test_national_indicators_begin_in_april_2008_and_retired_ones_end_before():
    for (code, period), found in SENT.items():
        measure = MEASURES[code]
        if code.startswith("NI "):
            assert year_of(period) >= "2008/09", code
        if measure["valid_to"]:
            assert year_of(period) <= "2007/08", code
        assert year_of(period) >= f"{measure['valid_from'][:4]}/", code
        assert all(each.service_code == measure["service_code"] for each, _ in found)


def test_every_replaced_measure_ended_and_left_a_break():
    breaks = {row["indicator_code"] for row in read("spc_marks.csv") if row["kind"] == "break"}
    replaced = {code: row["replaces"] for code, row in DEMO.items() if row["replaces"]}
    assert set(replaced) == breaks
    assert all(DEMO[old]["valid_to"] == "2008-03-31" for old in replaced.values())


def test_a_value_is_its_numerator_over_its_denominator():
    for _, row in ROWS:
        if row["denominator"]:
            measure = MEASURES[row["indicator_code"]]
            exact = Decimal(row["numerator"]) * SCALES.get(measure["unit"], 1) / Decimal(row["denominator"])
            places = -Decimal(row["value"]).as_tuple().exponent
            assert places > int(measure["decimal_places"]), row
            assert abs(exact - Decimal(row["value"])) <= Decimal(1).scaleb(-places), row
    ratios = [code for code, row in MEASURES.items() if row["aggregation"] == "ratio"]
    assert all(row["denominator"] for _, row in ROWS if row["indicator_code"] in ratios and row["value"])


def test_values_stay_between_the_lowest_and_highest_possible():
    for _, row in ROWS:
        measure = MEASURES[row["indicator_code"]]
        if row["value"]:
            assert Decimal(measure["lowest_possible"] or "-1e9") <= Decimal(row["value"]), row
            assert Decimal(row["value"]) <= Decimal(measure["highest_possible"] or "1e12"), row


@pytest.mark.parametrize("which", [0, -1], ids=["as first sent", "as it stands"])
def test_a_total_falls_within_a_year_once_and_is_put_right(which):
    fell = []
    for code, measure in MEASURES.items():
        if measure["value_basis"] not in ("year_to_date", "running_total") or SHAPES.get(code, PLAN_SHAPES.get(code)) is None:
            continue
        counted = "numerator" if SHAPES.get(code, PLAN_SHAPES.get(code)).cases else "value"
        goes_on = measure["value_basis"] == "running_total"
        found = [(p.name, SENT[code, p.name][which][1][counted]) for p in expected(measure) if (code, p.name) in SENT]
        pairs = pairwise(found)
        fell += [
            (code, name)
            for (before, old), (name, new) in pairs
            if Decimal(new) < Decimal(old) and (goes_on or year_of(before) == year_of(name))
        ]
    assert fell == ([("EH01", "2009-08")] if which == 0 else [])


def test_a_figure_short_of_target_says_what_why_and_what_next():
    told = 0
    for each, row in ROWS:
        code, period = row["indicator_code"], row["period"]
        measure = DEMO.get(code)
        if not measure or not row["value"] or target(code, period) is None or measure["good_is"] not in ("higher", "lower"):
            continue
        kind = TARGETS.get((code, year_of(period), period)) or TARGETS[code, year_of(period), ""]
        if kind["target_kind"] not in ("percent", "numeric"):
            continue
        gap = target(code, period) - shown(code, row["value"])
        if (gap if measure["good_is"] == "higher" else -gap) > 0:
            told += 1
            assert 40 <= len(row["what_happened"]) <= 600, row
            assert re.search(r"\d|\b(one|two|three|four|five|six|seven)\b", row["why"], re.IGNORECASE), row
            assert row["what_next"], row
            assert row["owner_role"], row
            assert date.fromisoformat(row["by_when"]) > each.sent_at.date(), row
    assert told > 200


def test_the_words_are_plain_and_varied():
    written = [row[part] for _, row in ROWS for part in ("what_happened", "why", "what_next", "forecast_reason") if row[part]]
    banned = r"\b(failing|failed|disappointing|poor|excellent|unfortunately|blame)\b|[<>{}*_`]"
    assert not [text for text in written if re.search(banned, text, re.IGNORECASE)]
    assert all(text.endswith(".") for text in written)
    whys = Counter(row["why"] for _, row in ROWS if row["why"])
    assert len(whys) > 0.75 * whys.total()
    assert len(TOPICS) >= 30


def test_a_row_has_a_figure_or_says_why_it_has_none():
    for _, row in ROWS:
        if MEASURES[row["indicator_code"]]["kind"] == "indicator":
            assert bool(row["value"]) != bool(row["no_value_reason"]), row
        assert row["forecast_reason"] or not row["forecast_year_end"]  # words alone where no figure can be told, row


def test_what_has_no_target_is_given_none():
    unjudged = {code for code, row in DEMO.items() if row["class"] != "target"}
    assert len(unjudged) >= 4
    assert not unjudged & {code for code, *_ in TARGETS}


def test_a_milestone_of_the_plan_is_told_once_it_is_reached():
    reached = [row for _, row in ROWS if row["achieved_on"] and row["indicator_code"] not in DEMO]
    assert len(reached) >= 6
    assert all(row["achieved_on"] <= "2010-09-30" for row in reached)


def test_the_end_of_the_story_is_mixed():
    quarter = {code: "2010-09" if row["frequency"] == "monthly" else "2010/11 Q2" for code, row in DEMO.items()}
    judged = [
        short(code, period) > 0
        for code, period in quarter.items()
        if (code, period) in NOW and MEASURES[code]["good_is"] in ("higher", "lower")
        and NOW[code, period]["value"] and target(code, period) is not None and code != "CS04"
    ]  # fmt: skip
    assert 0.6 < judged.count(False) / len(judged) < 0.85


# Each story by name, and the fact about the figures that makes it true.
QUARTERS_MISSED = ("2009/10 Q3", "2009/10 Q4", "2010/11 Q1", "2010/11 Q2")


def marks(code):
    return [row for row in read("spc_marks.csv") if row["indicator_code"] == code]


FACTS = {
    "missed four quarters running": lambda code: (
        all(short(code, period) > 0 for period in QUARTERS_MISSED) and short(code, "2009/10 Q2") <= 0
    ),
    "recovery": lambda code: (
        short(code, "2009-01") > 3 and all(short(code, f"2010-{month:02d}") <= 0 for month in range(4, 10))
    ),
    "amber now, green by year end": lambda code: (
        0 < short(code, "2010/11 Q2") <= 3 and NOW[code, "2010/11 Q2"]["forecast_year_end"] == "91"
    ),
    "early spike in a year to date": lambda code: (
        all(short(code, period) > 0 for period in ("2009-06", "2009-12", "2010-03"))
        and value(code, "2009-06") - target(code, "2009-06") >= value(code, "2010-03") - target(code, "2010-03")
    ),
    "between surveys": lambda code: [period for of, period in SENT if of == code] == ["2008/09"],
    "a baseline that arrives late": lambda code: (
        TARGETS[code, "2008/09", ""]["target_kind"] == "set_baseline"
        and SENT[code, "2008/09"][0][0].sent_at > datetime(2009, 11, 1)
    ),
    "a zero target": lambda code: (
        target(code, "2010/11 Q1") == 0 and value(code, "2010/11 Q1") == 3 and value(code, "2010/11 Q2") == 0
    ),
    "a provisional figure": lambda code: (
        NOW[code, "2010/11 H1"]["is_provisional"] == "true"
        and [row["is_provisional"] for _, row in SENT[code, "2009/10 H2"]] == ["true", "false"]
    ),
    "a revised figure": lambda code: (
        len({row["value"] for _, row in SENT[code, "2009-12"]}) == 2 and "weighbridge" in NOW[code, "2009-12"]["what_happened"]
    ),
    "a slip in a year to date": lambda code: (
        Decimal(SENT[code, "2009-08"][0][1]["value"]) < value(code, "2009-07") < value(code, "2009-08")
    ),
    "a return overdue": lambda code: (code, "2010/11 Q2") not in SENT and (code, "2010/11 Q1") in SENT,
    "no figure, with a reason": lambda code: (
        not NOW[code, "2010/11 Q1"]["value"] and len(NOW[code, "2010/11 Q1"]["no_value_reason"]) > 40
    ),
    "a small denominator": lambda code: all(int(row["denominator"]) < 20 for (of, _), row in NOW.items() if of == code),
    "a changed target": lambda code: (
        target(code, "2009/10 Q2") > target(code, "2009/10 Q3") and TARGETS[code, "2009/10", "2009/10 Q3"]["change_reason"]
    ),
    "a measure that worsened": lambda code: (
        value(code, "2009/10 Q4") < value(code, "2010/11 Q1") < value(code, "2010/11 Q2")
        and value(code, "2010/11 Q2") > target(code, "2010/11 Q2", "intervention_value")
    ),
    "good results beside an overspend": lambda code: all(short(code, f"2010-{month:02d}") <= 0 for month in range(4, 10)),
    "a context measure": lambda code: DEMO[code]["class"] == "context" and series(code)[-1] > series(code)[0],
    "a data-only measure": lambda code: DEMO[code]["class"] == "data_only" and series(code)[-1] < series(code)[0],
    "a range measure": lambda code: (
        value(code, "2009/10 Q3") < target(code, "2009/10 Q3", "target_low")
        and target(code, "2010/11 Q2", "target_low") <= value(code, "2010/11 Q2") <= target(code, "2010/11 Q2", "target_high")
    ),
    "monthly, rolled up": lambda code: DEMO[code]["frequency"] == "monthly" and DEMO[code]["aggregation"] == "ratio",
    "retired and replaced": lambda code: (
        DEMO[code]["valid_to"] == "2008-03-31" and [row["replaces"] for row in DEMO.values()].count(code) == 1
    ),
    "milestone achieved early": lambda code: reached(code, "2009/10") < due(code, "2009/10"),
    "milestone achieved on its day": lambda code: reached(code, "2009/10") == due(code, "2009/10"),
    "milestone achieved late": lambda code: reached(code, "2009/10") > due(code, "2009/10"),
    "milestone missed": lambda code: (
        not reached(code, "2009/10") and NOW[code, "2010/11"]["expected_on"] > due(code, "2010/11")
    ),
    "relative to a baseline": lambda code: (
        TARGETS[code, "2010/11", ""]["target_kind"] == "relative_to_baseline"
        and value(code, "2010/11 Q1") < value(code, "2009/10 Q4") + 2 <= value(code, "2010/11 Q2")
    ),
    "a target not yet confirmed": lambda code: TARGETS[code, "2010/11", ""]["target_kind"] == "to_be_confirmed",
    "not applicable this year": lambda code: (
        TARGETS[code, "2010/11", ""]["target_kind"] == "not_applicable" and (code, "2010/11 Q1") not in SENT
    ),
    "steady real improvement": lambda code: len(series(code)) == 14 and all(a < b for a, b in pairwise(series(code))),
    "bound to miss": lambda code: min(series(code)) > 84 and max(series(code)) < 91,
    "worse, and bound to miss": lambda code: max(series(code)[-4:]) < min(series(code)[:32]) and max(series(code)) < 95,
    "working, not there yet": lambda code: min(series(code)[-7:]) > max(series(code)[:21]) and max(series(code)) < 94,
    "better, and sure to be met": lambda code: min(series(code)) > 92 and min(series(code)[-7:]) > sum(series(code)) / 42,
    "a figure left out": lambda code: [row["period"] for row in marks(code) if row["kind"] == "ghost"] == ["2010-01"],
    "a step change": lambda code: max(series(code)[:17]) + 9 < min(series(code)[18:]),
    "exactly on target": lambda code: short(code, "2010-09") == 0 and Decimal(NOW[code, "2010-09"]["value"]) == 97,
    "on target by rounding": lambda code: (
        short(code, "2010-09") == 0 and Decimal(NOW[code, "2010-09"]["value"]) < target(code, "2010-09")
    ),
    "on the edge of the tolerance": lambda code: short(code, "2010/11 Q2") == Decimal(DEMO[code]["tolerance"]),
    "best ever": lambda code: series(code)[-1] < min(series(code)[:-1]),
    "not due yet": lambda code: (code, "2010/11") not in SENT and (code, "2010/11", "") in TARGETS,
}


def reached(code, period):
    return NOW[code, period]["achieved_on"]


def due(code, year):
    return TARGETS[code, year, ""]["target_date"]


def test_every_story_has_its_fact():
    assert {story.name for story in STORIES} == set(FACTS)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_story_is_in_the_data(story):
    assert FACTS[story.name](story.indicator_code)


def test_seasons_show():
    rates = {period: value("NI 192", period) for of, period in SENT if of == "NI 192"}
    assert rates["2009-07"] > rates["2009-01"] + 4
    calls = {period: value("CS08", period) for of, period in SENT if of == "CS08"}
    assert calls["2009-03"] > calls["2009-09"] + 1000


def test_a_few_returns_are_late_and_the_rest_in_twenty_working_days():
    usual = [each for each in RETURNS if not re.search(r"-(late|revised)\.csv", each.file_name)]
    ends = {"1": (0, 6, 30), "2": (0, 9, 30), "3": (0, 12, 31), "4": (1, 3, 31)}
    late = 0
    for each in usual:
        year, quarter = re.match(r"..-(\d{4})-\d\d-Q(\d)", each.file_name).groups()
        add, month, day = ends[quarter]
        waited = each.sent_at.date() - date(int(year) + add, month, day)
        assert timedelta(6) <= waited <= timedelta(50)
        late += waited > timedelta(31)
    assert 3 <= late <= 6
