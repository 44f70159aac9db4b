"""Refusals told to programs: problem documents (RFC 9457), never a page and never how it broke."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from flask import Response, request

MEDIA_TYPE: Final = "application/problem+json"
PREFIX: Final = "/api/"


def for_program() -> bool:
    """Tell whether the request came to an address that programs ask."""
    return request.path.startswith(PREFIX)


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """Return the refusal; `detail` is in words for whoever keeps the program."""
    members: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "instance": quote(request.path),
    }
    if detail:
        members["detail"] = detail
    body = json.dumps(members, ensure_ascii=False) + "\n"
    return Response(body, status=status, mimetype=MEDIA_TYPE, headers=headers)
