"""Decisions without a numbered form, for printing: gathered under the act of printing, and logged.

The extension and the lifting of a separation, the request to the court, the emergency measures of a
report. One decision has two prints (rules.copies): what only the file's own copy may name is read
from its place for that copy alone, and for who may see the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypedDict

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assessment_reading import assessments_of
from caseapp.casework.first_hours_reading import Decision, decisions_of, first_hours_of
from caseapp.casework.held_by import unit_at, unit_of_case_at
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.homes import home_unit
from caseapp.casework.letterheads import Letterhead, letterhead
from caseapp.casework.measure_papers import ORDERS, Place, place_of
from caseapp.casework.measures_reading import KINDS, view_measures
from caseapp.casework.papers import contents_of, numbered, papers_of
from caseapp.casework.printed import Printed, begin
from caseapp.casework.separation_orders import parted_by
from caseapp.casework.separation_reading import OrderView, SeparationView, day_of_court
from caseapp.casework.unserved import secrets_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.copies import Copy
from caseapp.rules.forms.decisions import decision_form
from caseapp.rules.forms.form02_initial import NEEDS
from caseapp.rules.forms.spec import Form
from caseapp.rules.outcomes import Missing
from caseapp.rules.served import covered, for_copy
from caseapp.rules.values import local_day

_GROUND: Final = (
    "trẻ em đang bị tổn hại nghiêm trọng hoặc có nguy cơ bị tổn hại nghiêm trọng về tính mạng, "
    "sức khỏe, nhân phẩm, danh dự"
)
"""On what ground the chair may decide at once (Decree 56/2017, Art. 26.3)."""


@dataclass(frozen=True)
class NamedChild:
    """A child as a decision names it; `unit` is the ward of its home and nothing finer."""

    name: str
    born: date | None
    birth_precision: str
    unit: str


@dataclass(frozen=True)
class DecisionPrint:
    """A decision as it is printed, in the edition of its own date.

    values   by the keys of the form, texts, days and codes, those that this copy may bear
    made_at  when it was decided so; None while, or where, it was not
    state    that of the paper: `submitted`, `refused`, `withdrawn`, `decided` …
    number_given   the number that stands on the signed paper, where it was typed in
    role     how the decider signs, "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"; empty for the chair
    """

    code: str
    number: int
    kind: str
    copy: Copy
    form: Form
    letterhead: Letterhead
    values: Mapping[str, Any]
    child: NamedChild
    made_at: datetime | None
    state: str
    proposed_by: str
    role: str
    signer: str
    addressee: str
    printed: Printed
    number_given: str = ""


def gather_order(
    actor: Actor, code: str, number: int, *, now: datetime, copy: Copy = Copy.SERVED
) -> DecisionPrint:
    """Return what the paper of that number among those that follow a separation says.

    Missing beyond, and for the file's own copy to whoever may not see the place.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        insist_on_copy(door, case, copy)
        row = numbered(door, case, number, *ORDERS)
        papers = papers_of(door, case, *KINDS)
        view = view_measures(door, case, papers, contents_of(door, papers))
        parted, order = _order(view.separations, number)
        made_at = order.decided_at if order.state in _MADE else None
        day = local_day(made_at or now)
        form = decision_form(order.kind, day)
        unit = parted.decided_in or unit_of_case_at(door, case, made_at or now)
        place = place_of(door, parted_by(door, row)) if copy is Copy.FILE else None
        told = _told(parted, order, place)
        head = letterhead(door, unit, day, form)
        return DecisionPrint(
            code=case.code,
            number=number,
            kind=order.kind,
            copy=copy,
            form=head.form(form),
            letterhead=head,
            values=served(door, case, form, told, copy),
            child=child_of(door, door.session.get_one(Child, case.child_id)),
            made_at=made_at,
            state=order.state,
            proposed_by=order.submitted_by,
            **signing(order.decided_by if made_at else ""),
            addressee=str(order.said.get("body_name", "")),
            printed=begin(
                door, f"case:{case.id}", case.area_id, form=form.number, paper=row.id, copy=copy
            ),
        )


_MADE: Final = frozenset({"decided", "sent", "answered"})
"""States of what follows a separation in which the chair has decided it so."""


def insist_on_copy(door: desk.Door, subject: Case | Report, copy: Copy) -> None:
    """Raise Missing for the file's own copy to somebody who may not see the place."""
    sees = may(door.actor, Act.PLACE_SEE, local_day(door.now), subject.area_id)
    if copy is Copy.FILE and not sees:
        raise Missing(f"copies:{subject.code}")


def _order(
    separations: Iterable[SeparationView], number: int
) -> tuple[SeparationView, OrderView]:  # fmt: skip
    return next(
        (parted, order)
        for parted in separations
        for order in parted.orders
        if order.number == number
    )


