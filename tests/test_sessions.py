"""When a sign-in ends, who is let in, and what is refused of settings that are not safe."""

from __future__ import annotations

import json
import logging
import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from pimdata import config, identity, logs, provider, sessions
from pimdata.config import Settings
from pimdata.errors import PimError
from pimdata.identity import Claims
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, OF_PEOPLE
from pimdata.sessions import Sessions
from pimdata.ui import cookies, gate

NOW = 1_800_000_000.0
HOUR = 3600
GOOD = {
    "sign_in_metadata_url": "https://login.council.example/t/.well-known/openid-configuration",
    "sign_in_client_id": "pimdata",
    "sign_in_client_secret": SecretStr("the secret of the client"),
    "sign_in_cookie_secret": SecretStr("x" * 32),
    "public_url": "https://performance.council.example",
}


@pytest.fixture
def use(monkeypatch):
    """`use(session_hours=1)` sets settings for a test."""

    def _use(**changes):
        held = Settings(**GOOD | changes)
        for module in (config, sessions, identity, provider, cookies, logs):
            monkeypatch.setattr(module, "settings", lambda: held)

    return _use


def claims(began: float = NOW - 60, expires: float = NOW + HOUR, **more):
    return {"iss": "p", "sub": "mo", "iat": int(began), "exp": int(expires), **more}


