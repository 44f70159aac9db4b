"""The shapes of the answers: every refusal in words, rows as contracts §5 has them."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from caseapp.web.figures_api.openapi import PATHS
from caseapp.web.figures_api.schemas import all_schemas, refusals
from tests.factories.house import House


def test_every_shape_is_sound_and_every_refusal_is_described(house: House) -> None:
    with house.app.test_request_context():
        shapes, told = all_schemas(), refusals()
    for shape in shapes.values():
        Draft202012Validator.check_schema(shape)
    assert {status for *_, found in PATHS.values() for status in found} == set(told)
    row = shapes["Row"]
    assert row["additionalProperties"] is False
    assert set(row["properties"]) - set(row["required"]) == {
        "per_10000", "overlapping", "target_2025", "target_2030",
    }  # fmt: skip
