"""The Overview and the frame: with the demonstration, with an empty database, with none, and for each point of view."""

import pytest

from pimdata.store import Store
from pimdata.ui import main_pages
from tests.conftest import words_of

NAMES = [*main_pages.VISIBLE, *main_pages.MORE, *main_pages.HIDDEN]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_with_the_demonstration(open_page, demo_store, name):
    at = open_page(name, demo_store)
    assert not at.exception
    assert "Illustrative figures" in words_of(at)
    assert "<h1" in "".join(element.proto.body for element in at.get("html"))


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_with_an_empty_database(open_page, tmp_path, name):
    store = Store(tmp_path / "empty.duckdb")
    store.create_if_absent()
    at = open_page(name, store)
    assert not at.exception
    assert "<h1" in "".join(element.proto.body for element in at.get("html"))


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_so_where_there_is_no_database(open_page, name):
    at = open_page(name)
    assert not at.exception
    assert "There is no database yet" in words_of(at)


def test_the_overview_leads_with_the_council_in_a_paragraph(open_page, demo_store):
    said = words_of(open_page("overview", demo_store))
    assert "of 53 measures with a target met it" in said
    assert said.index("Needs attention") < said.index("By aim") < said.index("By service")
    assert "12 of 33 Council Actions" in said


def test_a_period_in_the_address_is_the_one_shown(open_page, demo_store):
    assert "Quarter 4 2009/10" in words_of(open_page("overview", demo_store, period="2009/10 Q4"))


def test_a_period_that_is_none_gives_the_newest(open_page, demo_store):
    at = open_page("overview", demo_store, period="Nonsense")
    assert not at.exception
    assert "Quarter 2 2010/11" in words_of(at)


def test_a_page_can_be_drawn_as_it_stood(open_page, demo_store):
    at = open_page("overview", demo_store, as_at="2010-06-01T09:00")
    assert not at.exception
    assert "as they stood on 1 June 2010, 10:00am" in words_of(at)


def test_a_manager_is_led_by_what_is_owed(open_page, demo_store):
    at = open_page("overview", demo_store)
    at.selectbox(key="view_as").select("Manager, Customer Service").run()
    said = words_of(at)
    assert said.index("What you owe") < said.index("Needs attention")


def test_a_page_outside_the_frame_shows_nothing(demo_store):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(str(main_pages.path("measures"))).run()
    assert not at.exception
    assert not at.get("html")


def test_the_lists_of_a_past_period_are_of_that_period(open_page, demo_store):
    at = open_page("overview", demo_store, period="2009/10 Q3")
    assert not at.exception
    said = words_of(at)
    assert "Measures for Quarter 3 2009/10, by the figures and targets held today" in said
    assert "&p=2009/10%20Q3" in "".join(element.proto.body for element in at.get("html")).replace("&amp;", "&")
    assert "See what needs attention now" not in words_of(open_page("overview", demo_store))


def test_a_month_can_be_chosen(open_page, demo_store):
    at = open_page("overview", demo_store, period="2010-07")
    assert not at.exception
    said = words_of(at)
    assert "July 2010." in said
    assert "measures for July 2010 can be judged" in said
