"""Pages in a real browser beside a bare one: how long until the text is drawn, and what the server comes to hold."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
REPEATS = 12
OURS = ".pim-footer"
ELEMENTS = "[data-testid=stMain] [data-testid=stElementContainer]"
LINK = 'a[data-page][href^="/measure?i="]'


class Timings(NamedTuple):
    """Shortest times in milliseconds, ours beside a bare page's, and the server's memory in megabytes."""

    overview: float
    bare_overview: float
    measure: float
    bare_measure: float
    opened: float
    bare_opened: float
    elements: tuple[int, int]
    memory: tuple[float, float]


@contextmanager
def server(script: Path, **environment: str) -> Iterator[tuple[str, int]]:
    """A Streamlit server on a free port: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    options = ["--server.headless", "true", "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"]
    running = subprocess.Popen(
        [*command, *options], cwd=HOME, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health")
        yield address, running.pid
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def measured(database: Path) -> Timings:
    """Our pages and bare ones by turns, so that whatever else the machine does falls on both."""
    with server(HOME / "app.py", PIMDATA_DATABASE=str(database)) as (ours, pid), _browser() as browser:
        page = _opened(browser, ours, OURS)
        link = page.locator(LINK).first
        address = ours + str(link.get_attribute("href"))
        elements = page.locator(ELEMENTS).count()
        measure = _opened(browser, address, OURS)
        measure_elements = measure.locator(ELEMENTS).count()
        with (
            server(HERE / "bare.py", BARE_ELEMENTS=str(elements)) as (bare, _),
            server(HERE / "bare.py", BARE_ELEMENTS=str(measure_elements)) as (bare_measure, _),
        ):
            first, other = _opened(browser, bare, ".bench-first"), _opened(browser, bare_measure, ".bench-first")
            times = _by_turns(
                lambda: _reloaded(page, OURS),
                lambda: _reloaded(first, ".bench-first"),
                lambda: _reloaded(measure, OURS),
                lambda: _reloaded(other, ".bench-first"),
            )
            times += _by_turns(lambda: _link_followed(page), lambda: _menu_followed(other))
        memory = _memory(page, pid)
    return Timings(*times, elements=(elements, measure_elements), memory=memory)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def _opened(browser: Browser, address: str, drawn: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 900}).new_page()
    page.goto(address)
    page.wait_for_selector(drawn, timeout=60_000)
    page.wait_for_timeout(1000)
    return page


def _by_turns(*runs: Callable[[], float]) -> list[float]:
    """The shortest time of each, taken by turns; the first turn only warms."""
    for run in runs:
        run()
    turns = [[run() for run in runs] for _ in range(REPEATS)]
    return [min(times) for times in zip(*turns, strict=True)]


def _timed(act: Callable[[], object], page: Page, drawn: str) -> float:
    page.wait_for_timeout(150)
    start = time.perf_counter()
    act()
    page.wait_for_selector(drawn, state="visible", timeout=60_000)
    return 1000 * (time.perf_counter() - start)


def _reloaded(page: Page, drawn: str) -> float:
    return _timed(lambda: page.reload(wait_until="commit"), page, drawn)


def _link_followed(page: Page) -> float:
    """From the Overview to a measure by its link, until the measure's name is drawn; then back."""
    # A title in a closed list item can be pressed all the same: what a reader presses dispatches this very event.
    pressed = "found => found.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    took = _timed(lambda: page.locator(LINK).first.evaluate(pressed), page, ".pim-standing")
    page.go_back()
    page.wait_for_selector(".pim-counts", timeout=60_000)
    page.wait_for_selector(OURS)
    return took


def _menu_followed(page: Page) -> float:
    took = _timed(lambda: page.get_by_role("link", name="Second").click(), page, ".bench-second")
    page.get_by_role("link", name="First").click()
    page.wait_for_selector(".bench-first")
    return took


def _memory(page: Page, pid: int) -> tuple[float, float]:
    """Megabytes the server holds after ten more views of the Overview, and after fifty."""
    held = []
    for views in (10, 40):
        for _ in range(views):
            _reloaded(page, OURS)
        status = Path(f"/proc/{pid}/status").read_text("ascii")
        held.append(int(status.split("VmRSS:")[1].split()[0]) / 1024)
    return held[0], held[1]
