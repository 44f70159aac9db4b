"""When a case may be closed (Decree 56/2017, Art. 30.1), and what keeps it open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from caseapp.rules import care_states
from caseapp.rules.codes.measures import ORDER_KINDS
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.form06_review import STATES
from caseapp.rules.values import RuleBroken, msgid

CLOSE: Final = "close"
GO_ON: Final = "go_on"
_WAITS: Final = frozenset({"submitted"})


@dataclass(frozen=True)
class Bar:
    """What keeps a case open: papers of some kinds while they are in some states, and the words."""

    kinds: frozenset[str]
    states: frozenset[str]
    words: str


_SEPARATED: Final = msgid("A separation waits or holds in this case: it has to be settled first")
_IN_CARE: Final = msgid(
    "Alternative care waits or holds in this case: it is followed up here until a decision ends it "
    "(Circular 14/2020, Art. 13)"
)

# In a closed case nobody decides on any of these, and nobody could end them.
BARS: Final = (
    # Decree 56/2017, Art. 32: a separation ends by a decision and never by itself.
    Bar(frozenset({"separation"}), _WAITS | {"returned", "in_force"}, _SEPARATED),
    Bar(frozenset(ORDER_KINDS.codes), _WAITS, _SEPARATED),
    # Circular 14/2020, Art. 13: a child in care is seen every 6 months, by the case's own clock,
    # and leaves by a decision in the case (Mẫu 16). So it is no end of work while it runs.
    Bar(frozenset({"care"}), care_states.OPEN, _IN_CARE),
    Bar(frozenset({"care_end"}), _WAITS, _IN_CARE),
    Bar(
        frozenset({"plan"}),
        _WAITS,
        msgid("A plan waits for the chair's decision in this case: it has to be settled first"),
    ),
)


def check_papers(papers: Iterable[tuple[str, str]]) -> None:
    """Raise RuleBroken while a paper, told by its kind and state, keeps the case open."""
    for kind, state in papers:
        for bar in BARS:
            if kind in bar.kinds and state in bar.states:
                raise RuleBroken(bar.words)


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


def owes_review(*, from_report: bool, has_plan: bool, moved_away: bool = False) -> bool:
    """Tell whether a closing must rest on a review; an orphan's case may close with a reason.

    So may one that another province has received: it goes on there (`moved_away`).
    """
    return (from_report or has_plan) and not moved_away
