"""The slip by which a child is referred to an agency, for printing: what was shared, nothing else.

Gathered under the act of printing, so the log says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.addenda import AddendumView, addenda_of
from caseapp.casework.calendars import calendar_of
from caseapp.casework.contacts import Contact, office_of
from caseapp.casework.disclosures import shared_of
from caseapp.casework.one_child import root_of
from caseapp.casework.printed import Printed, begin
from caseapp.casework.referral_history import find_referral
from caseapp.casework.referral_holds import insist_unheld
from caseapp.casework.shared_values import Values, near_is_safe
from caseapp.records.agencies import Agency, Service, number_of
from caseapp.records.children import Child
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from caseapp.rules.answer_terms import ANSWER, due
from caseapp.rules.referral_states import LIVE
from caseapp.rules.sharing import NEAR
from caseapp.rules.values import RuleBroken, local_day

PRINTED: Final = ("draft", *LIVE)
"""The states in which there is a slip: a draft as one, and no referral that ended."""


@dataclass(frozen=True)
class ReferralSlip:
    """A referral as its slip tells it.

    values   what is shared, by the codes of the fields; of a draft as it stands now
    reply_by the end of the day until which an answer is asked for, None where none is owed
    near     whether home and carer may be told; else the slip is for the agency's hands alone
    """

    code: str
    unit_id: int
    unit: str
    agency: str
    service: str
    phone: str
    draft: bool
    sent_on: date | None
    reply_by: datetime | None
    values: Values
    basis: str
    addenda: tuple[AddendumView, ...]
    office: tuple[Contact, ...]
    near: bool
    printed: Printed


def gather_slip(actor: Actor, code: str, *, now: datetime, reason: str = "agency") -> ReferralSlip:
    """Return what the slip of a referral says; that it was printed is logged.

    RuleBroken while it is held or nothing was chosen to be shared, and once it ended.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        row, case = find_referral(door, code)
        if row.state not in PRINTED:
            raise RuleBroken("The referral has ended: no slip goes out with it")
        child = door.session.get_one(Child, row.child_id)
        insist_unheld(door, row, child)
        shared = shared_of(door, row, child)
        if shared is None:
            raise RuleBroken("Choose first what is shared, and on what that rests")
        near = near_is_safe(door, child)
        agency = door.session.get_one(Agency, row.agency_id)
        service = door.session.get_one(Service, row.service_id)
        officer = case.officer_id if case is not None else None
        return ReferralSlip(
            code=row.code,
            unit_id=row.area_id,
            unit=areas.label(row.area_id),
            agency=agency.name,
            service=service.name,
            phone=number_of(agency, service),
            draft=row.state == "draft",
            sent_on=row.sent_on,
            reply_by=_reply_by(door, row),
            values={key: value for key, value in shared.values.items() if near or key not in NEAR},
            basis=shared.basis,
            addenda=tuple(addenda_of(door, row, child.key_id)),
            office=tuple(office_of(door, root_of(door, child), row.area_id, officer)),
            near=near,
            printed=begin(door, f"referral:{row.id}", row.area_id, reason=reason),
        )


def _reply_by(door: desk.Door, row: Referral) -> datetime | None:
    """Return until when the agency is asked to answer; of a draft as if it went out today."""
    if row.answered_on is not None or row.imported:
        return None
    return due(ANSWER, row.sent_on or local_day(door.now), calendar_of(door))
