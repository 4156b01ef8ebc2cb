"""A return from what is owed to its receipt by keyboard alone: filled in, put right and sent, with focus on each answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, settle

pytestmark = pytest.mark.browser
MOST_TABS = 120


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has focus; whoever has no mouse has no other way."""
    handle = wanted.element_handle()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if handle and handle.evaluate("each => each === document.activeElement || each.contains(document.activeElement)"):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def test_a_return_is_filled_in_put_right_and_sent_by_keyboard_alone(server: Server, page: Page) -> None:
    page.goto(f"{server.base}/returns?r=indicator_results,CS,2010/11+Q2&fill=yes")
    settle(page)
    view_as = page.get_by_role("combobox", name="View as")
    tab_to(page, view_as)
    page.keyboard.type("Manager, Customer Service")
    page.keyboard.press("Enter")
    figure = page.get_by_role("textbox", name="Figure, CS03")
    expect(figure).to_be_visible()
    settle(page)

    tab_to(page, figure)
    page.keyboard.type("0.915")
    page.keyboard.press("Enter")
    summary = page.locator("#summary")
    expect(summary).to_contain_text("1 needs putting right")
    expect(summary).to_be_focused()

    use = page.get_by_role("button", name=re.compile(r"^Use 91\.5"))
    tab_to(page, use)
    page.keyboard.press("Enter")
    expect(summary).to_contain_text("1 of 1 row is ready")
    expect(summary).to_be_focused()

    send = page.get_by_role("button", name=re.compile("^Send 1"))
    tab_to(page, send)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Return received")).first).to_be_visible()

    why = page.get_by_role("textbox", name=re.compile("is taken back")).first
    tab_to(page, why)
    page.keyboard.type("Sent to show how it is done.")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("is taken back|was taken back")).first).to_be_visible()
