"""Writes the made-up register: children, where they lived, which units may open them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from caseapp.records import marks
from caseapp.records.children import Child, Residence
from caseapp.rules.units import territory
from caseapp.upkeep.demo import names
from caseapp.upkeep.demo.people import Person, draw_people, keeper_of
from caseapp.upkeep.demo.telling import Telling, folded_name
from caseapp.upkeep.demo.wards import Ward

_STEP: Final = 10_000
_CARERS: Final = ("mother", "father", "grandparent", "relative", "foster_carer", "unknown")
_CARERS_RUNNING: Final = (50, 82, 93, 97, 98, 100)
_HAS_PHONE: Final = 0.7
_WHY_NONE: Final = ("unregistered", "unknown")
_PROVINCES: Final = {"Cần Thơ": "092", "Hậu Giang": "093", "Sóc Trăng": "094"}


@dataclass
class Register:
    """The children that more is told of: `special` circumstances, `at_risk`, and `others`."""

    special: list[Person] = field(default_factory=list)
    at_risk: list[Person] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)

    @property
    def known(self) -> list[Person]:
        """All of them, in a fixed order."""
        return [*self.others, *self.at_risk, *self.special]


def shares(number: int) -> tuple[int, int, int]:
    """Return how many children of a register are in special circumstances, at risk, others.

    Of a city's children 1.2 % and 2 %. A small register holds above all those who need help:
    the dozen wards alone have about a thousand children in special circumstances.
    """
    return (
        math.ceil(max(0.012 * number, min(0.4 * number, 1_000))),
        round(max(0.02 * number, min(0.2 * number, 400))),
        round(max(0.005 * number, min(0.3 * number, 600))),
    )


def write_register(
    told: Telling,
    wards: tuple[Ward, ...],
    number: int,
    progress: Callable[[int, int], None] | None,
) -> Register:
    """Write that many children; return those of whom more is to be told."""
    rng, first = told.rng, told.rows.new_id(Child)
    register = Register()
    sizes = shares(number)
    chosen = rng.sample(range(first, first + number), min(number, sum(sizes)))
    lists = [register.special, register.at_risk, register.others]
    listed = [people for people, size in zip(lists, sizes, strict=True) for _ in range(size)]
    place = dict(zip(chosen, listed, strict=False))
    keys = iter(told.rows.door.new_keys(len(chosen)))
    for done, person in enumerate(draw_people(rng, wards, number, first, told.span.today), start=1):
        if person.id in place:
            person.key_id = next(keys)
            place[person.id].append(person)
        _write(told, person)
        if progress and (done % _STEP == 0 or done == number):
            progress(done, number)
    return register


def _write(told: Telling, person: Person) -> None:
    rng, rows, span = told.rng, told.rows, told.span
    entered = person.entered = span.entry(rng, person.stays[0].since)
    officer = told.staff.officers.get(keeper_of(person.stays[0].unit))
    relation, guardian = _guardian(rng, person)
    number = _personal_id(rng, person) if person.key_id is not None else ""
    rows.add(
        Child,
        id=person.id,
        code=told.mark(marks.CHILD, entered.year),
        full_name=person.name,
        folded_name=folded_name(person.name),
        sex=person.sex,
        date_of_birth=person.born,
        birth_precision=person.precision,
        personal_id=rows.seal(person.key_id, "children.personal_id", person.id, number),
        **_papers(told, person, number),
        ethnicity=person.ethnicity,
        address=_address(rng, person),
        guardian_name=guardian,
        guardian_relation=relation,
        guardian_phone=names.phone(rng) if guardian and rng.random() < _HAS_PHONE else "",
        key_id=person.key_id,
        version=1,
        entered_at=entered,
        entered_by=officer,
    )
    told.open_to(person, person.keeper)
    for number_of, stay in enumerate(person.stays):
        rows.add(
            Residence,
            id=rows.new_id(Residence),
            child_id=person.id,
            unit_id=stay.unit,
            valid_from=stay.since,
            valid_until=stay.until,
            first=number_of == 0,
            entered_at=told.entry(person, stay.since),
            entered_by=officer,
        )


def _papers(told: Telling, person: Person, number: str) -> dict[str, object]:
    """Return how the number is found, why there is none, and whether the birth is registered."""
    lacks = not number and person.key_id is not None
    return {
        "personal_id_mac": told.rows.door.mac(number) if number else None,
        "personal_id_missing": _WHY_NONE[person.id % 2] if lacks else "",
        "birth_registration": "registered" if number else "",
    }


def _guardian(rng: Random, person: Person) -> tuple[str, str]:
    """Draw who cares for the child: a father bears its surname, others mostly do not."""
    relation = rng.choices(_CARERS, cum_weights=_CARERS_RUNNING)[0]
    if relation == "unknown":
        return "", ""
    sex = {"mother": "female", "father": "male"}.get(relation, "")
    family = person.name.partition(" ")[0] if relation == "father" else ""
    return relation, names.full_name(rng, sex, person.ethnicity, family)


def _address(rng: Random, person: Person) -> str:
    unit = territory().units[person.stays[-1].unit]
    if unit.kind == "elsewhere":
        return ""
    if unit.kind == "phường":
        return f"Số {1 + int(rng.random() * 300)}, khu vực {1 + int(rng.random() * 9)}"
    return f"Tổ {1 + int(rng.random() * 20)}, ấp {1 + int(rng.random() * 9)}"


def _personal_id(rng: Random, person: Person) -> str:
    """Draw a personal number, or none for a birth not registered yet.

    Its year is a hundred years after the birth's, so that no living person can bear it.
    """
    if person.born is None:
        return ""
    province = territory().units[person.stays[0].unit].former_province
    century = 5 if person.sex == "female" else 4
    year = person.born.year % 100
    return f"{_PROVINCES[province]}{century}{year:02}{rng.randrange(1_000_000):06}"
