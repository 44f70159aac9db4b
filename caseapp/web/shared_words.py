"""What a referral shares, in words: the same lines for who sends it and for who receives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext, lazy_gettext

from caseapp.rules.codes.referrals import SHARED_FIELDS
from caseapp.rules.sharing import CONSENT
from caseapp.rules.values import local_day
from caseapp.web.actor import now
from caseapp.web.birth_box import born_words
from caseapp.web.filters import code_label, day

MEASURE_WORDS: Final = {
    "separation": lazy_gettext("Temporary separation"),
    "placement": lazy_gettext("Placement"),
    "care": lazy_gettext("Alternative care"),
}

REPLY_WORDS: Final = {
    "receive": lazy_gettext("We have received it"),
    "accept": lazy_gettext("We accept"),
    "decline": lazy_gettext("We decline"),
    "start": lazy_gettext("We have begun to help"),
    "complete": lazy_gettext("The help is completed"),
}
"""What each answer of an agency is called, in its inbox and by a link."""


def shared_lines(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the fields that are shared with what they say, in the order of the list."""
    return [
        (code_label("shared_fields", code), _WORDS.get(code, str)(values[code]))
        for code in SHARED_FIELDS.codes
        if values.get(code)
    ]


def field_words(fields: Iterable[str]) -> str:
    """Name some fields in one line."""
    return "; ".join(code_label("shared_fields", code) for code in fields)


def basis_words(basis: str) -> str:
    """Say on what a sharing rests."""
    if basis == CONSENT:
        return str(gettext("Child and representative agreed"))
    return code_label("consent_bases", basis) if basis else ""


def _birth(told: Mapping[str, str]) -> str:
    born = date.fromisoformat(told["on"])
    return born_words(born, told.get("precision", ""), local_day(now()))


def _school(told: Mapping[str, str]) -> str:
    attendance = code_label("attendance", told.get("attendance", ""))
    parts = [told.get("school", ""), told.get("grade", ""), attendance]
    return ", ".join(part for part in parts if part)


def _carers(told: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(_carer(each) for each in told)


def _carer(told: Mapping[str, str]) -> str:
    relation = code_label("relation", told.get("relation", "")).lower()
    name = f"{told['name']} ({relation})" if relation else told["name"]
    phone = told.get("phone") or gettext("no number that may be called")
    return f"{name}: {phone}"


def _measures(told: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(_measure(each) for each in told)


def _measure(told: Mapping[str, str]) -> str:
    words = str(MEASURE_WORDS[told["kind"]])
    if not told.get("from"):
        return words
    first = day(date.fromisoformat(told["from"]))
    return str(gettext("%(what)s since %(day)s", what=words, day=first))


def _health(told: Iterable[Mapping[str, Any]]) -> str:
    return "\n".join(_note(each) for each in told)


def _note(told: Mapping[str, Any]) -> str:
    types = ", ".join(code_label("disability_types", code) for code in told.get("types", ()))
    level = code_label("disability_levels", told.get("level", "")) if told.get("level") else ""
    return "; ".join(part for part in (told.get("text", ""), types, level) if part)


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "sex": lambda code: code_label("sex", code),
    "birth": _birth,
    "school": _school,
    "carer": _carers,
    "risk": lambda code: code_label("risk_levels", code),
    "measures": _measures,
    "health": _health,
}
