"""A register with lifelike names, and how another person would write the same child down."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from caseapp import desk
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import insert_rows
from caseapp.rules.access import Act
from caseapp.rules.matching import fold
from caseapp.rules.twins import Entry
from caseapp.upkeep.demo.names import full_name, phone, surname
from tests.factories.house import NOW, SYSTEM, House

WARDS = (31135, 31120, 31147, 31150)


def a_person(rng: Random) -> Entry:
    """Return a child as a register knows it: seldom an estimate, now and then no telephone."""
    people = rng.choices(("Kinh", "Khmer", "Hoa"), (90, 7, 3))[0]
    sex = rng.choice(("male", "female"))
    born = date(2011, 1, 1) + timedelta(days=rng.randrange(15 * 365))
    precision = rng.choices(("day", "month", "year"), (88, 4, 8))[0]
    relation = rng.choices(("mother", "father", "grandparent"), (6, 3, 1))[0]
    return Entry(
        name=full_name(rng, sex, people),
        sex=sex,
        born=born,
        precision=precision,
        phone=phone(rng) if rng.random() < 0.7 else "",
        carer=full_name(rng, "female", people, surname(rng, people)),
        relation=relation,
        unit=rng.choice(WARDS),
    )


def miswritten(rng: Random, name: str) -> str:
    """Return a name as another person writes it down."""
    words = name.split()
    ways = {
        "bare": fold(name).title(),
        "nfd": unicodedata.normalize("NFD", name),
        "order": " ".join([words[-1], *words[:-1]]),
        "thi": " ".join(word for word in words if word != "Thị"),
        "with_thi": " ".join([words[0], "Thị", *words[1:]]) if "Thị" not in words else name,
        "slip": slipped(rng, name),
        "same": name,
    }
    return ways[rng.choice(sorted(ways))]


def slipped(rng: Random, name: str) -> str:
    at = rng.randrange(len(name))
    letter = rng.choice("aeghiklmnotuy")
    return rng.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
        )
    )


def again(rng: Random, known: Entry) -> Entry:
    """Return a child that is known as it is entered once more, by another ward or the same one."""
    assert known.born is not None
    born, precision = known.born, known.precision
    chance = rng.random()
    if chance < 0.15:
        year = born.year + rng.choice((-1, 1))
        born = born.replace(year=year, day=min(born.day, 28))
    elif chance < 0.25:
        born, precision = date(born.year, 12, 31), "year"
    return replace(
        known,
        name=miswritten(rng, known.name),
        born=born,
        precision=precision,
        sex=known.sex if rng.random() < 0.95 else "unknown",
        phone=known.phone.replace(" ", "") if rng.random() < 0.8 else "",
        unit=known.unit if rng.random() < 0.6 else rng.choice(WARDS),
    )


def fill_register(house: House, number: int) -> list[Entry]:
    """Write that many children; the first has the id 1."""
    rng = Random(2021)
    known = [a_person(rng) for _ in range(number)]
    ids = list(range(1, number + 1))
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        connection = door.session.connection()
        insert_rows(
            connection,
            Child.__table__,  # type: ignore[arg-type]
            {
                "id": ids,
                "code": [f"TE-26-{number:08d}" for number in ids],
                "full_name": [each.name for each in known],
                "folded_name": [fold(each.name) for each in known],
                "sex": [each.sex for each in known],
                "date_of_birth": [each.born for each in known],
                "birth_precision": [each.precision for each in known],
                "guardian_name": [each.carer for each in known],
                "guardian_relation": [each.relation for each in known],
                "guardian_phone": [each.phone for each in known],
            },
            {"entered_at": NOW, "version": 1},
        )
        insert_rows(
            connection,
            ChildUnit.__table__,  # type: ignore[arg-type]
            {
                "child_id": ids,
                "area_id": [each.unit for each in known],
                "folded_name": [fold(each.name) for each in known],
            },
        )
    return known
