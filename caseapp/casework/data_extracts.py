"""The extract of what is held about a child, for who asked: gathered as a print, and logged.

It is handed out, so it says nothing of the reporter, of third persons, of the safe place, nor the
child's own words; what is left out is listed with its reason, whether or not there is such a thing,
so that the list itself tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_health import HealthView
from caseapp.casework.child_reading import ChildView, view_whole
from caseapp.casework.child_schools import SchoolEntry
from caseapp.casework.consent_reading import told_of
from caseapp.casework.data_askers import asker_name, in_conflict
from caseapp.casework.data_requests import child_of
from caseapp.casework.letterheads import Letterhead, letterhead
from caseapp.casework.one_child import in_one, rows_of
from caseapp.casework.printed import Printed, begin
from caseapp.casework.unserved import secrets_of
from caseapp.records.agencies import Agency
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.data_requests import DataRequest
from caseapp.records.disclosures import Disclosure
from caseapp.records.own_reach import at_the_tables
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.consent import PURPOSES
from caseapp.rules.copies import Copy
from caseapp.rules.served import covered
from caseapp.rules.values import RuleBroken, local_day

ALWAYS_LEFT_OUT: Final = ("reporter", "third_persons", "safe_place", "own_words", "proceedings")
WHEREABOUTS: Final = "whereabouts"
"""Left out as well where who asks may be the suspect."""


@dataclass(frozen=True)
class Shared:
    """What an agency was sent, and when."""

    agency: str
    shared_at: datetime
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Extract:
    """What is handed out; `left_out` are codes of what is not."""

    request: str
    asker: str
    name: str
    view: ChildView
    schools: list[SchoolEntry]
    health: list[HealthView]
    consents: list[tuple[str, str]]
    shared: list[Shared]
    reported_on: list[date]
    left_out: tuple[str, ...]
    letterhead: Letterhead
    printed: Printed


def gather_extract(actor: Actor, code: str, *, now: datetime) -> Extract:
    """Return the extract for an accepted request of access; logged as a print of a served copy.

    RuleBroken before it was accepted, and for another kind of request.
    """
    with desk.reading(actor, Act.DATA_EXTRACT_PRINT, now=now) as door:
        row = door.find(DataRequest, code=code)
        if row.kind != "access" or row.state not in {"accepted", "executed"}:
            raise RuleBroken("An extract is printed for an accepted request of access")
        child = child_of(door, row)
        conflict = in_conflict(door, child, row)
        whole = view_whole(door, child)
        details = whole.details
        assert details is not None
        asker = asker_name(door, child, row)
        secrets = frozenset({*_secrets(door, child), *_others(whole, asker)})
        printed = begin(
            door,
            f"child:{child.id}",
            row.area_id,
            extract=row.code,
            copy=Copy.SERVED.value,
        )
        return Extract(
            request=row.code,
            asker=row.asker,
            name=asker,
            view=_served(whole, secrets, conflict=conflict),
            schools=[] if conflict else [_school(each, secrets) for each in details.schools],
            health=[] if conflict else [_health(each, secrets) for each in details.health],
            consents=_consents(door, child),
            shared=[] if conflict else _shared(door, child),
            reported_on=[local_day(received_at) for _, received_at in whole.reports],
            left_out=(*ALWAYS_LEFT_OUT, WHEREABOUTS) if conflict else ALWAYS_LEFT_OUT,
            letterhead=letterhead(door, row.area_id, local_day(now)),
            printed=printed,
        )


def _secrets(door: desk.Door, child: Child) -> list[str]:
    """Return what no served copy may bear, of every case and report of the child.

    Asked at the tables: a safe place or a reporter that another unit alone knows is hidden as well,
    and nothing of what is found shows.
    """
    with at_the_tables(door.session):
        files = [*rows_of(door, Case.child_id, child), *rows_of(door, Report.child_id, child)]
        return [secret for file in files for secret in secrets_of(door, file)]


def _others(view: ChildView, asker: str) -> Iterator[str]:
    """Yield names and numbers of the people around the child but of who asks."""
    assert view.details is not None
    for person in view.details.people:
        if person.name.strip() and person.name != asker:
            yield from (text for text in (person.name, person.entry.phone) if text.strip())


def _served(view: ChildView, secrets: frozenset[str], *, conflict: bool) -> ChildView:
    """Return the child as the extract tells of it."""
    helps = [
        replace(
            each,
            provider="" if conflict else covered(each.provider, secrets),
            note=covered(each.note, secrets),
            in_kind=covered(each.in_kind, secrets),
        )
        for each in view.assistance
    ]
    return replace(
        view,
        address="" if conflict else covered(view.address, secrets),
        stays=[] if conflict else view.stays,
        assistance=helps,
        details=None,
    )


def _school(entry: SchoolEntry, secrets: frozenset[str]) -> SchoolEntry:
    return replace(entry, school=covered(entry.school, secrets))


def _health(view: HealthView, secrets: frozenset[str]) -> HealthView:
    return replace(view, entry=replace(view.entry, text=covered(view.entry.text, secrets)))


def _consents(door: desk.Door, child: Child) -> list[tuple[str, str]]:
    told = told_of(door, child)
    return [(purpose, told.stands(purpose)) for purpose in PURPOSES.codes]


def _shared(door: desk.Door, child: Child) -> list[Shared]:
    """Return what was shared with agencies of the child, the oldest first."""
    asked = (
        select(Disclosure, Agency.name)
        .join(Referral, Referral.id == Disclosure.referral_id)
        .join(Agency, Agency.id == Referral.agency_id)
        .where(in_one(door, Referral.child_id, child), Disclosure.shared_at.is_not(None))
        .order_by(Disclosure.shared_at, Disclosure.id)
    )
    return [
        Shared(agency, found.shared_at, tuple(found.fields.split(",")))
        for found, agency in door.session.execute(asked).all()
    ]
