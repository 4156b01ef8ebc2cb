"""The list of measures and the page of one: what is shown, what the address does, and what is taken away."""

import csv
import io
import itertools
import re
from datetime import date
from decimal import Decimal

import pytest

from pimdata import csv_text, queries, queries_measure, returns
from pimdata.store import Store
from pimdata.ui import measure_chart, measure_panels, measure_plain, measure_views
from tests.conftest import words_of

CODES = ["NI 156", "CS04", "HO12", "HR01", "IND-03", "NI 192", "CS03", "BV109c", "IND-48", "NI 7", "IND-01", "EH01", "PL07"]

# A figure short of its target, with all that its status asks for.
SENT_AGAIN = """indicator_code,period,value,promise_outcome,why,what_next,owner_role,by_when,forecast_reason
NI 156,2010/11 Q2,{},late,{},Lease more.,Housing Manager,2010-12-31,The same.
"""


def markup(at):
    return "".join(element.proto.body for element in at.get("html"))


def headings(at):
    return [int(level) for level in re.findall(r"<h([1-6])", markup(at))]


@pytest.mark.parametrize("view", ["", "plain"])
@pytest.mark.parametrize("code", CODES)
def test_every_kind_of_measure_has_a_page(open_page, demo_store, code, view):
    at = open_page("measure", demo_store, i=code, view=view)
    assert not at.exception
    said = words_of(at)
    for part in ("Comments", "The target", "How this is worked out", "History: every value ever sent"):
        assert part in said
    assert " None" not in said.replace("None is set", "").replace("None:", "")
    assert "nan" not in said.split()


def test_headings_come_in_order(open_page, demo_store):
    levels = headings(open_page("measure", demo_store, i="NI 156"))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_now_direction_and_year_end_are_three_facts(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="NI 156"))
    assert "Worse than 51 in Quarter 1 2010/11." in said
    assert "Expected by the Housing Options Manager." in said
    assert "By arithmetic it ends at 63, if it stays where it is." in said


def test_the_status_can_be_followed_to_the_file_and_row(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="NI 156"))
    assert "short of target, beyond tolerance" in said
    assert "HO-2010-11-Q2-indicator_results.csv, row 2" in said
    assert "Up to the intervention level of 60 is slightly below" in said
    for term in (
        "Intervention level in force 60",
        "Shown and judged to Whole numbers",
        "Definition in force since 1 April 2008",
    ):
        assert term in " ".join(said.split())
    assert "targets.csv, row 5" in said, "who set the target is followed as the figure is"
    assert "Target signed off by" in said


def test_every_earlier_value_of_a_figure_is_told_with_why_it_stands_no_more(open_page, demo_store):
    row = "HO-2010-11-Q2-indicator_results.csv"
    with demo_store.reading() as db:
        load_id = db.execute("select load_id from loads where file_name = $row", {"row": row}).fetchall()[0][0]
    returns.take_back(demo_store, load_id, "Policy Officer", "sent for the wrong quarter")
    returns.send(
        demo_store,
        SENT_AGAIN.format(62, "More families came in August.").encode(),
        "again.csv",
        "Housing Manager",
    )
    said = " ".join(words_of(open_page("measure", demo_store, i="NI 156")).split())
    assert "again.csv, row 2" in said
    assert (
        f"Earlier values 63, sent by Housing Performance Officer on 25 October 2010, 10:20am (load {load_id}): withdrawn, sent"
        in said
    )


def test_a_figure_sent_again_says_why_the_one_before_it_stands_no_more(open_page, demo_store):
    loads = [
        returns.send(demo_store, SENT_AGAIN.format(value, why).encode(), f"again-{value}.csv", "Housing Manager").load_id
        for value, why in ((62, "One family was counted twice."), (61, "Another was as well."))
    ]
    at = open_page("measure", demo_store, i="NI 156")
    said = " ".join(words_of(at).split())
    assert f"(load {loads[0]}): replaced, Another was as well." in said, "beside the status"
    history = re.search(r"History: every value ever sent.*?</table>", markup(at), re.DOTALL).group()
    whys = re.findall(r'data-label="Why it stands no more"><span>(.*?)</span>', history)
    assert whys[:3] == ["–", "Another was as well.", "One family was counted twice."]


