"""Consent on the pages of a case, a child and a referral: how it stands, in short, and the step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import gettext

from caseapp.casework.child_people import Uncalled
from caseapp.casework.consent_reading import Brief, read_brief
from caseapp.rules.access import Act
from caseapp.rules.consents import STOPS
from caseapp.web.actor import actor, now
from caseapp.web.filters import code_label
from caseapp.web.moves import Step
from caseapp.web.rights import allowed

_UNSAID: Final = "open"


@dataclass(frozen=True)
class Shown:
    """What a page shows: lines of question and answer, purposes that are stopped, red numbers."""

    rows: list[tuple[str, str]]
    stopped: list[str]
    uncalled: list[Uncalled]


def consent_shown(child_code: str, act: Act = Act.CASE_READ) -> Shown:
    """Return it for a child, as far as the signed-in person may do the act with its file."""
    return shown(read_brief(actor(), child_code, now=now(), act=act))


def shown(brief: Brief) -> Shown:
    """Put it into words; purposes of which nothing was said stand in no line."""
    rows = [
        (code_label("consent_purposes", purpose), code_label("consent_standings", stands))
        for purpose, stands in brief.stands.items()
        if stands != _UNSAID
    ]
    stopped = [
        code_label("consent_purposes", purpose)
        for purpose, stands in brief.stands.items()
        if stands in STOPS
    ]
    return Shown(rows, stopped, brief.uncalled)


def uncalled_of(child_code: str | None) -> list[Uncalled]:
    """Return the numbers that nobody calls, for a report whose child is known."""
    return consent_shown(child_code, Act.REPORT_READ).uncalled if child_code else []


def consent_steps(child_code: str, unit_id: int) -> dict[str, Step]:
    """Return the step to the page of a child's consents, by its name among a page's steps."""
    if not allowed(Act.CHILD_READ, unit_id):
        return {}
    words = gettext("Consent of child and representative")
    return {"consent": Step(words, url_for("consents.show", code=child_code))}
