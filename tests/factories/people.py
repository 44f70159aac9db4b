"""People around a child, the words that are said for it, and the numbers they bear."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_people import PersonEntry, add_person
from caseapp.casework.consents import Word, record_word
from caseapp.casework.representing import name_representative
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.people import ChildPerson
from caseapp.rules.access import Act, Actor
from tests.factories.house import NOW, SYSTEM, House

MOTHER = "Nguyễn Thị Mai"
SINCE = date(2025, 7, 1)


def a_person(**fields: object) -> PersonEntry:
    """Return the mother, who cares for the child and lives with it."""
    known: dict[str, object] = {
        "name": MOTHER, "relation": "mother", "cares": True, "lives_with": True,
        "birth_year": 1990, "phone": "0909 111 222", "valid_from": SINCE,
    }  # fmt: skip
    return PersonEntry(**{**known, **fields})  # type: ignore[arg-type]  # fields by name


def add(house: House, officer: Actor, code: str, **fields: object) -> int:
    """Enter a person; return its number."""
    with house.app.app_context():
        add_person(officer, code, a_person(**fields), now=NOW)
        with desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            newest = select(ChildPerson.id).order_by(ChildPerson.id.desc()).limit(1)
            return int(door.session.scalars(newest).one())


def add_speaker(house: House, officer: Actor, code: str, **fields: object) -> int:
    """Enter somebody who speaks for the child since the reform; return the person's number."""
    number = add(house, officer, code, **fields)
    with house.app.app_context():
        name_representative(
            officer, code, number, ground="parent", valid_from=SINCE, valid_until=None, now=NOW
        )
    return number


def say(
    house: House,
    officer: Actor,
    code: str,
    kind: str,
    person: int = 0,
    *,
    purpose: str = "referral",
    at: datetime = NOW,
) -> None:
    """Record a word of the child, or of who speaks for it."""
    with house.app.app_context():
        record_word(officer, code, Word(purpose, kind, person, at), now=at)


def child_of(house: House, case: str) -> str:
    """Return the code of a case's child."""
    with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
        asked = select(Child.code).join(Case, Case.child_id == Child.id).where(Case.code == case)
        return str(door.session.scalars(asked).one())
