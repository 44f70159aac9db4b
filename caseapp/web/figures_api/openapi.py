"""The OpenAPI document of the figures, made from the tables that routes and counts go by."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext

from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import Period
from caseapp.statistics.asking import BASES, SEVERAL, SWITCH
from caseapp.statistics.dimensions import DIMENSIONS
from caseapp.web.actor import COOKIE
from caseapp.web.cookies import cookie_name
from caseapp.web.figures_api import asked, schemas
from caseapp.web.problems import MEDIA_TYPE

VERSION: Final = "1.0.0"
PATHS: Final = {
    "/api/v1/indicators": ("indicators", "Sheet", asked.INDICATORS, (400, 401, 403, 406, 429)),
    "/api/v1/frozen": ("frozen", "Editions", asked.LISTED, (400, 401, 403, 429)),
    "/api/v1/frozen/{number}": (
        "edition", "Sheet", asked.EDITION, (400, 401, 403, 404, 406, 429),
    ),
}  # fmt: skip
"""Each address: its name, what it gives, what it asks, how it refuses."""


def document() -> dict[str, Any]:
    """Return the whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": gettext("Indicators 8, 9 and 12 of Cần Thơ"),
            "version": VERSION,
            "description": gettext(
                "Exact figures for the office's own use, not for publishing. They are the same "
                "that the page of the indicators shows."
            ),
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"session": []}],
        "paths": {path: {"get": _operation(path)} for path in PATHS},
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": gettext("A token made on the page “My account”."),
                },
                "session": {"type": "apiKey", "in": "cookie", "name": cookie_name(COOKIE)},
            },
            "schemas": schemas.all_schemas(),
            "responses": {str(status): _refusal(status) for status in schemas.refusals()},
        },
    }


def _operation(path: str) -> dict[str, Any]:
    name, schema, parameters, refusals = PATHS[path]
    told = _summaries()[name]
    found = [_parameter(each) for each in parameters]
    if "{number}" in path:
        found.insert(0, _number())
    forms = asked.FORMS if "format" in parameters else {"json": asked.FORMS["json"]}
    content = {media: {"schema": _shape(form, schema)} for form, media in forms.items()}
    good = {
        "description": told,
        "headers": {
            "Cache-Control": {"schema": {"const": "no-store"}},
            "Caseapp-Figures": {
                "schema": {"const": "internal"},
                "description": gettext("These figures are internal: not for publishing."),
            },
        },
        "content": content,
    }
    refused = {str(s): {"$ref": f"#/components/responses/{s}"} for s in refusals}
    return {
        "operationId": name,
        "summary": told,
        "parameters": found,
        "responses": {"200": good, **refused},
    }


def _shape(form: str, schema: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{schema}"} if form == "json" else {"type": "string"}


def _summaries() -> dict[str, str]:
    return {
        "indicators": gettext("The indicators of a period, as they count now"),
        "frozen": gettext("The editions of frozen figures"),
        "edition": gettext("The figures of an edition, as they were frozen"),
    }


def _number() -> dict[str, Any]:
    return {
        "name": "number",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
        "description": gettext("The number of the edition, from the list"),
    }


def _parameter(name: str) -> dict[str, Any]:
    schema, words = _parameters()[name]
    found: dict[str, Any] = {
        "name": name,
        "in": "query",
        "required": name == "period",
        "schema": schema,
        "description": words,
    }
    if name in SEVERAL:
        found |= {"style": "form", "explode": True}
    return found


def _parameters() -> dict[str, tuple[dict[str, Any], str]]:
    return {
        "period": (
            {"type": "string", "pattern": Period.pattern(), "examples": ["2026", "2026H1"]},
            gettext("A year, half-year, quarter, month, or two days with two dots between"),
        ),
        "area": (
            {"type": "string", "pattern": f"^(?:{CITY_CODE}|[0-9]{{5}})$", "default": CITY_CODE},
            gettext("The code of a unit on the last day of the period; 92 is the city"),
        ),
        "each_ward": (
            {"enum": list(SWITCH), "default": SWITCH[0]},
            gettext("1: also every ward and commune"),
        ),
        "by": (
            {"type": "array", "items": {"enum": list(DIMENSIONS)}},
            gettext("Divided by this; may stand several times"),
        ),
        "basis": (
            {"enum": list(BASES), "default": BASES[0]},
            gettext("The day on which indicator 9 counts a report"),
        ),
        "format": (
            {"enum": list(asked.FORMS)},
            gettext("The form of the answer; without it Accept counts"),
        ),
    }


def _refusal(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": schemas.refusals()[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    header = {401: "WWW-Authenticate", 403: "WWW-Authenticate", 429: "Retry-After"}.get(status)
    if header:
        found["headers"] = {header: {"schema": {"type": "string"}}}
    return found
