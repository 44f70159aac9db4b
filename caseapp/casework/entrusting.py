"""Who decides on a report that is kept from the chair, and who handles one kept from its officers.

Somebody of another unit then stands in, in this one file. The chair of the other competent unit is
found by the law; whomever else the supervisor names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.file_lending import lend, standing_in
from caseapp.casework.homes import home_unit
from caseapp.casework.marked import (
    Colleague,
    all_kept,
    colleagues_of,
    file_around,
    kept_from,
)
from caseapp.casework.notices import Subject, end, settle, tell
from caseapp.casework.staff import held, holding, name_of
from caseapp.casework.tokens import token_of
from caseapp.records.cases import Deadline
from caseapp.records.children import Child
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.notices import Notice
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.deciding import Choice, Way, choose
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken

LENT_ROLES = (Role.CHAIR, Role.OFFICER)
_LIVE = (
    select(Report)
    .where(Report.imported.is_(False), Report.deleted_at.is_(None))
    .order_by(Report.id)
)
LACKING = {Role.CHAIR: "no_decider", Role.OFFICER: "no_officer"}


@dataclass(frozen=True)
class StandIn:
    """Somebody who stands in; `unconfirmed`: law to be compared; `either`: on a separation."""

    number: int
    role: str
    person: str
    unit: str
    unconfirmed: bool
    set_at: datetime
    ended_at: datetime | None
    either: bool = False

    @property
    def token(self) -> str:
        """Return what stands for the row in an address."""
        return token_of("stand_in", self.number)


@dataclass(frozen=True)
class Instead:
    """What a report's page says of it: `lacking` are the roles for which somebody must be named."""

    stand_ins: list[StandIn]
    chair_kept: bool = False
    decider: str = ""
    decider_id: int | None = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entrusting:
    """A report's stand-ins as the supervisor sees them, and whose turn it is for each role."""

    code: str
    about: str
    deciders: list[tuple[str, str, bool]]
    stand_ins: list[StandIn]
    people: list[Colleague]


def engage(door: desk.Door, report: Report) -> None:
    """See to it that somebody from whom the report is not kept decides, and somebody handles it.

    Called in the act that keeps a report from somebody or hands it to another unit. The chair of
    the other competent unit is engaged at once; where the supervisor has to name somebody, they
    are told: once, until there is somebody.
    """
    for role in LENT_ROLES:
        choice = _choice(door, report, role)
        if choice.user_id is None:
            _tell_of_gap(door, report, LACKING[role])
            continue
        end(door, report.code, [LACKING[role]])
        if choice.way == Way.OTHER_UNIT:
            _lend(door, report, role, choice.user_id, choice.way)


def _tell_of_gap(door: desk.Door, report: Report, kind: str) -> None:
    asked = select(Notice.ended_at).where(Notice.mark == report.code, Notice.kind == kind)
    before = door.session.scalars(asked).all()
    if None not in before:
        subject = Subject(report.code, report.area_id)
        tell(door, kind, subject, to=Role.SUPERVISOR, cause=f"gap {len(before)}")


def engage_if_kept(door: desk.Door, report: Report) -> None:
    """Do the same for a report that has just come to a unit, where it is kept from anybody."""
    if kept_from(door, report):
        engage(door, report)


def engage_around(door: desk.Door, subject: Child | Report) -> None:
    """Do the same for all live reports that share their marks with a file, within reach."""
    if not kept_from(door, subject):
        return
    numbers = sorted(file_around(door, subject).reports)
    for report in door.session.scalars(_LIVE.where(Report.id.in_(numbers))).all():
        engage(door, report)


def watch_kept(door: desk.Door) -> None:
    """Do the same, on the worker's round, where nothing else brings it up.

    A deputy's term runs out, or an account is closed: for whoever had the turn somebody follows.
    """
    running = select(Deadline.report_id).where(Deadline.stopped_at.is_(None))
    open_ones = or_(Report.state == "received", Report.id.in_(running))
    numbers = sorted(all_kept(door).reports)
    for report in door.session.scalars(_LIVE.where(Report.id.in_(numbers), open_ones)).all():
        engage_if_kept(door, report)


def _choice(door: desk.Door, report: Report, role: Role) -> Choice:
    unit = report.area_id
    return choose(
        kept_from(door, report),
        own=_holders(door, role, [unit]),
        deputies=_standing_in(door, role, unit),
        elsewhere=_holders(door, role, _competent(door, report)) if role == Role.CHAIR else (),
        named=_able(door, report, role),
    )


def _able(door: desk.Door, report: Report, role: Role) -> list[int]:
    """Return who stands in, in the file, and holds the role somewhere still."""
    able = {user.id for user, _ in held(door.session, [role], None, now=door.now)}
    return [row.user_id for row in standing_in(door, [report], role) if row.user_id in able]


def _holders(door: desk.Door, role: Role, units: Iterable[int]) -> list[int]:
    """Return whose post the role is in one of the units, in the order of the units."""
    held_in = (each for unit in units for each in holding(door, [role], [unit]))
    return [user.id for user, post in held_in if post.naming is None]


