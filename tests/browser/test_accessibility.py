"""Every page, light and dark, wide and narrow: no violation that axe can find, and nothing that runs off the side."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Server, settle

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "/",
    "overview of a manager": "/?as=manager",
    "services": "/services",
    "service": "/service?s=HO",
    "measures": "/measures?status=below",
    "measure": "/measure?i=NI%20156",
    "scorecard": "/measures?show=scorecard&status=below",
    "usual ups and downs": "/measure?i=NI%20181&chart=usual",
    "milestone": "/measure?i=IND-03",
    "unknown measure": "/measure?i=nothing",
    "actions": "/actions",
    "risks": "/actions?show=risks",
    "action": "/action?a=HO-A03",
    "risk": "/risk?r=HO-R01",
    "money": "/money",
    "compare": "/compare",
    "compare, against another year": "/compare?i=NI%20191",
    "compare, another authority": "/compare?us=ILL05&i=NI%20181",
    "returns": "/returns",
    "questions": "/questions",
    "question": "/questions?q=2",
    "asking": "/questions?ask=measure&code=NI%20156",
    "meeting": "/meeting",
    "meeting item": "/meeting?items=NI%20156,NI%20191&n=1",
    "data quality": "/quality?seed=2010&sample=5",
    "calendar": "/calendar",
    "forecasts": "/forecasts",
    "definitions": "/definitions",
    "help": "/help",
}
# Streamlit's file uploader gives its drop zone a role that its button overrides; the upload works without it.
KNOWN = {"presentation-role-conflict"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_has_no_violation_and_fits(server: Server, browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(server.base + address)
    settle(page)
    found = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        violations = Axe().run(page, options=RULES).response["violations"]
        found |= {
            f"{each['id']} at {width}: {each['nodes'][0]['html'][:160]}": 1 for each in violations if each["id"] not in KNOWN
        }
        overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
        assert overflow <= 0, f"{overflow} pixels run off the side at {width}"
    context.close()
    assert not found, "\n".join(found)


WIDE = [("scorecard", 1280), ("scorecard", 1024), ("scorecard", 800), ("data quality", 1280)]


@pytest.mark.parametrize(("name", "width"), WIDE)
def test_a_table_of_many_columns_stays_within_the_page(server: Server, browser: Browser, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{server.base}{PAGES[name]}")
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0
    over = page.locator(".pim-table").first.evaluate("table => table.scrollWidth - table.parentElement.clientWidth")
    assert width < 1200 or over <= 0, f"{over} pixels run out of the column"
    context.close()
