"""Amending Mẫu 01: which of its answers stay, and where two versions of it differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from caseapp.casework.report_reading import ReportView
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.spec import Form
from caseapp.web import filters
from caseapp.web.form_builder import answer_text

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


def differences(
    spec: Form,
    mine: Mapping[str, Value],
    saved: Mapping[str, Value],
    areas: Mapping[str, str],
) -> list[tuple[str, str, str]]:
    """Return (label, mine, saved) in words for each answer that differs."""
    rows = []
    for field in spec.asked:
        texts = [
            "" if (value := answers.get(field.key)) is None else answer_text(field, value, areas)
            for answers in (mine, saved)
        ]
        if texts[0] != texts[1]:
            label = field.question if filters.page_language() == "vi" else field.gloss
            rows.append((label, texts[0], texts[1]))
    return rows