def test_a_figure_worked_out_from_its_months_shows_each_with_its_file_and_people_and_leads_on(open_page, demo_store):
    at = open_page("measure", demo_store, i="EH03", p="2009/10 Q1", why="yes")
    table = re.search(r"The figures it was worked out from</caption>.*?</table>", markup(at), re.DOTALL).group()
    leads = re.findall(r'href="([^"]+)"', table)
    assert leads == [f"/measure?i=EH03&amp;p=2009-{month:02}&amp;why=yes" for month in (4, 5, 6)]
    with demo_store.reading() as db:
        sent = db.sql("""
            select file_name || ', row ' || source_row, load_id, by_whom, changed_by from history
            where code = 'EH03' and period in ('2009-04', '2009-05', '2009-06') and is_in_force order by period
        """).fetchall()
    assert len(sent) == 3
    rows = table.split("<tr ")[2:]
    for row, (file, load_id, by_whom, signed_by) in zip(rows, sent, strict=True):
        assert file in row
        assert f"Number {load_id}" in row
        assert by_whom in row
        assert signed_by in row
    leaf = words_of(open_page("measure", demo_store, i="EH03", p="2009-05", why="yes"))
    assert "The figures it was worked out from" not in leaf, "a figure that was sent has a file of its own"


def test_a_figure_put_together_from_what_services_sent_shows_each_part(open_page, demo_store):
    head = b"indicator_code,period,dimension,category,numerator,denominator\n"
    for service in ("CS", "HO"):
        content = head + b"CS03,2010/11 Q2,service,%s,95,100\n" % service.encode()
        returns.send(demo_store, content, f"part-{service}.csv", f"{service} Manager", dataset="indicator_results")
    at = open_page("measure", demo_store, i="CS03", p="2010/11 Q2", why="yes")
    table = re.search(r"The figures it was worked out from</caption>.*?</table>", markup(at), re.DOTALL).group()
    for service in ("CS", "HO"):
        assert f"part-{service}.csv, row 2" in table
        assert f"{service} Manager" in table


def test_a_changed_owner_and_target_stand_in_the_history(open_page, demo_store):
    headings = b"indicator_code,financial_year,target_text,target_value,target_kind,change_reason"
    target = headings + b"\nNI 156,2010/11,45,45,numeric,Cabinet asked\n"
    returns.send(demo_store, target, "targets.csv", "Policy Officer", dataset="targets")
    said = " ".join(words_of(open_page("measure", demo_store, i="NI 156")).split())
    assert "Target 2010/11: target 48 45" in said
    assert "Cabinet asked" in said


def test_a_late_figure_says_who_owes_it_and_what_it_was(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="CS03"))
    assert "The Complaints and Feedback Officer is responsible." in said
    assert "When last reported, for Quarter 1 2010/11, it was on target." in said


def test_a_measure_without_figures_says_when_the_first_is_due(open_page, demo_store):
    assert "The first, for 2010/11, is due on 4 May 2011." in words_of(open_page("measure", demo_store, i="NI 7"))


def test_a_measure_that_has_ended_leads_to_what_took_its_place(open_page, demo_store):
    at = open_page("measure", demo_store, i="BV109c")
    assert "no longer collected" in words_of(at)
    assert 'href="/measure?i=NI%20157c"' in markup(at)


def test_a_baseline_owed_is_not_a_target_missing(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="IND-01"))
    assert "A baseline was owed for this year. It came to 61.1%." in said
    assert "+2.5 on the baseline of 61.1% (points assumed)" in said


def test_questions_go_to_the_measures_own_portfolio(open_page, demo_store):
    assert "Cllr Mark Howell, portfolio holder for Equality and Diversity." in words_of(
        open_page("measure", demo_store, i="IND-17")
    )


def test_last_times_promise_stands_with_what_came_of_it(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="NI 156"))
    assert "What we said we would do, with Quarter 1 2010/11" in said
    assert "22 September 2010 (that date has passed)" in said
    assert "The figure was 51 then and 63 in Quarter 2 2010/11." in said


@pytest.mark.parametrize(
    ("asked", "told"), [("ni156", "Households living"), ("Nonsense", "no measure with the code"), ("", "names no")]
)
def test_the_code_in_the_address(open_page, demo_store, asked, told):
    at = open_page("measure", demo_store, i=asked)
    assert not at.exception
    assert told in words_of(at)


def test_an_unknown_code_leads_on(open_page, demo_store):
    at = open_page("measure", demo_store, i="NI 159x")
    assert 'href="/measure?i=NI%20159"' in markup(at)
    assert 'href="/measures"' in markup(at)


def test_a_code_is_never_markup(open_page, demo_store):
    assert "<img" not in markup(open_page("measure", demo_store, i="<img src=x onerror=alert(1)>"))


def test_an_earlier_period_is_shown_as_it_was_for_it(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="NI 156", p="2009/10 Q4"))
    assert "was 46 in Quarter 4" in said
    assert "See the latest figure" in said


def test_an_unknown_period_gives_the_latest_and_says_so(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="NI 156", p="Nonsense"))
    assert "We could not find ‘Nonsense’, so this shows the latest figure." in said
    assert "was 63 in Quarter 2" in said


