"""A question from beginning to end, as people do it: asked, answered, not satisfied, and before Scrutiny."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, settle
from tests.browser.test_job import view_as

pytestmark = pytest.mark.browser


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 844}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(25_000)
    yield page
    context.close()


def open_as(server: Server, page: Page, address: str, who: str) -> None:
    """A page from a point of view, which a new address forgets."""
    page.goto(server.base + address)
    settle(page)
    view_as(page, who)


def fits(page: Page) -> bool:
    """Whether nothing runs off the side."""
    overflow: int = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    return overflow <= 0


def test_ask_answer_not_satisfied_scrutiny(server: Server, window: Page) -> None:
    page = window
    wide = (page.viewport_size or {})["width"]
    asked = f"Which repairs take longest, seen at {wide} pixels?"
    page.goto(f"{server.base}/measure?i=HO02")
    settle(page)
    assert fits(page)
    page.get_by_role("button", name="Ask the portfolio holder").click()
    page.locator("h1", has_text="Ask a question").wait_for()
    assert fits(page)
    page.get_by_role("textbox", name="Your question").fill(asked)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_text(re.compile("Your question is sent"))).to_be_visible()
    expect(page.get_by_text("The Housing portfolio holder", exact=True)).to_be_visible()
    number = page.url.rpartition("q=")[2]
    assert number.isdigit(), "the question has an address of its own"

    open_as(server, page, f"/questions?q={number}", "Portfolio holder, Housing")
    page.get_by_role("textbox", name="Your answer").fill("Those that wait for a part.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Your answer is sent.")).to_be_visible()

    open_as(server, page, f"/questions?q={number}", "Any councillor")
    page.get_by_text("Not satisfied", exact=True).first.click()
    page.get_by_role("textbox", name="What is missing from the answer").fill("It does not say how long.")
    page.get_by_role("button", name="Not satisfied").click()
    expect(page.get_by_text(re.compile("Kept: you are not satisfied"))).to_be_visible()

    page.get_by_text("Refer it to Scrutiny", exact=True).first.click()
    page.get_by_role("textbox", name="Why Scrutiny should look at it").fill("Nobody says how long it takes.")
    page.get_by_role("button", name="Refer it to Scrutiny").click()
    expect(page.get_by_text(re.compile("It is before Scrutiny, with its whole history"))).to_be_visible()
    assert fits(page)

    open_as(server, page, "/", "Scrutiny and Overview Committee")
    page.get_by_role("link", name=re.compile(re.escape(asked))).first.click()
    page.locator("h1", has_text=f"Question {number}").wait_for()
    for said in (asked, "Those that wait for a part.", "It does not say how long.", "Nobody says how long it takes."):
        expect(page.get_by_text(said).first).to_be_visible()
