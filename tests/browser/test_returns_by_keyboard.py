"""A return from what is owed to the Overview by keyboard alone: filled in, put right, sent, signed off, seen."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, settle
from tests.conftest import AS_BUILT

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


def press_on(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Come to this by Tab, and press a key on it."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def view_as(page: Page, whose: str) -> None:
    """Choose whose eyes to look through."""
    tab_to(page, page.get_by_role("combobox", name="View as"))
    page.keyboard.type(whose)
    page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def own(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: what is sent here is signed off, and other tests look at figures."""
    folder = tmp_path_factory.mktemp("keyboard")
    server = Server(Path(shutil.copy(demo_database.with_name(AS_BUILT), folder / "pim.duckdb")), folder / "log.txt")
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def test_from_what_you_owe_to_the_overview_by_keyboard_alone(own: Server, page: Page) -> None:
    page.goto(own.base)
    settle(page)
    view_as(page, "Manager, Customer Service")
    expect(page.get_by_role("heading", name="What you owe")).to_be_visible()

    press_on(page, page.get_by_role("link", name="Figures, Quarter 2 2010/11").first)
    fill = page.get_by_role("checkbox", name="Fill in here: no file needed")
    expect(fill).to_be_visible()
    settle(page)
    press_on(page, fill, "Space")
    figure = page.get_by_role("textbox", name="Figure, CS03", exact=True)
    expect(figure).to_be_visible()
    settle(page)

    tab_to(page, figure)
    page.keyboard.type("0.855")
    page.keyboard.press("Enter")
    summary = page.locator("#summary")
    expect(summary).to_contain_text("1 needs putting right")
    expect(summary).to_be_focused()

    press_on(page, page.get_by_role("button", name=re.compile(r"^Use 85\.5")))
    why = page.get_by_role("textbox", name=re.compile(r"^Row 2, Why\b"))
    expect(why).to_be_visible()
    expect(summary).to_be_focused()
    settle(page)

    # Slightly below target: it says why.
    tab_to(page, why)
    page.keyboard.type("Forty complaints came in the week of the flood.")
    press_on(page, page.get_by_role("button", name="Keep row 2", exact=True))
    expect(summary).to_contain_text("1 of 1 row is ready")
    expect(summary).to_be_focused()

    press_on(page, page.get_by_role("button", name=re.compile("^Send 1")))
    expect(page.get_by_text(re.compile("Return received")).first).to_be_visible()
    press_on(page, page.get_by_role("button", name="Take it back").first)
    expect(page.get_by_text(re.compile("is taken back")).first).to_be_visible()
    press_on(page, page.get_by_role("button", name=re.compile("^Send 1")))
    expect(page.get_by_text(re.compile("Return received")).first).to_be_visible()

    # The second person, who is never the first; then anybody sees it.
    view_as(page, "Head of service, Customer Service")
    expect(page.get_by_role("heading", name="Waiting for your sign-off")).to_be_visible()
    settle(page)
    press_on(page, page.get_by_role("button", name="Sign off"))
    expect(page.get_by_text(re.compile("is signed off. It counts from now on")).first).to_be_visible()
    settle(page)
    press_on(page, page.get_by_role("link", name="Overview").first)
    measure = page.get_by_role("row", name=re.compile("CS03")).first
    expect(measure).to_contain_text("85.5%")
    expect(measure).to_contain_text("Slightly below target")
