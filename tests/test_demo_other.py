"""The illustrative actions, risks and money hold together, come out the same each time, and show every story."""

import csv
import io
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pimdata.demo_other import other_returns
from pimdata.demo_other_files import QUARTERS, is_working
from pimdata.demo_other_stories import SAID, STORIES

DATA = Path(__file__).parent.parent / "data"
TODAY = "2010-11-01"
KEYS = {
    "services.csv": ("service_code", "valid_from"),
    "portfolios.csv": ("portfolio", "valid_from"),
    "posts.csv": ("id",),
    "partners.csv": ("id",),
    "actions.csv": ("action_code", "valid_from"),
    "action_steps.csv": ("action_code", "step_no"),
    "links_actions.csv": ("from_code", "to_code", "valid_from"),
    "risks.csv": ("risk_code", "valid_from"),
    "budgets.csv": ("cost_centre", "financial_year"),
    "virements.csv": ("virement_no",),
    "action_updates": ("action_code", "step_no", "as_of"),
    "risk_assessments": ("risk_code", "assessed_on"),
    "budget_positions": ("cost_centre", "period"),
}
AIMS = set("ABCDE")
INDICATORS = {f"NI {n}" for n in ["155", "156", "157a", "157b", "157c", "179", "181", "191", "192", "195a"]}
INDICATORS |= {"BV8", "BV9", "BV10", "BV12", "BV66a"}


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def demo(name):
    return rows_of((DATA / "demo" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A data folder with the illustrative plan and no other."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(DATA / "demo", folder / "demo")
    return folder


@pytest.fixture(scope="module")
def returns(alone):
    return other_returns(alone)


@pytest.fixture(scope="module")
def sent(returns):
    """Every row of each dataset, in the order it arrived."""
    found = {"action_updates": [], "risk_assessments": [], "budget_positions": []}
    for each in returns:
        found[each.dataset] += rows_of(each.csv_text)
    return found


@pytest.fixture(scope="module")
def updates(sent):
    return lambda code, step="": [row for row in sent["action_updates"] if (row["action_code"], row["step_no"]) == (code, step)]


@pytest.fixture(scope="module")
def scores(sent):
    def of(code):
        found = [row for row in sent["risk_assessments"] if row["risk_code"] == code]
        return [int(row["net_likelihood"]) * int(row["net_impact"]) for row in found]

    return of


@pytest.fixture(scope="module")
def position(sent):
    found = {(row["cost_centre"], row["period"]): row for row in sent["budget_positions"]}
    return lambda centre, period="2010/11 Q2": found[centre, period]


def action(code):
    return next(row for row in demo("actions.csv") if row["action_code"] == code)


def risk(code):
    return next(row for row in demo("risks.csv") if row["risk_code"] == code)


def forecast_over(position, centre, year="2010/11"):
    approved = {(row["cost_centre"], row["financial_year"]): row for row in demo("budgets.csv")}
    return int(position(centre)["forecast_outturn"]) / int(approved[centre, year]["approved_budget"]) - 1


# The plan


def test_there_is_as_much_as_a_district_council_has():
    sizes = {"services.csv": 8, "portfolios.csv": 4, "partners.csv": 2, "actions.csv": 40, "risks.csv": 25}
    sizes |= {"budgets.csv": 90, "virements.csv": 4}
    assert {name: len(demo(name)) for name in sizes} == sizes
    steps = Counter(row["action_code"] for row in demo("action_steps.csv"))
    assert set(steps) == {row["action_code"] for row in demo("actions.csv")}
    assert set(steps.values()) <= {2, 3, 4}


@pytest.mark.parametrize("name", [name for name in KEYS if name.endswith(".csv")])
def test_every_row_says_it_is_illustrative_and_has_a_key_of_its_own(name):
    rows = demo(name)
    assert all(row["source_ref"].startswith("Illustrative") for row in rows)
    assert list(rows[0])[-3:] == ["inferred", "note", "source_ref"]
    assert len({tuple(row[column] for column in KEYS[name]) for row in rows}) == len(rows)


def test_every_reference_leads_somewhere():
    services = {row["service_code"] for row in demo("services.csv")} | {"PP", "PA"}
    portfolios = {row["portfolio"] for row in demo("portfolios.csv")} | {"Partnerships", "Customer Service"}
    centres = {row["cost_centre"] for row in demo("budgets.csv")}
    actions = {row["action_code"] for row in demo("actions.csv")}
    things = actions | {row["risk_code"] for row in demo("risks.csv")}
    for row in demo("actions.csv") + demo("risks.csv"):
        assert row["service_code"] in services
        assert row["portfolio"] in portfolios
    assert {row["service_code"] for row in demo("budgets.csv")} <= services
    for row in demo("links_actions.csv"):
        assert row["from_code"] in things
        assert row["to_code"] in AIMS | INDICATORS | actions
    for row in demo("virements.csv"):
        assert {row["from_cost_centre"], row["to_cost_centre"]} <= centres
        assert row["for_indicator"] in INDICATORS | {""}


def test_only_posts_are_named():
    posts = {row["post"] for row in demo("posts.csv")} | {"Partnerships Manager"}
    assert not any(row["name"] for row in demo("posts.csv"))
    assert not any(row["holder"] for row in demo("portfolios.csv"))
    assert {row["officer"] for row in demo("actions.csv") + demo("action_steps.csv")} <= posts
    assert {row["owner_role"] for row in demo("risks.csv")} <= posts
    for row in demo("services.csv"):
        assert {row["head_of_service"], row["data_quality_champion"]} <= posts


def test_no_councillor_or_titled_person_stands_anywhere(returns):
    words = "".join(each.csv_text for each in returns)
    words += "".join(file.read_text(encoding="utf-8") for file in (DATA / "demo").glob("*.csv"))
    assert not re.search(r"\b(Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr) [A-Z]", words)


def test_dates_run_forward():
    for row in demo("actions.csv"):
        assert row["valid_from"] <= row["start_date"] < row["due_date"]
    for row in demo("action_steps.csv"):
        of = action(row["action_code"])
        assert of["start_date"] <= row["start_date"] <= row["due_date"] <= of["due_date"]


# The returns


def test_the_same_files_come_out_each_time(alone, returns):
    assert other_returns(alone) == returns


def test_a_new_action_changes_no_other(alone, tmp_path, sent):
    shutil.copytree(alone / "demo", tmp_path / "demo")
    plan = tmp_path / "demo" / "actions.csv"
    lines = plan.read_text(encoding="utf-8").splitlines(keepends=True)
    extra = next(line for line in lines if line.startswith("RB-A02")).replace("RB-A02", "RB-A99")
    plan.write_text("".join([*lines, extra]), encoding="utf-8")
    rows = [row for each in other_returns(tmp_path) for row in rows_of(each.csv_text) if "action_code" in row]
    assert [row for row in rows if row["action_code"] != "RB-A99"] == sent["action_updates"]
    assert len(rows) > len(sent["action_updates"])


def test_returns_arrive_in_order_and_in_good_time(returns):
    assert returns == sorted(returns, key=lambda each: each.sent_at)
    assert len(returns) <= 110
    assert len({each.file_name for each in returns}) == len(returns)
    ends = {f"{quarter.year.replace('/', '-')}-Q{quarter.number}": quarter.end for quarter in QUARTERS}
    for each in returns:
        end = ends[re.search(r"\d{4}-\d\d-Q\d", each.file_name).group()]
        waited = (each.sent_at.date() - end).days
        working = sum(is_working(date.fromordinal(end.toordinal() + n)) for n in range(1, waited + 1))
        assert 5 <= working <= 20
        assert is_working(each.sent_at.date())


def test_each_dataset_comes_as_often_as_councils_send_it(returns):
    names = [each.file_name for each in returns]
    assert sum("budget_positions" in name for name in names) == len(QUARTERS) == 10
    assert sum("risk_assessments-strategic" in name for name in names) == 3
    assert sum("risk_assessments-service" in name for name in names) == 6
    assert {each.service_code for each in returns if each.dataset == "action_updates"} >= {"HO", "PL", "EH", "IT"}


@pytest.mark.parametrize("dataset", ["action_updates", "risk_assessments", "budget_positions"])
def test_returned_rows_have_keys_of_their_own(sent, dataset):
    keys = [tuple(row[column] for column in KEYS[dataset]) for row in sent[dataset]]
    assert len(keys) == len(set(keys))


def test_returned_rows_are_about_what_is_planned(sent):
    steps = {(row["action_code"], row["step_no"]) for row in demo("action_steps.csv")}
    steps |= {(row["action_code"], "") for row in demo("actions.csv")}
    assert {(row["action_code"], row["step_no"]) for row in sent["action_updates"]} <= steps
    assert {row["risk_code"] for row in sent["risk_assessments"]} <= {row["risk_code"] for row in demo("risks.csv")}
    centres = {row["cost_centre"] for row in demo("budgets.csv")}
    assert Counter(row["period"] for row in sent["budget_positions"]) == {q.period: len(centres) for q in QUARTERS}


def test_nothing_is_dated_after_what_is_known(sent):
    assert max(row["as_of"] for row in sent["action_updates"]) <= "2010-09-30"
    assert max(row["assessed_on"] for row in sent["risk_assessments"]) <= "2010-09-30"


def test_progress_never_contradicts_itself(sent):
    for row in sent["action_updates"]:
        assert (row["state"] == "complete") == (row["percent_complete"] == "100")
        assert bool(row["revised_due"]) <= bool(row["reason_for_change"])


def test_scores_are_one_to_five_and_controls_never_make_things_worse(sent):
    for row in sent["risk_assessments"]:
        gross, net = ([int(row[f"{kind}_{axis}"]) for axis in ("likelihood", "impact")] for kind in ("gross", "net"))
        assert all(1 <= score <= 5 for score in gross + net)
        assert net[0] <= gross[0]
        assert net[1] <= gross[1]


def test_spending_only_grows_in_a_year_and_a_large_variance_has_its_reason(sent):
    last = {}
    for row in sent["budget_positions"]:
        key, actual = (row["cost_centre"], row["period"][:7]), int(row["actual_to_date"])
        assert actual >= last.get(key, 0)
        last[key] = actual
        if abs(actual - int(row["budget_to_date"])) > 0.05 * int(row["budget_to_date"]):
            assert row["reason"]


def test_the_councils_own_plan_is_reported_too_where_it_is_there(alone, tmp_path, sent):
    shutil.copytree(alone / "demo", tmp_path / "demo")
    (tmp_path / "plan").mkdir()
    for name in ("actions.csv", "action_steps.csv", "risks.csv"):
        shutil.copy(DATA / "plan" / name, tmp_path / "plan" / name)
    own = [row for each in other_returns(tmp_path) for row in rows_of(each.csv_text)]
    ours = {row["action_code"] for row in demo("actions.csv")}
    reported = {row["action_code"] for row in own if "action_code" in row} - ours
    assert len(reported) == 12 + 17
    assert not any(code.startswith("IP07") for code in reported)
    scored = {row["risk_code"] for row in own if row.get("risk_code", "").startswith("RSK-")}
    assert len(scored) == 29
    without = [row for row in own if "cost_centre" in row or row.get("action_code") in ours]
    key = sorted(tuple(row.values()) for row in without)
    assert key == sorted(tuple(row.values()) for name in ("action_updates", "budget_positions") for row in sent[name])


# The stories: each fact a reader is promised is in the data


def test_every_story_is_told_once_and_checked():
    assert len({story.name for story in STORIES}) == len(STORIES)
    tests = {name for name in globals() if name.startswith("test_story_")}
    assert tests == {"test_story_" + re.sub(r"\W+", "_", story.name) for story in STORIES}


def test_story_complete_on_time(updates):
    last = updates("HO-A01")[-1]
    assert last["state"] == "complete"
    assert last["as_of"] == "2009-12-18" <= action("HO-A01")["due_date"]


def test_story_complete_late(updates):
    last = updates("EH-A01")[-1]
    assert last["state"] == "complete"
    assert (date.fromisoformat(last["as_of"]) - date.fromisoformat(action("EH-A01")["due_date"])).days == 114


def test_story_overdue(updates):
    assert action("PL-A01")["due_date"] == "2010-06-30"
    assert updates("PL-A01")[-1]["state"] == "in progress"
    assert not any(row["revised_due"] for row in updates("PL-A01"))


def test_story_overdue_revised_twice(updates):
    moved = [row for row in updates("HO-A03") if row["revised_due"]]
    assert [row["revised_due"] for row in moved] == ["2010-03-31", "2010-09-30"]
    assert len({row["reason_for_change"] for row in moved}) == 2
    assert updates("HO-A03")[-1]["state"] == "in progress"


def test_story_revised_on_track(updates):
    assert [row["revised_due"] for row in updates("HR-A03") if row["revised_due"]] == ["2010-12-17"]
    assert updates("HR-A03")[-1]["state"] == "in progress"


def test_story_due_in_30_days(updates):
    assert 0 < (date.fromisoformat(action("CS-A04")["due_date"]) - date.fromisoformat(TODAY)).days <= 30
    assert updates("CS-A04")[-1]["percent_complete"] == "80"


def test_story_not_started(updates):
    assert {row["state"] for row in updates("HR-A05")} == {"not started"}
    assert action("HR-A05")["start_date"] < "2010-09-30"


@pytest.mark.parametrize(("code", "state"), [("IT-A03", "deferred"), ("FI-A03", "cancelled")])
def test_a_stopped_action_says_why_and_is_heard_of_no_more(updates, code, state):
    assert [row["state"] for row in updates(code)].count(state) == 1
    assert updates(code)[-1]["state"] == state
    assert updates(code)[-1]["reason_for_change"]


def test_story_deferred(updates):
    assert updates("IT-A03")[-1]["as_of"] == "2010-06-30"


def test_story_cancelled(updates):
    assert updates("FI-A03")[-1]["as_of"] == "2010-03-31"


def test_story_no_update(updates):
    assert updates("RB-A03")[-1]["as_of"] == "2010-03-31"
    assert updates("RB-A03")[-1]["state"] == "in progress"


def test_story_step_overdue(updates):
    step = next(row for row in demo("action_steps.csv") if (row["action_code"], row["step_no"]) == ("PL-A04", "2"))
    assert step["due_date"] == "2010-07-30"
    assert updates("PL-A04", "2")[-1]["state"] == "in progress"
    assert action("PL-A04")["due_date"] == "2011-03-31"


def test_story_risk_rose(scores):
    assert scores("HO-R01") == [6, 6, 6, 9, 12, 16]
    assert ("HO-R01", "NI 156") in {(row["from_code"], row["to_code"]) for row in demo("links_actions.csv")}


def test_story_risk_fell(scores):
    assert scores("EH-R01") == [16, 16, 16, 12, 8, 8]


def test_story_very_high_risk(scores):
    assert scores("STR-R01")[-1] == 25


def test_story_review_overdue(sent):
    assert risk("IT-R01")["review_every"] == "quarterly"
    assert max(row["assessed_on"] for row in sent["risk_assessments"] if row["risk_code"] == "IT-R01") <= "2010-03-31"


def test_story_exempt_risk(scores):
    assert scores("STR-R07")
    assert [row["risk_code"] for row in demo("risks.csv") if row["is_exempt"] == "true"] == ["STR-R07", "HR-R01"]


def test_story_never_scored(scores):
    assert scores("PJ-R03") == []
    assert risk("PJ-R03")["valid_from"] < "2010-09-01"


def test_one_risk_has_no_consequence_yet():
    assert [row["risk_code"] for row in demo("risks.csv") if not row["consequence"]] == ["PN-R04"]


def test_story_overspend_good_results(position):
    assert forecast_over(position, "EH100") > 0.08
    assert position("EH100")["reason"]


def test_story_underspend_hides_lateness(position, updates):
    assert forecast_over(position, "PL110") < -0.2
    assert "vacant" in position("PL110")["reason"]
    assert "vacant" in updates("PL-A01")[-1]["comment"]


def test_story_capital_slippage(position):
    assert forecast_over(position, "HO800") == pytest.approx(-0.35, abs=0.001)
    assert "2011/12" in position("HO800")["reason"]


def test_story_housing_account_apart(position):
    funds = {row["cost_centre"]: (row["service_code"], row["fund"]) for row in demo("budgets.csv")}
    assert funds["HO510"] == ("HO", "housing revenue account")
    assert funds["HO110"] == ("HO", "general fund")
    assert forecast_over(position, "HO510") > 0.05
    assert forecast_over(position, "HO110") < -0.05


def test_story_virement_for_a_measure(position):
    moved = next(row for row in demo("virements.csv") if row["virement_no"] == "V10-02")
    assert (moved["to_cost_centre"], moved["amount"], moved["for_indicator"]) == ("HO100", "45000", "NI 156")
    assert int(position("HO100")["budget_to_date"]) == (438000 + 45000) // 2
    assert int(position("HO100", "2010/11 Q1")["budget_to_date"]) == 438000 // 4


def test_every_scripted_word_is_sent(sent):
    said = {comment for row in sent["action_updates"] if (comment := row["comment"])}
    assert {words.comment for words in SAID.values()} <= said
