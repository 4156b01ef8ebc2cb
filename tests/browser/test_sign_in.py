"""Sign-in from end to end: a real provider on 127.0.0.1, a real Chromium, and the app with sign-in set up."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pimdata import returns
from pimdata.store import Store
from tests.browser.conftest import Server, free_port, settle

pytestmark = pytest.mark.browser
COOKIE_SECRET = "only-for-this-test-0123456789-0123456789"
PEOPLE = {
    # subject: (what stands in the list of people after valid_from, what the provider says beside the address)
    "manager": ("2010-04-01,,manager; policy,HO,,", {}),
    "head": ("2010-04-01,,head,HO,,manager@council.example", {}),
    "gone": ("2010-04-01,2010-10-31,smt,,,", {"groups": ["pim-smt"]}),
    "claimed": (None, {"groups": ["pim-smt", "everybody"]}),
    "stranger": (None, {}),
    "unverified": (None, {"email": "manager@council.example", "email_verified": False}),
    "leaver": ("2010-04-01,,smt,,,", {}),
}


class Site(NamedTuple):
    """The app with sign-in, its database and its provider."""

    server: Server
    store: Store
    log: Path

    def open(self, context: BrowserContext, path: str = "/") -> Page:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(self.server.base + path)
        page.locator("h1").first.wait_for()
        return page

    def events(self) -> list[dict[str, str]]:
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines]

    def in_trail(self, what: str, about: str = "") -> bool:
        """Whether the trail has come to hold this of somebody: a thread of the server writes it."""
        query = "select 1 from main.trail where what = $what and contains(about || detail, $about)"
        for _ in range(100):
            with self.store.reading() as db:
                if db.execute(query, {"what": what, "about": about}).fetchall():
                    return True
            time.sleep(0.1)
        return False


def people_csv() -> bytes:
    rows = [f"{who}@council.example,{row}" for who, (row, _) in PEOPLE.items() if row]
    return "\n".join(["email,valid_from,valid_to,roles,service_codes,portfolio,is_deputy_for", *rows]).encode()


def claims(who: str) -> str:
    return json.dumps({"sub": who, "email": f"{who}@council.example", **PEOPLE[who][1]})


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    users = [part for who in PEOPLE for part in ("--user-claims", claims(who))]
    log = tmp_path_factory.mktemp("provider") / "log.txt"
    with log.open("w") as said:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "oidc-provider-mock", "-p", str(port), *users], stdout=said, stderr=subprocess.STDOUT
        )
    yield f"http://localhost:{port}/.well-known/openid-configuration"
    process.terminate()
    process.wait(timeout=15)


@pytest.fixture(scope="module")
def site(provider: str, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("signed")
    store = Store(Path(shutil.copy(demo_database, folder / "pim.duckdb")))
    returns.send(store, people_csv(), "people.csv", "the administrator", allowed=None)
    port = free_port()
    settings = {
        "SIGN_IN_METADATA_URL": provider,
        "SIGN_IN_CLIENT_ID": "pimdata",
        "SIGN_IN_CLIENT_SECRET": "a-secret-of-this-test",
        "SIGN_IN_COOKIE_SECRET": COOKIE_SECRET,
        "SIGN_IN_ROLES_CLAIM": "groups",
        "SIGN_IN_ROLES": json.dumps({"pim-smt": "smt"}),
        "PUBLIC_URL": f"http://localhost:{port}",
        "SECURITY_LOG": str(folder / "security.log"),
    }
    environment = {f"PIMDATA_{name}": value for name, value in settings.items()}
    server = Server(store.path, folder / "log.txt", port, environment)
    try:
        server.wait()
        yield Site(server, store, folder / "security.log")
    finally:
        server.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield context
    context.close()


def sign_in(page: Page, who: str) -> None:
    """From our sign-in page, through the provider's, and back."""
    page.get_by_role("button", name=re.compile("^Sign in")).click()
    page.locator("input[name=sub]").fill(who)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(re.compile(r"localhost:\d+/(?!oauth2)"))
    page.locator("h1").first.wait_for()