def test_choices_of_the_chart_are_in_the_address(open_page, demo_store):
    at = open_page("measure", demo_store, i="NI 192", by="quarterly", span="all")
    assert at.radio(key="choice_by").value == "quarterly"
    assert "Quarter 1 2008/09 to Quarter 2 2010/11" in words_of(at)
    at.radio(key="choice_by").set_value("annual").run()
    assert "annual" in at.query_params["by"]
    at.radio(key="choice_by").set_value("monthly").run()
    assert "by" not in at.query_params


def test_months_of_the_year_so_far_can_stand_alone(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="EH01", each="alone"))
    assert "only the figure so far this year is judged" in said


def test_the_months_alone_add_up_to_the_year(demo_store):
    with demo_store.reading() as db:
        alone = {row["period"]: row["value_shown"] for row in queries_measure.each_alone(db, "EH01").to_dicts()}
        whole = queries.measure(db, "EH01")
    assert sum(alone[f"2010-{month:02}"] for month in range(4, 10)) == whole["value_shown"]


def test_a_running_total_is_called_neither_better_nor_worse(open_page, demo_store):
    with demo_store.reading() as db:
        assert {row["change_on_previous"] for row in queries.series(db, "CS06").to_dicts()} == {"n/a"}
        listed = next(row for row in queries.measures(db).to_dicts() if row["indicator_code"] == "CS06")
    assert measure_views.change_words(listed) == "A running total: not compared"
    said = words_of(open_page("measure", demo_store, i="CS06"))
    assert "It only adds up, so that it is higher than before does not make it better." in said
    assert "Better than" not in said
    assert "year on year" not in said


def test_what_each_period_added_to_a_running_total_can_stand_alone(open_page, demo_store):
    assert "only the figure in all so far is judged" in words_of(open_page("measure", demo_store, i="CS06", each="alone"))
    with demo_store.reading() as db:
        alone = {row["period"]: row["value_shown"] for row in queries_measure.each_alone(db, "CS06").to_dicts()}
    assert alone["2009/10 Q1"] == alone["2009/10 Q2"] == 2  # the first of a year is no more than what it added
    assert "2007/08 Q1" not in alone  # what stood there when counting began was not added in it


@pytest.mark.parametrize(
    ("kind", "amount", "said"),
    [
        ("absolute", Decimal("2.000000"), "A change of 2.0 percentage points or less."),
        ("absolute", Decimal("0.250000"), "A change of 0.25 percentage points or less."),  # finer than what is shown
        ("percent", Decimal("5.000000"), "A change of 5% or less of the figure compared with."),
        ("percent", Decimal("20.000000"), "A change of 20% or less of the figure compared with."),
        ("absolute", None, ""),
        ("", Decimal(2), ""),
    ],
)
def test_how_small_a_change_counts_as_none_is_said(kind, amount, said):
    asked = {"deadband_kind": kind, "deadband": amount, "unit": "percent", "decimal_places": 1}
    assert measure_panels.deadband(asked) == said


def test_a_rate_so_far_has_no_months_alone(demo_store):
    with demo_store.reading() as db:
        assert queries_measure.each_alone(db, "BV9").height == 0
        assert queries_measure.each_alone(db, "NI 180").height == 0


def test_a_chart_never_hides_that_its_scale_is_cut(open_page, demo_store):
    assert "The scale starts at 40." in words_of(open_page("measure", demo_store, i="NI 156"))


def test_how_often_a_target_was_met_stops_at_the_period(demo_store):
    with demo_store.reading() as db:
        series = queries.series(db, "NI 156")
        assert queries_measure.record(series, "2010/11 Q2") == (6, 8)
        assert queries_measure.record(series, "2009/10 Q4") == (7, 8)


def test_findings_are_ten_words_at_most(demo_store):
    with demo_store.reading() as db:
        for row in queries.measures(db).to_dicts():
            assert len(measure_chart.finding(row).split()) <= 10


# The list


def test_the_list_says_what_is_listed(open_page, demo_store):
    said = words_of(open_page("measures", demo_store))
    assert "127 measures are listed:" in said
    assert "The first 60 of 127 are shown." in said


def test_all_of_them_are_one_press_away(open_page, demo_store):
    at = open_page("measures", demo_store, all="yes")
    assert markup(at).count('<th scope="row"') == 127


