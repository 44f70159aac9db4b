"""What every answer says to the browser: keep nothing, load nothing foreign, be framed nowhere."""

from __future__ import annotations

from typing import Final

from flask import Flask, abort, request
from werkzeug.wrappers import Response

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_READS: Final = {"GET", "HEAD", "OPTIONS"}


def _same_site_only() -> None:
    """Refuse a post that another site sent; old browsers without the header have CSRF tokens."""
    origin = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in _READS and origin not in {"same-origin", "none"}:
        abort(400)


def _after(response: Response) -> Response:
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and response.status_code in {200, 304}:
        # Names of assets carry a hash of their content, so they never change.
        hashed = request.path.startswith("/static/vendor/") or "v" in request.args
        lasts = "public, max-age=31536000, immutable" if hashed else "no-cache"
        response.headers["Cache-Control"] = lasts
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def register_headers(app: Flask) -> None:
    """Attach the headers to every answer of an application, error pages among them."""
    app.before_request(_same_site_only)
    app.after_request(_after)
