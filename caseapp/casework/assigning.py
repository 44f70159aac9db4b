"""Who handles a case: the supervisor assigns it to an officer of its unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.case_lines import event
from caseapp.casework.marked import kept_from
from caseapp.casework.notices import settle
from caseapp.casework.staff import holding
from caseapp.casework.typed_drafts import marks_on, take_along
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.handed_works import ALONG, HandedWork, lines_about, passed_to
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Officer:
    """An officer of the case's unit from whom the file is not kept; `has_it`: now, already."""

    username: str
    full_name: str
    has_it: bool


def list_officers(actor: Actor, code: str, *, now: datetime) -> list[Officer]:
    """Return the officers who may be given the case, and who has it.

    To look whom one could choose is to read the case, and is written down as that.
    """
    desk.require(actor, Act.CASE_ASSIGN, now=now)
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, officers=True)
        return [
            Officer(user.username, user.full_name, user.id == case.officer_id)
            for user in officers_of(door, case)
        ]


def assign_officer(
    actor: Actor, code: str, *, username: str, version: int, now: datetime, post: str = ""
) -> None:
    """Give the case to another officer of its unit; a line of the timeline says to whom.

    Raises RuleBroken for somebody who holds no officer's role there today, from whom the file is
    kept, or who has the case already; Stale when somebody else saved it meanwhile.
    """
    with desk.writing(actor, Act.CASE_ASSIGN, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.expect_version(case, version)
        chosen = next((u for u in officers_of(door, case) if u.username == username), None)
        if chosen is None or chosen.id == case.officer_id:
            raise RuleBroken("Choose an officer of the list", field="officer")
        give_to(door, case, chosen)
        settle(door, case.code)
        door.made = case.code


def give_to(door: desk.Door, case: Case, officer: User) -> None:
    """Put an officer in charge of a case; a line of the timeline says whom.

    What a unit's officers had typed about it before the case left them comes along.
    """
    before, case.officer_id = case.officer_id, officer.id
    door.session.add(event(door, case, "assigned", door.now, detail=officer.full_name))
    door.log(f"case:{case.id}", case.area_id, officer=officer.id)
    _go_on(door, case, before, officer.id)
    take_along(door, case, officer.id)


def _go_on(door: desk.Door, case: Case, before: int | None, after: int) -> None:
    """Where a case was handed over with other work, notices about it follow it further."""
    followed = lines_about(door.session, [case.code, *marks_on(door, case)])
    for (mark, area_id), lines in followed.items():
        if area_id != case.area_id:
            continue
        givers = {before, passed_to(lines, after)} - {None, after}
        door.session.add_all(
            HandedWork(
                area_id=area_id, kind=ALONG, mark=mark, from_id=giver, to_id=after,
                entered_at=door.now, entered_by=door.actor.user_id,
            )
            for giver in givers
        )  # fmt: skip


def officers_of(door: desk.Door, case: Case, unit: int | None = None) -> list[User]:
    """Return the officers of the case's unit today, without those from whom the file is kept.

    Or of another unit, which the case is to pass to.
    """
    kept = kept_from(door, door.session.get_one(Child, case.child_id))
    found = {user.id: user for user, _ in holding(door, [Role.OFFICER], [unit or case.area_id])}
    return [user for number, user in found.items() if number not in kept]
