"""Who cannot speak for a child: who is suspected, and from whom the file is kept.

Asked of the tables themselves: a suspect who is named in another unit's report of the same child
is one here too. What is told is the fact alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_people import PersonView
from caseapp.casework.marked import file_around, kept_from
from caseapp.casework.suspects import Suspect, told_suspect
from caseapp.records.children import Child
from caseapp.records.own_reach import at_the_tables
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.matching import fold
from caseapp.rules.namesakes import Known, names_in, numbers_in, plain_phone


def barred(door: desk.Door, child: Child, people: Iterable[PersonView]) -> frozenset[int]:
    """Return the numbers of those people who cannot give, refuse or withdraw consent."""
    people = list(people)
    if not people:
        return frozenset()
    suspects = list(_suspects(door, child))
    marked = _marked(door, child)
    return frozenset(
        each.number
        for each in people
        if any(_same(each, suspect) for suspect in suspects) or _is_marked(door, each, marked)
    )


def _suspects(door: desk.Door, child: Child) -> Iterator[Suspect]:
    reports = sorted(file_around(door, child).reports)
    with at_the_tables(door.session):
        rows = door.session.execute(
            select(Report.id, Report.key_id, Report.suspect).where(
                Report.id.in_(reports), Report.suspect.is_not(None), Report.deleted_at.is_(None)
            )
        ).all()
    for row in rows:
        yield told_suspect(door, row.id, row.key_id, row.suspect)


def _same(person: PersonView, suspect: Suspect) -> bool:
    """Tell whether a person bears the suspect's name, with a form of address or not, or number."""
    phone = plain_phone(suspect.phone)
    if phone and phone == plain_phone(person.entry.phone):
        return True
    name, other = fold(person.name), fold(suspect.name)
    if not name or not other:
        return False
    several = min(len(name.split()), len(other.split())) > 1
    return name == other or (several and (_within(name, other) or _within(other, name)))


def _within(whole: str, text: str) -> bool:
    return bool(names_in([text], [Known(0, whole)]))


def _marked(door: desk.Door, child: Child) -> list[Known]:
    numbers = kept_from(door, child)
    if not numbers:
        return []
    users = door.session.scalars(select(User).where(User.id.in_(sorted(numbers)))).all()
    return [Known(user.id, user.full_name, user.phone_mac, user.personal_id_mac) for user in users]


def _is_marked(door: desk.Door, person: PersonView, marked: list[Known]) -> bool:
    phone = plain_phone(person.entry.phone)
    mac = door.mac(phone) if phone else None
    numbers = numbers_in(marked, phone_mac=mac, personal_id_mac=None)
    return bool(numbers or names_in([person.name], marked))
