"""The launcher: start-up, routes, the front door and security headers. The pages' frame is `pimdata/ui/main.py`.

The frame is not here because a Streamlit script beside `pages/` lets anyone open a page before the sign-in has run.
"""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from pimdata import api, logs, provider, sessions, store
from pimdata.errors import PimError
from pimdata.ui import calendar_feed, health, listening
from pimdata.ui.gate import Gate
from pimdata.ui.headers import SecurityHeaders
from pimdata.ui.patience import Patience
from pimdata.usage import USAGE

MAIN = Path(__file__).resolve().parent / "pimdata" / "ui" / "main.py"
PRELOADED = (
    "altair",
    "duckdb",
    "pandas",
    "polars",
    "pyarrow",
    "pydantic",
    "pimdata.charts",
    "pimdata.sentences",
    "pimdata.returns",
    "pimdata.ui.frame",
    "pimdata.ui.overview_views",
)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Pay for imports before the first visitor, and keep the collector from walking them after every run.

    Streamlit collects all generations after each run: with these modules loaded that holds every session up for
    40-110 ms. Imports racing in the first sessions also fail, half made.
    """
    for name in PRELOADED:
        import_module(name)
    health.prepare()
    sessions.default().tidy()
    USAGE.begin(store.default)
    gc.collect()
    gc.freeze()
    yield
    USAGE.end(store.default)
    gc.unfreeze()  # else DuckDB reports leaks as the process ends


async def healthz(request: Request) -> JSONResponse:
    """For a container or a proxy: 200 when the application can serve, 503 when it cannot."""
    answer = health.report()
    return JSONResponse(answer, status_code=200 if answer["ok"] else 503)


logs.begin()
try:
    provider.check()
    secrets = provider.streamlit_secrets()
except PimError as error:
    sys.exit(str(error))

app = st.App(
    MAIN,
    secrets=secrets,
    lifespan=lifespan,
    routes=[Route("/healthz", healthz), Route("/calendar/{name}.ics", calendar_feed.answer), *api.ROUTES],
    middleware=[Middleware(SecurityHeaders), Middleware(Patience), Middleware(Gate)],
)

try:
    listening.check()
except PimError as error:
    sys.exit(str(error))

if __name__ == "__main__":
    app.run()
