"""The people around a child in words: what each line says, and where two versions differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from flask_babel import gettext

from caseapp.casework.child_people import PersonEntry
from caseapp.web import filters
from caseapp.web.children.detail_forms import PersonForm


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


def differing(
    form: PersonForm, mine: PersonEntry, saved: PersonEntry
) -> list[tuple[str, str, str]]:
    """Return (label, mine, saved) for each part of a person that two versions say otherwise."""
    ours, theirs = asdict(mine), asdict(saved)
    return [
        (str(form[part].label.text), _text(part, ours[part]), _text(part, theirs[part]))
        for part in _parts(ours, theirs)
    ]


def _parts(ours: dict[str, object], theirs: dict[str, object]) -> Iterable[str]:
    return (part for part in ours if ours[part] != theirs[part])


def _text(part: str, value: object) -> str:
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if isinstance(value, date):
        return filters.day(value)
    if part == "relation":
        return filters.code_label("relation", str(value))
    return "" if value is None else str(value)
