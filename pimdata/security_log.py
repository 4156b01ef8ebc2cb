"""What whoever watches the machine must see: one JSON object a line, under the logger `pimdata.security`."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

LOGGER = logging.getLogger("pimdata.security")


def event(kind: str, level: int = logging.WARNING, **fields: str) -> None:
    """Log an event. No field may hold a secret, a figure or a person's name.

    Args:
        kind: what happened, always in the same words.
        level: INFO for what is seen every day, WARNING for what somebody should look at.
        fields: what else is known of it.
    """
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    LOGGER.log(level, json.dumps({"at": moment, "event": kind, **fields}, ensure_ascii=True))
