"""The decisions on alternative care, on its end and on the closing of a case, for printing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assessment_reading import assessments_of
from caseapp.casework.care import KIND as CARE
from caseapp.casework.decision_prints import (
    DecisionPrint,
    child_of,
    insist_on_copy,
    served,
    signing,
)
from caseapp.casework.held_by import unit_of_case_at
from caseapp.casework.letterheads import letterhead
from caseapp.casework.measure_papers import place_of
from caseapp.casework.papers import content_of, numbered
from caseapp.casework.printed import begin
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor
from caseapp.rules.assessment_states import REVIEW
from caseapp.rules.codes.care import CARE_END_WAYS
from caseapp.rules.copies import Copy
from caseapp.rules.forms.decisions import decision_form
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day

_MADE: Final = frozenset({"decided", "in_care", "ended"})
"""States of a paper of alternative care in which the chair has decided it so."""
_BY_RELATIVE: Final = "chăm sóc thay thế bởi người thân thích"
_BY_OTHERS: Final = "chăm sóc thay thế bởi cá nhân, gia đình không phải người thân thích"
CLOSING: Final = "closing"


def gather_care(
    actor: Actor, code: str, kind: str, number: int, *, now: datetime, copy: Copy = Copy.SERVED
) -> DecisionPrint:
    """Return what the decision on alternative care (`care`) or its end (`care_end`) says.

    The carer by name and home on the file's own copy alone. Missing beyond the last number, and
    for that copy to whoever may not see the place.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        insist_on_copy(door, case, copy)
        row = numbered(door, case, number, kind)
        said = content_of(door, row)
        made_at = row.happened_at if row.state in _MADE else None
        told = _of_care(row, said) if kind == CARE else _of_ending(row, said)
        found = _print(door, case, (kind, number), told, copy, made_at)
        if copy is Copy.FILE:
            told |= _carer(door, row)
            found = replace(found, values=served(door, case, found.form, told, copy))
        return replace(
            found,
            state=row.state if made_at is None else "decided",
            proposed_by=name_of(door, row.submitted_by),
            number_given=str(said.get("number", "")),
            **signing(decider_name(door, row.decided_by, row.naming_id) if made_at else ""),
        )


def _print(
    door: desk.Door,
    case: Case,
    which: tuple[str, int],
    told: Mapping[str, Any],
    copy: Copy,
    made_at: datetime | None,
) -> DecisionPrint:
    """Return what every decision of a case brings along; who signs and proposes follows."""
    kind, number = which
    day = local_day(made_at or door.now)
    form = decision_form(kind, day)
    head = letterhead(door, unit_of_case_at(door, case, made_at or door.now), day, form)
    about = f"case:{case.id}"
    return DecisionPrint(
        code=case.code,
        number=number,
        kind=kind,
        copy=copy,
        form=head.form(form),
        letterhead=head,
        values=served(door, case, form, told, copy),
        child=child_of(door, door.session.get_one(Child, case.child_id)),
        made_at=made_at,
        state="",
        proposed_by="",
        role="",
        signer="",
        addressee="",
        printed=begin(door, about, case.area_id, form=form.number, number=number, copy=copy),
    )


def _of_care(row: Paper, said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "form_of_care": _BY_RELATIVE if said.get("relative") else _BY_OTHERS,
        "first_day": row.valid_from,
        "why": str(said.get("why", "")),
    }


def _of_ending(row: Paper, said: Mapping[str, Any]) -> dict[str, Any]:
    way = str(said.get("way", ""))
    return {
        "way": CARE_END_WAYS[way].vi.lower() if way in CARE_END_WAYS else "",
        "last_day": row.valid_from,
        "why": str(said.get("why", "")),
    }


def _carer(door: desk.Door, row: Paper) -> dict[str, str]:
    """Return with whom and where the child is, or was, by a decision or the one that it ends."""
    care = row if row.kind == CARE else door.session.get_one(Paper, row.follows_id)
    place = place_of(door, care)
    return {"name": place.name, "address": place.address} if place is not None else {}


def gather_closing(
    actor: Actor, code: str, *, now: datetime, copy: Copy = Copy.SERVED
) -> DecisionPrint:
    """Return what the decision says that closes a case, or its draft once closing is proposed.

    Missing for an open case, and for the file's own copy to whoever may not see the place.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        insist_on_copy(door, case, copy)
        if case.state == "open":
            raise Missing(f"cases:{case.code}")
        proposal, closed = (_event(door, case, kind) for kind in ("propose_closing", "close"))
        if case.state != "closed":
            closed = None
        said = closed or proposal
        told = {"reviewed_on": _reviewed(door, case), "why": _words(door, case, said)}
        made_at = closed.happened_at if closed is not None else None
        found = _print(door, case, (CLOSING, 1), told, copy, made_at)
        return replace(
            found,
            state="submitted" if made_at is None else "decided",
            proposed_by=name_of(door, proposal.entered_by) if proposal is not None else "",
            **signing(decider_name(door, closed.entered_by, closed.naming_id) if closed else ""),
        )


def _event(door: desk.Door, case: Case, kind: str) -> CaseEvent | None:
    asked = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.kind == kind)
    return door.session.scalars(asked.order_by(CaseEvent.id.desc()).limit(1)).first()


def _words(door: desk.Door, case: Case, row: CaseEvent | None) -> str:
    if row is None:
        return ""
    child = door.session.get_one(Child, case.child_id)
    return door.unseal(child.key_id, "case_events.text", row.id, row.text)


def _reviewed(door: desk.Door, case: Case) -> object:
    """Return the day of the last signed review (Mẫu 06); None where closing rests on none."""
    signed = [each for each in assessments_of(door, case) if each.kind == REVIEW]
    signed = [each for each in signed if not each.is_draft]
    return local_day(signed[-1].happened_at) if signed else None
