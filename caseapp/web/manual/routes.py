"""Routes of the manual: for everybody, as it tells of nobody."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, render_template

from caseapp.web.actor import public
from caseapp.web.manual import book

blueprint = Blueprint("manual", __name__, url_prefix="/help")


@blueprint.before_request
def _open() -> None:
    """Give a reader who has not signed in neither a session nor a form."""
    g.open_to_all = True


@blueprint.route("")
@public
def index() -> str:
    """List the pages of the manual."""
    return render_template(
        "manual/index.html", pages=[(name, book.read_page(name)) for name in book.PAGES]
    )


@blueprint.route("/<name>")
@public
def show(name: str) -> str:
    """Show a page of the manual."""
    if name not in book.PAGES:
        abort(404)
    return render_template("manual/show.html", page=book.read_page(name))


@blueprint.route("/pictures/<name>")
@public
def picture(name: str) -> Response:
    """Hand out a picture."""
    try:
        return Response(book.picture(name), mimetype="image/png")
    except FileNotFoundError:
        abort(404)
