"""What a copy that is handed out leaves out of what people wrote (Law on Children, Art. 33)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from caseapp.rules.copies import Copy
from caseapp.rules.forms.spec import Form
from caseapp.rules.plans import Activity, Goal, Plan

LEFT_OUT: Final = "(không ghi trên bản này)"
"""What stands where something was left out."""
_SHORTEST: Final = 4
"""Letters of a word by itself that is looked for: a shorter one is part of too much else."""
_PHONE: Final = re.compile(r"\+?[0-9][0-9\s.()-]{6,}[0-9]")
_ENDS: Final = re.compile(r"[.!?…;\n\"“”«»]+")
_FEWEST: Final = 3
"""Words of a sentence that is looked for by itself."""
KEPT_MEASURES: Final = frozenset({"shelter", "alternative_care"})
"""Measures of Mẫu 04 that tell where the child is, or with whom."""


def for_copy(form: Form, values: Mapping[str, object], copy: Copy) -> dict[str, object]:
    """Return the values that a copy may bear: the fields for few eyes on the file's own alone."""
    if copy is Copy.FILE:
        return dict(values)
    restricted = {field.key for field in form if field.restricted}
    return {key: value for key, value in values.items() if key not in restricted}


def covered(text: str, secrets: Iterable[str]) -> str:
    """Return a text in which nothing stands of what is kept from its readers.

    Each secret is a name, an address, a telephone number or a sentence; found whatever its letters'
    case and its spaces, a telephone number however it is set apart, as a whole word alone. One word
    by itself needs four letters.
    """
    kept = unicodedata.normalize("NFC", text)
    for secret in sorted(set(secrets), key=len, reverse=True):
        inner = _number(secret) or _words(unicodedata.normalize("NFC", secret).split())
        if inner:
            kept = re.sub(rf"(?<!\w){inner}(?!\w)", LEFT_OUT, kept, flags=re.IGNORECASE)
    return kept


def _words(words: list[str]) -> str:
    if not words or (len(words) == 1 and len(words[0]) < _SHORTEST):
        return ""
    return r"\s+".join(re.escape(word) for word in words)


def _number(secret: str) -> str:
    """Return what finds a telephone number as anybody writes it; empty for what is none."""
    if not _PHONE.fullmatch(secret.strip()):
        return ""
    digits = re.sub(r"\D", "", secret)
    own = digits.removeprefix("84" if "+" in secret else "0")
    return r"(?:\+?84|0)?" + "".join(rf"[\s.()-]*{digit}" for digit in own)


def sentences(text: str) -> list[str]:
    """Return what somebody said, sentence by sentence, for one alone may be quoted.

    Of three words at least: shorter ones are part of what anybody writes.
    """
    found = (each.strip() for each in _ENDS.split(text))
    return [each for each in found if len(each.split()) >= _FEWEST]


def tells(text: str, secrets: Iterable[str]) -> bool:
    """Tell whether something would be left out of a text."""
    return covered(text, secrets) != unicodedata.normalize("NFC", text)


def served_plan(plan: Plan, secrets: Collection[str]) -> Plan:
    """Return what Mẫu 04 says where it is handed out with its decision.

    The situation, which may hold the child's words, is left out, and so are the activities that
    tell where the child is.
    """
    return replace(
        plan,
        situation=LEFT_OUT if plan.situation else "",
        needs=tuple(covered(need, secrets) for need in plan.needs),
        goals=tuple(_served_goal(goal, secrets) for goal in plan.goals),
        organisation=covered(plan.organisation, secrets),
    )


def _served_goal(goal: Goal, secrets: Collection[str]) -> Goal:
    told = (each for each in goal.activities if each.measure not in KEPT_MEASURES)
    activities = tuple(_served_activity(each, secrets) for each in told)
    return replace(goal, text=covered(goal.text, secrets), activities=activities)


def _served_activity(activity: Activity, secrets: Collection[str]) -> Activity:
    return replace(
        activity,
        what=covered(activity.what, secrets),
        responsible=covered(activity.responsible, secrets),
        cooperates=covered(activity.cooperates, secrets),
        resources=covered(activity.resources, secrets),
    )