def test_the_overview_can_link_to_a_list(open_page, demo_store):
    at = open_page("measures", demo_store, period="2010/11 Q2", status="below", item="A")
    assert at.selectbox(key="choice_status").value == "below"
    said = words_of(at)
    assert "for Quarter 2 2010/11 that serve" in said
    assert "all below target" in said


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("service", "so this shows all services."),
        ("period", "so this shows each measure's latest figure."),
        ("status", "so this shows every status."),
        ("portfolio", "so this shows all portfolios."),
        ("item", "so this shows all of the plan."),
    ],
)
def test_what_is_not_there_is_said(open_page, demo_store, name, told):
    said = words_of(open_page("measures", demo_store, **{name: "Nonsense"}))
    assert f"We could not find ‘Nonsense’, {told}" in said
    assert "127 measures are listed" in said


def test_a_choice_goes_into_the_address_and_out_of_it(open_page, demo_store):
    at = open_page("measures", demo_store)
    at.selectbox(key="choice_service").set_value("HO").run()
    assert "HO" in at.query_params["service"]
    assert "of Housing" in words_of(at)
    at.selectbox(key="choice_service").set_value("").run()
    assert "service" not in at.query_params


@pytest.mark.parametrize(("words", "found"), [("recycled", "NI 192"), ("ni156", "NI 156"), ("Waste  household", "NI 192")])
def test_words_find_a_measure(demo_store, words, found):
    with demo_store.reading() as db:
        assert found in queries_measure.matching(db, words)


def test_words_that_find_nothing_say_so(open_page, demo_store):
    assert "No measure is listed with ‘zebra’ in them." in words_of(open_page("measures", demo_store, q="zebra"))


def test_key_measures_alone(open_page, demo_store):
    assert "that are key measures" in words_of(open_page("measures", demo_store, key="yes"))


# Files


def test_a_file_says_that_its_figures_are_made_up(demo_store):
    with demo_store.reading() as db:
        rows = measure_views.file_rows(queries.measures(db), is_illustrative=queries.is_illustrative(db))
    text = csv_text.csv_text(measure_views.FILE_COLUMNS, rows)
    read = list(csv.DictReader(io.StringIO(text)))
    assert len(read) == 127
    assert {row["figures_are"] for row in read} == {"Illustrative"}


CELLS = {
    "a formula is text": ("=1+1", "'=1+1"),
    "a plus too": ("+2.5%", "'+2.5%"),
    "and an at sign": ("@SUM(A1)", "'@SUM(A1)"),
    "a negative number stays one": (Decimal("-4.500000"), "-4.5"),
    "a large number is not written as a power": (Decimal("1000000.000000"), "1000000"),
    "a day by year first": (date(2010, 9, 30), "2010-09-30"),
    "nothing is empty": (None, '""'),
}


@pytest.mark.parametrize("case", CELLS.values(), ids=CELLS)
def test_cells_of_a_file_are_safe(case):
    value, written = case
    assert csv_text.csv_text(["a"], [{"a": value}]) == f"a\r\n{written}\r\n"


@pytest.mark.parametrize("name", ["measures", "measure"])
def test_with_an_empty_database_the_page_says_what_it_waits_for(open_page, tmp_path, name):
    empty = Store(tmp_path / "empty.duckdb")
    empty.create_if_absent()
    at = open_page(name, empty, i="NI 156")
    assert not at.exception
    assert "No measure has been loaded yet." in words_of(at)


@pytest.mark.parametrize(
    ("asked", "said"),
    {
        "partnership groups see the shared ones": ({"shared": "yes"}, "that are shared with partners"),
        "Service First sees customers": ({"theme": "customers"}, "about customers"),
        "Cabinet sees what is unlikely": ({"year_end": "unlikely"}, "whose year's target is unlikely to be met"),
    }.values(),
)
def test_a_group_has_its_own_list(open_page, demo_store, asked, said):
    at = open_page("measures", demo_store, **asked)
    assert not at.exception
    words = " ".join(words_of(at).split())
    assert said in words
    assert "127 measures" not in words


def test_the_newest_of_a_long_history_are_drawn_and_all_of_it_for_printing(open_page, demo_store):
    with demo_store.reading() as db:
        held = queries.history(db, "NI 156").height
    assert held > measure_plain.MOST, "or this shows nothing"
    drawn = {}
    for view in ("", "plain"):
        page = markup(open_page("measure", demo_store, i="NI 156", view=view))
        drawn[view] = re.search(r"History: every value ever sent \((\d+)\).*?</table>(.*?)</details>", page, re.DOTALL)
    lines = {view: found.group().count('data-label="State"') for view, found in drawn.items()}
    assert lines == {"": measure_plain.MOST, "plain": held}
    assert {int(found.group(1)) for found in drawn.values()} == {held}
    assert f"Show all {held} values" in drawn[""].group(2)
    assert "view=plain" in drawn[""].group(2)
    assert "Show all" not in drawn["plain"].group(2)
