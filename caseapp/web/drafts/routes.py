"""Routes of the drafts: one is saved, thrown away, or made of the choices between two versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, abort, current_app, flash, jsonify, make_response, redirect, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from caseapp.casework import kept_forms
from caseapp.casework.kept_forms import Ended, Fields, Kept, Typed
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, clock, needs, safe_next
from caseapp.web.draft_box import Box, address_of, asks_by_script, box, posted_box, said, typed
from caseapp.web.meeting import Row, show
from caseapp.web.posting import posted_version
from caseapp.web.rights import allowed, missing
from caseapp.web.showing_again import draw_filled

blueprint = Blueprint("drafts", __name__, url_prefix="/drafts")
Answer = Response | tuple[str, int] | str
_SIDES: Final = frozenset({"mine", "stored"})


@blueprint.route("", methods=["POST"])
@needs(Act.HOME_READ)
def save() -> Response:
    """Save what stands in a form that is not sent yet, for the script or for its button."""
    sent = typed()
    _insist_on_page(sent.path)
    try:
        kept = kept_forms.save(actor(), sent, clock=clock())
    except Ended:
        return _not_saved(
            sent, gettext("This form was sent or thrown away already"), HTTPStatus.CONFLICT
        )
    except RuleBroken as broken:
        return _not_saved(sent, gettext(broken.message), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _saved(kept, posted_box() or box(sent.title))


def _insist_on_page(address: str) -> None:
    """Answer 404 unless the address is a page of this site whose form the person may send."""
    path = address.partition("?")[0]
    site = current_app.url_map.bind("")
    try:
        endpoint, _ = site.match(path, method="POST")
        shown, _ = site.match(path, method="GET")
    except HTTPException:
        missing()
    if shown != endpoint:
        missing()
    act = getattr(current_app.view_functions[endpoint], "__act__", None)
    if safe_next(address) != address or act not in set(Act) or not allowed(Act(str(act))):
        missing()


def _saved(kept: Kept, sent: Box) -> Response:
    words = said(kept.at)
    if asks_by_script():
        goes_on = replace(sent, token=kept.token, page=kept.path, saves=kept.saves)
        return jsonify(draft=goes_on.text, said=words)
    flash(words, "success")
    return redirect(address_of(kept.token, kept.path))


def _not_saved(sent: Typed, why: str, status: HTTPStatus) -> Response:
    """Say that nothing was saved; a page without script shows its form again as it was typed."""
    words = gettext("Draft not saved: %(why)s", why=why)
    if asks_by_script():
        return make_response(jsonify(said=words), status)
    flash(words)
    drawn = draw_filled(sent.path, sent.fields)
    if drawn is None:
        abort(status)
    drawn.status_code = status
    return drawn


@blueprint.route("/<token>/removal", methods=["POST"])
@needs(Act.HOME_READ)
def remove(token: str) -> Response:
    """Throw away a draft of the own account."""
    kept_forms.erase(actor(), token[:32], clock=clock())
    flash(gettext("The draft is thrown away"), "success")
    return redirect(safe_next(request.form.get("next")))


@blueprint.route("/meeting", methods=["POST"])
@needs(Act.HOME_READ)
def meet() -> Answer:
    """Make a draft of the choices between two versions; it is looked at and sent in its form."""
    sent = typed()
    _insist_on_page(sent.path)
    rows, mine = _posted_rows(), _posted_pairs(request.form.get("mine", ""))
    given = {row.name: request.form.get(f"choose-{row.name}", "") for row in rows}
    choices = {name: side if side in _SIDES else "" for name, side in given.items()}
    version, base = posted_version(), request.form.get("base", "")
    if not _SIDES.issuperset(choices.values()):
        chosen = [replace(row, chosen=choices[row.name]) for row in rows]
        page = show(sent.title, chosen, mine, version, base, missing=True)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    fields = [*_merged(mine, rows, choices), ("version", str(version)), ("base", base)]
    try:
        kept = kept_forms.save(actor(), replace(sent, fields=fields), clock=clock())
    except (RuleBroken, Ended):
        return draw_filled(sent.path, fields) or redirect(safe_next(sent.path))
    flash(gettext("Both versions are put together; nothing is sent yet: look at it and send it"))
    return redirect(address_of(kept.token, kept.path))


def _merged(mine: Fields, rows: list[Row], choices: Mapping[str, str]) -> Fields:
    """Put the stored answers that were chosen in the place of what was typed."""
    taken = [row for row in rows if choices[row.name] == "stored"]
    left_out = {name for row in taken for name in row.names} | {"version", "base"}
    kept = [pair for pair in mine if pair[0] not in left_out]
    return kept + [pair for row in taken for pair in row.sending]


def _posted_pairs(text: str) -> Fields:
    found = _read(text)
    return [(str(name), str(value)) for name, value in found]


def _posted_rows() -> list[Row]:
    """Return the rows that the page carried; 400 for what no page of ours sends."""
    try:
        rows = [Row(**row) for row in _read(request.form.get("rows", ""))]
        return [replace(row, sending=_pairs(row.sending)) for row in rows]
    except (TypeError, ValueError):
        abort(HTTPStatus.BAD_REQUEST)


def _pairs(found: Any) -> Fields:  # noqa: ANN401 - what a page sent
    return [(str(name), str(value)) for name, value in found]


def _read(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list):
        abort(HTTPStatus.BAD_REQUEST)
    return found
