"""What answers a question about a row, and that what a row answered itself is shown and kept."""

import pytest

from pimdata import checked, checks, fixing, models, reading, refresh
from tests import test_message_fixtures as given
from tests.test_message_fixtures import A, B, F, R, council  # noqa: F401 - a fixture

ACCOUNT = "indicator_code,period,value,what_happened,why"
SAID = "The team let 40 homes in the quarter"  # true, and about something else
ANSWERS = {
    # why the case is here: (dataset, headings, row, what is still asked, what the row answers itself)
    "words about something else are no answer to a hundredfold": (F, ACCOUNT, f"HO03,2009/10 Q3,2150,{SAID},", ["F09"], []),
    "nor to last quarter's figure again": (F, ACCOUNT, f"HO03,2009/10 Q3,21,{SAID},{SAID}", ["F03"], []),
    "nor to another total than its parts": (F, ACCOUNT, f"HO20,2009/10 Q3,41,{SAID},", ["F05"], []),
    "nor to a fraction": (F, ACCOUNT, f"HO04,2009/10 Q3,0.92,{SAID},", ["D03"], []),
    "one letter says nothing of what is unusual": (F, ACCOUNT, "HO03,2009/10 Q3,60,x,", ["F01"], []),
    "a stock phrase says nothing, however long": (F, ACCOUNT, "HO03,2009/10 Q3,60,the figures are confirmed,", ["F01"], []),
    "two columns are one answer": (F, ACCOUNT, "HO03,2009/10 Q3,60,The depot flooded,in October", [], ["F01"]),
    "a stock phrase adds nothing to an answer": (F, ACCOUNT, "HO03,2009/10 Q3,60,as expected,The depot flooded", ["F01"], []),
    "what is unusual, explained": (F, ACCOUNT, f"HO03,2009/10 Q3,60,{SAID},", [], ["F01"]),
    "a total that fell, explained": (F, ACCOUNT, "HO05,2009/10 Q3,10,,One home was counted twice", [], ["F02"]),
    "one letter says nothing of a total that fell": (F, ACCOUNT, "HO05,2009/10 Q3,10,,x", ["F02"], []),
    "what is held, changed and explained": (F, ACCOUNT, "HO03,2009/10 Q2,21.5,,One home was counted twice", [], ["F04"]),
    "what was held with a figure says nothing of another": (
        F, ACCOUNT, "HO20,2009/10 Q1,41,,Snow kept 40 crews at home in March", ["F04"], [],
    ),
    "nor does it beside a word more": (
        F, ACCOUNT, "HO20,2009/10 Q1,41,Recounted,Snow kept 40 crews at home in March", ["F04"], [],
    ),
    "a letter says nothing of an overspend": (
        B, "cost_centre,period,actual_to_date,forecast_outturn,reason", "CC100,2009/10 Q3,70000,106000,x", ["F07"], [],
    ),
    "nor of a risk that jumped": (
        R, "risk_code,assessed_on,net_likelihood,net_impact,comment", "RSK-01,2009-12-31,4,4,x", ["F08"], [],
    ),
    "nor of a forecast out of reach": (
        F, "indicator_code,period,value,forecast_year_end,forecast_reason", "HO20,2009/10 Q3,45,200,x", ["F06"], [],
    ),
}  # fmt: skip


def looked(db, dataset, headings, row, explained=None):
    sheet = reading.read(f"{headings}\n{row}\n".encode(), f"{dataset}.csv")
    return checks.check(db, sheet, models.DATASETS[dataset], explained)


@pytest.mark.parametrize("case", ANSWERS)
def test_only_words_that_can_answer_do(council, case):  # noqa: F811
    dataset, headings, row, asked, answered = ANSWERS[case]
    found = looked(council, dataset, headings, row)
    assert [each.code for each in found.to_do] == asked
    assert [each.asked.code for each in found.own_words] == answered


@pytest.mark.parametrize("case", [name for name in ANSWERS if ANSWERS[name][3]])
def test_a_reason_given_answers_every_question(council, case):  # noqa: F811
    dataset, headings, row, asked, _ = ANSWERS[case]
    found = looked(council, dataset, headings, row, {2: "The cases were counted again in May"})
    assert not found.to_do
    assert set(asked) <= {each.code for each in found.explained}
    assert not found.own_words, "what was typed is the answer"


def test_what_a_row_answers_itself_is_told(council):  # noqa: F811
    found = looked(council, F, ACCOUNT, f"HO03,2009/10 Q3,60,{SAID},")
    words = checks.as_text(found, "q3.csv")
    assert "1 row was asked about and answered by its own words" in words
    assert f'Row 2 (HO03 Days to re-let): 60 is outside the usual 14.5 to 26.1. It says: "{SAID}".' in words
    assert checked.to_json(found)["own_words"] == [{"row": 2, "code": "F01", "words": SAID}]


HELD = {
    A: ("action_code,as_of,state,percent_complete,comment", "CA-01,2009-12-30,in progress,40,The grant came in November"),
    B: ("cost_centre,period,actual_to_date,forecast_outturn,reason", "CC100,2009/10 Q2,40000,99000,The roof was mended early"),
    R: ("risk_code,assessed_on,net_likelihood,net_impact,comment", "RSK-01,2009-12-30,3,4,The bank was looked at again"),
}
CHANGED = {A: (",40,", ",30,"), B: (",40000,", ",39000,"), R: (",3,4,", ",3,3,")}


@pytest.mark.parametrize("dataset", HELD)
def test_the_words_that_are_held_with_a_row_do_not_say_why_it_changes(council, dataset):  # noqa: F811
    headings, row = HELD[dataset]
    council.execute("begin")
    given.given.store(council, 90, dataset, f"{headings}\n{row}\n")
    refresh.everything(council)
    again = row.replace(*CHANGED[dataset])
    old = looked(council, dataset, headings, again)
    new = looked(council, dataset, headings, again + " as the count of May says")
    council.execute("rollback")
    assert [each.code for each in old.to_do] == ["F04"]
    assert not new.to_do
    assert [each.asked.code for each in new.own_words] == ["F04"]


def test_a_button_answers_what_words_cannot(council):  # noqa: F811
    found = looked(council, F, ACCOUNT, f"HO03,2009/10 Q3,21,{SAID},")
    _, reasons = fixing.pressed(found.to_do[0], found.to_do[0].fixes[0], "2", {}, {})
    assert not looked(council, F, ACCOUNT, f"HO03,2009/10 Q3,21,{SAID},", {2: reasons["2"]}).to_do
