"""Whether the application is well, for the machine that watches it."""

from importlib.metadata import version
from typing import Any


def report() -> dict[str, Any]:
    """What `/healthz` answers; `ok` is false when the application cannot serve."""
    return {"ok": True, "version": version("pimdata")}
