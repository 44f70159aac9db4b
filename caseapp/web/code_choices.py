"""Answers to choose from that come from code lists and units, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from caseapp.casework import areas
from caseapp.rules.codes import LISTS
from caseapp.web.actor import now
from caseapp.web.filters import code_label

Pairs = list[tuple[str, str]]


def code_choices(name: str, codes: Iterable[str] | None = None) -> Pairs:
    """Return the codes of a list, or some of them in this order, with their labels."""
    return [(code, code_label(name, code)) for code in (codes or LISTS[name].codes)]


def or_nothing(pairs: Pairs, words: str = "") -> Pairs:
    """Return the answers with an empty one before them, for a select that may stay empty."""
    return [("", words or gettext("Choose")), *pairs]


def units_of_today(among: frozenset[int] | None) -> Pairs:
    """Return the wards and communes of today, those with these ids when some are named.

    The id of a unit of today is its code as a number (rules/units.py).
    """
    found = areas.choices_now(now())
    return found if among is None else [pair for pair in found if int(pair[0]) in among]


def elsewhere() -> Pairs:
    """Return what else may be said of where a child lives."""
    return [("outside", gettext("Outside the city")), ("unknown", gettext("Not known where"))]
