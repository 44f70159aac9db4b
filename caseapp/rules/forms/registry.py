"""Which official forms there are, and which edition of one is in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.rules.forms import (
    form01_report,
    form02_initial,
    form03_detailed,
    form04_plan,
    form05_approval,
    form06_review,
    form07_separation,
    minutes,
)
from caseapp.rules.forms.spec import Form

#: Every edition of every form, newest last within a number: a new edition is a new row here.
EDITIONS: Final[tuple[Form, ...]] = (
    form01_report.FORM,
    form02_initial.FORM,
    form03_detailed.FORM,
    form04_plan.FORM,
    form05_approval.FORM,
    form06_review.FORM,
    form07_separation.FORM,
    minutes.FORM,
)

#: The newest edition of each form by its number, "01".
FORMS: Final[dict[str, Form]] = {form.number: form for form in EDITIONS}


def form(number: str, day: date) -> Form:
    """The form of that number as it was in force on the local day.

    Raises KeyError when there was none: a report is judged by the edition of its own date.
    """
    for known in EDITIONS:
        if known.number == number and known.edition.covers(day):
            return known
    raise KeyError(f"no form {number} in force on {day.isoformat()}")


def edition(number: str, name: str) -> Form:
    """The form in the edition of that id, to read answers that were kept under it.

    Raises KeyError when there is none.
    """
    for known in EDITIONS:
        if known.number == number and known.edition.id == name:
            return known
    raise KeyError(f"no form {number} in edition {name}")


def consent_keys() -> frozenset[str]:
    """The questions of any form that ask for a consent: given as the form is sent, not before."""
    asked = (field for known in EDITIONS for field in known.asked)
    return frozenset(field.key for field in asked if field.kind == "consent")
