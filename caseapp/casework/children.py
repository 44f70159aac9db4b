"""Children as acts write them: registered, corrected, moved from one unit to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.child_days import insist_past
from caseapp.casework.hidden_names import corrected
from caseapp.casework.one_child import find_child, in_one
from caseapp.casework.twins import insist_on_new
from caseapp.records import marks
from caseapp.records.children import Child, ChildUnit, Residence
from caseapp.records.reach import take_in
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes import LISTS
from caseapp.rules.codes.people import find_ethnicity
from caseapp.rules.matching import fold, personal_id_faults
from caseapp.rules.twins import Entry
from caseapp.rules.units import CITY_ID, ELSEWHERE, territory
from caseapp.rules.values import RuleBroken, earliest_birth, is_child, local_day


@dataclass(frozen=True)
class NewChild:
    """A child as an officer enters it; `born` follows contracts §4 for a birth half known."""

    full_name: str
    sex: str
    born: date | None = None
    birth_precision: str = ""
    personal_id: str = ""
    ethnicity: str = ""
    address: str = ""
    guardian_name: str = ""
    guardian_relation: str = ""
    guardian_phone: str = ""
    area_code: str = ""
    resident_from: date | None = None
    number_missing: str = ""
    """Why there is no personal id: a code of NUMBER_MISSING, '' when nobody said."""
    birth_registration: str = ""
    birth_certificate: str = ""
    distinct: bool = False
    """Somebody has said that this is another child than those of the list who are alike."""


def ask_whether_known(actor: Actor, entry: NewChild, *, now: datetime, post: str = "") -> None:
    """Raise KnownAlready for a child who may be known, unless somebody said that it is another."""
    if entry.distinct or not entry.full_name.strip():
        return
    home = areas.at(entry.area_code, entry.resident_from or local_day(now))
    told = Entry(
        name=entry.full_name,
        sex=entry.sex,
        born=entry.born,
        precision=entry.birth_precision,
        phone=entry.guardian_phone,
        carer=entry.guardian_name,
        relation=entry.guardian_relation,
        address=entry.address,
        unit=territory().keeper(home) if home else 0,
    )
    insist_on_new(actor, told, entry.personal_id, now=now, post=post)


def new_child(door: desk.Door, entry: NewChild, *, keeper: int | None = None) -> Child:
    """Make a child's row inside an open door; the caller attaches it to a unit.

    `keeper` is the unit for which a stand-in of another one enters it: their own gets no sight.
    """
    row = Child(
        code=marks.new_mark(marks.CHILD, local_day(door.now).year),
        entered_at=door.now,
        entered_by=door.actor.user_id,
        full_name="",
        folded_name="",
        sex="unknown",
    )
    units = door.scope.units
    home = areas.at(entry.area_code, entry.resident_from or local_day(door.now))
    own = min(units) if units else None
    first = territory().keeper(home) if home else None
    if first is not None and (own is None or door.scope.covers(first)):
        own = first
    own = keeper or own
    if own is not None:
        row.units.append(ChildUnit(area_id=own))
    door.session.add(row)
    _check(entry, local_day(door.now))
    _write_identity(row, entry)
    door.session.flush()
    take_in("children", row.id)
    _write_sealed(door, row, entry)
    if home is not None:
        _settle(door, row, home, entry.resident_from or local_day(door.now), first=True)
    return row


def _check(entry: NewChild, today: date) -> None:
    if not entry.full_name.strip():
        raise RuleBroken("Enter the child's name, or what the child is called", field="full_name")
    if entry.sex not in LISTS["sex"]:
        raise RuleBroken("Choose the child's sex, or 'unknown'", field="sex")
    if entry.born is not None and entry.born > today:
        raise RuleBroken("The day of birth cannot lie in the future", field="born")
    if entry.personal_id and personal_id_faults(entry.personal_id):
        raise RuleBroken("A personal id has exactly 12 digits", field="personal_id")
    _check_papers(entry)
    if entry.ethnicity and find_ethnicity(entry.ethnicity) is None:
        raise RuleBroken("Choose one of the 54 groups, or leave it empty", field="ethnicity")
    if entry.guardian_relation and entry.guardian_relation not in LISTS["relation"]:
        raise RuleBroken("Choose from the list", field="guardian_relation")


def _check_papers(entry: NewChild) -> None:
    """Raise RuleBroken for a reason beside a number, and a certificate of no registration."""
    missing, registered = entry.number_missing, entry.birth_registration
    if missing and missing not in LISTS["number_missing"]:
        raise RuleBroken("Choose from the list", field="number_missing")
    if missing and entry.personal_id:
        raise RuleBroken(
            "There is a number: leave the reason for its absence empty", field="number_missing"
        )
    if registered and registered not in LISTS["birth_registration"]:
        raise RuleBroken("Choose from the list", field="birth_registration")
    if entry.birth_certificate.strip() and registered != "registered":
        raise RuleBroken(
            "A certificate belongs to a registered birth: choose that it is registered",
            field="birth_registration",
        )


def _write_identity(row: Child, entry: NewChild) -> None:
    row.full_name = entry.full_name.strip()
    row.folded_name = fold(entry.full_name)
    row.sex = entry.sex
    row.date_of_birth = entry.born
    row.birth_precision = (entry.birth_precision or "day") if entry.born else ""
    row.ethnicity = find_ethnicity(entry.ethnicity) or "" if entry.ethnicity else ""
    row.personal_id_missing = entry.number_missing
    row.birth_registration = entry.birth_registration
    row.address = entry.address.strip()
    row.guardian_name = entry.guardian_name.strip()
    row.guardian_relation = entry.guardian_relation
    row.guardian_phone = entry.guardian_phone.strip()


def _write_sealed(door: desk.Door, row: Child, entry: NewChild) -> None:
    text = entry.personal_id
    if text:
        key_id = door.key_of(row)
        row.personal_id = door.seal(key_id, "children.personal_id", row.id, text)
        row.personal_id_mac = door.mac(text)
    else:
        row.personal_id = row.personal_id_mac = None
    certificate = entry.birth_certificate.strip()
    if certificate:
        key_id = door.key_of(row)
        sealed = door.seal(key_id, "children.birth_certificate", row.id, certificate)
        row.birth_certificate = sealed
    else:
        row.birth_certificate = None


def attach(door: desk.Door, child: Child, unit: int) -> None:
    """Let a unit open the child, because it lives there or a file about it lies there."""
    if all(existing.area_id != unit for existing in child.units):
        child.units.append(ChildUnit(area_id=unit))
        door.session.flush()


def _settle(door: desk.Door, child: Child, unit: int, since: date, *, first: bool) -> None:
    door.session.add(
        Residence(
            child_id=child.id,
            unit_id=unit,
            valid_from=since,
            first=first,
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
    )
    door.session.flush()


def register_child(actor: Actor, entry: NewChild, *, now: datetime, post: str = "") -> str:
    """Enter a child of the actor's own unit, without a report; return its code.

    `area_code` names a unit of today, `resident_from` is needed. RuleBroken as in an import
    (contracts §4): a birth after `resident_from`, or the 16th birthday before it.
    """
    since = entry.resident_from
    if since is None:
        raise RuleBroken("Enter since when the child lives there", field="resident_from")
    insist_past(since, now, "resident_from")
    unit = _unit_of_today(entry.area_code, since, now, field="resident_from")
    if entry.born is not None and since < entry.born:
        raise RuleBroken("The child cannot live there before it was born", field="resident_from")
    if not is_child(entry.born, since):
        raise RuleBroken("This person was 16 or older on that day: no child", field="born")
    _check(entry, local_day(now))
    ask_whether_known(actor, entry, now=now, post=post)
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        if not door.scope.covers(unit):
            raise RuleBroken(
                "A child is entered by the ward or commune where it lives", field="area_code"
            )
        child = new_child(door, entry)
        door.log(f"child:{child.id}", unit, registered=True)
        door.made = child.code
        return child.code


def _unit_of_today(area_code: str, since: date, now: datetime, *, field: str) -> int:
    """Return the unit of today with this code; it must have existed on the day `since`.

    The code alone is ambiguous across 1 July 2025: read on an older day it names another unit.
    """
    unit = areas.at(area_code, local_day(now))
    if unit is None or unit == CITY_ID:
        raise RuleBroken("Choose a ward or commune of today", field="area_code")
    begun = territory().units[unit].since
    if begun is not None and since < begun:
        raise RuleBroken(
            "This ward or commune exists since 1 July 2025: enter that day or a later one",
            field=field,
        )
    return unit


def edit_child(actor: Actor, code: str, entry: NewChild, *, version: int, now: datetime) -> None:
    """Correct a child's identity; Stale when someone else saved since the form was read."""
    with desk.writing(actor, Act.CHILD_EDIT, now=now) as door:
        child = find_child(door, code)
        door.expect_version(child, version)
        entry = corrected(door, child, entry)
        _check(entry, local_day(now))
        _insist_lived(door, child, entry)
        _write_identity(child, entry)
        _write_sealed(door, child, entry)
        door.log(f"child:{child.id}", None, edited=True)


