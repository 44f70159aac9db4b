"""A draft is amended and signed off, never edited then; and what it owes before that."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from caseapp.rules.assessment_states import ASSESSMENTS, FORM_OF, owed
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.risk import rows_of
from caseapp.rules.values import RuleBroken

POSSIBLE = {
    ("draft", "amend"): "draft",
    ("draft", "sign"): "signed",
    ("signed", "follow"): "followed",
}
MOVES = [move.name for move in ASSESSMENTS.moves]


@pytest.mark.parametrize(("state", "move"), list(itertools.product(ASSESSMENTS.states, MOVES)))
def test_every_state_against_every_move(state: str, move: str) -> None:
    if (state, move) in POSSIBLE:
        assert ASSESSMENTS.next_state(state, move) == POSSIBLE[state, move]
    else:
        with pytest.raises(RuleBroken):
            ASSESSMENTS.next_state(state, move)


ASKED = {"asked_by": "Cô Lan", "asked_at": datetime(2026, 11, 23, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, ("child_words",)),
        ({"not_asked": "Bé mới 6 tháng"}, ()),
        ({"child_words": "Con sợ"}, ("asked_by", "asked_at")),
        ({"child_wish": "Ở với bà", "asked_by": "Cô Lan"}, ("asked_at",)),
        ({"child_words": "Con sợ"} | ASKED, ()),
        ({"child_wish": "Ở với bà"} | ASKED, ()),
        ({"child_words": "Con sợ", "not_asked": "Bé ngủ"} | ASKED, ("not_asked",)),
        (ASKED, ("child_words",)),
    ],
)
@pytest.mark.parametrize("kind", list(FORM_OF))
def test_the_child_is_heard_or_it_is_said_why_not(
    kind: str, said: dict[str, object], missing: tuple[str, ...]
) -> None:
    form = FORMS[FORM_OF[kind]]
    rows = [row.key for table in (HARM, PROTECTION) for row in rows_of(form, table)]
    assert owed(form, said | dict.fromkeys(rows, "low")) == missing
    assert owed(form, said) == (*missing, *rows)
