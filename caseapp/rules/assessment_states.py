"""The states of an assessment: a draft until an officer signs it off, then never edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from caseapp.rules import risk
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.spec import Form
from caseapp.rules.lifecycle import Lifecycle, Move

INITIAL: Final = "initial_assessment"
DETAILED: Final = "detailed_assessment"
REVIEW: Final = "review"
FORM_OF: Final = {INITIAL: "02", DETAILED: "03", REVIEW: "06"}
"""The official form of each kind of paper (Decree 56/2017, Art. 26.2, 27.1, 30.1)."""

KINDS: Final = tuple(FORM_OF)

# What changed is written in a new one; the one before stays as it was, and is followed.
ASSESSMENTS: Final = Lifecycle(
    name="assessment",
    states=("draft", "signed", "followed"),
    initial="draft",
    moves=(
        Move("amend", frozenset({"draft"}), "draft"),
        Move("sign", frozenset({"draft"}), "signed"),
        Move("follow", frozenset({"signed"}), "followed"),
    ),
)


def owed(form: Form, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the keys of what is still to be answered before it can be signed off.

    Every row is rated; the child was asked (what it said or wishes, who asked, when), or why not.
    """
    rows = [*risk.rows_of(form, HARM), *risk.rows_of(form, PROTECTION)]
    missing = [row.key for row in rows if row.key not in values]
    return (*_owed_to_child(values), *missing)


def _owed_to_child(values: Mapping[str, Value]) -> tuple[str, ...]:
    heard = [key for key in ("child_words", "child_wish") if values.get(key)]
    if values.get("not_asked"):
        return ("not_asked",) if heard else ()
    if not heard:
        return ("child_words",)
    return tuple(key for key in ("asked_by", "asked_at") if not values.get(key))