def _told(parted: SeparationView, order: OrderView, place: Place | None) -> dict[str, Any]:
    """Return what a paper says by the keys of its form, and what was read of the place."""
    told: dict[str, Any] = {
        "names": parted.values.get("names", ""),
        "of_decision": local_day(parted.decided_at) if parted.decided_at else None,
        "last_day": order.last_day or parted.last_day,
        "assessed_on": day_of_court(order, "assessed_on"),
        "kept_with": parted.kept_with,
        "back_to": parted.values.get("names", ""),
        "why": order.why,
    }
    if place is not None:
        told |= {"name": place.name, "address": place.address}
    return told


def served(
    door: desk.Door, subject: Case | Report, form: Form, told: Mapping[str, Any], copy: Copy
) -> dict[str, Any]:
    """Return what a copy may bear of what was told; in its free words nothing that is kept."""
    kept = for_copy(form, told, copy)
    if copy is Copy.FILE:
        return kept
    secrets = secrets_of(door, subject)
    return {
        key: covered(value, secrets) if key in _FREE and isinstance(value, str) else value
        for key, value in kept.items()
    }


_FREE: Final = frozenset({"why", "duties", "carried_out_by", "steps", "assignment"})
"""What somebody wrote in words of their own, by the keys of the forms."""


def child_of(door: desk.Door, child: Child) -> NamedChild:
    """Return a child as decisions name it; a hidden name for those alone who decide on the file."""
    home = home_unit(door, child.id)
    return NamedChild(
        name=name_shown(door, child),
        born=child.date_of_birth,
        birth_precision=child.birth_precision,
        unit=areas.label(home) if home is not None else "",
    )


class Signing(TypedDict):
    """How somebody signs, and their name."""

    role: str
    signer: str


def signing(decided_by: str) -> Signing:
    """Return how and as whom somebody signs, from how they stand as the decider."""
    role, _, signer = decided_by.rpartition(": ")
    return {"role": role, "signer": signer}


def gather_emergency(
    actor: Actor, code: str, number: int, *, now: datetime, copy: Copy = Copy.SERVED
) -> DecisionPrint:
    """Return what the decision of that number on a report says, in the order of their moments.

    Missing beyond, for a decision that no emergency measures apply, and for one that fell.
    """
    with desk.reading(actor, Act.REPORT_PRINT, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        insist_on_copy(door, report, copy)
        decided = _decided(door, report, number)
        day = local_day(decided.decided_at)
        form = decision_form("emergency", day)
        head = letterhead(door, unit_at(door, report, decided.decided_at), day, form)
        told = _measures(door, report, decided, copy)
        child = door.session.get(Child, report.child_id) if report.child_id else None
        return DecisionPrint(
            code=report.code,
            number=number,
            kind="emergency",
            copy=copy,
            form=head.form(form),
            letterhead=head,
            values=served(door, report, form, told, copy),
            child=child_of(door, child) if child else NamedChild(report.child_name, None, "", ""),
            made_at=decided.decided_at,
            state="waits" if decided.waits else "decided",
            proposed_by=_officer(door, report),
            **signing(decided.decided_by),
            addressee="",
            printed=begin(
                door, f"report:{report.id}", report.area_id,
                form=form.number, number=number, copy=copy,
            ),
        )  # fmt: skip


def _decided(door: desk.Door, report: Report, number: int) -> Decision:
    found = decisions_of(door, report)
    if not 1 <= number <= len(found) or found[number - 1].kind != "emergency":
        raise Missing(f"measures:{report.code},{number}")
    if found[number - 1].fell:
        raise Missing(f"measures:{report.code},{number}")
    return found[number - 1]


def _measures(
    door: desk.Door, report: Report, decided: Decision, copy: Copy
) -> dict[str, Any]:  # fmt: skip
    """Return what keeps the child safe, by the last signed Mẫu 02; who gives it for the file."""
    signed = [view for view in assessments_of(door, report) if not view.is_draft]
    said = signed[-1].values if signed else {}
    lines = []
    for key, label, _ in NEEDS:
        service, giver = (str(said.get(f"{key}_{end}") or "") for end in ("service", "giver"))
        if key != "home" and service:
            by = f" ({giver})" if giver and copy is Copy.FILE else ""
            lines.append(f"- {label}: {service}{by}")
    told = {"ground": _GROUND, "why": decided.reason, "steps": "\n".join(lines)}
    if copy is Copy.FILE:
        told["place"] = _safe_place(door, report, said)
    return told


def _safe_place(door: desk.Door, report: Report, said: Mapping[str, Any]) -> str:
    taken = [step.place for step in first_hours_of(door, report).safety if step.place]
    home = [str(said.get(f"home_{end}") or "") for end in ("service", "giver")]
    return "; ".join(dict.fromkeys(text for text in (*home, *taken[-1:]) if text))


def _officer(door: desk.Door, report: Report) -> str:
    """Return who proposes: the officer who signed the assessment that the decision rests on."""
    signed = [view for view in assessments_of(door, report) if not view.is_draft]
    return signed[-1].signed_by if signed else ""
