"""Amending Mẫu 01: which of its answers stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from caseapp.casework.report_reading import ReportView
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.spec import Form

FIXED: Final = frozenset({"received_at", "event_area"})
"""The clock counts from the one, and the other says who answers: to move them is another act."""


def amendable(spec: Form) -> Form:
    """Return the form without the answers that an amendment does not ask for."""
    sections = tuple(
        replace(
            section,
            fields=tuple(
                replace(field, asked=field.asked and field.key not in FIXED)
                for field in section.fields
            ),
        )
        for section in spec.sections
    )
    return replace(spec, sections=sections)


def kept_answers(view: ReportView) -> dict[str, Value]:
    """Return the answers that stay as they are."""
    return {key: value for key, value in view.answers.items() if key in FIXED}
