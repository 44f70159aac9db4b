"""What each kind of assessment is called, where it lies, and which parts each page asks."""

from __future__ import annotations

from functools import cache
from typing import Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.assessed import Assessed
from caseapp.casework.assessment_reading import AssessmentView
from caseapp.rules.assessment_states import DETAILED, FORM_OF, INITIAL, REVIEW
from caseapp.rules.forms.assessment_parts import CONCLUSION, VOICE
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.spec import Form
from caseapp.web.form_builder import OfficialForm
from caseapp.web.form_words import said
from caseapp.web.sent_form import with_button

NAMES: Final = {
    INITIAL: lazy_gettext("Initial assessment (Mẫu 02)"),
    DETAILED: lazy_gettext("Detailed assessment (Mẫu 03)"),
    REVIEW: lazy_gettext("Review of the child's state (Mẫu 06)"),
}
PATHS: Final = {
    INITIAL: "/reports/<code>/assessments",
    DETAILED: "/cases/<code>/assessments",
    REVIEW: "/cases/<code>/reviews",
}


@cache
def draft_form(kind: str, name: str) -> type[OfficialForm]:
    """Return the page that writes a draft: all but the conclusion, in the edition of that id."""
    spec = edition(FORM_OF[kind], name).without(CONCLUSION)
    return with_button(spec, lazy_gettext("Save and count"))


@cache
def conclusion_form(kind: str, name: str) -> type[OfficialForm]:
    """Return the page that signs off: the conclusion alone."""
    spec = edition(FORM_OF[kind], name).only(CONCLUSION)
    return with_button(spec, lazy_gettext("Sign off"))


def back_to(about: Assessed) -> tuple[str, str]:
    """Return where the report or case is, and the words of the way back."""
    if about.kind == INITIAL:
        words = gettext("Back to report %(code)s", code=about.code)
        return url_for("reports.show", code=about.code), words
    return url_for("cases.show", code=about.code), gettext("Back to case %(code)s", code=about.code)


def read_sections(view: AssessmentView) -> Form:
    """Return what a page lays out for reading below the child's words, which stand first."""
    return view.form.without(VOICE)


def owed_words(view: AssessmentView) -> list[tuple[str, str]]:
    """Return what is still owed: the anchor of its control, and what it asks."""
    fields = [view.form.field(key) for key in view.owed]
    return [(field.boxes[0], str(said(field.question, field.gloss))) for field in fields]
