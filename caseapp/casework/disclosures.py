"""What a referral shares: chosen by the officer, frozen when it is sent, listed ever after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.consent_reading import told_of
from caseapp.casework.one_child import find_child, in_one
from caseapp.casework.shared_values import Values, gather, near_is_safe
from caseapp.casework.staff import name_of
from caseapp.records.agencies import Agency, Service
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.disclosures import Disclosure
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from caseapp.rules.sharing import (
    CLASS_A,
    check_basis,
    check_fields,
    check_standing,
    in_order,
    offered,
)
from caseapp.rules.values import RuleBroken

_PURPOSE: Final = "referral"
_CONTENT: Final = "disclosures.content"
_REASON: Final = "disclosures.reason"
MOST: Final = 100


@dataclass(frozen=True)
class Choice:
    """What is to be shared, and on what that rests: `consent`, or a basis with its reason."""

    fields: tuple[str, ...]
    basis: str
    reason: str = ""


@dataclass(frozen=True)
class SharedView:
    """What goes out, or went out at `shared_at`; `values` are those of then, or of now before."""

    fields: tuple[str, ...]
    basis: str
    reason: str
    shared_at: datetime | None
    shared_by: str
    version: int
    values: Values


@dataclass(frozen=True)
class SharingView:
    """What the page of the choice knows: what may be chosen and says now, how consent stands."""

    code: str
    unit_id: int
    child_name: str
    agency: str
    near: bool
    stands: str
    sent: bool
    values: Values
    chosen: SharedView | None


@dataclass(frozen=True)
class DisclosureLine:
    """Something that was shared: when, by whom, to whom, which fields, on what it rested."""

    referral: str
    child_code: str
    child_name: str
    agency: str
    service: str
    shared_at: datetime
    shared_by: str
    fields: tuple[str, ...]
    basis: str


def read_sharing(actor: Actor, code: str, *, now: datetime) -> SharingView:
    """Return what may be shared with a draft, and what was chosen."""
    with desk.reading(actor, Act.REFERRAL_DRAFT, now=now) as door:
        row = door.find(Referral, code=code)
        door.log(f"referral:{row.id}", row.area_id, sharing=True)
        child = door.session.get_one(Child, row.child_id)
        near = near_is_safe(door, child)
        return SharingView(
            code=row.code,
            unit_id=row.area_id,
            child_name=child.full_name,
            agency=door.session.get_one(Agency, row.agency_id).name,
            near=near,
            stands=told_of(door, child).stands(_PURPOSE),
            sent=row.state != "draft",
            values=gather(door, row, child, in_order((*offered(near=near), *CLASS_A))),
            chosen=shared_of(door, row, child),
        )


def choose_sharing(
    actor: Actor, code: str, choice: Choice, *, version: int, now: datetime, post: str = ""
) -> None:
    """Keep what a draft is to share; RuleBroken once it was sent, Stale after another's choice."""
    check_basis(choice.basis, choice.reason)
    with desk.writing(actor, Act.REFERRAL_DRAFT, now=now, post=post) as door:
        row = door.find(Referral, code=code)
        if row.state != "draft":
            raise RuleBroken("It was sent already: what it shares stays as it was")
        known = disclosure_of(door, row)
        if known is not None:
            door.expect_version(known, version)
        write_choice(door, row, door.session.get_one(Child, row.child_id), choice)
        door.log(f"referral:{row.id}", row.area_id, fields=len(choice.fields), basis=choice.basis)
        door.made = row.code


def write_choice(door: desk.Door, row: Referral, child: Child, choice: Choice) -> None:
    """Write a choice inside an open door, in the place of an earlier one."""
    check_basis(choice.basis, choice.reason)
    check_fields(choice.fields, near=near_is_safe(door, child))
    found = disclosure_of(door, row)
    if found is None:
        found = Disclosure(
            referral_id=row.id,
            area_id=row.area_id,
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
        door.session.add(found)
        door.session.flush()
    found.fields, found.basis = ",".join(in_order(choice.fields)), choice.basis
    found.reason = door.seal(door.key_of(child), _REASON, found.id, choice.reason.strip())
    door.session.flush()


def freeze(door: desk.Door, row: Referral, child: Child) -> None:
    """Keep what goes out as it is now, in the step that sends it.

    RuleBroken where nothing was chosen, where what was chosen may not go out any more, and where
    the consent on which it rests does not stand.
    """
    found = disclosure_of(door, row)
    if found is None:
        raise RuleBroken("Choose first what is shared, and on what that rests")
    fields = tuple(found.fields.split(","))
    check_fields(fields, near=near_is_safe(door, child))
    check_standing(found.basis, told_of(door, child).stands(_PURPOSE))
    values = json.dumps(gather(door, row, child, fields), ensure_ascii=False)
    found.content = door.seal(door.key_of(child), _CONTENT, found.id, values)
    found.shared_at, found.shared_by = door.now, door.actor.user_id
    door.session.flush()


def disclosure_of(door: desk.Door, row: Referral) -> Disclosure | None:
    """Return what was chosen to be shared with a referral, None for one of before the choice."""
    found = select(Disclosure).where(Disclosure.referral_id == row.id)
    return door.session.scalars(found).first()


def values_of(door: desk.Door, found: Disclosure, key_id: int | None) -> Values:
    """Return what was shared, as it was then."""
    text = door.unseal(key_id, _CONTENT, found.id, found.content)
    values: Values = json.loads(text) if text else {}
    return values


def shared_of(door: desk.Door, row: Referral, child: Child) -> SharedView | None:
    """Return what a referral shares or shared, for its own unit; None when nothing was chosen."""
    found = disclosure_of(door, row)
    if found is None:
        return None
    fields = tuple(found.fields.split(","))
    return SharedView(
        fields=fields,
        basis=found.basis,
        reason=door.unseal(child.key_id, _REASON, found.id, found.reason),
        shared_at=found.shared_at,
        shared_by=name_of(door, found.shared_by),
        version=found.version,
        values=values_of(door, found, child.key_id)
        if found.shared_at
        else gather(door, row, child, fields),
    )


def list_disclosures(actor: Actor, *, now: datetime, child_code: str = "") -> list[DisclosureLine]:
    """Return what was shared with agencies within reach, of one child or of all, newest first."""
    with desk.reading(actor, Act.REFERRAL_READ, now=now) as door:
        asked = (
            select(Disclosure, Referral, Child, Agency.name, Service.name)
            .join(Referral, Referral.id == Disclosure.referral_id)
            .join(Child, Child.id == Referral.child_id)
            .join(Agency, Agency.id == Referral.agency_id)
            .join(Service, Service.id == Referral.service_id)
            .outerjoin(Case, Case.id == Referral.case_id)
            .where(Disclosure.shared_at.is_not(None), Case.deleted_at.is_(None))
            .order_by(Disclosure.shared_at.desc(), Disclosure.id.desc())
        )
        if child_code:
            child = find_child(door, child_code)
            asked = asked.where(in_one(door, Referral.child_id, child))
            door.log(f"child:{child.id}", None, disclosures=True)
        rows = door.few(asked.limit(MOST)).all()
        door.log("disclosures:list", None, rows=len(rows))
        return [
            DisclosureLine(
                referral.code,
                child.code,
                child.full_name,
                agency,
                service,
                found.shared_at,
                name_of(door, found.shared_by),
                tuple(found.fields.split(",")),
                found.basis,
            )
            for found, referral, child, agency, service in rows
        ]