def _insist_lived(door: desk.Door, child: Child, entry: NewChild) -> None:
    """Raise RuleBroken for a birth that is later than the first day on which the child lived."""
    if entry.born is None or entry.born == child.date_of_birth:
        return
    first = door.session.scalar(
        select(func.min(Residence.valid_from)).where(in_one(door, Residence.child_id, child))
    )
    if first is not None and first < earliest_birth(entry.born, entry.birth_precision or "day"):
        raise RuleBroken(
            "The child lived somewhere before this day of birth: look at where it lived",
            field="born",
        )


def move_child(
    actor: Actor, code: str, *, area_code: str, since: date, now: datetime, post: str = ""
) -> None:
    """Record that the child lives in another unit from a day on; the stay before ends then.

    The old unit keeps the file; handing a case over to another ward is an act of its own.
    """
    insist_past(since, now, "since")
    unit = _unit_of_today(area_code, since, now, field="since")
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        stays = door.session.scalars(
            select(Residence).where(in_one(door, Residence.child_id, child))
        ).all()
        if any(since <= stay.valid_from for stay in stays):
            raise RuleBroken("The child already lived elsewhere after that day", field="since")
        last = [stay for stay in stays if stay.valid_until is None or stay.valid_until > since]
        if unit not in ELSEWHERE.values() and {stay.unit_id for stay in last} == {unit}:
            raise RuleBroken("The child lives in that unit already", field="area_code")
        for stay in last:  # two run on where two records were made one
            stay.valid_until = since
        _settle(door, child, unit, since, first=not stays)
        door.log(f"child:{child.id}", None, moved=True)
        door.made = child.code
