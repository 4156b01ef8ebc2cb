"""The HTTP API beside the app: another system of the council sends its figures through the very checks a person meets.

What it sends waits for a person's sign-off like any other return. Every answer is JSON, faults in the words of the page.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pimdata import acting, api_description, permissions, queries_returns, returns, security_log, store, tokens, trail
from pimdata.api_wanted import Refused, Wanted, as_file, wanted_of
from pimdata.checked import to_json
from pimdata.decoding import LARGEST_FILE
from pimdata.errors import NotAllowed, NothingToDo, PimError

CSV, JSON, XLSX = "text/csv", "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {CSV: ".csv", JSON: ".csv", XLSX: ".xlsx"}
Answer = Callable[[Request, tokens.Account], Awaitable[Response]]


def _known(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for accounts: whoever brings no token that works is told so, and no more."""

    async def endpoint(request: Request) -> Response:
        try:
            account = await run_in_threadpool(_account, request.headers.get("authorization", ""))
            return await _answered(answer, request, account)
        except Refused as refused:
            headers = {"www-authenticate": "Bearer"} if refused.status == 401 else {}
            return JSONResponse(refused.body, refused.status, headers)
        except NotAllowed as error:
            return JSONResponse({"message": str(error)}, 403)
        except (store.Busy, store.NoDatabase) as error:
            # The sender's words are right, and the moment is wrong.
            return JSONResponse({"message": str(error)}, 503, {"retry-after": "30"})
        except PimError as error:
            # Something held stands in the way, and will until somebody does something about it.
            return JSONResponse({"message": str(error)}, 409)

    return endpoint


async def _answered(answer: Answer, request: Request, account: tokens.Account) -> Response:
    """The answer, given as this account; what was refused is written beside the loop that serves everybody else."""
    with acting.acting(account.viewer) as run:
        run.store = store.default()
        try:
            return await answer(request, account)
        finally:
            if run.told:
                await run_in_threadpool(trail.note_told, run)


def _account(header: str) -> tokens.Account:
    scheme, _, token = header.partition(" ")
    if scheme.lower() == "bearer":
        with store.default().reading() as db:
            account = tokens.account_of(db, token.strip())
        if account is not None:
            return account
    # The log alone: a trail that strangers could lengthen at will would be no use to an auditor.
    security_log.event("API token refused", logging.WARNING if token else logging.INFO, token=tokens.named(token.strip()))
    raise Refused(401, "Send a token that is in use: Authorization: Bearer pim_… `pimdata token create` makes one.")


async def _post_return(request: Request, account: tokens.Account) -> Response:
    dataset = request.path_params["dataset"]
    if dataset not in tokens.returned():
        raise Refused(404, f'"{dataset}" is not sent as a return. These are: {", ".join(tokens.returned())}.')
    item = permissions.Item(service=account.service, dataset=dataset)
    if dataset not in account.datasets or not permissions.may(account.viewer, "send return", item):
        acting.refuse(account.viewer, "send return", dataset)
        raise Refused(403, f"This token may send {', '.join(account.datasets)}; it may not send {dataset}.")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ENDINGS:
        raise Refused(415, f"Send {CSV}, {JSON} or {XLSX}.")
    content, reasons = await _body(request), dict[int, str]()
    if kind == JSON:
        content, reasons = as_file(dataset, content)
    name = f"{account.account}-{dataset}{ENDINGS[kind]}"
    return await run_in_threadpool(_sent, account, dataset, content, name, wanted_of(request.query_params, reasons))


async def _body(request: Request) -> bytes:
    """What was sent, let go of as soon as it is too large."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_FILE:
            raise Refused(413, f"A return must be smaller than {LARGEST_FILE / 1e6:.0f} MB.")
        parts.append(part)
    return b"".join(parts)


def _sent(account: tokens.Account, dataset: str, content: bytes, name: str, wanted: Wanted) -> Response:
    held = store.default()
    looked = _looked(held, content, name, dataset, account.service, wanted)
    told = to_json(looked.checked)
    if wanted.is_check:
        return JSONResponse(told)
    if not looked.checked.rows.height or not (looked.checked.is_ready or wanted.is_partial):
        words = "Nothing was stored. Put right what `faults` says and send it again."
        if looked.checked.rows.height:
            words += " `?partial=true` stores the rows that are ready and leaves the rest for later."
        raise Refused(422, words, **told)
    try:
        viewer = account.viewer
        how = returns.Sending(viewer, None, wanted.replaces, wanted.revises, wanted.control_total)
        receipt = returns.send(
            held, content, name, viewer.identity, wanted.reasons, dataset=dataset, service=account.service, how=how
        )
    except NothingToDo as error:
        return JSONResponse({"message": str(error), **told})
    body = {
        "id": receipt.load_id, "reference": receipt.reference, "rows_sent": receipt.rows_sent, "rows_held": receipt.rows_held,
        "new": receipt.new, "changed": receipt.changed, "unchanged": receipt.unchanged, "sha256": receipt.sha256,
        "stage": receipt.stage,
    }  # fmt: skip
    return JSONResponse({**told, **body}, 201, {"location": f"/api/returns/{receipt.load_id}"})


def _looked(held: store.Store, content: bytes, name: str, dataset: str, service: str, wanted: Wanted) -> returns.Looked:
    whose = service if wanted.period else ""
    try:
        return returns.look(
            held, content, name, wanted.reasons, dataset=dataset, service=service,
            whose=whose, period=wanted.period, revises=wanted.revises,
        )  # fmt: skip
    except store.Busy:
        raise
    except PimError as error:
        raise Refused(422, str(error)) from error


async def _owed(request: Request, account: tokens.Account) -> Response:
    return JSONResponse({"owed": await run_in_threadpool(_owed_by, account)})


def _owed_by(account: tokens.Account) -> list[dict[str, Any]]:
    with store.default().reading() as db:
        found = queries_returns.returns_open(db, account.service).to_dicts()
    named = ("dataset", "period", "due_date", "rows_owed", "rows_in", "state", "stage", "days_left", "days_late", "owner_role")
    shown = [{name: row[name] for name in named} for row in found if row["dataset"] in account.datasets]
    return [{**row, "due_date": row["due_date"].isoformat()} for row in shown]


async def _one_return(request: Request, account: tokens.Account) -> Response:
    return await run_in_threadpool(_found, request.path_params["id"], account)


def _found(load_id: int, account: tokens.Account) -> Response:
    with store.default().reading() as db:
        # Another service's return is not told from one that does not exist.
        is_theirs = load_id < 2**31 and queries_returns.services_of_load(db, load_id) == [account.service]
        found = queries_returns.return_sent(db, load_id) if is_theirs else None
    if found is None or found["dataset"] not in account.datasets:
        raise Refused(404, f"There is no return {load_id} of yours.")
    moments = {name: f"{found[name].isoformat()}Z" for name in ("loaded_at", "changed_at")}
    return JSONResponse({**found, **moments})


async def _description(request: Request) -> Response:
    return JSONResponse(api_description.openapi())


ROUTES = [
    Route("/api/openapi.json", _description, methods=["GET"]),
    Route("/api/owed", _known(_owed), methods=["GET"]),
    Route("/api/returns/{id:int}", _known(_one_return), methods=["GET"]),
    Route("/api/returns/{dataset:str}", _known(_post_return), methods=["POST"]),
]
