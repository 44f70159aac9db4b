"""Reading one child with all that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter, itemgetter
from typing import Any

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assistance_reading import AssistanceView, help_of
from caseapp.casework.child_details import ChildDetails, details_of
from caseapp.casework.file_restrictions import RestrictionView, restrictions_of
from caseapp.casework.hidden_names import may_open, name_shown
from caseapp.casework.impact_reading import ImpactView, impacts_of
from caseapp.casework.one_child import find_child, record_of, rows_of
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit, Circumstance, Residence
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.values import is_child, local_day

_LAST_DIGITS = 4  # of a personal number: so many are told to those who need not know it whole
_HIDDEN = "•"


@dataclass(frozen=True)
class Stay:
    """Where the child lived, from a day until another (exclusive)."""

    unit: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class CircumstanceView:
    """A special circumstance of the child; `holds` tells whether it covers today."""

    id: int
    group_code: str
    subgroup: str
    status: str
    valid_from: date
    valid_until: date | None
    evidence: str
    holds: bool


@dataclass(frozen=True)
class ChildView:
    """A child as its reader may see it; `of_age` from the 16th birthday on.

    `personal_id` is whole only for those who enter it; `units` are those of the reader's units
    that may open the child.
    """

    code: str
    version: int
    full_name: str
    name_hidden: bool
    name_opens: bool
    sex: str
    born: date | None
    birth_precision: str
    of_age: bool
    personal_id: str
    ethnicity: str
    address: str
    guardian_name: str
    guardian_relation: str
    guardian_phone: str
    stays: list[Stay]
    circumstances: list[CircumstanceView]
    assistance: list[AssistanceView]
    cases: list[tuple[str, str, datetime]]
    reports: list[tuple[str, datetime]]
    units: tuple[int, ...]
    number_missing: str = ""
    birth_registration: str = ""
    birth_certificate: str = ""
    withdrawn: tuple[AssistanceView, ...] = ()
    """Help that was entered by mistake and counts no more."""
    impacts: tuple[ImpactView, ...] = ()
    """Harm by disasters, with what was withdrawn; on the child's own page, as the details are."""
    details: ChildDetails | None = None
    """On the child's own page alone, and in an emergency."""
    restrictions: tuple[RestrictionView, ...] = ()
    """While one stands nothing new of the child is shared; on the child's own page."""

    @property
    def number_end(self) -> str:
        """The last digits of a personal number whose start is hidden, '' for a whole one."""
        return end_of(self.personal_id) if self.personal_id.startswith(_HIDDEN) else ""


def read_child(actor: Actor, code: str, *, now: datetime, act: Act = Act.CHILD_READ) -> ChildView:
    """Return a child with residences, circumstances, help, reports and cases within reach."""
    with desk.reading(actor, act, now=now) as door:
        child = find_child(door, code)
        door.log(f"child:{child.id}")
        return view_whole(door, child)


def view_whole(door: desk.Door, child: Child) -> ChildView:
    """Gather the child with its details, inside an open door."""
    return replace(
        view_child(door, child),
        details=details_of(door, child),
        impacts=tuple(impacts_of(door, child)),
        restrictions=tuple(restrictions_of(door, child)),
    )


def view_child(door: desk.Door, child: Child, *, alone: bool = False) -> ChildView:
    """Gather what the reader may see of a child, inside an open door.

    `alone`: without the lists of its cases and reports, for a page that is one of them.
    """
    today = local_day(door.now)
    if not alone:
        door.fetch((Child.merged_into_id, [child.id]))
    cases = [] if alone else _living(rows_of(door, Case.child_id, child))
    reports = [] if alone else _living(rows_of(door, Report.child_id, child))
    helped = help_of(door, child)
    return ChildView(
        code=child.code,
        version=child.version,
        full_name=name_shown(door, child),
        name_hidden=child.hidden_name is not None,
        name_opens=child.hidden_name is not None and may_open(door, child),
        sex=child.sex,
        born=child.date_of_birth,
        birth_precision=child.birth_precision,
        of_age=not is_child(child.date_of_birth, today),
        personal_id=_number(door, child),
        ethnicity=child.ethnicity,
        address=child.address,
        guardian_name=child.guardian_name,
        guardian_relation=child.guardian_relation,
        guardian_phone=child.guardian_phone,
        stays=_stays(door, child),
        circumstances=_circumstances(door, child, today),
        assistance=[row for row in helped if row.withdrawn is None],
        withdrawn=tuple(row for row in helped if row.withdrawn is not None),
        cases=sorted(((c.code, c.state, c.opened_at) for c in cases), key=itemgetter(2)),
        reports=sorted(((r.code, r.received_at) for r in reports), key=itemgetter(1), reverse=True),
        units=_units(door, child),
        number_missing=child.personal_id_missing,
        birth_registration=child.birth_registration,
        birth_certificate=door.unseal(
            child.key_id, "children.birth_certificate", child.id, child.birth_certificate
        ),
    )


def _number(door: desk.Door, child: Child, *, whole: bool = False) -> str:
    """Return the personal number: whole to those who enter it, to others with dots for its start.

    An identity is stolen with it, and nobody but who types it needs it whole every day.
    """
    number = door.unseal(child.key_id, "children.personal_id", child.id, child.personal_id)
    today = local_day(door.now)
    units = _units(door, child)
    if whole or any(may(door.actor, Act.CHILD_EDIT, today, unit) for unit in units):
        return number
    return masked(number)


def _living(rows: list[Any]) -> list[Any]:
    """Return the rows that were not entered by mistake."""
    return [row for row in rows if row.deleted_at is None]


def _units(door: desk.Door, child: Child) -> tuple[int, ...]:
    return tuple(unit.area_id for unit in door.rows(ChildUnit.child_id, child.id))


def end_of(number: str) -> str:
    """Return as much of a personal number as those are told who need not know it whole."""
    return number[-_LAST_DIGITS:]


def masked(number: str) -> str:
    """Return a personal number with dots for all but its end."""
    return _HIDDEN * len(number[:-_LAST_DIGITS]) + end_of(number)


def read_personal_id(actor: Actor, code: str, *, now: datetime) -> tuple[str, str]:
    """Return a child's name and personal number, whole: an act of its own, written down."""
    with desk.reading(actor, Act.CHILD_UNMASK, now=now) as door:
        child = find_child(door, code)
        door.log(f"child:{child.id}", None, personal_id=True)
        return child.full_name, _number(door, child, whole=True)


def _stays(door: desk.Door, child: Child) -> list[Stay]:
    rows = rows_of(door, Residence.child_id, child)
    rows.sort(key=attrgetter("valid_from"), reverse=True)
    return [Stay(areas.label_then_and_now(r.unit_id), r.valid_from, r.valid_until) for r in rows]


def _circumstances(door: desk.Door, child: Child, today: date) -> list[CircumstanceView]:
    rows = _living(rows_of(door, Circumstance.child_id, child))
    rows.sort(key=attrgetter("valid_from"), reverse=True)
    return [
        CircumstanceView(
            row.id,
            row.group_code,
            row.subgroup,
            row.status,
            row.valid_from,
            row.valid_until,
            door.unseal(
                record_of(door, child, row.child_id).key_id,
                "circumstances.evidence",
                row.id,
                row.evidence,
            ),
            row.valid_from <= today and (row.valid_until is None or today < row.valid_until),
        )
        for row in rows
    ]
