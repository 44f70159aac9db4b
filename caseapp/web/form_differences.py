"""Where two versions of an official form's answers differ, in words."""

from __future__ import annotations

from collections.abc import Mapping

from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.spec import Form
from caseapp.web import filters
from caseapp.web.form_builder import answer_text


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
