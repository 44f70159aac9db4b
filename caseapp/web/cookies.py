"""What the browser keeps for this application: cookies that no other host and no script can set."""

from __future__ import annotations

from typing import Final, Literal

from flask import Request, current_app
from werkzeug.wrappers import Response

LANGUAGE: Final = "caseapp_language"
PREFIX: Final = "__Host-"
"""Browsers keep a cookie of such a name only from this very host, sent over TLS, for all paths
(RFC 6265bis 4.1.3.2): neither a neighbour under the city's name nor a line without TLS can
plant one."""


def cookie_name(name: str, *, production: bool | None = None) -> str:
    """Return the name under which a cookie is kept: with the prefix where pages come over TLS.

    `production` is said only while the application is being made; a demo speaks plain http on
    its own machine, where browsers refuse the prefix.
    """
    sealed = _sealed() if production is None else production
    return PREFIX + name if sealed else name


def kept_cookie(asked: Request, name: str) -> str | None:
    """Return what the browser keeps under the name, None when it keeps nothing.

    In production the plain name is not read: anybody under the same domain could have set it.
    """
    return asked.cookies.get(cookie_name(name))


def keep_cookie(
    response: Response,
    name: str,
    value: str,
    *,
    lasts: int | None = None,
    same_site: Literal["Strict", "Lax"] = "Strict",
) -> None:
    """Let the browser keep a value, for `lasts` seconds or until it is closed; scripts see none."""
    response.set_cookie(
        cookie_name(name), value, max_age=lasts, path="/", httponly=True, samesite=same_site,
        secure=_sealed(),
    )  # fmt: skip


def forget_cookie(response: Response, name: str) -> None:
    """Let the browser forget what it keeps under the name."""
    response.delete_cookie(
        cookie_name(name), path="/", httponly=True, samesite="Strict", secure=_sealed()
    )


def _sealed() -> bool:
    return bool(current_app.extensions["caseapp.settings"].production)
