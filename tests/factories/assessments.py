"""Assessments and reviews as an officer writes and signs them off."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseapp.casework.assessments import sign_assessment, start_assessment
from caseapp.rules.access import Actor
from caseapp.rules.assessment_states import DETAILED, FORM_OF, INITIAL, REVIEW
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.form06_review import STATES
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.risk import rows_of
from tests.factories.house import NOW, House
from tests.factories.reports import OFFICER

WORDS = "Con không muốn về nhà dượng"
CLOSE: dict[str, Value] = {"risk_left": "none", "proposal": "close"} | {
    field.key: "stable" for field in STATES
}
"""What a review says that proposes closing."""
GO_ON: dict[str, Value] = CLOSE | {"risk_left": "remains", "proposal": "go_on"}

__all__ = ["CLOSE", "DETAILED", "GO_ON", "INITIAL", "REVIEW", "WORDS", "answers", "assess", "close"]


def answers(
    kind: str = INITIAL, harm: str = "low", protection: str = "high", **more: Value
) -> dict[str, Value]:
    """Return whole answers of a draft: every row of each table rated alike, the child asked."""
    form = FORMS[FORM_OF[kind]]
    rated: dict[str, Value] = {row.key: harm for row in rows_of(form, HARM)}
    rated |= {row.key: protection for row in rows_of(form, PROTECTION)}
    asked: dict[str, Value] = {
        "child_words": WORDS,
        "asked_by": "Cô Lan",
        "asked_at": NOW - timedelta(minutes=40),
        "happened_at": NOW - timedelta(minutes=30),
    }
    return rated | asked | more


def assess(
    house: House,
    code: str,
    kind: str = INITIAL,
    *,
    by: Actor = OFFICER,
    now: datetime = NOW,
    level: str = "low",
    conclusion: dict[str, Value] | None = None,
    **more: Value,
) -> int:
    """Write an assessment and sign it off; return its number."""
    said: dict[str, Value] = {"level": level, "conclusion": "Bé đã ổn định"} | (conclusion or {})
    with house.app.app_context():
        made = start_assessment(by, kind, code, answers(kind, **more), now=now)
        number = int(made.rpartition("/")[2])
        sign_assessment(by, kind, code, number, said, version=1, now=now)
        return number


def close(house: House, case: str, *, by: Actor = OFFICER, now: datetime = NOW) -> int:
    """Sign off a review that proposes closing, which then may be proposed; return its number."""
    return assess(house, case, REVIEW, by=by, now=now, conclusion=CLOSE)
