"""Every status leads to why it is what it is: from each list, by a link of its own, to the panel at the top of the page."""

from __future__ import annotations

import re

import pytest

from pimdata import remarks
from pimdata.people import Viewer
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


# Marks that are no status of one thing, or stand where it is looked at already: why each leads nowhere, and what it looks like.
NO_STATUS = {
    "an aim has none of its own, and leads to what is beneath it": r"<caption[^>]*>Measures and actions beneath.*?</table>",
    "how far a question, a return or a recommendation has come says itself why": (
        r'<td[^>]*data-label="(?:Where it stands|What became of it|State)">.*?</td>'
    ),
    "a line of a health card stands for many measures": r"<article[^>]*pim-health.*?</article>",
}
LISTED = "NI 156,HO-A03,HO-R01"
# Why the page is here: which it is, its address, and whose point of view.
EVERYWHERE = {
    "a measure": ("measure", {"i": "NI 156"}, ""),
    "with everything open": ("measure", {"i": "NI 156", "view": "plain"}, ""),
    "at an earlier period": ("measure", {"i": "EH03", "p": "2009/10 Q1"}, ""),
    "a milestone": ("measure", {"i": "CS04"}, ""),
    "measures": ("measures", {}, ""),
    "the scorecard": ("measures", {"show": "scorecard"}, ""),
    "the Overview": ("overview", {}, ""),
    "Cabinet, with what was reported to it": ("overview", {}, "Leader and Cabinet"),
    "a portfolio holder": ("overview", {}, "Portfolio holder, Housing"),
    "a manager": ("overview", {}, "Manager, Housing"),
    "a measure in a meeting": ("meeting", {"items": LISTED, "n": "1", "as_at": "2010-11-01T12:00:00"}, ""),
    "its figures": ("meeting", {"items": LISTED, "n": "1", "as_at": "2010-11-01T12:00:00", "figures": "yes"}, ""),
    "an action": ("meeting", {"items": LISTED, "n": "2", "as_at": "2010-11-01T12:00:00"}, ""),
    "a risk": ("meeting", {"items": LISTED, "n": "3", "as_at": "2010-11-01T12:00:00"}, ""),
    "a meeting long after the last figures": ("meeting", {"items": LISTED, "n": "1", "as_at": "2026-11-22T12:00:00"}, ""),
    "the end of the meeting": ("meeting", {"items": LISTED, "n": "4", "as_at": "2010-11-01T12:00:00"}, ""),
}
STATUSES = "on|near|below|late|due|info"


@pytest.mark.parametrize("case", EVERYWHERE.values(), ids=EVERYWHERE)
def test_no_mark_of_a_status_stands_outside_a_link_to_why(open_page, demo_store, case):
    page, query, viewer = case
    if viewer == "Leader and Cabinet":
        remarks.report_to_cabinet(demo_store, Viewer("smt"), "NI 156", "The landlords have left the market.")
    at = open_page(page, demo_store, **query)
    at = at.selectbox(key="view_as").select(viewer).run() if viewer else at
    assert not at.exception
    told = html_of(at)
    for looks_like in NO_STATUS.values():
        told = re.sub(looks_like, "", told, flags=re.DOTALL)
    assert 'class="pim-why"' in told
    led = re.sub(r'<a class="pim-why" href="[^"]+" data-page>.*?</a>', "", told, flags=re.DOTALL)
    assert re.findall(rf'<span class="pim-chip pim-chip--(?:{STATUSES})">.*?</span></span>', led) == []


YEAR_ENDS = {
    # why this case is here: (address, where the mark leads, what is said there of it)
    "a year that has ended leads to its own figure": (
        {"i": "BV10", "p": "2009/10 Q4"}, "/measure?i=BV10&amp;p=2009/10&amp;why=yes", "Period 2009/10"),
    "one that goes on leads to what its end is expected to be": (
        {"i": "NI 156"}, "/measure?i=NI%20156&amp;p=2010/11%20Q2&amp;why=yes", "What the year will end at"),
}  # fmt: skip


@pytest.mark.parametrize("case", YEAR_ENDS.values(), ids=YEAR_ENDS)
def test_the_mark_of_a_year_end_leads_to_why(open_page, demo_database, case):
    query, leads, said = case
    told = html_of(open_page("measure", Store(demo_database), **query))
    year_end = re.findall(r'<section[^>]*aria-label="Year end">.*?</section>', told, flags=re.DOTALL)
    assert [leads in part for part in year_end] == [True]
    there = dict(part.split("=") for part in leads.partition("?")[2].replace("%20", " ").split("&amp;"))
    panel = words_of(open_page("measure", Store(demo_database), **there)).partition("Why this status?")[2]
    assert said in " ".join(panel.split())[:2000]


def test_why_in_a_meeting_is_why_as_it_stood_then(open_page, demo_store):
    told = html_of(open_page("meeting", demo_store, items="NI 156", n="1", as_at="2010-07-20T09:00:00"))
    (href,) = re.findall(r'<a class="pim-why" href="([^"]+)"', told)
    assert href.endswith("&amp;why=yes&amp;as_at=2010-07-20T09%3A00%3A00")
