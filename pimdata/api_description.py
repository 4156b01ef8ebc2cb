"""What the HTTP API takes and gives, as OpenAPI 3.1 describes it, made from the datasets themselves."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from pydantic import BaseModel, ConfigDict

from pimdata import tokens
from pimdata.models import DATASETS
from pimdata.rows import columns

_TEXT, _WHOLE, _MOMENT = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "date-time"}
REASONS = {
    "type": "object",
    "propertyNames": {"pattern": "^[1-9][0-9]{0,5}$"},
    "additionalProperties": {"type": "string"},
    "description": "Why, for rows that are asked about (kind explain), by the row's number; the first row is 2.",
}
Cell = str | int | float | bool | None


class Rows(BaseModel):
    """Rows sent as JSON: heading to value; and reasons for those that are asked about, by row, the first being row 2."""

    model_config = ConfigDict(extra="forbid", strict=True)

    rows: list[dict[str, Cell]]
    reasons: dict[int, str] = {}


def openapi() -> dict[str, Any]:
    """The whole description; a page of its own reads it, and tests send what it allows."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Performance returns",
            "version": version("pimdata"),
            "description": (
                "Other systems of the council send figures here. They meet the checks that a person meets on the Returns page, "
                "are told the same words, and wait for a person's sign-off."
            ),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
            "responses": _refusals(),
        },
        "security": [{"token": []}],
        "paths": {
            "/api/returns/{dataset}": {"post": _post()},
            "/api/returns/{id}": {"get": _get_one()},
            "/api/owed": {"get": _get_owed()},
        },
    }


def _schemas() -> dict[str, Any]:
    cell = {"type": ["string", "number", "boolean", "null"]}
    shapes: dict[str, Any] = {
        "Message": _record({"message": {"type": "string"}}, ["message"]),
        "Fault": _record(
            {
                "code": {"type": "string"},
                "kind": {"enum": ["stop", "fix", "explain", "note"]},
                "row": {"type": ["integer", "null"]},
                "column": {"type": "string"},
                "words": {"type": "string", "description": "What was found and what to do, as the page says it."},
            },
            ["code", "kind", "row", "words"],
        ),
        "Checked": _record(
            {
                "rows_ready": {"type": "integer"},
                "rows_held": {"type": "integer"},
                "is_stopped": {"type": "boolean"},
                "faults": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
            },
            ["rows_ready", "rows_held", "is_stopped", "faults"],
        ),
    }
    day = {"type": "string", "format": "date"}
    owed = {"dataset": _TEXT, "period": _TEXT, "due_date": day, "rows_owed": _WHOLE, "rows_in": _WHOLE, "state": _TEXT}
    owed |= {"stage": _TEXT}
    shapes["Owed"] = _record({"owed": {"type": "array", "items": _record(owed, list(owed))}}, ["owed"])
    sent = {"id": _WHOLE, "dataset": _TEXT, "period": _TEXT, "file_name": _TEXT, "sha256": _TEXT, "rows_stored": _WHOLE}
    sent |= {"loaded_at": _MOMENT, "state": _TEXT, "changed_at": _MOMENT, "changed_by": _TEXT, "reason": _TEXT}
    shapes["Return"] = _record(sent, list(sent))
    for name in tokens.returned():
        held = columns(DATASETS[name])
        cells = {each: {**cell, "description": field.description or ""} for each, field in held.items()}
        row = {"type": "object", "properties": cells}
        rows = {"type": "array", "items": {**row, "additionalProperties": cell}}
        shapes[name] = _record({"rows": rows, "reasons": REASONS}, ["rows"])
        shapes[name]["additionalProperties"] = False
    return shapes


def _record(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


def _said(words: str, schema: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _refusals() -> dict[str, Any]:
    return {
        "400": _said("What was sent cannot be read; the message says what to send.", "Message"),
        "401": _said("No token, or one that is not in use.", "Message"),
        "403": _said("The token may not send this dataset.", "Message"),
        "404": _said("There is no such thing of yours.", "Message"),
        "409": _said("What is held stands in the way, as what waits for sign-off does; it says what to do.", "Message"),
        "413": _said("It is too large.", "Message"),
        "415": _said("It is neither CSV, JSON nor a workbook.", "Message"),
        "422": _said("Rows are to be put right; nothing was stored.", "Message"),
        "503": _said("The database is held by another program; send it again in a while.", "Message"),
    }


def _refused(*statuses: str) -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in (*statuses, "401", "503")}


def _post() -> dict[str, Any]:
    switch = {"type": "boolean", "default": False}
    bodies = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in tokens.returned()]}
    return {
        "operationId": "send",
        "summary": "Send a return",
        "parameters": [
            {"name": "dataset", "in": "path", "required": True, "schema": {"enum": list(tokens.returned())}},
            {"name": "check", "in": "query", "schema": switch, "description": "Only say what is wrong; store nothing."},
            {"name": "partial", "in": "query", "schema": switch, "description": "Store rows that are ready while others wait."},
            {"name": "replaces", "in": "query", "schema": switch, "description": "Take the place of what waits for sign-off."},
            {"name": "revises", "in": "query", "schema": switch, "description": "Revise figures of a published period."},
            {"name": "control_total", "in": "query", "schema": {"type": "number"}, "description": "The ledger's spending."},
            {"name": "period", "in": "query", "schema": _TEXT, "description": "Its period: what it lacks is said."},
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": bodies}, "text/csv": {"schema": {"type": "string"}}},
        },
        "responses": {
            "201": _said("Stored; it waits for a person's sign-off.", "Checked"),
            "200": _said("Checked alone, or every row is held already.", "Checked"),
            **_refused("400", "403", "404", "409", "413", "415", "422"),
        },
    }


def _get_one() -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 0}
    return {
        "operationId": "one",
        "summary": "What became of a return",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": whole}],
        "responses": {"200": _said("Its state, who changed it last, and why.", "Return"), **_refused("404")},
    }


def _get_owed() -> dict[str, Any]:
    return {
        "operationId": "owed",
        "summary": "What is owed by the token's service",
        "responses": {"200": _said("Returns that are wanted or lately in.", "Owed"), **_refused()},
    }
