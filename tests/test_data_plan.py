"""The council's own plan in data/plan holds what its documents say, in the shapes that load."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PLAN = Path(__file__).resolve().parents[1] / "data" / "plan"
SOURCE = Path(__file__).resolve().parents[2] / "shared" / "council-plan"
DOCUMENTS = SOURCE.parent / "documents"
EXTRA = ["inferred", "note", "source_ref"]
KEYS = {
    "portfolios": ["portfolio", "valid_from"],
    "services": ["service_code", "valid_from"],
    "posts": ["id"],
    "partners": ["id"],
    "plan_items": ["item_code", "valid_from"],
    "plan_sections": ["plan", "section_no"],
    "links": ["from_code", "to_code", "valid_from"],
    "indicators": ["indicator_code", "valid_from"],
    "targets": ["indicator_code", "financial_year", "period", "category"],
    "actions": ["action_code", "valid_from"],
    "action_steps": ["action_code", "step_no"],
    "action_updates": ["action_code", "step_no", "as_of"],
    "risks": ["risk_code", "valid_from"],
    "calendar": ["entry_code"],
}
MAY_BE_BLANK = {"period", "category", "step_no"}  # '' = the year, the whole
NO_TARGET = {
    *("IND-06", "SX52", "NI 14", "IND-15", "NI 7", "IND-37", "NI 17"),
    *("NI 21", "NI 24", "NI 25", "NI 27", "NI 16", "IND-48"),
}
ONE_OF = {
    "plan_items": {
        "kind": ["aim", "approach", "service objective", "supporting objective"],
        "service_code": ["", "PP", "PA"],
    },
    "indicators": {
        "kind": ["indicator", "milestone"],
        "theme": ["results", "customers", "money", "people", "plans"],
        "class": ["target", "context", "data_only"],
        "good_is": ["", "higher", "lower", "range", "neither"],
        "frequency": ["monthly", "quarterly", "half-yearly", "annual", "survey"],
        "value_basis": ["period", "year_to_date", "running_total", "rolling", "snapshot"],
        "aggregation": ["sum", "ratio", "mean", "last", "none"],
        "decimal_places": ["0", "1"],
        "service_code": ["PP", "PA"],
    },
    "targets": {"date_precision": ["", "day", "month", "quarter"], "relative_unit": ["", "points"]},
    "actions": {"kind": ["council action", "improvement action", "improvement"], "service_code": ["", "PP", "PA"]},
    "action_updates": {"state": ["not started", "in progress", "complete"]},
    "risks": {"register": ["service"], "service_code": ["PP", "PA"]},
}


def read(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan(name):
    return read(PLAN, name)


def target(code, year):
    (found,) = [t for t in plan("targets") if (t["indicator_code"], t["financial_year"]) == (code, year)]
    return found


def codes():
    """Every code that a link may name, with the dataset it is from."""
    homes = {"plan_items": "item_code", "indicators": "indicator_code", "actions": "action_code"}
    return {row[column]: name for name, column in homes.items() for row in plan(name)}


def beneath(code):
    """Everything that serves this, at any remove."""
    direct = defaultdict(set)
    for link in plan("links"):
        direct[link["to_code"]].add(link["from_code"])
    found, waiting = set(), {code}
    while waiting:
        waiting = set().union(*(direct[c] for c in waiting)) - found
        found |= waiting
    return found


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("portfolios", 4),
        ("services", 2),
        ("posts", 32),
        ("partners", 33),
        ("plan_items", 35),
        ("plan_sections", 12),
        ("links", 116),
        ("indicators", 49),
        ("targets", 147),
        ("actions", 55),
        ("action_steps", 96),
        ("action_updates", 26),
        ("risks", 29),
        ("calendar", 22),
    ],
)
def test_each_file_has_as_many_rows_as_the_documents_give(name, rows):
    assert len(plan(name)) == rows


def test_the_plan_has_five_aims_ten_approaches_five_service_and_fifteen_supporting_objectives():
    assert Counter(row["kind"] for row in plan("plan_items")) == {
        "aim": 5,
        "approach": 10,
        "service objective": 5,
        "supporting objective": 15,
    }


def test_there_are_twelve_council_actions_seventeen_improvement_actions_and_26_lines_of_2007():
    assert Counter((row["plan"], row["kind"]) for row in plan("actions")) == {
        ("Council Actions 2009/10", "council action"): 12,
        ("Service improvement plan 2009/10", "improvement action"): 17,
        ("Improvement Plan 2007", "improvement"): 26,
    }


def test_93_target_cells_are_filled_and_13_indicators_have_no_target_in_any_year():
    kinds = defaultdict(set)
    for row in plan("targets"):
        kinds[row["indicator_code"]].add(row["target_kind"])
    assert sum(row["target_text"] != "" for row in plan("targets")) == 93
    assert {code for code, seen in kinds.items() if seen == {"none"}} == NO_TARGET
    assert len(NO_TARGET) == 13


def test_every_indicator_has_one_cell_in_each_of_the_three_years():
    cells = Counter((row["indicator_code"], row["financial_year"]) for row in plan("targets"))
    years = ["2009/10", "2010/11", "2011/12"]
    assert cells == {(row["indicator_code"], year): 1 for row in plan("indicators") for year in years}


def test_every_kind_of_target_is_counted():
    assert Counter(row["target_kind"] for row in plan("targets")) == {
        "numeric": 27,
        "percent": 34,
        "milestone_date": 12,
        "set_baseline": 5,
        "relative_to_baseline": 2,
        "not_applicable": 4,
        "to_be_confirmed": 2,
        "none": 61,
    }


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("IND-16", "2010/11", {"target_text": "3 (?)", "target_kind": "numeric", "target_value": "3"}),
        ("IND-16", "2011/12", {"target_text": "3 (?)", "is_uncertain": "true"}),
        ("IND-01", "2009/10", {"target_text": "Set baseline", "target_kind": "set_baseline", "target_value": ""}),
        ("IND-01", "2010/11", {"target_text": "Baseline +2.5%", "target_value": "2.5", "relative_unit": "points"}),
        ("IND-01", "2011/12", {"target_text": "Baseline + 5%", "target_kind": "relative_to_baseline"}),
        ("IND-03", "2009/10", {"target_text": "1 st May 09", "target_date": "2009-05-01", "date_precision": "day"}),
        ("IND-02", "2010/11", {"target_text": "July 10", "target_date": "2010-07-31", "date_precision": "month"}),
        ("IND-21", "2009/10", {"target_text": "Mar 09", "target_date": "2009-03-31", "target_kind": "milestone_date"}),
        ("IND-34", "2009/10", {"target_text": "By end Q3", "target_date": "2009-12-31", "date_precision": "quarter"}),
        ("IND-34", "2010/11", {"target_text": "N/A", "target_kind": "not_applicable"}),
        ("NI 4", "2010/11", {"target_text": "38%", "target_kind": "percent", "target_value": "38"}),
        ("IND-28", "2011/12", {"target_text": "0%", "target_kind": "percent", "target_value": "0"}),
        ("SX18", "2011/12", {"target_text": "43", "target_kind": "percent", "target_value": "43"}),
        ("IND-05", "2009/10", {"target_text": "First judgement available", "target_kind": "to_be_confirmed"}),
        ("IND-05", "2010/11", {"target_text": "-", "target_kind": "none", "target_value": ""}),
        ("NI 7", "2009/10", {"target_text": "", "target_kind": "none", "target_value": ""}),
    ],
)
def test_an_odd_target_is_kept_as_written_and_read_right(code, year, expected):
    assert expected.items() <= target(code, year).items()


def test_only_the_two_targets_with_a_question_mark_are_uncertain():
    assert [row["target_text"] for row in plan("targets") if row["is_uncertain"] == "true"] == ["3 (?)", "3 (?)"]


def test_a_target_has_a_value_or_a_date_only_where_its_kind_calls_for_one():
    for row in plan("targets"):
        valued = row["target_kind"] in {"numeric", "percent", "relative_to_baseline"}
        assert (row["target_value"] != "") == valued, row
        assert (row["target_date"] != "") == (row["target_kind"] == "milestone_date"), row


@pytest.mark.parametrize("name", KEYS)
def test_no_two_rows_have_the_same_natural_key(name):
    keys = Counter(tuple(row[column] for column in KEYS[name]) for row in plan(name))
    assert max(keys.values()) == 1
    assert all(value or column in MAY_BE_BLANK for key in keys for column, value in zip(KEYS[name], key, strict=True))


def test_no_code_is_used_for_two_things():
    columns = {"plan_items": "item_code", "indicators": "indicator_code", "actions": "action_code"}
    columns |= {"risks": "risk_code", "calendar": "entry_code", "services": "service_code"}
    used = Counter(row[column] for name, column in columns.items() for row in plan(name))
    assert [code for code, times in used.items() if times > 1] == []


@pytest.mark.parametrize("name", KEYS)
def test_each_row_says_where_it_is_from_and_names_its_guesses_by_column(name):
    for row in plan(name):
        assert list(row)[-3:] == EXTRA
        assert re.match(r"00[0-3]\b", row["source_ref"]), row
        guesses = [guess for guess in row["inferred"].split(";") if guess]
        assert set(guesses) <= set(row), row
        assert len(guesses) == len(set(guesses)), row


@pytest.mark.parametrize("name", KEYS)
def test_a_guess_is_named_only_where_there_is_something_guessed(name):
    empty = [(row, g) for row in plan(name) for g in row["inferred"].split(";") if g and not row[g]]
    assert empty == []


@pytest.mark.parametrize("name", KEYS)
def test_dates_truths_and_line_ends_are_written_one_way(name):
    raw = (PLAN / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    for row in plan(name):
        assert None not in row, "a row is longer than its header"
        for column, value in row.items():
            if value and column.endswith(("_date", "valid_from", "valid_to", "as_of")):
                assert date.fromisoformat(value).isoformat() == value
            if column.startswith("is_") or column == "listed_as_key_partner":
                assert value in {"true", "false"}, (column, row)
            assert value == value.strip(), (column, row)


@pytest.mark.parametrize("name", ONE_OF)
def test_a_column_with_a_list_of_words_holds_only_those_words(name):
    for row in plan(name):
        for column, words in ONE_OF[name].items():
            assert row[column] in words, (column, row)


def test_every_portfolio_and_service_named_is_one_of_the_plan():
    portfolios = {row["portfolio"] for row in plan("portfolios")} | {""}
    services = {row["service_code"] for row in plan("services")} | {""}
    for name in ("plan_items", "indicators", "actions", "risks"):
        assert {row["portfolio"] for row in plan(name)} <= portfolios
        assert {row["service_code"] for row in plan(name)} <= services


def test_every_step_and_every_update_belongs_to_an_action():
    actions = {row["action_code"] for row in plan("actions")}
    assert {row["action_code"] for row in plan("action_steps") + plan("action_updates")} <= actions


def test_every_link_joins_two_known_codes():
    known = codes()
    assert [link for link in plan("links") if not {link["from_code"], link["to_code"]} <= set(known)] == []


def test_no_link_leads_back_to_where_it_began():
    graph = defaultdict(set)
    for link in plan("links"):
        graph[link["from_code"]].add(link["to_code"])
    assert len(list(TopologicalSorter(graph).static_order())) > len(graph)


def test_every_indicator_serves_a_supporting_objective_and_by_it_an_aim():
    supporting = {row["item_code"] for row in plan("plan_items") if row["kind"] == "supporting objective"}
    indicators = {row["indicator_code"] for row in plan("indicators")}
    served = [link for link in plan("links") if link["from_code"] in indicators]
    assert Counter(link["from_code"] for link in served) == dict.fromkeys(indicators, 1)
    assert {link["to_code"] for link in served} == supporting - {"SUP-03"}  # the one with nothing under it
    assert indicators <= set().union(*(beneath(aim) for aim in "ABCDE"))


@pytest.mark.parametrize(("aim", "indicators"), [("A", 29), ("B", 10), ("C", 10), ("D", 0), ("E", 14)])
def test_each_aim_has_beneath_it_the_indicators_of_its_tables(aim, indicators):
    assert sum(codes()[code] == "indicators" for code in beneath(aim)) == indicators


def test_a_council_action_with_a_code_serves_the_aim_of_its_letter_and_no_other_is_guessed():
    council = {row["action_code"] for row in plan("actions") if row["kind"] == "council action"}
    found = {(link["from_code"], link["to_code"]) for link in plan("links") if link["from_code"] in council}
    assert found == {("A1", "A"), ("A4", "A"), ("A5", "A"), ("C3", "C")}


def test_an_improvement_action_that_carries_out_council_actions_is_linked_to_them():
    found = {(link["from_code"], link["to_code"]) for link in plan("links") if link["to_code"] in {"A1", "A5"}}
    assert found == {("IA-03", "A1"), ("IA-03", "A5"), ("IA-10", "A1"), ("IA-10", "A5")}


def test_a_milestone_has_a_date_for_its_unit_and_no_better_direction():
    for row in plan("indicators"):
        assert (row["unit"] == "date") == (row["kind"] == "milestone"), row
        assert row["kind"] == "indicator" or row["good_is"] == "", row


def test_an_indicator_has_a_direction_unless_it_is_not_yet_a_measure():
    aimless = [r["indicator_code"] for r in plan("indicators") if r["kind"] == "indicator" and not r["good_is"]]
    assert aimless == ["IND-15"]


def test_a_survey_measure_says_in_which_years_a_figure_is_expected():
    for row in plan("indicators"):
        pattern = r"\d{4}/\d\d( Q[1-4])?(;\d{4}/\d\d( Q[1-4])?)*"
        assert not row["expected_in"] or re.fullmatch(pattern, row["expected_in"])
        assert row["frequency"] != "survey" or row["expected_in"], row


def test_a_sentence_can_begin_with_every_indicator_and_stay_short():
    for row in plan("indicators"):
        subject = row["sentence_subject"]
        assert subject[0].isupper(), subject
        assert not subject.endswith("."), subject
        assert "%" not in subject, subject
        assert len(subject.split()) <= 12, subject
        assert "sentence_subject" in row["inferred"].split(";")


def test_a_percentage_lies_between_nothing_and_a_hundred():
    limits = {(r["lowest_possible"], r["highest_possible"]) for r in plan("indicators") if r["unit"] == "percent"}
    assert limits == {("0", "100")}


def test_a_council_action_keeps_its_due_date_as_written_beside_the_one_worked_out():
    actions = {row["action_code"]: row for row in plan("actions")}
    assert (actions["A1"]["due_text"], actions["A1"]["due_date"]) == ("Oct 09", "2009-10-31")
    assert actions["A1"]["is_inferred_due"] == "false"
    assert (actions["CA-08"]["due_date"], actions["CA-08"]["is_inferred_due"]) == ("2009-12-31", "true")
    assert [code for code, row in actions.items() if row["valid_from"] == "2009-04-01" and not row["due_date"]] == [
        "CA-06",
        "IA-05",
        "IA-14",
    ]


def test_progress_of_2007_keeps_the_words_of_its_state():
    states = Counter((row["state_as_written"], row["state"]) for row in plan("action_updates"))
    assert states == {
        ("On going", "in progress"): 23,
        ("Complete", "complete"): 1,
        ("Completed", "complete"): 1,
        ("Not commenced", "not started"): 1,
    }
    assert {(row["as_of"], row["inferred"]) for row in plan("action_updates")} == {("2007-07-31", "as_of;state")}


def test_the_service_plans_prose_is_there_in_order_and_without_a_telephone_number():
    sections = plan("plan_sections")
    assert [row["section_no"] for row in sections] == ["1", "2a", "2b", "2c", "3", "4", "5", "6", "7", "8", "9", "10"]
    assert all(row["text"] and "<" not in row["text"] and "*" not in row["text"] for row in sections)
    assert not any(re.search(r"\b0\d{3,4}\)? ?\d{6}", (PLAN / f"{name}.csv").read_text("utf-8")) for name in KEYS)


def pairs_of_words():
    """Each pair is (what the source says, what data/plan says), told by the row it came from."""
    coded = {row["id"]: row["code_normalised"] or row["id"] for row in read(SOURCE, "indicators")}
    acted = {row["id"]: row["code"] or row["id"] for row in read(SOURCE, "council_actions")}
    items = {row["item_code"]: row for row in plan("plan_items")}
    for name, column in (("aims", "code"), ("approaches", "code"), ("service_objectives", "id")):
        yield from ((row["title"], items[row[column]]["title"]) for row in read(SOURCE, name))
    yield from ((row["title"], items[row["id"]]["title"]) for row in read(SOURCE, "supporting_objectives"))

    indicators = {row["indicator_code"]: row for row in plan("indicators")}
    for row in read(SOURCE, "indicators"):
        ours = indicators[coded[row["id"]]]
        named = [("title", "title"), ("lead_officer", "officer"), ("team", "team"), ("portfolio", "portfolio")]
        named += [(same, same) for same in ("baseline_text", "baseline_value", "baseline_period", "kind")]
        yield from ((row[theirs], ours[mine]) for theirs, mine in named)
    for row in read(SOURCE, "targets"):
        ours = target(coded[row["indicator_id"]], row["financial_year"])
        for same in ("target_text", "target_kind", "target_value", "target_date"):
            yield row[same], ours[same]

    actions = {row["action_code"]: row for row in plan("actions")}
    for name, title in (("council_actions", "council_action"), ("improvement_actions", "improvement_objective")):
        for row in read(SOURCE, name):
            ours = actions[acted.get(row["id"], row["id"])]
            yield row[title], ours["title"]
            yield row["completion_text"], ours["due_text"]
            for same in ("officer", "portfolio", "preamble", "resources", "outputs", "outcomes", "other_services"):
                yield row[same], ours[same]
    updates = {row["action_code"]: row for row in plan("action_updates")}
    for row in read(SOURCE, "improvement_plan_2007"):
        ours, update = actions[row["id"]], updates[row["id"]]
        yield row["success_criterion"], ours["success_criterion"]
        yield row["objective"], ours["preamble"]
        yield row["deadline_text"], ours["due_text"]
        yield row["deadline_date"], ours["due_date"]
        yield row["progress"], update["comment"]
        yield row["status"], update["state_as_written"]

    steps = {(row["action_code"], row["step_no"]): row for row in plan("action_steps")}
    for row in read(SOURCE, "action_steps"):
        ours = steps[acted.get(row["action_id"], row["action_id"]), row["id"].split(".")[1]]
        yield row["step_text"], ours["title"]
        yield row["due_text"], ours["due_text"]
        yield row["due_month"], ours["due_date"][:7]
        yield row["start_month"], ours["start_date"][:7]
    risks = {row["risk_code"]: row for row in plan("risks")}
    for row in read(SOURCE, "risks"):
        for same in ("cause", "event", "consequence"):
            yield row[same], risks[row["id"]][same]
        yield row["mitigation_as_written"], risks[row["id"]]["controls"]
    entries = {row["entry_code"]: row for row in plan("calendar")}
    for row in read(SOURCE, "calendar"):
        yield row["activity"], entries[row["id"]]["title"]
        yield row["audience"], entries[row["id"]]["audience"]
    holders = {row["portfolio"]: row["holder"] for row in plan("portfolios")}
    yield from ((row["holder"], holders[row["portfolio"]]) for row in read(SOURCE, "portfolio_holders"))
    yield (
        [(row["id"], row["name"], row["post"]) for row in read(SOURCE, "people_posts")],
        [(row["id"], row["name"], row["post"]) for row in plan("posts")],
    )
    yield (
        [(row["id"], row["name"]) for row in read(SOURCE, "partners")],
        [(row["id"], row["name"]) for row in plan("partners")],
    )


@pytest.mark.skipif(not SOURCE.is_dir(), reason="../shared/council-plan, the transcribed source, is not beside us")
def test_every_title_target_officer_step_and_risk_is_word_for_word_that_of_the_source():
    pairs = list(pairs_of_words())
    assert len(pairs) > 1500
    assert [(theirs, ours) for theirs, ours in pairs if theirs != ours] == []


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="../shared/documents, the service plan itself, is not beside us")
def test_the_prose_of_the_service_plan_is_word_for_word_that_of_the_document():
    (document,) = DOCUMENTS.glob("003_*.txt")
    lines = document.read_text("utf-8").split("\n")
    for row in plan("plan_sections"):
        first, last = (re.findall(r"\d+", row["source_ref"].split("l.")[1]) * 2)[:2]
        written = re.sub(r"<[^>]*>|[*•]", " ", " ".join(lines[int(first) - 1 : int(last)]))
        words = [word for word in row["text"].split() if word != "-"]
        assert words == [word for word in written.split() if word != "-"], row["section_no"]
