"""The empty official forms, Mẫu 01 to 07, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from caseapp.rules.forms.registry import form as form_of
from caseapp.rules.forms.spec import Form
from caseapp.rules.values import local_day
from caseapp.web.assessment_paper import blank_assessment
from caseapp.web.plan_paper import blank_approval, blank_plan
from caseapp.web.printing import Sheet, form01_html
from caseapp.web.separation_paper import blank_form07


def _report(form: Form, sheet: Sheet) -> str:
    return form01_html(form, {}, {}, {}, sheet, with_reporter=True)


_DRAWN: Final[Mapping[str, Callable[[Form, Sheet], str]]] = {
    "01": _report,
    "02": blank_assessment,
    "03": blank_assessment,
    "04": blank_plan,
    "05": blank_approval,
    "06": blank_assessment,
    "07": blank_form07,
}
NUMBERS: Final = tuple(_DRAWN)
"""The forms that there are on paper."""


def blank_html(number: str, sheet: Sheet) -> str:
    """Draw the empty form of that number in the edition of the day of printing.

    Its foot says which form it is. KeyError for a form that is not laid out for paper.
    """
    draw, form = _DRAWN[number], form_of(number, local_day(sheet.created))
    return draw(form, replace(sheet, foot=f"Mẫu số {number}, {_annex(form)}"))


def _annex(form: Form) -> str:
    """Name where the form is laid down, without the number that stands before it."""
    return form.edition.source.partition(", Mẫu số")[0]
