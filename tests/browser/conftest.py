"""A real server on 127.0.0.1 with the demonstration, and a real Chromium; both are stopped by the tests that use them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
# What a test expects may take as long as what it does: a page is drawn in steps, and the machine may be busy.
expect.set_options(timeout=20_000)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The app as `pimdata serve` starts it."""

    def __init__(self, database: Path, log: Path, port: int = 0, environment: dict[str, str] | None = None) -> None:
        self.port, self.log = port or free_port(), log
        self.base = f"http://localhost:{self.port}"
        with log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pimdata", "serve", "--database", str(database), "--port", str(self.port)],
                cwd=ROOT,
                env={**os.environ, "NO_COLOR": "1", **(environment or {})},
                stdout=said,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Until it answers; what it said, where it does not."""
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.base}/healthz", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """End it and what it started: the command waits for its server, so the whole group is asked to end."""
        os.killpg(self.process.pid, 15)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait(timeout=5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def fresh(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server nobody has visited yet, on a copy of the demonstration."""
    folder = tmp_path_factory.mktemp("server")
    server = Server(Path(shutil.copy(demo_database, folder / "pim.duckdb")), folder / "log.txt")
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def first_visit(fresh: Server, browser: Browser) -> str:
    """What the very first visitor gets who opens a page by its address."""
    page = browser.new_page()
    page.goto(f"{fresh.base}/returns")
    page.locator("h1").first.wait_for(timeout=30_000)
    with suppress(TimeoutError):  # a page without its frame has no such words: that is for the test to say
        page.get_by_text("About these figures").first.wait_for(timeout=30_000)
    text = page.locator("body").inner_text()
    page.close()
    return text


@pytest.fixture(scope="session")
def server(fresh: Server, first_visit: str) -> Server:
    """A server that has been visited."""
    return fresh


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window at 1280 by 900, in the council's own time zone."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def settle(page: Page) -> None:
    """Until the page has drawn: it has a heading, nothing is stale and nothing is running."""
    page.locator("h1").first.wait_for()
    page.locator('[data-testid="stStatusWidget"]').wait_for(state="detached")
    page.locator('[data-stale="true"]').first.wait_for(state="detached")
