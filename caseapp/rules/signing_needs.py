"""What is missing on a paper before it is signed: what a clerk would send back, and no bar.

After Decree 30/2020, Annex I, and the fields of the forms themselves. A paper may be signed with
dots on it while the hours run: who signs is told of each beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from caseapp.rules.forms.assessment_parts import OURS
from caseapp.rules.forms.spec import Field, Form
from caseapp.rules.values import msgid

Where = Literal["child", "paper", "grounds", ""]
"""Where it is mended: in the child's file, on the paper's own page, in the city's settings."""

NO_NAME: Final = msgid("The child's name is missing")
NO_BIRTH: Final = msgid("The child's birth or age is missing")
NO_HOME: Final = msgid("The ward or commune where the child lives is missing")
DOTTED: Final = msgid("Dots will stand on the paper for: %(labels)s")
NO_PROPOSER: Final = msgid("Nobody is named who proposes the decision")
USUAL_GROUNDS: Final = msgid(
    "The legal bases are the usual ones, without number and day: the city has not decided on them"
)
COVERED: Final = msgid(
    "The copy to be handed out leaves out words that name the safe place, the carer, the reporter "
    "or what the child said: write them differently"
)
UNSEEN: Final = msgid(
    "The wording is reconstructed (bản chờ đối chiếu): compare it with the official form"
)
UNSIGNED: Final = msgid("It is not signed off yet")

_OF_CHILD: Final[Mapping[str, str]] = {
    "child_name": NO_NAME,
    "child_born": NO_BIRTH,
    "birth": NO_BIRTH,
    "child_unit": NO_HOME,
}
CHILD_KEYS: Final = frozenset({"child_name", "child_born", "child_unit"})
"""What decisions say of a child, by the keys of their forms."""
_BY_THE_HOUSE: Final = frozenset(
    {
        "agency_name", "decision_number", "report_number", "plan_number", "place_and_day",
        "grounds", "proposed_by", "recipients", "chair_signature", "officer_signature",
        "officer_name", "effect",
    }
)  # fmt: skip
"""What the head, the clerk and whoever signs put on the paper."""


@dataclass(frozen=True)
class Lack:
    """One thing that is missing: an English msgid with what fills it, and where it is mended."""

    message: str
    where: Where = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What a paper's own answers do not say.

    no_child       keys of the form that say of the child what is not recorded
    usual_grounds  the city decided on no legal bases for this paper
    covered        the copy to be handed out leaves words out
    unproposed     nobody submitted it
    """

    no_child: frozenset[str] = frozenset()
    usual_grounds: bool = False
    covered: bool = False
    unproposed: bool = False


def signing_lacks(
    form: Form, known: Mapping[str, object], facts: Facts | None = None
) -> list[Lack]:
    """Return what is missing on a paper of that form, the child first, its wording last.

    `known` are the answers that it prints, by the keys of the form.
    """
    told = facts or Facts()
    return [*_child(form, known, told), *_dots(form, known), *_rest(form, told)]


def _child(form: Form, known: Mapping[str, object], facts: Facts) -> Iterator[Lack]:
    for each in form:
        message = _OF_CHILD.get(each.key)
        lacks = each.key in facts.no_child if each.key in CHILD_KEYS else not known.get(each.key)
        if message and lacks:
            yield Lack(message, "child" if each.key in CHILD_KEYS else "paper")


def _dots(form: Form, known: Mapping[str, object]) -> Iterator[Lack]:
    labels = [
        each.question.rstrip(" :…")
        for section in form.sections
        if not section.ours
        for each in section.fields
        if _is_dotted(each, known)
    ]
    if labels:
        yield Lack(DOTTED, "paper", {"labels": "; ".join(dict.fromkeys(labels))})


def _is_dotted(each: Field, known: Mapping[str, object]) -> bool:
    if each.key in _BY_THE_HOUSE or each.key in _OF_CHILD or known.get(each.key):
        return False
    if each.kind == "consent" or each.source == OURS or each.label.endswith("."):
        return False
    needs = each.depends_on
    return needs is None or known.get(needs.key) == needs.answer


def _rest(form: Form, facts: Facts) -> Iterator[Lack]:
    if facts.unproposed:
        yield Lack(NO_PROPOSER)
    if facts.covered:
        yield Lack(COVERED, "paper")
    if facts.usual_grounds:
        yield Lack(USUAL_GROUNDS, "grounds")
    if not form.confirmed:
        yield Lack(UNSEEN)