def _standing_in(door: desk.Door, role: Role, unit: int) -> list[int]:
    """Return who stands in for the role in the unit now, in their order."""
    return [user.id for user, post in holding(door, [role], [unit]) if post.naming is not None]


def _competent(door: desk.Door, report: Report) -> list[int]:
    """Return the other unit of the event or of the child's residence (Decree 56/2017, Art. 32)."""
    units = [territory().keeper(report.event_unit_id)]
    home = home_unit(door, report.child_id) if report.child_id is not None else None
    if home is not None:
        units.append(home)
    return [unit for unit in units if unit != report.area_id]


def _lend(door: desk.Door, report: Report, role: Role, user_id: int, way: Way) -> None:
    row = lend(door, report, role, user_id, way)
    if row is not None:
        tell(door, "stands_in", Subject(report.code, report.area_id), to=user_id, cause=row.id)


def instead_of(door: desk.Door, report: Report) -> Instead:
    """Return who stands in, in the file of a report, now; nothing while it is kept from nobody."""
    kept = kept_from(door, report)
    standing = [_told(door, row) for row in standing_in(door, [report])]
    if not kept:
        return Instead(standing)
    choices = {role: _choice(door, report, role) for role in LENT_ROLES}
    chair_kept = not kept.isdisjoint(_holders(door, Role.CHAIR, [report.area_id]))
    return Instead(
        standing,
        chair_kept=chair_kept,
        decider=name_of(door, choices[Role.CHAIR].user_id) if chair_kept else "",
        decider_id=choices[Role.CHAIR].user_id if chair_kept else None,
        lacking=tuple(role.value for role, choice in choices.items() if choice.user_id is None),
    )


def _told(door: desk.Door, row: FileStandIn) -> StandIn:
    held = holding(door, [Role(row.role)], [*territory().units])
    unit = next((grant.area_id for user, grant in held if user.id == row.user_id), None)
    return StandIn(
        number=row.id,
        role=row.role,
        person=name_of(door, row.user_id),
        unit=areas.label(unit) if unit is not None else "",
        unconfirmed=Choice(row.user_id, Way(row.way)).unconfirmed,
        set_at=row.set_at,
        ended_at=row.ended_at,
        either=row.way == Way.EITHER.value,
    )


def read_entrusting(actor: Actor, code: str, *, now: datetime) -> Entrusting:
    """Return who decides on and who handles a report now, and who could be named."""
    with desk.reading(actor, Act.FILE_ENTRUST, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id, stand_ins=True)
        rows = door.session.scalars(
            select(FileStandIn)
            .where(FileStandIn.report_id == report.id)
            .order_by(FileStandIn.id.desc())
        ).all()
        return Entrusting(
            code=report.code,
            about=report.child_name,
            deciders=[_decider(door, report, role) for role in LENT_ROLES],
            stand_ins=[_told(door, row) for row in rows],
            people=_people(door, report),
        )


def _decider(door: desk.Door, report: Report, role: Role) -> tuple[str, str, bool]:
    choice = _choice(door, report, role)
    return role.value, name_of(door, choice.user_id), choice.unconfirmed


def _people(door: desk.Door, report: Report) -> list[Colleague]:
    """Return the chairs and officers of other units from whom the report is not kept."""
    kept = kept_from(door, report)
    own = {each for role in LENT_ROLES for each in _holders(door, role, [report.area_id])}
    found = colleagues_of(door.session, None, door.now, roles=LENT_ROLES)
    return [person for person in found if person.number not in kept | own]


def name_stand_in(
    actor: Actor, code: str, *, role: str, username: str, now: datetime, post: str = ""
) -> None:
    """Let somebody of another unit do a role's acts in the file of a report, from now on.

    RuleBroken for somebody who does not hold the role elsewhere, or from whom the file is kept.
    """
    with desk.writing(actor, Act.FILE_ENTRUST, now=now, post=post) as door:
        report = door.find(Report, code=code, deleted_at=None)
        chosen = {(each.role, each.username): each.number for each in _people(door, report)}
        number = chosen.get((role, username))
        if number is None:
            raise RuleBroken("Choose a person who holds this role in another unit", field="person")
        settle(door, report.code)
        _lend(door, report, Role(role), number, Way.NAMED)
        engage(door, report)
        door.log(f"report:{report.id}", report.area_id, named=number)
        door.made = report.code


def end_stand_in(actor: Actor, code: str, number: int, *, now: datetime) -> None:
    """Let somebody stand in no longer; once it has ended nothing changes."""
    with desk.writing(actor, Act.FILE_ENTRUST, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        row = door.find(FileStandIn, id=number, report_id=report.id)
        if row.ended_at is None:
            row.ended_at, row.ended_by = now, actor.user_id
            door.session.flush()
            engage(door, report)
        door.log(f"report:{report.id}", report.area_id, stand_in_ended=row.user_id)
