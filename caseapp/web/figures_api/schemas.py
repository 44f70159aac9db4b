"""The shapes of the answers (contracts §5) as JSON Schema, made from the tables of the counts."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from caseapp.rules.units import CITY_CODE
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.asking import BASES
from caseapp.statistics.dimensions import DIMENSIONS
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.layouts import PUBLICATION
from caseapp.statistics.territory import UNASSIGNED_CODE

_DAY = {"type": "string", "format": "date"}
_COUNT = {"type": "integer", "minimum": 0}
_MAYBE = {"type": ["integer", "null"], "minimum": 0}
_SHARE = {"type": ["number", "null"], "minimum": 0}


def refusals() -> dict[int, str]:
    """Return how the addresses refuse, in words, by status."""
    return {
        400: gettext("The question cannot be read"),
        401: gettext("No token, a wrong one, or one that has ended"),
        403: gettext("The token does not reach this, or its owner may not read figures any more"),
        404: gettext("There is no such edition"),
        406: gettext("The answer has none of the forms accepted"),
        429: gettext("Asked too often: wait"),
    }


def all_schemas() -> dict[str, Any]:
    """Return every shape by its name."""
    return {
        "Sheet": _closed(
            {
                "period": _period(),
                "definition": {"type": "string"},
                "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}},
                "notes": {"$ref": "#/components/schemas/Notes"},
            }
        ),
        "Row": _row(),
        "Notes": _notes(),
        "Editions": _closed(
            {
                "editions": {"type": "array", "items": {"$ref": "#/components/schemas/Edition"}},
                PUBLICATION: {"type": "string"},
            }
        ),
        "Edition": _edition(),
        "Problem": {
            "type": "object",
            "properties": {
                "type": {"type": "string", "format": "uri-reference"},
                "title": {"type": "string"},
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "detail": {"type": "string"},
                "instance": {"type": "string", "format": "uri-reference"},
            },
            "required": ["type", "title", "status"],
        },
    }


def _notes() -> dict[str, Any]:
    """What stands beside the rows; more notes may come."""
    counts = ("suspected", "reports_without_child", "reports_without_occurred_on")
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(counts, _COUNT),
            "no_denominator": {"type": "array", "items": {"type": "string"}},
            PUBLICATION: {"type": "string"},
        },
        "required": ["no_denominator", PUBLICATION],
    }


def _closed(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _period() -> dict[str, Any]:
    return _closed({"id": {"type": "string"}, "start": _DAY, "end": _DAY})


def _row() -> dict[str, Any]:
    targets = ("target_2025", "target_2030")
    return _closed(
        {
            "indicator": {"enum": [each.id for each in INDICATORS]},
            "area": {
                "type": "string",
                "pattern": f"^(?:{CITY_CODE}|{UNASSIGNED_CODE}|[0-9]{{5}})$",
            },
            "by": {
                "type": "object",
                "properties": {name: _codes(name) for name in DIMENSIONS},
                "additionalProperties": False,
            },
            "numerator": _COUNT,
            "denominator": _MAYBE,
            "value": _SHARE,
            "unit": {"const": "percent"},
            "per_10000": _SHARE,
            "status": {"enum": ["ok", "no_denominator", "none"]},
            "overlapping": {"const": True},
            **{name: {"type": "number"} for name in targets},
        },
        optional=("per_10000", "overlapping", *targets),
    )


def _codes(dimension: str) -> dict[str, Any]:
    """Return the codes of a dimension; one without a list of its own takes any name."""
    codes = DIMENSIONS[dimension].codes
    return {"enum": list(dict.fromkeys((*codes, UNKNOWN)))} if codes else {"type": "string"}


def _edition() -> dict[str, Any]:
    return _closed(
        {
            "number": {"type": "integer", "minimum": 1},
            "period": _period(),
            "basis": {"enum": list(BASES)},
            "edition": {"type": "integer", "minimum": 1},
            "definition": {"type": "string"},
            "frozen_at": {"type": "string", "format": "date-time"},
            "superseded_by": {"type": ["integer", "null"]},
        }
    )
