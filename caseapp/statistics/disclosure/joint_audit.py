"""Works out what several releases together tell, once with and once without moves of children.

Written apart from what hides cells, and trusting nothing of it: it knows what each part prints, and
is told what to look for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caseapp.statistics.disclosure.audit import Verdict, check_attack
from caseapp.statistics.disclosure.joint import (
    Asked,
    Part,
    Progress,
    Stage,
    Tie,
    check_ties,
    quantities_of,
    related,
)
from caseapp.statistics.disclosure.joint_attack import JointAttack, plan_joint_attack
from caseapp.statistics.disclosure.model import Inconsistent, UnknownCode, shape_of

_WORST: Final[tuple[Verdict, ...]] = ("exact", "leak", "unproved", "protected")


@dataclass(frozen=True)
class JointVerdicts:
    """The verdict on all that was asked, the worse of two models where two fit.

    `without_moves` says whether a table fits in which no child moved. A difference that is none
    in the only model that fits has no verdict.
    """

    verdicts: Mapping[Asked, Verdict]
    without_moves: bool

    def broken(self) -> dict[Asked, Verdict]:
        """Return what is not protected."""
        return {one: verdict for one, verdict in self.verdicts.items() if verdict != "protected"}


def audit_jointly(
    parts: Sequence[Part], ties: Sequence[Tie], asked: Sequence[Asked], stage: Stage
) -> JointVerdicts:
    """Return what an outsider knows of each number that is asked for, from all parts together.

    Judged by the ties that always hold and, where a table fits then, by all. Parts of which no tie
    leads to what is asked are left alone. Raise Inconsistent when no table fits even the first;
    UnknownCode for a part, cell or tie that is not there.
    """
    check_ties(ties, quantities_of(parts))
    parts, ties = related(_quantities(asked, parts, ties), parts, ties)
    always = [tie for tie in ties if tie.always]
    with stage("Audit") as progress:
        found = _judged(parts, always, asked, progress)
    if len(always) == len(ties):
        return JointVerdicts(found, without_moves=True)
    try:
        with stage("Audit without moves") as progress:
            unmoved = [one for one in asked if one.unmoved]
            second = _judged(parts, ties, unmoved, progress)
    except Inconsistent:
        return JointVerdicts(found, without_moves=False)
    worst = {
        one: min((v[one] for v in (found, second) if one in v), key=_WORST.index)
        for one in asked
        if one in found or one in second
    }
    return JointVerdicts(worst, without_moves=True)


def _quantities(asked: Sequence[Asked], parts: Sequence[Part], ties: Sequence[Tie]) -> set[str]:
    """Return the quantities that something is asked of; all, where nothing is."""
    own = {part.name: {part.quantity} for part in parts}
    tied = {tie.name: tie.quantities for tie in ties}
    found = set() if asked else {part.quantity for part in parts}
    for one in asked:
        known = own if one.codes else tied
        if one.where not in known:
            raise UnknownCode(f"{one.name}: there is no such part or tie")
        found |= known[one.where]
    return found


def _judged(
    parts: Sequence[Part], ties: Sequence[Tie], asked: Sequence[Asked], progress: Progress | None
) -> dict[Asked, Verdict]:
    """Return the verdicts under some ties; none on a difference of others."""
    plan = plan_joint_attack(parts, ties)
    own, kept = {part.name: part for part in parts}, {tie.name for tie in ties}
    names = {
        one: _number(one, own[one.where], plan) if one.codes else one.where
        for one in asked
        if one.codes or one.where in kept
    }
    sums = {f"{n} {one.low} {one.high}": plan.attack.sums[n] for one, n in names.items()}
    bounds = {f"{n} {one.low} {one.high}": (one.low, one.high) for one, n in names.items()}
    judged = check_attack(replace(plan.attack, sums=sums), bounds, progress)
    return {one: judged[f"{n} {one.low} {one.high}"] for one, n in names.items()}


def _number(asked: Asked, part: Part, plan: JointAttack) -> str:
    """Return the name of an asked cell among the sums; raise UnknownCode where there is none."""
    name = plan.names.get((part.quantity, shape_of(part.layout.dimensions, asked.codes)))
    if name is None:
        raise UnknownCode(f"{asked.name}: there is no such cell")
    return name
