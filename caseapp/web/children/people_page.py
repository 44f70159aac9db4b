"""The people around a child in words: what each line says."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext

from caseapp.casework.child_people import PersonEntry
from caseapp.web import filters


def days_words(first: date | None, last: date | None) -> str:
    """Say between which days something holds."""
    if first is None and last is None:
        return ""
    begun = filters.day(first) if first else "…"
    return f"{begun} – {filters.day(last) if last else gettext('now')}"


def role_words(entry: PersonEntry) -> str:
    """Say who the person is to the child, and whether they care for it or live with it."""
    words = [filters.code_label("relation", entry.relation)]
    if entry.cares:
        words.append(str(gettext("cares for the child")))
    if entry.lives_with:
        words.append(str(gettext("lives with the child")))
    return ", ".join(word for word in words if word)
