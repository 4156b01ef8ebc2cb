"""Answers whoever follows a calendar: `/calendar/manager-HO.ics`, without a sign-in, because no calendar program has one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pimdata import feeds, store
from pimdata.config import settings
from pimdata.errors import PimError

NOT_FOUND = "There is no calendar of that name. The Calendar page lists those there are."


def answer(request: Request) -> Response:
    """The feed named in the address; 404 where there is none, 503 while there is no database or it is busy."""
    held, name = store.default(), str(request.path_params["name"])
    try:
        with held.reading() as db:
            stamped_at = store.state(db).last_change
            made = feeds.feed(db, name, settings().council, str(request.base_url), stamped_at)
    except PimError as error:
        return PlainTextResponse(str(error), status_code=503)
    if made is None:
        return PlainTextResponse(NOT_FOUND, status_code=404)
    headers = {"cache-control": "public, max-age=3600", "content-disposition": f'inline; filename="{name}.ics"'}
    return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)
