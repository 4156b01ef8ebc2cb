"""Where logs go: security events as lines of JSON where the settings say, and no secret in any of them."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TextIO

from pimdata import provider, security_log
from pimdata.config import settings


class NoSecrets(logging.Filter):
    """Leaves secrets and tokens out of whatever is logged, tracebacks too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, and clean it."""
        record.msg, record.args = provider.without_secrets(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = provider.without_secrets(logging.Formatter().formatException(record.exc_info))
        return True


class ToStandardError(logging.StreamHandler[TextIO]):
    """To whatever is standard error when something is logged."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        self.stream = sys.stderr
        super().emit(record)


def begin(at_least: int = logging.INFO) -> None:
    """Set up this process's logs; once is enough, and more does no harm.

    Args:
        at_least: what standard error is spared below this; a file is given everything.
    """
    logger = security_log.LOGGER
    for old in list(logger.handlers):
        logger.removeHandler(old)
        old.close()
    to = settings().security_log
    handler: logging.Handler
    if to == "stderr":
        handler = ToStandardError()
        handler.setLevel(at_least)
    else:
        handler = logging.FileHandler(Path(to), encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(NoSecrets())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for name in ("", "streamlit", "uvicorn", "uvicorn.access", "uvicorn.error", "httpx", "authlib"):
        for each in logging.getLogger(name).handlers:
            if not any(isinstance(held, NoSecrets) for held in each.filters):
                each.addFilter(NoSecrets())
