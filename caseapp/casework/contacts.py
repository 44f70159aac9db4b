"""Whom to reach about a child, as the printed summary names them: carers, office, agencies.

Numbers that nobody may call stay on the list with that warning: who does not read it calls them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from caseapp import desk
from caseapp.casework.child_people import PersonView, is_uncalled, people_of, uncalled
from caseapp.casework.child_reading import ChildView
from caseapp.casework.duty import entries_in_force, entries_of_account
from caseapp.casework.marked import kept_from
from caseapp.casework.one_child import root_of
from caseapp.casework.referral_reading import ReferralView
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.duty import DutyEntry
from caseapp.records.users import User
from caseapp.rules.access import Act, may
from caseapp.rules.matching import fold
from caseapp.rules.values import local_day

OF_CARE: Final = frozenset({"foster_carer", "facility_carer"})
"""Who takes care of the child elsewhere: their names tell where it is."""
_OFFICE: Final = ("chair", "deputy")


@dataclass(frozen=True)
class Contact:
    """Somebody to reach.

    kind     `person` around the child, `office` of the unit, or `agency`
    name     None where the reader may not know with whom the child stays
    role     the code of the relation or duty, or the agency's service in words
    no_call  the number is never called
    """

    kind: str
    name: str | None
    role: str
    phone: str
    no_call: bool = False


def contacts_of(
    door: desk.Door,
    case: Case,
    child: ChildView,
    referrals: Iterable[ReferralView],
    *,
    handed_out: bool = False,
) -> tuple[Contact, ...]:
    """Return the people around the child, then the office, then the agencies of its referrals.

    On what is handed out nobody is named who takes care of the child elsewhere.
    """
    root = root_of(door, door.session.get_one(Child, case.child_id))
    people = people_of(door, root)
    sees = may(door.actor, Act.PLACE_SEE, local_day(door.now), case.area_id)
    sees = sees and not handed_out and (not child.name_hidden or child.name_opens)
    return (
        *_people(people, sees=sees),
        *office_of(door, root, case.area_id, case.officer_id),
        *_agencies(referrals),
    )


def _people(people: list[PersonView], *, sees: bool) -> Iterator[Contact]:
    numbers = uncalled(people)
    for each in people:
        entry = each.entry
        if not each.here or not (entry.cares or entry.phone):
            continue
        if entry.relation in OF_CARE and not sees:
            yield Contact("person", None, entry.relation, "")
        else:
            never = is_uncalled(entry.phone, numbers)
            yield Contact("person", each.name, entry.relation, entry.phone, no_call=never)


def office_of(
    door: desk.Door, child: Child, unit_id: int, officer_id: int | None
) -> Iterator[Contact]:
    """Yield officer and chairs with their numbers of the duty list, less whom it is kept from."""
    kept = kept_from(door, child)
    names = {fold(door.session.get_one(User, number).full_name) for number in kept}
    if officer_id is not None and officer_id not in kept:
        rows = entries_of_account(door.session, officer_id, door.now)
        phone = rows[0].phone if rows else ""
        yield Contact("office", name_of(door, officer_id), "officer", phone)
    for row in entries_in_force(door.session, (unit_id,), door.now):
        if row.role in _OFFICE and not _is_kept(row, kept, names):
            yield Contact("office", row.name, row.role, row.phone)


def _is_kept(row: DutyEntry, kept: set[int], names: set[str]) -> bool:
    return row.user_id in kept if row.user_id else fold(row.name) in names


def _agencies(referrals: Iterable[ReferralView]) -> Iterator[Contact]:
    """Yield each agency and service once, the newest referral first."""
    seen = set()
    for each in referrals:
        key = (each.agency, each.service)
        if key not in seen and each.state != "draft":
            seen.add(key)
            yield Contact("agency", each.agency, each.service, each.phone)
