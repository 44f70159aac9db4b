"""Who handles a case: the supervisor assigns it to an officer of its unit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.cases import event
from caseapp.records.cases import Case
from caseapp.records.conflicts import ConflictMark
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.values import RuleBroken, local_day


def list_officers(actor: Actor, code: str, *, now: datetime) -> list[tuple[str, str]]:
    """Return sign-in name and full name of the officers who may be given the case."""
    with desk.reading(actor, Act.CASE_ASSIGN, now=now) as door:
        case = door.find(Case, code=code)
        door.log(f"case:{case.id}", case.area_id, officers=True)
        return [(user.username, user.full_name) for user in _officers(door, case)]


def assign_officer(
    actor: Actor, code: str, *, username: str, version: int, now: datetime, post: str = ""
) -> None:
    """Give the case to an officer of its unit; a line of the timeline says to whom.

    Raises RuleBroken for somebody who holds no officer's role there today, from whom the file is
    kept, or who has the case already; Stale when somebody else saved it meanwhile.
    """
    with desk.writing(actor, Act.CASE_ASSIGN, now=now, post=post) as door:
        case = door.find(Case, code=code)
        door.expect_version(case, version)
        chosen = next((u for u in _officers(door, case) if u.username == username), None)
        if chosen is None:
            raise RuleBroken("Choose an officer of the list", field="officer")
        if chosen.id == case.officer_id:
            raise RuleBroken("This officer has the case already", field="officer")
        case.officer_id = chosen.id
        door.session.add(event(door, case, "assigned", now, detail=chosen.full_name))
        door.log(f"case:{case.id}", case.area_id, officer=chosen.id)
        door.made = case.code


def _officers(door: desk.Door, case: Case) -> list[User]:
    """Return the officers of the case's unit today, without those from whom the file is kept."""
    day = local_day(door.now)
    kept = select(ConflictMark.user_id).where(
        ConflictMark.child_id == case.child_id, ConflictMark.lifted_at.is_(None)
    )
    return list(
        door.session.scalars(
            select(User)
            .join(RoleGrant, RoleGrant.user_id == User.id)
            .where(
                User.disabled_at.is_(None),
                User.id.not_in(kept),
                RoleGrant.role == Role.OFFICER.value,
                RoleGrant.area_id == case.area_id,
                RoleGrant.valid_from <= day,
                or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > day),
            )
            .order_by(User.full_name, User.id)
        ).unique()
    )
