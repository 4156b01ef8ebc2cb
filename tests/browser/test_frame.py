"""What the launcher and the frame promise: no page without the frame, headers, and a page's name and focus."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Server, settle

pytestmark = pytest.mark.browser


def test_the_first_visitor_gets_no_page_without_the_frame(first_visit: str) -> None:
    assert "Illustrative figures" in first_visit
    assert "About these figures" in first_visit


def test_every_answer_carries_the_security_headers(server: Server) -> None:
    with urllib.request.urlopen(f"{server.base}/") as answer:
        policy = answer.headers["content-security-policy"]
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_metrics_are_nobodys_business(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{server.base}/_stcore/metrics")


def test_opening_a_measure_names_the_tab_and_moves_the_focus(server: Server, page: Page) -> None:
    page.goto(server.base)
    settle(page)
    link = page.locator(".pim-item h3 a").first
    name = link.inner_text()
    link.click()
    page.locator("h1", has_text=name).wait_for()
    page.wait_for_timeout(300)
    assert name in page.title()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    page.go_back()
    page.locator("h1", has_text="is doing").wait_for()


def test_what_is_typed_into_has_its_focus_mark_around_it_whole(server: Server, page: Page) -> None:
    page.goto(server.base)
    settle(page)
    page.get_by_role("combobox", name="View as").focus()
    frame = page.locator(".st-key-view_as .react-aria-ComboBox > div")
    assert frame.evaluate("each => getComputedStyle(each).outline") == "rgb(255, 221, 0) solid 3px"


def test_nothing_goes_wrong_in_the_console(server: Server, page: Page) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if "Content Security Policy" in told.text else None)
    for address in ("/", "/measure?i=NI%20191", "/money", "/actions?show=risks"):
        page.goto(server.base + address)
        settle(page)
    assert not wrong