ENDS = {
    # why this case is here:                    (when it began, when its token ends, settings, why it has ended)
    "a minute ago":                             (NOW - 60, NOW + HOUR, {}, ""),
    "the token has run out":                    (NOW - 60, NOW - 1, {}, "expired"),
    "it may outlast its token where that is set": (NOW - 60, NOW - 1, {"session_ends_with_token": False}, ""),
    "longer than a working day":                (NOW - 10 * HOUR - 1, NOW + HOUR, {}, "expired"),
    "a shorter day":                            (NOW - HOUR - 1, NOW + HOUR, {"session_hours": 1}, "expired"),
    "never seen here, and old":                 (NOW - HOUR - 1, NOW + HOUR, {}, "left alone"),
    "begun tomorrow, by a forged clock":        (NOW + HOUR, NOW + 2 * HOUR, {}, "expired"),
    "the provider's clock is a little ahead":   (NOW + 30, NOW + HOUR, {}, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", ENDS.values(), ids=ENDS)
def test_when_a_sign_in_ends(tmp_path, use, case):
    began, expires, changes, ended = case
    use(**changes)
    assert Sessions(tmp_path / "ended").state(claims(began, expires), NOW) == ended


@pytest.mark.parametrize("missing", ["iat", "exp"])
def test_a_sign_in_that_does_not_say_when_it_began_or_ends_is_none(tmp_path, use, missing):
    use()
    assert Sessions(tmp_path / "ended").state({**claims(), missing: "soon"}, NOW) == "expired"


def test_who_goes_on_working_is_not_left_alone(tmp_path, use):
    use(session_ends_with_token=False)
    held = Sessions(tmp_path / "ended")
    for minutes in (0, 50, 100, 150):
        assert held.state(claims(), NOW + minutes * 60) == ""
    assert held.state(claims(), NOW + 211 * 60) == "left alone"


def test_signed_out_here_is_signed_out_in_every_process_and_for_that_sign_in_alone(tmp_path, use):
    use()
    here, there = Sessions(tmp_path / "ended"), Sessions(tmp_path / "ended")
    assert there.state(claims(nonce="a"), NOW) == ""
    here.end(claims(nonce="a"), NOW)
    assert here.state(claims(nonce="a"), NOW) == there.state(claims(nonce="a"), NOW) == "signed out"
    assert there.state(claims(nonce="b"), NOW) == ""
    assert "mo" not in (tmp_path / "ended").read_text()


def test_what_is_too_old_to_matter_is_forgotten_and_no_more(tmp_path, use):
    use()
    held = Sessions(tmp_path / "ended")
    held.end(claims(nonce="old"), NOW - 26 * HOUR)
    held.end(claims(nonce="new"), NOW - 23 * HOUR)
    held.tidy(NOW)
    assert len((tmp_path / "ended").read_text().splitlines()) == 1
    assert Sessions(tmp_path / "ended").state(claims(nonce="new"), NOW) == "signed out"


UNSAFE = {
    # why this case is here:                  (settings, a part of what is said)
    "nothing else is set":                    ({"sign_in_client_id": "", "public_url": ""}, "sign_in_client_id and public_url"),
    "a secret that could be guessed":         ({"sign_in_cookie_secret": SecretStr("short")}, "32 random characters"),
    "the site over http":                     ({"public_url": "http://performance.council.example"}, "must begin with https"),
    "the provider over http":                 ({"sign_in_metadata_url": "http://l.example/"}, "must begin with https"),
    "no address at all":                      ({"public_url": "performance"}, "must be an address"),
    "a provider that lets anybody in":        ({"sign_in_metadata_url": "https://l.example/common/v2.0/"}, "any organisation"),
    "a site with a path":                     ({"public_url": "https://council.example/pim"}, "without a path"),
    "a role that is none":                    ({"sign_in_roles_claim": "g", "sign_in_roles": {"a": "king"}}, 'no role "king"'),
    "a role of a service without one":        ({"sign_in_roles_claim": "g", "sign_in_roles": {"a": "manager"}}, '"manager HO"'),
    "roles of no claim":                      ({"sign_in_roles": {"a": "smt"}}, "does not say of which claim"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSAFE.values(), ids=UNSAFE)
def test_settings_that_are_not_safe_are_refused_in_words(case):
    changes, said = case
    with pytest.raises(PimError) as refused:
        provider.check(Settings(**GOOD | changes))
    assert said in str(refused.value)
    assert "the secret of the client" not in str(refused.value)


def test_good_settings_become_streamlits_own():
    held = Settings(**GOOD)
    provider.check(held)
    auth = provider.streamlit_secrets(held)["auth"]
    assert auth["redirect_uri"] == "https://performance.council.example/oauth2callback"
    assert auth["council"]["server_metadata_url"] == GOOD["sign_in_metadata_url"]
    assert provider.streamlit_secrets(Settings()) is None


def test_secrets_are_hidden_wherever_settings_are_shown_or_logged(monkeypatch, use, tmp_path):
    secret = "a-secret-that-nobody-may-read-0123456789"
    monkeypatch.setenv("PIMDATA_SIGN_IN_CLIENT_SECRET", secret)
    config.settings.cache_clear()
    try:
        shown = {each.name: each.value for each in config.sources()}
    finally:
        config.settings.cache_clear()
    assert shown["sign_in_client_secret"] == shown["sign_in_cookie_secret"] == "(hidden)"
    use(sign_in_client_secret=SecretStr(secret), security_log=str(tmp_path / "log"))
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtbyJ9.c2lnbmF0dXJl"
    record = logging.LogRecord(
        "x", logging.INFO, "", 1, "GET /oauth2callback?code=%s&state=1 %s %s", ("abc", secret, token), None
    )
    logs.NoSecrets().filter(record)
    assert record.getMessage() == "GET /oauth2callback?code=(hidden)&state=(hidden) (hidden) (hidden)"


@pytest.mark.parametrize("name", [name for name, field in Settings.model_fields.items() if field.annotation is SecretStr])
def test_every_secret_of_the_settings_is_left_out_of_logs(name):
    held = Settings(**{name: SecretStr("Tr0ub4dor&3 (of this one)")})
    assert provider.without_secrets("it said Tr0ub4dor&3 (of this one)!", held) == "it said (hidden)!"


def test_a_bare_token_of_the_api_is_left_out_of_logs_but_for_its_number():
    token = f"pim_{'0a' * 6}_{'A-_9' * 10}xyz"
    assert provider.without_secrets(f"sent {token}, twice") == f"sent pim_{'0a' * 6}_(hidden), twice"


def test_a_command_writes_security_events_to_the_same_file_and_masks_them(use, tmp_path):
    from typer.testing import CliRunner

    from pimdata import security_log
    from pimdata.__main__ import app

    use(security_log=str(tmp_path / "log"), mail_password=SecretStr("a-password-for-mail"))
    CliRunner().invoke(app, ["owed", "--database", str(tmp_path / "none.duckdb")])
    security_log.event("refused", logging.INFO, what="a-password-for-mail")
    assert json.loads((tmp_path / "log").read_text())["what"] == "(hidden)"


def test_security_events_are_lines_of_json(use, tmp_path):
    from pimdata import security_log

    use(security_log=str(tmp_path / "log"))
    logs.begin()
    security_log.event("refused", what="a\nnew line", path="/<script>")
    use(security_log="stderr")
    logs.begin()
    (line,) = (tmp_path / "log").read_text().splitlines()
    said = json.loads(line)
    assert (said["event"], said["what"], said["path"]) == ("refused", "a\nnew line", "/<script>")


PEOPLE = {
    # why this case is here:                               (claims, settings, words of the roles, why none)
    "a mapped group":                                      (("groups", ["a", "x"]), {}, ["Senior management"], ""),
    "one value in place of a list":                        (("groups", "a"), {}, ["Senior management"], ""),
    "a group of a service, by the service's name":         (("groups", ["b"]), {}, ["Manager, Housing"], ""),
    "groups that mean nothing here":                       (("groups", ["x"]), {}, [], "unknown"),
    "another claim is not looked at":                      (("roles", ["a"]), {}, [], "unknown"),
    "a claim in a shape nobody expects":                   (("groups", {"a": 1}), {}, [], "unknown"),
    "unknown reads as a member if so set": (("groups", []), {"sign_in_unknown": "member"}, ["Any councillor"], ""),
}  # fmt: skip


@pytest.mark.parametrize("case", PEOPLE.values(), ids=PEOPLE)
def test_roles_from_a_claim(db, given, use, case):
    (name, value), changes, words, why = case
    given("services")
    use(sign_in_roles_claim="groups", sign_in_roles={"a": "smt", "b": "manager HO"}, **changes)
    found = identity.somebody(identity.people(db), identity.claims_kept({"email": "mo@council.example", name: value}))
    assert ([viewer.words for viewer in found.viewers], found.why) == (words, why)


def test_who_was_removed_is_not_let_in_by_a_claim_nor_as_a_member(db, given, use):
    from datetime import date

    use(sign_in_roles_claim="groups", sign_in_roles={"a": "smt"}, sign_in_unknown="member")
    given("people", roles="smt", valid_to=date(2009, 12, 30))
    assert identity.somebody(identity.people(db), Claims("mo@council.example", ("a",))).why == "removed"


NEXT = {
    # why this case is here:        (where the browser came from, where it goes on to)
    "a page with its choices":      ("http://pim/measure?i=NI%20156&p=2009/10", "/measure?i=NI%20156&p=2009/10"),
    "the front page":               ("http://pim/", ""),
    "another site":                 ("http://elsewhere/measure", ""),
    "a page that is none":          ("http://pim/auth/logout", ""),
    "a name that a browser takes for another site": ("http://pim//elsewhere/measure", ""),
    "a cookie within":              ("http://pim/measure?i=a;Domain=elsewhere", ""),
    "a line within":                ("http://pim/measure?i=a\u2028b", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", NEXT.values(), ids=NEXT)
def test_where_somebody_wanted_to_go(case):
    from starlette.datastructures import Headers

    came, goes = case
    assert gate._referred(Headers(raw=[(b"referer", came.encode("utf-8")), (b"host", b"pim")])) == goes


ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_said_where_the_page_on_sign_in_says_it_is(name):
    page, letters, readme = ((ROOT / path).read_text("utf-8") for path in ("docs/sign-in.md", "docs/letters.md", "README.md"))
    if name in ("database", "today", "council", "port"):
        assert f"`{name}`" in readme
        assert f"`{name}`" in page
    else:
        said_in = letters if name == "address" or name.startswith("mail_") else page
        assert re.search(rf"^\| [^|]*`{name}`", said_in, re.MULTILINE)


def test_the_page_on_sign_in_names_every_role_of_people_and_no_other():
    page = (ROOT / "docs" / "sign-in.md").read_text("utf-8")
    named = re.search(r"^Roles: (.*?)\. Of these (.*?) are of a service,\s(.*?) of a portfolio", page, re.MULTILINE | re.DOTALL)
    assert re.findall(r"`(\w+)`", named[1]) == list(OF_PEOPLE)
    assert set(re.findall(r"`(\w+)`", named[2])) == set(OF_A_SERVICE) - {"account"}
    assert set(re.findall(r"`(\w+)`", named[3])) == set(OF_A_PORTFOLIO)


GLASS = "glass@council.example"
# Why the case is here: rows of the list, what the provider says, the first role they act in, and why none.
BROKEN = {
    "not on the list": ([], {}, "administrator", ""),
    "on it as something else": ([{"email": GLASS, "roles": "smt"}], {}, "administrator", ""),
    "removed from it": ([{"email": GLASS, "valid_to": date(2009, 12, 30)}], {}, "administrator", ""),
    "not verified by the provider": ([], {"email_verified": False}, "", "no address"),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_the_break_glass_account_is_an_administrator_whatever_the_list_says(db, given, use, case):
    rows, said, role, why = case
    for row in rows:
        given("people", **row)
    use(break_glass="Glass@council.example")
    found = identity.somebody(identity.people(db), identity.claims_kept({"email": GLASS, **said}))
    assert (found.viewers[0].role if found.viewers else "", found.why) == (role, why)
    assert identity.says_break_glass({"email": GLASS, **said})
    use(break_glass="")
    assert not identity.says_break_glass({"email": ""})


@pytest.mark.parametrize(("said", "event", "level"), [
    ({"email": GLASS}, "break-glass account signed in", "WARNING"),
    ({"email": GLASS, "email_verified": False}, "break-glass account refused", "ERROR"),
    ({"email": "mo@council.example"}, None, ""),
])  # fmt: skip
def test_the_break_glass_account_is_loud_from_its_sign_in_on(use, monkeypatch, caplog, said, event, level):
    use(break_glass=GLASS)
    told = []
    monkeypatch.setattr(gate.trail, "later", lambda store, who, what, *_: told.append(what))
    monkeypatch.setattr(gate.cookies, "written", lambda put: put)
    monkeypatch.setattr(gate.cookies, "claims", lambda put: said)
    with caplog.at_level("INFO", "pimdata.security"):
        gate._note_sign_in({"query_string": b""}, [])
    logged = {json.loads(line.message)["event"]: line.levelname for line in caplog.records}
    assert logged == {"signed in": "INFO"} | ({event: level} if event else {})
    assert (event in told) == bool(event)
