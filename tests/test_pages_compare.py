"""Compare as a reader meets it: the demonstration, another authority taken as us, nothing loaded, and no database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pimdata import layouts, queries_compare
from pimdata.store import Store
from pimdata.ui import main_pages
from tests.conftest import words_of
from tests.test_layouts_compare import CSV, SMALL


@pytest.fixture
def opened(open_page, demo_database):
    """A page over the demonstration, which these pages only read."""

    def _opened(page="compare", **query):
        at = open_page(page, Store(demo_database), **query)
        assert not at.exception
        return at

    return _opened


@pytest.fixture
def read(opened):
    """The words of a page over the demonstration."""
    return lambda page="compare", **query: words_of(opened(page, **query))


# Why the case is here: the address, and the words a reader must find.
SAID = {
    "counts come first, with both denominators and what chance would give": (
        {},
        ["5 of 19 measures with a quarter were in the best quarter (26%)", "5 of 119 measures expected that year (4%)",
         "14 of 19 (74%), where half would be by chance", "6 moved up a quarter, 11 stayed and 2 moved down"],
    ),
    "the worst comes first": ({}, ["Bottom quarter of all districts"]),
    "best, with rank and the middle": (
        {"i": "NI 192"},
        ["Best quarter of all districts", "The middle council among 24 similar councils had 44.3%; we are third best."],
    ),
    "a group of the reader's choice": ({"i": "NI 157c", "group": "similar districts"}, ["Best quarter of similar districts"]),
    "the same measure in another group": ({"i": "NI 157c"}, ["Second best quarter of all districts"]),
    "how far it is to the next quarter": ({"i": "NI 181"}, ["The best quarter begins at 12.7 days, 2.3 days away."]),
    "less is better": ({"i": "NI 181"}, ["Better is to the left."]),
    "another year's quartiles are named": (
        {"i": "NI 191"}, ["Best quarter of all districts, against 2008/09 quartiles", "Quartiles are of 2008/09"],
    ),
    "published quartiles alone": (
        {"i": "BV9"}, ["Best quarter of all districts", "the quartiles are published", "Published (Illustrative)",
                       "Quartiles alone are held of this group"],
    ),
    "too alike to rank": ({"i": "NI 188"}, ["Too alike to rank", "Figures are too alike to be parted into quarters."]),
    "fewer than twelve: a rank and no quarter": (
        {"i": "NI 158"}, ["Number 2 of 9", "quarters need 12, so there is a rank alone", "There are no quartiles"],
    ),
    "a range has no quarter": ({"i": "PL06"}, ["Neither a higher nor a lower figure is better, so there is no quarter."]),
    "a doubtful figure is seen and not counted": ({"i": "NI 192"}, ["Doubtful: not counted."]),
    "a missing figure is seen": ({"i": "NI 184"}, ["It published no figure.", "no figure"]),
    "another period": ({"i": "NI 192", "period": "2008/09"}, ["in 2008/09"]),
    "another authority": (
        {"us": "ILL05", "i": "NI 181"}, ["How Illustrative district 05 compares", "Illustrative district 05's figure was"],
    ),
    "its counts are of the measures it has": ({"us": "ILL05"}, ["measures it has figures of"]),
    "an authority nobody knows": ({"us": "nobody"}, ["No authority has the code “nobody”", "Choose another"]),
    "every measure is listed": (
        {}, ["Every measure compared", "Average time to re-let a council home", "19 of 24", "Too alike to rank"],
    ),
    "how to read it": ({}, ["How to read this page", "Published quartiles are used as they are"]),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_what_a_reader_finds(read, case):
    query, wanted = case
    words = " ".join(read(**query).split())
    for said in wanted:
        assert said in words, said


def test_the_table_has_every_figure_the_strip_shows(opened, demo_database):
    with Store(demo_database).reading() as db:
        held = queries_compare.figures(db, "NI 192", "2009/10", "all districts", (None, None, None))
    words = words_of(opened(i="NI 192"))
    assert held.height == 25
    for name in held.filter(held["authority"] != "")["authority"].to_list():
        assert name in words
    assert "South Cambridgeshire District Council (us)" in words
    assert "All 25 figures" in words


def test_the_strip_says_in_words_what_it_shows(opened):
    charts = opened(i="NI 192").get("vega_lite_chart") or opened(i="NI 192").get("arrow_vega_lite_chart")
    alt = str(charts[0].proto)
    assert "Dot strip of all districts, 2009/10. Us: 53.8% in 2009/10, best quarter." in alt
    assert "Figures in the table below." in alt


def test_no_sentence_says_nothing(read):
    for code in ("NI 157a", "NI 188", "NI 158", "PL06", "BV12", "NI 182"):
        words = read(i=code)
        assert not re.search(r"\b(None|nan|NaN|null)\b|  \.|\{|\}", words), code


def test_whose_place_is_asked_does_not_reach_other_pages(read):
    ours = read("measure", i="NI 192")
    assert read("measure", i="NI 192", us="ILL05") == ours
    assert "Best quarter of all districts, number 3 of 24 in 2009/10." in ours
    assert "Compare with other councils" in ours


def test_a_measure_compared_with_nobody_says_nothing_of_it(read):
    assert "Compare with other councils" not in read("measure", i="EH01")


def test_choices_stand_in_the_address(opened):
    at = opened(i="NI 157c")
    chosen = next(box for box in at.selectbox if box.label == "Compared with")
    chosen.set_value("similar districts").run()
    assert at.query_params["group"] in ("similar districts", ["similar districts"])
    assert "Best quarter of similar districts" in words_of(at)


def test_compare_is_in_the_menu_and_returns_is_one_press_from_more(read):
    assert list(main_pages.VISIBLE.values()) == [
        "Overview", "Services", "Measures", "Actions and risks", "Money", "Compare", "More",
    ]  # fmt: skip
    assert "Returns" in read("more")


def test_a_manager_has_the_return_one_press_away(opened):
    at = opened("overview")
    view = next(box for box in at.selectbox if "View as" in box.label)
    view.set_value(next(option for option in view.options if "Manager, Housing" in option).removeprefix("View as: ")).run()
    html = " ".join(element.proto.body for element in at.get("html"))
    assert 'href="/returns"' in html


def test_with_nothing_to_compare_it_says_what_to_do(open_page, tmp_path: Path):
    empty = Store(tmp_path / "empty.duckdb")
    empty.create_if_absent()
    at = open_page("compare", empty)
    assert not at.exception
    assert "No other council's figures have been loaded" in words_of(at)
    assert "pimdata load --layout" in words_of(at)


def test_others_without_a_figure_of_ours_are_shown_alone(open_page, tmp_path: Path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL, "utf-8")
    held = Store(tmp_path / "pim.duckdb")
    layouts.load(held, path, CSV.encode(), "small.csv", "me")
    at = open_page("compare", held)
    assert not at.exception
    assert "The council has no figure for 2009/10 in this group, so others' are shown alone." in words_of(at)
    at = open_page("compare", held, us="N1")
    assert not at.exception
    assert "How Northshire compares" in words_of(at)


def test_what_others_publish_of_the_council_is_counted_where_it_has_sent_nothing(open_page, tmp_path: Path):
    path = tmp_path / "small.toml"
    held_to_compare = 'frequency = "survey"\nexpected_in = "none"\nclass = "context"'
    path.write_text(SMALL.replace('frequency = "annual"', held_to_compare), "utf-8")
    held = Store(tmp_path / "pim.duckdb", council="South Cambridgeshire District Council")
    rows = [f"N{number},District {number},2009/10,{number},50" for number in range(12)]
    csv = "\n".join(["code,name,year,paid,due", *rows, "S1,South Cambridgeshire,2009/10,49,50", ""])
    layouts.load(held, path, csv.encode(), "small.csv", "me")
    words = words_of(open_page("compare", held))
    assert "In 2009/10, 1 of 1 measure with a quarter was in the best quarter (100%)." in words
    assert "That is 1 of 1 measure there are figures of" in words
    assert "we are best" in words


def test_without_a_database_it_says_how_to_get_one(open_page):
    at = open_page("compare")
    assert not at.exception
    assert "There is no database yet" in words_of(at)
