"""Every status leads to why it is what it is: from each list, by a link of its own, to the panel at the top of the page."""

from __future__ import annotations

import re

import pytest

from pimdata.store import Store
from tests.conftest import words_of

LISTS = {
    # where the status stands: (page, its address, where each status leads)
    "measures": ("measures", {}, r"/measure\?i=[^&\"]+&amp;why=yes"),
    "measures as a scorecard": ("measures", {"show": "scorecard"}, r"/measure\?i=[^&\"]+&amp;why=yes"),
    "actions": ("actions", {}, r"/action\?a=[^&\"]+&amp;why=yes"),
    "risks": ("actions", {"show": "risks"}, r"/risk\?r=[^&\"]+&amp;why=yes"),
    "money": ("money", {}, r"/money\?service=[^&\"]+&amp;why=yes"),
    "the Overview": ("overview", {}, r"/(measure\?i|action\?a|risk\?r|money\?service)=[^\"]+"),
}
# What each page says under its heading, and the part that the panel comes before when it is asked for.
PAGES = {"measure": ({"i": "NI 156"}, "Direction"), "action": ({"a": "HO-A03"}, "Steps"), "risk": ({"r": "HO-R01"}, "Owner")}


def html_of(at) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


@pytest.mark.parametrize("case", LISTS.values(), ids=LISTS)
def test_each_status_of_a_list_leads_to_why(open_page, demo_database, case):
    page, query, leads = case
    told = html_of(open_page(page, Store(demo_database), **query))
    rows = re.findall(r'<a class="pim-why" href="([^"]+)" data-page><span class="pim-chip', told)
    assert len(rows) > 3
    assert [href for href in rows if not re.fullmatch(leads, href)] == []
    assert told.count(": why this status?</span></a>") == len(rows), "and says so to who does not see it"


@pytest.mark.parametrize("page", PAGES)
def test_the_panel_comes_first_where_it_is_asked_for_and_once_in_any_case(open_page, demo_database, page):
    query, part = PAGES[page]
    said = words_of(open_page(page, Store(demo_database), **query))
    asked = words_of(open_page(page, Store(demo_database), **query, why="yes"))
    assert said.count("Why this status?") == asked.count("Why this status?") == 1
    assert said.index(part) < said.index("Why this status?")
    assert asked.index("Why this status?") < asked.index(part)


def test_of_money_it_is_open(open_page, demo_database):
    for query, is_open in (({"service": "HO"}, False), ({"service": "HO", "why": "yes"}, True)):
        told = html_of(open_page("money", Store(demo_database), **query))
        tag = told[: told.index("Why this status?")].rsplit("<details", 1)[1].split(">")[0]
        assert (" open" in tag) == is_open
