"""Who cannot speak for a child: who is suspected, and from whom the file is kept.

Asked of the tables themselves: a suspect who is named in another unit's report of the same child
is one here too. What is told is the fact alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_people import PersonView
from caseapp.casework.marked import file_around, kept_from
from caseapp.casework.suspects import INTAKE, Suspect, names_somebody, suspect_in, told_suspect
from caseapp.records.children import Child
from caseapp.records.own_reach import at_the_tables
from caseapp.records.reports import Report
from caseapp.records.suspects import SuspectEntry
from caseapp.records.users import User
from caseapp.rules.matching import fold
from caseapp.rules.namesakes import Known, names_in, numbers_in, plain_phone

_ONE_ALONE: Final = frozenset({"father", "mother"})
_CLOSE: Final = frozenset({"grandparent", "sibling", "relative", "foster_carer", "facility_carer"})


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
        if any(_same(each, *suspect) for suspect in suspects) or _is_marked(door, each, marked)
    )


def _suspects(door: desk.Door, child: Child) -> Iterator[tuple[Suspect, str]]:
    """Yield whom the reports of the file name, in the first answer and in rows since, and as what.

    Whoever was taken out as a mistake is one no more; a row that replaced the first answer counts
    in its place.
    """
    reports = sorted(file_around(door, child).reports)
    with at_the_tables(door.session):
        rows = door.session.execute(
            select(Report.id, Report.key_id, Report.suspect).where(
                Report.id.in_(reports), Report.deleted_at.is_(None)
            )
        ).all()
        keys = {row.id: row.key_id for row in rows}
        named = select(SuspectEntry).where(SuspectEntry.report_id.in_(sorted(keys)))
        entries = door.session.scalars(named.order_by(SuspectEntry.id)).all()
    replaced = {entry.report_id for entry in entries if entry.origin == INTAKE}
    for row in rows:
        if row.suspect is not None and row.id not in replaced:
            yield told_suspect(door, row.id, row.key_id, row.suspect), ""
    for entry in entries:
        if entry.deleted_at is None:
            yield suspect_in(door, keys[entry.report_id], entry), entry.relation


def _same(person: PersonView, suspect: Suspect, relation: str) -> bool:
    """Tell whether a person may be the suspect: by name, with a form of address or not, or number.

    Or by what they are to the child: it has one mother, and an uncle without a name may be any.
    """
    if relation == person.entry.relation and (
        relation in _ONE_ALONE or (relation in _CLOSE and not names_somebody(suspect))
    ):
        return True
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
