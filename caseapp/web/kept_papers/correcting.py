"""The page on which a number that was typed wrongly is put right."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework.kept_corrections import correct_number
from caseapp.casework.kept_reading import read_kept
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.kept_papers.forms import NumberForm
from caseapp.web.kept_words import KIND_WORDS
from caseapp.web.posting import posted_key, take_step
from caseapp.web.rights import insist, missing


def attach(blueprint: Blueprint) -> None:
    """Add the page to the blueprint of the papers."""
    blueprint.add_url_rule(
        "/kept-papers/<code>/number", "correct", correct, methods=["GET", "POST"]
    )


@needs(Act.PAPER_COMPLETE)
def correct(code: str) -> Response | tuple[str, int] | str:
    """Ask for the number that stands on the signed paper; what stood there stays to be read."""
    view = read_kept(actor(), code, now=now())
    insist(Act.PAPER_COMPLETE, view.unit_id)
    if not view.number:
        missing()
    form = NumberForm(data={"number": view.number, "symbol": view.symbol})
    return take_step(
        form,
        lambda: correct_number(
            actor(),
            code,
            form.number.data or "",
            form.symbol.data or "",
            now=now(),
            post=posted_key(),
        ),
        to=url_for("kept_papers.show", code=code),
        page="kept_papers/correct.html",
        done=gettext("The number is corrected"),
        view=view,
        what=KIND_WORDS[view.kind],
    )
