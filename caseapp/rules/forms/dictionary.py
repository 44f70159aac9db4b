"""The data dictionary: one row for each field of each official form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caseapp.rules.forms import wording
from caseapp.rules.forms.registry import EDITIONS
from caseapp.rules.forms.spec import Form


class Entry(NamedTuple):
    """One field, in the words of the documents: yes and no are booleans, codes are joined."""

    form: str
    edition: str
    field: str
    label: str
    gloss: str
    kind: str
    codes: str
    required: bool
    restricted: bool
    class_a: bool
    asked: bool
    source: str


def dictionary(forms: Iterable[Form] = EDITIONS) -> list[Entry]:
    """Every field of the forms given, in their order."""
    return [
        Entry(
            form.number,
            form.edition.id,
            field.key,
            field.label,
            field.gloss,
            field.kind,
            "; ".join(row.code for row in field.codes),
            field.required,
            field.restricted,
            field.class_a,
            field.asked,
            field.source,
        )
        for form in forms
        for field in form
    ]


def msgids(forms: Iterable[Form] = EDITIONS) -> list[str]:
    """Every English msgid that a page may show for these forms: the catalogue must hold each."""
    found = list(wording.ALL)
    for form in forms:
        for field in form:
            found += [field.hint] if field.hint else []
            found += [field.depends_on.message] if field.depends_on else []
    return list(dict.fromkeys(found))
