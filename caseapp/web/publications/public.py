"""Pages for everybody, without signing in: what was released, one release, its files."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from flask import Blueprint, Response, g, render_template, request, url_for

from caseapp.exchange.released import list_released, read_released, released_file
from caseapp.rules.access import Act
from caseapp.web.actor import public
from caseapp.web.publications import showing
from caseapp.web.release_words import listed
from caseapp.web.rights import allowed_over_all

_KINDS: Final = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".sqlite": "application/vnd.sqlite3",
}
OPEN: Final = frozenset({"publications.index", "publications.show", "publications.file"})


def _open() -> None:
    """Mark an address for everybody: its reader gets no session and no form, on errors too."""
    g.open_to_all = request.endpoint in OPEN


@public
def index() -> str:
    """List what was released, the newest first."""
    return render_template(
        "publications/index.html",
        rows=listed(list_released()),
        may_read=g.person is not None and allowed_over_all(Act.RELEASE_READ),
    )


@public
def show(number: str) -> str:
    """Show a release: its tables, how they are to be read, its files."""
    release = read_released(number)
    return render_template(
        "publications/show.html",
        release=release,
        said=showing.said_of(release, release.definition),
        tables=showing.tables_of(release),
        files=showing.files_of(release),
        address=url_for("publications.show", number=number, _external=True),
    )


@public
def file(number: str, name: str) -> Response:
    """Hand out a file of a release, as it was signed."""
    content = released_file(number, name)
    kind = _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-{name}"'
    return answer


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the releases."""
    blueprint.before_request(_open)
    blueprint.add_url_rule("", "index", index)
    blueprint.add_url_rule("/<number>", "show", show)
    blueprint.add_url_rule("/<number>/files/<name>", "file", file)
