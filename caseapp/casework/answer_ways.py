"""How the agencies' answers came: counted apart, so that it is seen what rests on a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.addenda import acknowledge
from caseapp.casework.referral_history import find_referral
from caseapp.casework.referrals import Answer, check_recorded
from caseapp.records.cases import Case
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.referrals import ANSWER_WAYS

_ANSWERS: Final = ("accept", "decline")


@dataclass(frozen=True)
class WayCount:
    """So many referrals were accepted or declined in this way; '' where it was not kept."""

    way: str
    accepted: int
    declined: int


def count_ways(actor: Actor, *, now: datetime) -> list[WayCount]:
    """Count the answers within reach by the way they came, in the order of the list."""
    with desk.reading(actor, Act.REFERRAL_READ, now=now) as door:
        rows = door.session.execute(
            select(ReferralMove.way, ReferralMove.move, func.count())
            .join(Referral, Referral.id == ReferralMove.referral_id)
            .outerjoin(Case, Case.id == Referral.case_id)
            .where(ReferralMove.move.in_(_ANSWERS), Case.deleted_at.is_(None))
            .group_by(ReferralMove.way, ReferralMove.move)
        ).all()
        door.log("referrals:ways", None, rows=len(rows))
    found = {(way, move): number for way, move, number in rows}
    return [
        WayCount(way, found.get((way, "accept"), 0), found.get((way, "decline"), 0))
        for way in (*ANSWER_WAYS.codes, "")
        if (way, "accept") in found or (way, "decline") in found
    ]


def record_known(
    actor: Actor, code: str, number: int, answer: Answer, *, now: datetime, post: str = ""
) -> None:
    """Record that an agency knows of what was added: it said so by telephone, on paper, in person.

    RuleBroken where not all is said of who it was.
    """
    check_recorded(answer)
    with desk.writing(actor, Act.REFERRAL_ANSWER, now=now, post=post) as door:
        row, _ = find_referral(door, code)
        who = f"{answer.answered_by.strip()}, {answer.post.strip()}"
        acknowledge(door, row, number, who[:200], answer.way)
        door.log(f"referral:{row.id}", row.area_id, acknowledged=number)
        door.made = row.code
