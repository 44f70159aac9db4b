"""When a case may be closed (Decree 56/2017, Art. 30.1), and who has grown out of childhood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.form06_review import STATES
from caseapp.rules.values import RuleBroken, is_child

CLOSE: Final = "close"
GO_ON: Final = "go_on"


def may_close(values: Mapping[str, Value]) -> bool:
    """Tell whether a review finds no risk of abuse, and all four states of the child stable."""
    stable = all(values.get(field.key) == "stable" for field in STATES)
    return values.get("risk_left") == "none" and stable


def check_proposal(values: Mapping[str, Value]) -> None:
    """Raise RuleBroken for a review that proposes closing where the law asks for a new round.

    To go on is always possible: nobody has to close.
    """
    if values.get("proposal") == CLOSE and not may_close(values):
        raise RuleBroken(
            "Closing can be proposed only when no risk of abuse remains and body, mind, "
            "understanding and feelings are all stable (Decree 56/2017, Art. 30.1): "
            "choose to go on",
            field="proposal",
        )


def owes_review(*, from_report: bool, has_plan: bool) -> bool:
    """Tell whether a closing must rest on a review; an orphan's case may close with a reason."""
    return from_report or has_plan


def outgrew(born: date | None, day: date) -> bool:
    """Tell whether somebody is a child no more: a flag on the case, never its end."""
    return not is_child(born, day)
