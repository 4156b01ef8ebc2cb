"""Tokens by which other systems of the council send figures: made, looked up, rotated and revoked; kept only as a digest."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata import acting, trail
from pimdata.answers import first, frame, rows
from pimdata.errors import NothingToDo, PimError
from pimdata.models import DATASETS
from pimdata.people import Viewer
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection

LONGEST = 366  # days a token may last
OVERLAP = timedelta(hours=24)  # for which a rotated token still works, so that nothing stops while it is changed over
_TOKEN = re.compile(r"pim_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9-]{2,39}")


class Account(NamedTuple):
    """A system that may send: its name, whose rows, and of which datasets."""

    token_id: str
    account: str
    service: str
    datasets: tuple[str, ...]
    expires_at: datetime

    @property
    def viewer(self) -> Viewer:
        """The account as one who sends. It may send for its service and may do nothing else."""
        return Viewer("account", self.service, words=f"System {self.account}", email=f"account:{self.account}")


def returned() -> tuple[str, ...]:
    """The datasets that are sent as returns."""
    return tuple(name for name, model in DATASETS.items() if model.is_return)


def create(store: Store, account: str, service: str, datasets: Sequence[str], days: int, by_whom: str) -> str:
    """Make a token.

    Args:
        account: the system's name: small letters, digits and hyphens.
        service: the code of the service whose rows it may send.
        datasets: what it may send; none for every return.
        days: how long it lasts, at most 366.

    Returns:
        The token, told this once and kept nowhere.

    Raises:
        PimError: a name means nothing here, or it would last too long.
    """
    wanted = tuple(datasets) or returned()
    if not _ACCOUNT.fullmatch(account):
        raise PimError(f'"{account}" cannot be an account: use 3 to 40 small letters, digits and hyphens, as housing-system.')
    if unknown := [name for name in wanted if name not in returned()]:
        raise PimError(f'"{unknown[0]}" is not sent as a return. These are: {", ".join(returned())}.')
    if not 1 <= days <= LONGEST:
        raise PimError(f"A token lasts 1 to {LONGEST} days; {days} is not between them.")
    with store.writing_to() as db:
        services = [code for (code,) in rows(db, "select distinct service_code from current_services order by 1")]
        if service not in services:
            raise PimError(f'There is no service "{service}". There are {", ".join(services)}.')
        return _made(db, account, service, " ".join(wanted), timedelta(days=days), by_whom)


def _made(db: DB, account: str, service: str, datasets: str, lasting: timedelta, by_whom: str) -> str:
    token_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    now = _now()
    db.execute(
        """
        insert into main.api_tokens by name select
            $token_id as token_id, $account as account, $service as service_code, $datasets as datasets,
            $digest as secret_digest, $now as created_at, $by_whom as created_by, $expires as expires_at
        """,
        {
            "token_id": token_id,
            "account": account,
            "service": service,
            "datasets": datasets,
            "digest": _digest(secret),
            "now": now,
            "by_whom": by_whom,
            "expires": now + lasting,
        },
    )
    trail.record(db, acting.actor(by_whom), "token made", f"token {token_id}", detail=f"{account}, {service}: {datasets}")
    return f"pim_{token_id}_{secret}"


def rotate(store: Store, token_id: str, by_whom: str) -> str:
    """Give an account a new token that lasts as long as the old one was made for; the old one works for a day more.

    Raises:
        PimError: there is no such token.
        NothingToDo: it has ended, so there is nothing to rotate.
    """
    with store.writing_to() as db:
        held = _standing(db, token_id)
        lasting = held["expires_at"] - held["created_at"]
        made = _made(db, held["account"], held["service_code"], held["datasets"], lasting, by_whom)
        _end(db, token_id, "rotated", by_whom, "a new token took its place")
    return made


def revoke(store: Store, token_id: str, by_whom: str, reason: str) -> None:
    """End a token at once.

    Raises:
        PimError: there is no such token, or no reason is given.
        NothingToDo: it has ended already.
    """
    if not reason.strip():
        raise PimError("Say why the token is ended; the reason is kept with it.")
    with store.writing_to() as db:
        _standing(db, token_id, ends=("revoked",))
        _end(db, token_id, "revoked", by_whom, reason.strip())


def _standing(db: DB, token_id: str, ends: tuple[str, ...] = ("revoked", "rotated")) -> dict[str, Any]:
    held = first(db, f"{_HELD} where token_id = $token_id", {"token_id": token_id, "now": _now()})
    if held is None:
        raise PimError(f'There is no token "{token_id}". `pimdata token list` lists those there are.')
    if held["state"] in (*ends, "expired"):
        raise NothingToDo(f"Token {token_id} has ended already: it is {held['state']}.")
    return held


def _end(db: DB, token_id: str, state: str, by_whom: str, reason: str) -> None:
    event = {"token_id": token_id, "state": state, "now": _now(), "by_whom": by_whom, "reason": reason}
    db.execute("insert into main.api_token_events values ($token_id, $state, $now, $by_whom, $reason)", event)
    trail.record(db, acting.actor(by_whom), f"token {state}", f"token {token_id}")


_HELD = f"""
    select *
    from (
        select
            tokens.*, ended.changed_at as ended_at, ended.reason,
            case
                when ended.state = 'revoked' then 'revoked'
                when $now >= expires_at or $now >= ended.changed_at + interval {int(OVERLAP.total_seconds())} seconds
                    then 'expired'
                when ended.state = 'rotated' then 'rotated'
                else 'in use'
            end as state,
        from main.api_tokens as tokens
        left join (
            -- Revoking ends a token that was rotated too: whichever is the harder end counts.
            select token_id, min(state) as state, max(changed_at) as changed_at, arg_max(reason, changed_at) as reason
            from main.api_token_events group by token_id
        ) as ended using (token_id)
    )
"""


def every(db: DB) -> pl.DataFrame:
    """Every token there was, the newest first: whose, for what, until when, and whether it still works."""
    return frame(
        db,
        f"""
        select token_id, account, service_code, datasets, created_at, created_by, expires_at, state, reason
        from ({_HELD}) order by created_at desc, token_id
        """,
        {"now": _now()},
    )


def account_of(db: DB, token: str) -> Account | None:
    """Whose token this is; None for one that is unknown, wrong, ended or past its day. All take the same time."""
    parts = _TOKEN.fullmatch(token)
    token_id, secret = parts.groups() if parts else ("", "")
    held = first(db, f"{_HELD} where token_id = $token_id", {"token_id": token_id, "now": _now()})
    is_right = hmac.compare_digest(str(held["secret_digest"]) if held else "", _digest(secret))
    if held is None or not is_right or held["state"] not in ("in use", "rotated"):
        return None
    return Account(token_id, held["account"], held["service_code"], tuple(held["datasets"].split()), held["expires_at"])


def named(token: str) -> str:
    """The part of a token that is no secret, as the trail and the list of tokens tell it; '' for what is no token.

    >>> named(f"pim_{'0' * 12}_{'A' * 43}"), named("letmein")
    ('000000000000', '')
    """
    parts = _TOKEN.fullmatch(token)
    return parts.group(1) if parts else ""


def _digest(secret: str) -> str:
    """Of 256 random bits a plain digest cannot be guessed back, so none of the slow ones made for passwords is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> datetime:
    """The real moment, in the demonstration too: a token's life is no part of the story."""
    return datetime.now(UTC).replace(tzinfo=None)
