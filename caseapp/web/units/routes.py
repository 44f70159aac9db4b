"""Route of the look-up of units by name, old name or code."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from caseapp.casework import areas
from caseapp.rules.access import Act
from caseapp.web.actor import needs

blueprint = Blueprint("units", __name__, url_prefix="/units")


@blueprint.route("")
@needs(Act.HOME_READ)
def index() -> str:
    """Find units; an old one shows what it was and what it became."""
    text = request.args.get("q", "")[:100]
    return render_template("units/index.html", text=text, found=areas.search(text))