def sign_out(page: Page) -> None:
    """By our button, and the provider's own question."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def cookie_header(context: BrowserContext) -> str:
    return "; ".join(f"{each['name']}={each['value']}" for each in context.cookies())


@pytest.mark.parametrize("path", ["/", "/returns", "/measure?i=NI%20156", "/risk?r=STR-R07", "/meeting?items=NI%20156&n=1"])
def test_nobody_unsigned_sees_anything_but_the_sign_in_page(site, context, path):
    page = site.open(context, path)
    expect(page.locator("h1")).to_have_text("Sign in")
    page.wait_for_timeout(300)
    said = page.locator("body").inner_text()
    assert set(said.split("\n")) - {""} == {
        "Sign in", "Sign in with your council account to see how the council is doing.", "Skip to main content"
    }  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["/media/0123456789abcdef.csv", "/_stcore/upload_file/a/b", "/calendar.ics", "/export/measures.csv", "/_stcore/metrics"],
)
def test_nobody_unsigned_fetches_a_file_or_an_address_nobody_thought_of(site, path):
    assert status(site.server.base + path) in (401, 404)


def test_the_roles_held_are_offered_and_no_other_and_signing_out_ends_it(site, context):
    page = site.open(context, "/measure?i=NI%20156")
    sign_in(page, "manager")
    page.wait_for_url(re.compile(r"/measure\?i=NI"))  # where they wanted to go before
    settle(page)
    page.get_by_role("combobox", name="View as").click()
    offered = page.get_by_role("option").all_inner_texts()
    assert offered == ["View as: Manager, Housing", "View as: Policy and Performance team"]
    page.keyboard.press("Escape")
    kept = cookie_header(context)
    media = "/media/0123456789abcdef.csv"
    assert status(site.server.base + media, Cookie=kept) == 404  # let in, and there is no such file
    other = site.open(context, "/services")  # a second tab is signed in too
    settle(other)
    sign_out(other)
    # The first tab's session still believes itself signed in: its next run is refused.
    page.get_by_role("combobox", name="View as").click()
    page.get_by_role("option").nth(1).click()
    page.get_by_role("heading", name="You have signed out").wait_for()
    # A copy of the cookie, kept from before, is refused as well.
    assert status(site.server.base + media, Cookie=kept) == 401
    told = [each["event"] for each in site.events() if each["event"] in ("signed in", "signed out")]
    assert [event for event, _ in groupby(told)][-2:] == ["signed in", "signed out"]
    assert site.in_trail("signed in")
    assert site.in_trail("signed out")
    said = site.log.read_text("utf-8")
    assert "@" not in said
    assert COOKIE_SECRET not in said + site.server.log.read_text("utf-8")


def test_a_replayed_cookie_opens_no_page(site, browser, context):
    page = site.open(context)
    sign_in(page, "manager")
    settle(page)
    kept = context.cookies()
    sign_out(page)
    thief = browser.new_context()
    thief.add_cookies(kept)
    expect(site.open(thief, "/measures").locator("h1")).to_have_text("You have signed out")
    thief.close()


FORGED = {
    # why this case is here:        (how the cookie is signed, what is put in it)
    "another secret":               ("not-the-secret-of-this-site-0123456789", "http://{host}"),
    "no secret at all":             ("", "http://{host}"),
    "of another site":              (COOKIE_SECRET, "https://elsewhere.example"),
}  # fmt: skip


@pytest.mark.parametrize("case", FORGED.values(), ids=FORGED)
def test_a_forged_cookie_is_no_sign_in(site, context, case):
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    secret, origin = case
    said = {
        "is_logged_in": True, "email": "manager@council.example", "provider": "council", "sub": "manager",
        "iat": 4_000_000_000, "exp": 4_000_009_999, "origin": origin.format(host=f"localhost:{site.server.port}"),
    }  # fmt: skip
    value = create_signed_value(secret, "_streamlit_user", json.dumps(said)).decode()
    context.add_cookies([{"name": "_streamlit_user", "value": value, "url": site.server.base}])
    expect(site.open(context).locator("h1")).to_have_text("Sign in")
    assert status(site.server.base + "/media/x.csv", Cookie=f"_streamlit_user={value}") == 401


def test_an_old_sign_in_has_ended_though_its_cookie_is_good(site, context):
    import time

    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    began = int(time.time()) - 11 * 3600
    said = {
        "is_logged_in": True, "email": "manager@council.example", "provider": "council", "sub": "manager",
        "iat": began, "exp": began + 3600, "origin": site.server.base,
    }  # fmt: skip
    value = create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps(said)).decode()
    context.add_cookies([{"name": "_streamlit_user", "value": value, "url": site.server.base}])
    expect(site.open(context, "/measures").locator("h1")).to_have_text("Your sign-in has ended")


REFUSED = {
    # why this case is here:                            (who, the heading they get)
    "a stranger with a good account":                   ("stranger", "You are not on the list yet"),
    "somebody whose last day has passed, claim or not": ("gone", "You may no longer sign in here"),
    "an address the provider has not verified":         ("unverified", "We could not tell who you are"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_who_may_not_come_in_is_told_whom_to_ask(site, context, case):
    who, heading = case
    page = site.open(context)
    sign_in(page, who)
    page.get_by_role("heading", name=heading).wait_for()
    assert "Ask the administrator of the system" in page.locator("body").inner_text()
    assert status(site.server.base + "/media/x.csv", Cookie=cookie_header(context)) == 401
    assert site.in_trail("refused", "person")


ROLES = {
    # why this case is here:                    (who, the roles offered)
    "a role that a claim gives":                ("claimed", ["View as: Senior management"]),
    "a deputy, of more than they hold":         ("head", [
        "View as: Head of service, Housing", "View as: Manager, Housing, for the manager@council.example",
        "View as: Policy and Performance team, for the manager@council.example"]),
}  # fmt: skip


@pytest.mark.parametrize("case", ROLES.values(), ids=ROLES)
def test_roles_come_from_a_claim_or_from_the_list(site, context, case):
    who, offered = case
    page = site.open(context, "/?role=policy&viewer=policy&view_as=Policy+and+Performance+team")
    sign_in(page, who)
    settle(page)
    page.get_by_role("combobox", name="View as").click()
    assert page.get_by_role("option").all_inner_texts() == offered


def test_who_is_taken_off_the_list_is_refused_at_the_next_run(site, context):
    page = site.open(context, "/services")
    sign_in(page, "leaver")
    settle(page)
    text = b"email,valid_from,valid_to,roles\nleaver@council.example,2010-04-01,2010-10-31,smt\n"
    returns.send(site.store, text, "people.csv", "the administrator", allowed=None)
    page.get_by_role("link", name="Measures", exact=True).first.click()
    page.get_by_role("heading", name="You may no longer sign in here").wait_for()


def test_another_site_cannot_sign_anybody_out(site):
    assert status(f"{site.server.base}/auth/logout", **{"Sec-Fetch-Site": "cross-site"}) == 403


def test_the_probe_of_a_fresh_server_finds_no_page_open(site):
    probe = Path(__file__).resolve().parents[3] / "shared" / "tools" / "auth_probe.py"
    if not probe.exists():
        pytest.skip("the probe lies beside the project, and is not here")
    names = ["", "returns", "measures", "measure", "risk", "meeting", "money"]
    done = subprocess.run(
        [sys.executable, probe, "--base", site.server.base, *names[1:]],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ,
    )
    assert done.returncode == 0, done.stdout
