"""What pages of a decision offer of its paper: put it before the signer, see what was put there."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext

from caseapp.casework.kept_reading import KeptView
from caseapp.rules.access import Act
from caseapp.web.moves import Step
from caseapp.web.rights import allowed


def put_step(kind: str, code: str, number: int, unit_id: int) -> Step | None:
    """Return the step that puts a decision's paper before its signer; None for who may not."""
    if not allowed(Act.PAPER_PUT, unit_id):
        return None
    words = gettext("Make the paper for the signature")
    if kind == "emergency":
        return Step(words, url_for("kept_papers.put_on_report", code=code, number=number))
    return Step(words, url_for("kept_papers.put_in_case", code=code, decision=kind, number=number))


def kept_of(views: list[KeptView], kind: str, number: int) -> list[KeptView]:
    """Return the papers of one decision, the newest first."""
    return [each for each in views if (each.kind, each.place) == (kind, number)]
