"""Who cannot speak for a child: who is suspected, and from whom the file is kept.

Asked of the tables themselves: a suspect who is named in another unit's report of the same child
is one here too. What is told is the fact alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.carer_cells import named_carer
from caseapp.casework.child_people import PersonView
from caseapp.casework.marked import file_around, kept_from
from caseapp.casework.named_suspects import Named, named_in
from caseapp.casework.one_child import in_one
from caseapp.casework.papers import contents_of
from caseapp.casework.suspects import UNASKED, names_somebody
from caseapp.records.carers import Carer
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.own_reach import at_the_tables
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.care_states import HELD
from caseapp.rules.namesakes import Known, likely_same, names_in, numbers_in, plain_phone

_ONE_ALONE: Final = frozenset({"father", "mother"})
_FOSTER: Final = "foster_carer"
_CLOSE: Final = frozenset({"grandparent", "sibling", "relative", "foster_carer", "facility_carer"})


def barred(door: desk.Door, child: Child, people: Iterable[PersonView]) -> frozenset[int]:
    """Return the numbers of those people who cannot give, refuse or withdraw consent."""
    people = list(people)
    if not people:
        return frozenset()
    suspects = suspects_around(door, child)
    suspects += _as_carer(door, child, people, suspects)
    marked = _marked(door, child)
    return frozenset(
        each.number
        for each in people
        if any(_same(each, suspect) for suspect in suspects)
        or _is_marked(door, each.name, each.entry.phone, marked)
    )


def suspects_around(door: desk.Door, child: Child) -> list[Named]:
    """Return whom the reports of the file name, of any unit: what may be told is the fact alone."""
    reports = sorted(file_around(door, child).reports)
    with at_the_tables(door.session):
        return list(named_in(door, Report.id.in_(reports)))


def _as_carer(
    door: desk.Door, child: Child, people: Iterable[PersonView], suspects: list[Named]
) -> list[Named]:
    """Return a suspect without a name where the child's alternative carer may be suspected.

    The register may know the carer by another name than the child's file: whoever stands there as
    the foster carer is meant then.
    """
    if not suspects or not any(each.entry.relation == _FOSTER for each in people):
        return []
    with at_the_tables(door.session):
        asked = (
            select(Paper)
            .join(Case, Case.id == Paper.case_id)
            .where(in_one(door, Case.child_id, child), Case.deleted_at.is_(None))
            .where(Paper.kind == "care", Paper.state.in_(HELD))
        )
        held = list(door.session.scalars(asked))
        numbers = {int(said["carer"]) for said in contents_of(door, held).values()}
        rows = door.session.scalars(select(Carer).where(Carer.id.in_(numbers))).all()
        carers = [named_carer(door, row) for row in rows]
    told = [(each.suspect.name, each.suspect.phone) for each in suspects]
    doubtful = any(likely_same((each.name, each.phone), one) for each in carers for one in told)
    return [Named(UNASKED, _FOSTER, "")] if doubtful else []


def _same(person: PersonView, named: Named) -> bool:
    """Tell whether a person may be the suspect: by name, with a form of address or not, or number.

    Or by what they are to the child: it has one mother, and an uncle without a name may be any.
    """
    relation, suspect = named.relation, named.suspect
    if relation == person.entry.relation and (
        relation in _ONE_ALONE or (relation in _CLOSE and not names_somebody(suspect))
    ):
        return True
    return likely_same((person.name, person.entry.phone), (suspect.name, suspect.phone))


def _marked(door: desk.Door, child: Child) -> list[Known]:
    numbers = kept_from(door, child)
    if not numbers:
        return []
    users = door.session.scalars(select(User).where(User.id.in_(sorted(numbers)))).all()
    return [Known(user.id, user.full_name, user.phone_mac, user.personal_id_mac) for user in users]


def is_kept_from(door: desk.Door, child: Child, name: str, phone: str) -> bool:
    """Tell whether the file is kept from somebody of that name or number."""
    return _is_marked(door, name, phone, _marked(door, child))


def _is_marked(door: desk.Door, name: str, number: str, marked: list[Known]) -> bool:
    phone = plain_phone(number)
    mac = door.mac(phone) if phone else None
    numbers = numbers_in(marked, phone_mac=mac, personal_id_mac=None)
    return bool(numbers or names_in([name], marked))
