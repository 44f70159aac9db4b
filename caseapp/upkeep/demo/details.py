"""Made-up details of children: people around them, who speaks for them, names, school, health."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from caseapp.records.children import Child
from caseapp.records.details import ChildName, HealthNote, Schooling
from caseapp.records.people import ChildPerson, Representative
from caseapp.rules.matching import fold
from caseapp.rules.namesakes import plain_phone
from caseapp.rules.values import age_on
from caseapp.upkeep.demo import names
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_MOST: Final = 1_500
_HOME_NAMES: Final = ("Bé Bống", "Cu Tí", "Na", "Bin", "Su", "Tép", "Mèo", "Gạo", "Cún", "Bắp")
_SCHOOLS: Final = ("Mầm non Hoa Sen", "Tiểu học Sông Hậu", "THCS Bến Ninh Kiều")
_SCHOOL_FROM: Final = (3, 6, 11)
_HEALTH: Final = (
    {"text": "Hen suyễn, có bình xịt mang theo."},
    {"text": "Dị ứng penicillin."},
    {"types": ["movement"], "level": "severe", "certificate": "18/GXN-KT", "text": ""},
    {"types": ["hearing_speech"], "level": "mild", "certificate": "", "text": "Đeo máy trợ thính."},
)
_WHY: Final = "Người bị tố giác thường nghe máy này."
_NAMED, _ILL, _SILENT = 0.3, 0.15, 0.08


@dataclass(frozen=True)
class _Carer:
    name: str
    relation: str
    phone: str


def write_details(told: Telling, register: Register) -> None:
    """Write them for children of the dozen wards of whom more is told."""
    dozen = frozenset(DOZEN)
    people = [each for each in register.known if each.keeper in dozen][:_MOST]
    carers = _carers(told)
    for person in people:
        _write_people(told, person, carers.get(person.id))
        _write_name(told, person)
        _write_school(told, person)
        _write_health(told, person)


def _since(told: Telling, person: Person) -> date:
    return person.first_day(min(told.span.today, person.stays[0].since))


def _carers(told: Telling) -> dict[int, _Carer]:
    """Return the carers of the register, by child: their rows tell of the same people."""
    told.rows.flush()
    rows = told.rows.door.session.execute(
        select(Child.id, Child.guardian_name, Child.guardian_relation, Child.guardian_phone).where(
            Child.guardian_name != "", Child.key_id.is_not(None)
        )
    )
    return {row[0]: _Carer(row[1], row[2], row[3]) for row in rows}


def _write_people(told: Telling, person: Person, known: _Carer | None) -> None:
    """Write the carer, who speaks for the child, and now and then somebody else at home."""
    rng = told.rng
    mother = _Carer(names.full_name(rng, "female", person.ethnicity), "mother", names.phone(rng))
    carer = known or mother
    number = _add_person(told, person, carer, cares=True, silent=rng.random() < _SILENT)
    told.rows.add(
        Representative,
        id=told.rows.new_id(Representative),
        child_id=person.id,
        person_id=number,
        ground="parent" if carer.relation in {"mother", "father"} else "guardian",
        valid_from=_since(told, person),
        valid_until=None,
        entered_at=told.entry(person, _since(told, person)),
        entered_by=told.officer(person),
    )
    if rng.random() < _NAMED:
        sex = rng.choice(("female", "male"))
        other = names.full_name(rng, sex, person.ethnicity)
        relation = rng.choice(("grandparent", "relative", "sibling"))
        _add_person(told, person, _Carer(other, relation, ""))


def _add_person(
    told: Telling,
    person: Person,
    who: _Carer,
    *,
    cares: bool = False,
    silent: bool = False,
) -> int:
    number = told.rows.new_id(ChildPerson)
    silent = silent and bool(who.phone)
    why = _WHY if silent else ""
    said = {"name": who.name, "phone": who.phone, "address": "", "why": why}
    told.rows.add(
        ChildPerson,
        id=number,
        child_id=person.id,
        relation=who.relation,
        cares=cares,
        lives_with=True,
        birth_year=told.span.today.year - told.rng.randint(24, 46),
        details=told.rows.seal(
            person.key_id, "child_people.details", number, json.dumps(said, ensure_ascii=False)
        ),
        phone_mac=told.rows.door.mac(plain_phone(who.phone)) if who.phone else None,
        no_call=silent,
        valid_from=_since(told, person),
        valid_until=None,
        version=1,
        entered_at=told.entry(person, _since(told, person)),
        entered_by=told.officer(person),
    )
    return number


def _write_name(told: Telling, person: Person) -> None:
    if told.rng.random() >= _NAMED:
        return
    name = told.rng.choice(_HOME_NAMES)
    told.rows.add(
        ChildName,
        id=told.rows.new_id(ChildName),
        child_id=person.id,
        kind="home",
        name=name,
        folded_name=fold(name),
        ended_at=None,
        ended_by=None,
        entered_at=told.entry(person, _since(told, person)),
        entered_by=told.officer(person),
    )


def _write_school(told: Telling, person: Person) -> None:
    """Write the school of the child's age, or that it left school."""
    if person.born is None:
        return
    age = age_on(person.born, max(told.span.today, person.born))
    places = [place for place, first in enumerate(_SCHOOL_FROM) if age >= first]
    since = max(person.born, date(told.span.today.year - 1, 9, 5))
    if not places or since > told.span.today - timedelta(days=1):
        return
    left = places[-1] == len(_SCHOOLS) - 1 and told.rng.random() < _ILL
    told.rows.add(
        Schooling,
        id=told.rows.new_id(Schooling),
        child_id=person.id,
        attendance="dropped_out" if left else "attends",
        school="" if left else _SCHOOLS[places[-1]],
        grade="" if left or not places[-1] else f"{min(age - 5, 9)}A",
        valid_from=since,
        valid_until=None,
        entered_at=told.entry(person, since),
        entered_by=told.officer(person),
    )


def _write_health(told: Telling, person: Person) -> None:
    if told.rng.random() >= _ILL:
        return
    number = told.rows.new_id(HealthNote)
    content = json.dumps(told.rng.choice(_HEALTH), ensure_ascii=False)
    told.rows.add(
        HealthNote,
        id=number,
        child_id=person.id,
        content=told.rows.seal(person.key_id, "health_notes.content", number, content),
        ended_at=None,
        ended_by=None,
        entered_at=told.entry(person, _since(told, person)),
        entered_by=told.officer(person),
    )
