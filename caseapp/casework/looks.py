"""Who looked at a file: what the log says of a case, child or report, with people's names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.one_child import find_child, records_of
from caseapp.records import marks
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.db import Row
from caseapp.records.files import StoredFile
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import local_day

PAGE: Final = 50
_EXPORTS: Final = "export:0"
_KINDS: Final[dict[type[Row], str]] = {
    Case: "case",
    Child: "child",
    Report: "report",
    Referral: "referral",
    StoredFile: "file",
}
_USER: Final = re.compile(r"(?:operator (?P<operator>.*) for )?user:(?P<number>[0-9]+)")

Thing = Case | Child | Report | Referral | StoredFile


@dataclass(frozen=True)
class Look:
    """One entry of the log: who (`''`: no person), in which roles that day, what, and of what.

    `posts` are role and unit; `operated_by` the machine's operator who acted by a command in
    that person's name; `kind` and `code` name the part of the file, `export` every file.
    """

    at: datetime
    who: str
    posts: tuple[tuple[str, str], ...]
    operated_by: str
    act: str
    refused: bool
    kind: str
    code: str


@dataclass(frozen=True)
class Looks:
    """A page of entries about a file, the newest first, and whether older ones follow."""

    code: str
    lines: tuple[Look, ...]
    more: bool


@dataclass(frozen=True)
class _File:
    """The rows within reach that make up a file; the first is the one that was asked for."""

    things: Sequence[Thing]
    units: frozenset[int]
    since: datetime

    def with_papers(self, door: desk.Door) -> _File:
        """Return the same with the pictures and documents that hang on its reports and cases."""
        numbers = {
            model: [thing.id for thing in self.things if isinstance(thing, model)]
            for model in (Report, Case)
        }
        hanging = or_(
            StoredFile.report_id.in_(numbers[Report]), StoredFile.case_id.in_(numbers[Case])
        )
        papers = _rows(door, select(StoredFile).where(hanging))
        return replace(self, things=[*self.things, *papers])


def looks_at_case(actor: Actor, code: str, *, now: datetime, page: int = 1) -> Looks:
    """Return who looked at a case: at itself, its child, its reports and its referrals."""
    with desk.reading(actor, Act.LOG_READ_SUBJECT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id)
        child = door.session.get_one(Child, case.child_id)
        units = frozenset({case.area_id})
        reports = _hanging(door, Report, units, Report.case_id == case.id)
        referrals = _hanging(door, Referral, units, Referral.case_id == case.id)
        things = [case, child, *reports, *referrals]
        return _looks(door, _File(things, units, case.opened_at), page)


def looks_at_child(actor: Actor, code: str, *, now: datetime, page: int = 1) -> Looks:
    """Return who looked at a child: at itself and at all within reach that tells of it."""
    with desk.reading(actor, Act.LOG_READ_SUBJECT, now=now) as door:
        child = find_child(door, code)
        door.log(f"child:{child.id}")
        things: list[Thing] = [*records_of(door, child)]
        numbers = [thing.id for thing in things]
        units = frozenset(unit.area_id for unit in child.units)
        for model in (Case, Report, Referral):
            things += _hanging(door, model, units, model.child_id.in_(numbers))
        return _looks(door, _File(things, units, child.entered_at), page)


def looks_at_report(actor: Actor, code: str, *, now: datetime, page: int = 1) -> Looks:
    """Return who looked at a report: at itself, and at the case whose page tells of it."""
    with desk.reading(actor, Act.LOG_READ_SUBJECT, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id)
        units = frozenset({report.area_id})
        cases = _hanging(door, Case, units, Case.id == report.case_id)
        referrals = _hanging(door, Referral, units, Referral.report_id == report.id)
        things = [report, *cases, *referrals]
        return _looks(door, _File(things, units, report.entered_at), page)


def since(door: desk.Door, children: Sequence[Child], moment: datetime) -> list[Look]:
    """Return who read or printed anything of some children since a moment, the newest first.

    Inside an open door of somebody who may know it.
    """
    things: list[Thing] = [*children]
    numbers = [child.id for child in children]
    units = frozenset(unit.area_id for child in children for unit in child.units)
    for model in (Case, Report, Referral):
        things += _hanging(door, model, units, model.child_id.in_(numbers))
    found: list[Look] = []
    for page in range(1, _PAGES + 1):
        looks = _looks(door, _File(things, units, moment), page)
        found += [line for line in looks.lines if line.at >= moment and not line.refused]
        if not looks.more or looks.lines[-1].at < moment:
            break
    return found


_PAGES: Final = 20
"""So many pages are gone through for all who looked since a moment."""


def _hanging(
    door: desk.Door, model: type[Any], units: Iterable[int], condition: ColumnElement[bool]
) -> list[Any]:
    """Return what hangs on a file; what was taken out by mistake is for the supervisor alone."""
    asked, day = select(model).where(condition), local_day(door.now)
    if not any(may(door.actor, Act.PROPOSAL_REVIEW, day, unit) for unit in units):
        if model is Referral:
            asked = asked.outerjoin(Case, Case.id == Referral.case_id)
        asked = asked.where((Case if model is Referral else model).deleted_at.is_(None))
    return _rows(door, asked)


def _rows(door: desk.Door, statement: Select[Any]) -> list[Any]:
    return list(door.session.scalars(statement))


def _looks(door: desk.Door, file: _File, page: int) -> Looks:
    """Return a page of the entries about a file.

    The log has an index on the subject, and a file is a handful of subjects: each is looked up
    there, and only what was found is put in order. An act writes a row's number, a refusal of
    what was not found what was asked for, so each thing is looked up under both.
    """
    file = file.with_papers(door)
    subjects = {
        subject: (_KINDS[type(thing)], thing.code)
        for thing in file.things
        for subject in _subjects(thing)
    }
    wanted = or_(AuditEntry.subject.in_(subjects), AuditEntry.id.in_(_exports(door, file)))
    columns = (
        AuditEntry.at, AuditEntry.actor, AuditEntry.act, AuditEntry.outcome, AuditEntry.subject,
    )  # fmt: skip
    found = door.session.execute(
        select(*columns)
        .where(wanted, AuditEntry.act.not_in(_unseen(door, file)))
        .order_by((AuditEntry.id + 0).desc())  # by the id itself the whole log would be walked
        .limit(PAGE + 1)
        .offset((max(page, 1) - 1) * PAGE)
    ).all()
    people = _People(door, [row.actor for row in found[:PAGE]])
    lines = tuple(
        people.look(row, *subjects.get(row.subject, ("export", ""))) for row in found[:PAGE]
    )
    return Looks(file.things[0].code, lines, len(found) > PAGE)


def _unseen(door: desk.Door, file: _File) -> list[str]:
    """Return the acts that this reader is not told of.

    From whom a file is kept is for those who keep it: a colleague would pass it on.
    """
    day = local_day(door.now)
    marks_too = any(may(door.actor, Act.CONFLICT_MARK, day, unit) for unit in file.units)
    return [] if marks_too else [Act.CONFLICT_MARK.value]


def _subjects(thing: Thing) -> tuple[str, ...]:
    table = thing.__tablename__
    return (
        f"{_KINDS[type(thing)]}:{thing.id}",
        f"{table}:{thing.id}",
        marks.subject_of(table, thing.code),
    )


def _exports(door: desk.Door, file: _File) -> list[int]:
    """Return the exports of registers, made since the file was, whose units take it in."""
    land = territory()
    own = set(file.units) | {link.old for link in land.links if link.new in file.units}
    codes = {"", land.units[CITY_ID].code, *(land.units[unit].code for unit in own)}
    since = file.since.isoformat(timespec="microseconds")  # UTC, as the log has it: as a text
    rows = door.session.execute(
        select(AuditEntry.id, AuditEntry.detail).where(
            AuditEntry.subject == _EXPORTS, AuditEntry.at >= since
        )
    )
    return [row.id for row in rows if json.loads(row.detail or "{}").get("area", "") in codes]


class _People:
    """Who stands behind the opaque names of some entries: looked up now, never kept in the log."""

    def __init__(self, door: desk.Door, labels: Iterable[str]) -> None:
        numbers = {int(match["number"]) for text in labels if (match := _USER.fullmatch(text))}
        users = select(User.id, User.full_name).where(User.id.in_(numbers))
        grants = select(RoleGrant).where(RoleGrant.user_id.in_(numbers)).order_by(RoleGrant.id)
        self._names = {row.id: row.full_name for row in door.session.execute(users)}
        self._grants = list(door.session.scalars(grants))

    def look(self, row: Any, kind: str, code: str) -> Look:  # noqa: ANN401 - columns of an entry
        """Return an entry in people's names."""
        at = datetime.fromisoformat(row.at)
        match = _USER.fullmatch(row.actor)
        number = int(match["number"]) if match else 0
        return Look(
            at=at,
            who=self._names.get(number, ""),
            posts=self._posts(number, at),
            operated_by=(match["operator"] or "") if match else "",
            act=row.act,
            refused=row.outcome == "denied",
            kind=kind,
            code=code,
        )

    def _posts(self, number: int, at: datetime) -> tuple[tuple[str, str], ...]:
        """Return the roles that a person held on the day of the entry."""
        day = local_day(at)
        return tuple(
            (grant.role, areas.label(grant.area_id))
            for grant in self._grants
            if grant.user_id == number
            and grant.valid_from <= day
            and (grant.valid_until is None or day < grant.valid_until)
        )
