"""The main job: find the worst measure, send a return with two faults, put them right, have it signed off, see it count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, settle

pytestmark = pytest.mark.browser

HEADINGS = "indicator_code,period,value,numerator,denominator,what_happened,why,what_next,owner_role,by_when\n"
WRONG = HEADINGS + "CS03,2010/11 Q2,ninety,,,,,,,\nCS33,2010/11 Q2,91.0,,,,,,,\n"
RIGHT = HEADINGS + "CS03,2010/11 Q2,91.0,,,,,,,\n"


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 844}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(25_000)
    yield page
    context.close()


def view_as(page: Page, words: str) -> None:
    """Choose a point of view, by keyboard."""
    box = page.get_by_role("combobox", name="View as")
    box.click()
    box.fill(words)
    box.press("Enter")
    settle(page)
    page.wait_for_timeout(300)


def late(page: Page) -> int:
    """How many returns are overdue, as the Overview counts them."""
    return int(page.locator(".pim-count--late strong").inner_text())


# A listener that outlives a change of page; only what a person (or the browser for one) presses is trusted.
COUNTS_CLICKS = """
addEventListener("click", event => {
  if (event.isTrusted) localStorage.setItem("clicks", 1 + Number(localStorage.getItem("clicks") || 0));
}, true);
"""


# All that moves has come to rest, but what turns for ever.
OPENED = """
Promise.all(document.getAnimations()
  .filter(each => each.effect.getTiming().iterations !== Infinity)
  .map(each => each.finished.catch(() => null))).then(() => true)
"""


def clicks(page: Page) -> int:
    """How often something was pressed so far."""
    return int(page.evaluate("Number(localStorage.getItem('clicks') || 0)"))


def counted(server: Server, page: Page) -> int:
    """How many returns are overdue for anybody else who looks now."""
    other = page.context.new_page()
    other.goto(server.base)
    settle(other)
    number = late(other)
    other.close()
    return number


def upload(page: Page, file: Path, text: str) -> None:
    """Choose a file; a browser takes no notice of one it has already, so each has a name of its own."""
    file.write_text(text, "utf-8")
    # Working papers have a box of their own on this page, and the two are not always ready in the order they stand.
    box = page.get_by_role("region", name=re.compile("Choose your file"))
    box.locator('input[type="file"]').set_input_files(file)


def test_a_return_is_sent_put_right_and_counted(server: Server, window: Page, tmp_path: Path) -> None:
    page = window
    page.context.add_init_script(COUNTS_CLICKS)
    page.goto(server.base)
    settle(page)
    worst = page.locator(".pim-list").first.locator("h3 a").first
    name = worst.inner_text()
    worst.click()
    page.locator("h1", has_text=name).wait_for()
    expect(page.get_by_text("Why this status?").first).to_be_visible()
    page.goto(server.base)
    settle(page)
    overdue = late(page)

    view_as(page, "Manager, Customer Service")
    begun = clicks(page)
    page.get_by_role("link", name="Figures, Quarter 2 2010/11").first.click()
    page.locator("h1", has_text="Returns").wait_for()
    upload(page, tmp_path / "CS-indicator_results.csv", WRONG)
    expect(page.get_by_text(re.compile("must be a number")).first).to_be_visible()
    expect(page.get_by_text(re.compile("no measure")).first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Send"))).to_have_count(0)

    upload(page, tmp_path / "CS-mended-indicator_results.csv", RIGHT)
    send = page.get_by_role("button", name=re.compile("^Send 1"))
    send.click()
    expect(page.get_by_text(re.compile("Return received")).first).to_be_visible()
    to_send = clicks(page) - begun + 1  # and one that opens the list of files, which a test does without
    expect(page.get_by_text(re.compile("signs off. You can take it back until then")).first).to_be_visible()
    assert counted(server, page) == overdue, "what waits for sign-off counts for nothing"

    view_as(page, "Head of service, Customer Service")
    expect(page.get_by_text("Waiting for your sign-off")).to_be_visible()
    expect(page.get_by_text(re.compile("What would change: 1 new")).first).to_be_visible()
    begun = clicks(page)
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_text(re.compile("is signed off. It counts from now on")).first).to_be_visible()
    to_overview = 1
    assert to_send + clicks(page) - begun + to_overview <= 6, "from what is owed to the Overview in six clicks"
    assert counted(server, page) == overdue - 1, "the Overview counts what was signed off"

    page.get_by_text("Sent lately").first.click()
    box = page.get_by_role("combobox", name="Reopen one that is signed off")
    # A list of choices closes where the page moves beneath it, as it does while the part is still opening.
    expect(box).to_be_visible()
    page.evaluate(OPENED)
    box.click()
    box.fill("R-")
    box.press("Enter")
    reason = page.get_by_role("textbox", name=re.compile("is reopened")).first
    reason.fill("Sent to show how it is done.")
    page.get_by_role("button", name="Reopen it").click()
    expect(page.get_by_text(re.compile("is reopened. It counts no more")).first).to_be_visible()
    assert counted(server, page) == overdue, "and no longer counts what was reopened"
    view_as(page, "Manager, Customer Service")
    page.get_by_role("button", name="Remove this draft").click()
    expect(page.get_by_role("button", name="Remove this draft")).to_have_count(0)
