"""Tokens: what is kept of them, how long they last, and how they end."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from pimdata import tokens
from pimdata.__main__ import app
from pimdata.errors import NothingToDo, PimError
from tests.test_templates import store, two_services  # noqa: F401 - fixtures


def make(store, **changes):
    wanted = {"account": "housing-system", "service": "HO", "datasets": [], "days": 30, "by_whom": "Administrator"} | changes
    return tokens.create(store, **wanted)


def whose(store, token):
    with store.reading() as db:
        return tokens.account_of(db, token)


def number(token):
    return token.split("_")[1]


def test_a_token_says_whose_it_is_and_what_it_may_send(store):
    account = whose(store, make(store))
    assert (account.account, account.service, account.datasets) == ("housing-system", "HO", tokens.returned())


def test_no_part_of_the_secret_is_kept(store):
    secret = make(store).split("_", 2)[2]
    assert secret.encode() not in store.path.read_bytes()
    with store.reading() as db:
        assert secret not in str(tokens.every(db).to_dicts())


CANNOT = {
    "a name that is no name": ({"account": "Housing System"}, "cannot be an account"),
    "a service there is none of": ({"service": "XX"}, "There are CS, HO"),
    "part of a plan": ({"datasets": ["indicators"]}, "is not sent as a return"),
    "for ever": ({"days": 9999}, "1 to 366 days"),
    "no day": ({"days": 0}, "1 to 366 days"),
}


@pytest.mark.parametrize("case", CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_given_is_said(store, case):
    changes, words = case
    with pytest.raises(PimError, match=words):
        make(store, **changes)


# Hours after it was made (for 30 days), or after it was ended, and whether it works.
LIVES = {
    "new": (None, 0, True),
    "on its last day": (None, 30 * 24 - 1, True),
    "past its last day": (None, 30 * 24, False),
    "rotated just now": ("rotated", 0, True),
    "rotated, within the day for changing over": ("rotated", 23, True),
    "rotated a day ago": ("rotated", 24, False),
    "revoked just now": ("revoked", 0, False),
}


@pytest.mark.parametrize("case", LIVES.values(), ids=LIVES)
def test_a_token_works_until_it_ends(store, monkeypatch, case):
    ended, hours, works = case
    now = datetime.now(UTC).replace(tzinfo=None)
    monkeypatch.setattr(tokens, "_now", lambda: now)
    token = make(store)
    if ended == "rotated":
        assert whose(store, tokens.rotate(store, number(token), "Administrator")) is not None
    elif ended:
        tokens.revoke(store, number(token), "Administrator", "Found in a log")
    monkeypatch.setattr(tokens, "_now", lambda: now + timedelta(hours=hours))
    assert (whose(store, token) is not None) == works


def test_a_token_that_was_rotated_can_still_be_revoked(store):
    token = make(store)
    tokens.rotate(store, number(token), "Administrator")
    tokens.revoke(store, number(token), "Administrator", "Found in a log")
    assert whose(store, token) is None


def test_what_has_ended_is_not_ended_again(store):
    token = make(store)
    tokens.revoke(store, number(token), "Administrator", "Found in a log")
    for again in (
        lambda: tokens.revoke(store, number(token), "A", "Once more"),
        lambda: tokens.rotate(store, number(token), "A"),
    ):
        with pytest.raises(NothingToDo, match="has ended already: it is revoked"):
            again()


def test_a_token_nobody_made_cannot_be_ended(store):
    with pytest.raises(PimError, match="There is no token"):
        tokens.revoke(store, "0" * 12, "Administrator", "Found in a log")


def test_from_the_command_line_the_token_alone_is_on_standard_output(store):
    run = CliRunner()
    held = ["--database", str(store.path)]
    made = run.invoke(app, ["token", "create", "housing-system", "--service", "HO", *held])
    assert made.exit_code == 0, made.stderr
    assert whose(store, made.stdout.strip()) is not None
    listed = run.invoke(app, ["token", "list", "--json", *held])
    assert '"state": "in use"' in listed.stdout
    assert run.invoke(app, ["token", "revoke", number(made.stdout), "--reason", "Found in a log", *held]).exit_code == 0
    assert whose(store, made.stdout.strip()) is None
    assert run.invoke(app, ["token", "revoke", number(made.stdout), "--reason", "Again", *held]).exit_code == 6
