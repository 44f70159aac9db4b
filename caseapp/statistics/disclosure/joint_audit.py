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
)
from caseapp.statistics.disclosure.joint_attack import plan_joint_attack
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

    Judged by the ties that always hold and, where a table fits then, by all. Raise Inconsistent
    when no table fits even the first; UnknownCode for a part, cell or tie that is not there.
    """
    check_ties(ties, quantities_of(parts))
    always = [tie for tie in ties if tie.always]
    with stage("Audit") as progress:
        found = _judged(parts, always, ties, asked, progress)
    if len(always) == len(ties):
        return JointVerdicts(found, without_moves=True)
    try:
        with stage("Audit without moves") as progress:
            unmoved = [one for one in asked if one.unmoved]
            second = _judged(parts, ties, ties, unmoved, progress)
    except Inconsistent:
        return JointVerdicts(found, without_moves=False)
    worst = {
        one: min((v[one] for v in (found, second) if one in v), key=_WORST.index)
        for one in asked
        if one in found or one in second
    }
    return JointVerdicts(worst, without_moves=True)


def _judged(
    parts: Sequence[Part],
    ties: Sequence[Tie],
    known: Sequence[Tie],
    asked: Sequence[Asked],
    progress: Progress | None,
) -> dict[Asked, Verdict]:
    """Return the verdicts under some of the `known` ties; none on a difference of the others."""
    plan = plan_joint_attack(parts, ties)
    by_name = {part.name: part for part in parts}
    kept, other = {tie.name for tie in ties}, {tie.name for tie in known}
    names: dict[Asked, str] = {}
    for one in asked:
        if one.codes and one.where in by_name:
            part = by_name[one.where]
            key = (part.quantity, shape_of(part.layout.dimensions, one.codes))
            if key not in plan.names:
                raise UnknownCode(f"{one.name}: there is no such cell")
            names[one] = plan.names[key]
        elif one.codes or one.where not in other:
            raise UnknownCode(f"{one.name}: there is no such part or tie")
        elif one.where in kept:
            names[one] = one.where
    wanted = {f"{n} {one.low} {one.high}": (n, one) for one, n in names.items()}
    sums = {name: plan.attack.sums[n] for name, (n, _one) in wanted.items()}
    bounds = {name: (one.low, one.high) for name, (_n, one) in wanted.items()}
    judged = check_attack(replace(plan.attack, sums=sums), bounds, progress)
    return {one: judged[f"{n} {one.low} {one.high}"] for one, n in names.items()}
