"""Whether a sign-in still holds: not signed out, not too old, not left alone too long.

Streamlit's cookie lasts thirty days and tells nobody that it was signed out: whoever kept a copy could go on using it. So
each sign-in has a key of its own, and keys that were signed out are kept in a file beside the database, which every process
on this machine reads. A sign-in cannot last longer than a day, so no key is kept longer either.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pimdata import store
from pimdata.config import settings

Ended = Literal["", "signed out", "expired", "left alone"]
LONGEST_KEPT = 25 * 3600  # seconds; a little more than the longest sign-in
CLOCKS_DIFFER = 60.0  # seconds that the provider's clock may be ahead of ours


def key_of(claims: Mapping[str, Any]) -> str:
    """What tells one sign-in from any other, of the same person too."""
    parts = [claims.get(name) for name in ("iss", "sub", "aud", "iat", "auth_time", "nonce")]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


class Sessions:
    """The sign-ins of one installation."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.seen: dict[str, float] = {}
        self.ended: dict[str, float] = {}
        self.read_at: tuple[int, int] = (0, 0)

    def state(self, claims: Mapping[str, Any], now: float | None = None) -> Ended:
        """Why a sign-in no longer holds; '' while it does, and then it has been used now."""
        moment, key = time.time() if now is None else now, key_of(claims)
        if self._is_ended(key):
            return "signed out"
        began, held = _number(claims.get("iat")), settings()
        if began is None or began > moment + CLOCKS_DIFFER or moment - began > held.session_hours * 3600:
            return "expired"
        expires = _number(claims.get("exp"))
        if held.session_ends_with_token and (expires is None or moment > expires):
            return "expired"
        # What this process has not seen is taken to have been left alone since it began.
        if moment - self.seen.get(key, began) > held.session_idle_minutes * 60:
            return "left alone"
        self.seen[key] = moment
        return ""

    def end(self, claims: Mapping[str, Any], now: float | None = None) -> None:
        """Whoever has this sign-in, here or in a copy of its cookie, must sign in again."""
        moment, key = time.time() if now is None else now, key_of(claims)
        with self.lock:
            self.ended[key] = moment
            self.seen.pop(key, None)
            # One short line a write, so that processes never mix theirs.
            with self.path.open("a", encoding="utf-8") as kept:
                kept.write(f"{key} {moment:.0f}\n")

    def tidy(self, now: float | None = None) -> None:
        """Forget what is too old to matter; done as a process starts."""
        moment = time.time() if now is None else now
        with self.lock, suppress(FileNotFoundError):
            recent = [line for line in self.path.read_text("utf-8").splitlines(True) if _is_recent(line, moment)]
            shorter = self.path.with_name(f"{self.path.name}.{os.getpid()}")
            shorter.write_text("".join(recent), "utf-8")
            shorter.replace(self.path)

    def _is_ended(self, key: str) -> bool:
        with suppress(FileNotFoundError):
            held = self.path.stat()
            if (held.st_size, held.st_mtime_ns) != self.read_at:
                with self.lock:
                    lines = self.path.read_text("utf-8").splitlines()
                    self.ended |= {line.split()[0]: 0.0 for line in lines if line.strip()}
                    self.read_at = held.st_size, held.st_mtime_ns
        return key in self.ended


def _is_recent(line: str, moment: float) -> bool:
    parts = line.split()
    return len(parts) == 2 and parts[1].isdigit() and moment - int(parts[1]) < LONGEST_KEPT


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@cache
def default() -> Sessions:
    """Those of the database the settings name, one a process."""
    path = store.default().path
    return Sessions(path.with_name(f"{path.name}.ended"))
