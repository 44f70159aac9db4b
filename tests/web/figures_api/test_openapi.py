"""The OpenAPI document is sound, names the routes there are, and every answer keeps to it."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from caseapp.rules.token_scopes import TokenScope
from caseapp.statistics.dimensions import DIMENSIONS
from tests.factories.house import House
from tests.web.figures_api.programs import WARD, Program, a_program
from tests.web.figures_api.test_routes import frozen_2025


@pytest.fixture
def document(house: House) -> dict[str, Any]:
    answer = house.app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def checked(document: dict[str, Any], program: Program, address: str, path: str) -> int:
    """Ask, and hold the answer against what the document says of it; return the status."""
    answer = program.ask(address)
    told = document["paths"][path]["get"]["responses"][str(answer.status_code)]
    if "$ref" in told:
        told = document["components"]["responses"][told["$ref"].rpartition("/")[2]]
    schema = told["content"][answer.mimetype]["schema"] | {"components": document["components"]}
    Draft202012Validator(schema).validate(answer.get_json(force=True))
    for name, header in told.get("headers", {}).items():
        Draft202012Validator(header["schema"]).validate(answer.headers[name])
    return answer.status_code


def test_the_document_is_sound_and_names_the_routes(house: House, document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()
    routes = {
        rule.rule.replace("<int:number>", "{number}"): rule.endpoint.partition(".")[2]
        for rule in house.app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and not rule.rule.endswith("openapi.json")
    }
    assert {path: what["get"]["operationId"] for path, what in document["paths"].items()} == routes
    (by,) = [
        p for p in document["paths"]["/api/v1/indicators"]["get"]["parameters"] if p["name"] == "by"
    ]
    assert by["schema"]["items"]["enum"] == list(DIMENSIONS)
    assert "nội bộ" in document["info"]["description"]


def test_every_answer_keeps_to_it(house: House, document: dict[str, Any]) -> None:
    frozen_2025(house)
    program = a_program(house)
    figures = "/api/v1/indicators"
    pairs = [["sex", "age_band"], ["ethnicity"], ["group"], ["abuse_type", "setting"]]
    asked = [f"?period=2026{''.join(f'&by={name}' for name in by)}" for by in pairs]
    for query in (*asked, "?period=2025&each_ward=1&basis=occurred"):
        assert checked(document, program, figures + query, figures) == 200
    assert checked(document, program, "/api/v1/frozen", "/api/v1/frozen") == 200
    own = a_program(house, TokenScope(WARD))
    assert checked(document, own, "/api/v1/frozen/1", "/api/v1/frozen/{number}") == 200
    assert checked(document, program, "/api/v1/frozen/2", "/api/v1/frozen/{number}") == 404
    assert checked(document, program, figures, figures) == 400
    stranger = Program(house, "x", "")
    for path in ("/api/v1/frozen", figures):
        assert checked(document, stranger, path, path) == 401
