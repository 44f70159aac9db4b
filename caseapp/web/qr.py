"""QR pictures, drawn here: shown by an address of this site, or within a page or a print."""

from __future__ import annotations

from io import BytesIO

from flask import Response
from markupsafe import Markup


def picture(text: str) -> Response:
    """Answer with the QR code of a text as SVG, without a style that the policy would block."""
    return Response(_drawn(text, alone=True), mimetype="image/svg+xml")


def inline(text: str) -> Markup:
    """Return the QR code of a text as SVG that stands within a print or a page."""
    return Markup(_drawn(text, alone=False).decode())  # noqa: S704 - drawn here, holds no text


def _drawn(text: str, *, alone: bool) -> bytes:
    import segno  # noqa: PLC0415 - few pages bear a code

    drawn = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        drawn,
        kind="svg",
        scale=4,
        light="#fff",
        svgclass=None,
        lineclass=None,
        xmldecl=alone,
        nl=alone,
    )
    return drawn.getvalue()
