"""What runs in a child's file, asked of the tables themselves, and who stands too near to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select

from caseapp import desk
from caseapp.casework.one_child import root_of
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child, ChildUnit
from caseapp.records.data_requests import DataRequest
from caseapp.records.emergency import EmergencyEntry
from caseapp.records.erasures import Erasure
from caseapp.records.name_hidings import NameHiding
from caseapp.records.own_reach import at_the_tables, hidden_from
from caseapp.records.papers import Paper
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.records.twins import Merge
from caseapp.rules.access import Denied
from caseapp.rules.data_requests import RUNNING
from caseapp.rules.erasures import FileFacts, is_of_the_ward
from caseapp.rules.outcomes import Missing
from caseapp.rules.referral_states import LIVE
from caseapp.rules.transfer_states import OPEN
from caseapp.rules.values import local_day

_IN_FORCE = and_(
    Paper.kind.in_(("separation", "placement", "care")),
    Paper.state.in_(("submitted", "returned", "in_force", "current", "decided", "in_care")),
)
_AT_COURT = and_(Paper.kind == "court_request", Paper.state.in_(("submitted", "decided", "sent")))


def family_of(door: desk.Door, child: Child) -> tuple[int, ...]:
    """Return the records that count as one child: the one that stays first."""
    root = root_of(door, child)
    merged = select(Child.id).where(Child.merged_into_id == root.id).order_by(Child.id)
    return (root.id, *door.session.scalars(merged))


def child_of(door: desk.Door, erasure: Erasure) -> Child:
    """Return the child of an erasure; Missing for whom it is kept from."""
    hidden = hidden_from(door.session, door.actor)
    child = door.session.get(Child, erasure.child_id)
    if child is None or (hidden is not None and child.id in hidden.children):
        raise Missing(f"erasures:{erasure.id}")
    return child


def insist_on_city(door: desk.Door, family: tuple[int, ...]) -> None:
    """Raise Denied for somebody of the whole city no more, or with a role in the child's units."""
    desk.insist_on_all(door)
    with at_the_tables(door.session):
        asked = select(ChildUnit.area_id).where(ChildUnit.child_id.in_(family))
        units = set(door.session.scalars(asked))
    if is_of_the_ward(door.actor, units, local_day(door.now)):
        raise Denied(door.act)


def facts_of(
    door: desk.Door,
    family: tuple[int, ...],
    *,
    proceedings: bool = False,
    complaint: bool = False,
) -> FileFacts:
    """Count what runs in the file, whatever the person at the door reaches."""
    cases = select(Case.id).where(Case.child_id.in_(family), Case.deleted_at.is_(None))
    reports = select(Report.id).where(Report.child_id.in_(family), Report.deleted_at.is_(None))
    papers = or_(Paper.case_id.in_(cases), Paper.report_id.in_(reports))
    with at_the_tables(door.session):
        return FileFacts(
            cases=_number(door, Case, Case.id.in_(cases), Case.state != "closed"),
            clocks=_clocks(door, cases, reports),
            measures=_number(door, Paper, papers, _IN_FORCE),
            reports=_number(
                door, Report, Report.id.in_(reports), Report.case_id.is_(None),
                Report.ended_at.is_(None),
            ),
            court_requests=_number(door, Paper, papers, _AT_COURT),
            transfers=_number(
                door, Transfer, Transfer.case_id.in_(cases), Transfer.state.in_(OPEN)
            ),
            proceedings=proceedings,
            complaint=complaint,
            **_of_child(door, family),
        )  # fmt: skip


def _of_child(door: desk.Door, family: tuple[int, ...]) -> dict[str, int]:
    """Count what runs for the child itself, in no case of hers.

    A request for erasure that is accepted stops no erasure: the erasure carries it out.
    """
    accepted = and_(DataRequest.kind == "erasure", DataRequest.state == "accepted")
    return {
        "referrals": _number(
            door, Referral, Referral.child_id.in_(family), Referral.state.in_(("draft", *LIVE))
        ),
        "protections": _number(
            door, NameHiding, NameHiding.child_id.in_(family), NameHiding.lifted_at.is_(None)
        ),
        "merges": _number(
            door, Merge, Merge.state == "asked",
            or_(Merge.first_id.in_(family), Merge.second_id.in_(family)),
        ),
        "openings": _number(
            door, EmergencyEntry, EmergencyEntry.child_id.in_(family),
            EmergencyEntry.reviewed_at.is_(None),
        ),
        "requests": _number(
            door, DataRequest, DataRequest.child_id.in_(family),
            DataRequest.state.in_(RUNNING), not_(accepted),
        ),
    }  # fmt: skip


def _clocks(door: desk.Door, cases: Select[Any], reports: Select[Any]) -> int:
    return _number(
        door, CaseClock, CaseClock.case_id.in_(cases), CaseClock.stopped_at.is_(None)
    ) + _number(door, Deadline, Deadline.report_id.in_(reports), Deadline.stopped_at.is_(None))


def _number(door: desk.Door, model: Any, *wheres: ColumnElement[bool]) -> int:  # noqa: ANN401 - any mapped class
    return int(door.session.scalar(select(func.count()).select_from(model).where(*wheres)) or 0)
