"""Makes rows of case content for a ward, past the acts: a child and everything that hangs on it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.agencies import Agency, Service
from caseapp.records.assistance import AssistanceBatch
from caseapp.records.calls import Call
from caseapp.records.carers import Carer
from caseapp.records.case_clocks import CaseClock, ClockChange
from caseapp.records.cases import Case, CaseEvent, Deadline, Measure
from caseapp.records.children import Assistance, Child, ChildUnit, Circumstance, Residence
from caseapp.records.consents import ConsentEntry, ReferralHold
from caseapp.records.data_requests import DataRequest, FileRestriction
from caseapp.records.db import Row
from caseapp.records.details import ChildName, HealthNote, Schooling
from caseapp.records.disasters import Disaster, Impact
from caseapp.records.disclosures import Addendum, Disclosure
from caseapp.records.files import FilePart, HandOut, StoredFile
from caseapp.records.first_hours import ReceiptCorrection, SafetyStep, SpokenDecision
from caseapp.records.flags import CaseFlag
from caseapp.records.kept_papers import KeptCopy, KeptPaper
from caseapp.records.lone_reports import LoneReport
from caseapp.records.name_hidings import NameHiding
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.records.pasts import CasePast, ChildPast
from caseapp.records.people import ChildPerson, Representative
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.records.reports import Answers, Incident, Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM

NINH_KIEU, CAI_KHE = 31135, 31120
"""Two wards next to each other, in force since 1 July 2025."""

DAY = date(2026, 9, 1)
_NUMBERS = count(1)

Made = dict[type[Row], Any]
"""One row of each kind: its model, its primary key."""


def a_mark(prefix: str) -> str:
    return f"{prefix}-26-{next(_NUMBERS):08d}"


def a_child(*units: int, **fields: Any) -> Child:
    """A girl of eleven whom these units may open."""
    values: dict[str, Any] = {
        "code": a_mark("TE"), "full_name": "Thạch Thị Thử", "folded_name": "thach thi thu",
        "sex": "female", "date_of_birth": date(2015, 9, 5), "entered_at": NOW,
    }  # fmt: skip
    return Child(**values | fields, units=[ChildUnit(area_id=unit) for unit in units])


def a_case(child: int, area: int, **fields: Any) -> Case:
    values = {"code": a_mark("HS"), "opened_at": NOW, "entered_at": NOW}
    return Case(**values | fields, child_id=child, area_id=area)


def a_report(area: int, **fields: Any) -> Report:
    values = {"code": a_mark("BC"), "received_at": NOW, "entered_at": NOW, "event_unit_id": area}
    return Report(**values | fields, area_id=area)


def stored(session: Session, row: Row) -> int:
    session.add(row)
    session.flush()
    return int(row.id)  # type: ignore[attr-defined]  # every row made here has a number


def furnish(area: int) -> Made:
    """Store one row of every kind of case content for a ward; return their primary keys."""
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        session = door.session
        child = stored(session, a_child(area))
        case = stored(session, a_case(child, area))
        report = stored(session, a_report(area, child_id=child, case_id=case, state="screened"))
        made: Made = {Child: child, ChildUnit: (child, area), Case: case, Report: report}
        for row in (*_of_child(child, area), *_of_report(report, area), *_of_case(case, area)):
            made[type(row)] = stored(session, row)
        person = {"child_id": child, "person_id": made[ChildPerson], "entered_at": NOW}
        for row in (
            Representative(**person, ground="parent", valid_from=DAY),
            ConsentEntry(
                **person,
                purpose="referral",
                kind="given",
                speaker="representative",
                happened_at=NOW,
            ),
        ):
            made[type(row)] = stored(session, row)
        for row in _referred(session, made, area):
            made[type(row)] = stored(session, row)
        made |= _filed(session, report, area) | _papered(session, case, area)
        spoken = {"measure_id": made[Measure], "report_id": report, "area_id": area, "way": "paper"}
        made[SpokenDecision] = stored(session, SpokenDecision(**spoken))
        carer = Carer(area_id=area, relative=False, valid_from=DAY, entered_at=NOW)
        made[Carer] = stored(session, carer)
        given = AssistanceBatch(area_id=area, kind="other", given_on=DAY, entered_at=NOW)
        made[AssistanceBatch] = stored(session, given)
    return made


def a_file(area: int, **fields: Any) -> StoredFile:
    """The row of a picture on a report or case, with nothing sealed."""
    values = {
        "code": a_mark("TL"), "kind": "jpeg", "size": 1, "sha256": "0" * 64, "pages": 1,
        "pages_shown": 1, "kept": 3, "entered_at": NOW,
    }  # fmt: skip
    return StoredFile(**values | fields, area_id=area)


def _filed(session: Session, report: int, area: int) -> Made:
    file = stored(session, a_file(area, report_id=report))
    session.add(FilePart(file_id=file, part="original", area_id=area, sealed=b"sealed"))
    hand_out = stored(session, HandOut(file_id=file, area_id=area, entered_at=NOW))
    return {StoredFile: file, FilePart: (file, "original"), HandOut: hand_out}


def a_paper(area: int, **fields: Any) -> Paper:
    """A paper of a report or case, with nothing sealed."""
    values = {"kind": "plan", "state": "draft", "happened_at": NOW, "entered_at": NOW}
    return Paper(**values | fields, area_id=area)


def _papered(session: Session, case: int, area: int) -> Made:
    tied: dict[str, Any] = {"case_id": case, "area_id": area}
    written = tied | {"entered_at": NOW}
    made: Made = {Paper: stored(session, a_paper(area, case_id=case))}
    of_paper = written | {"paper_id": made[Paper]}
    made[PaperText] = stored(session, PaperText(**of_paper, version=1))
    made[PlanActivity] = stored(session, PlanActivity(**of_paper, goal=1, position=1))
    times = dict.fromkeys(("started_at", "due_at"), NOW)
    clock = CaseClock(**tied, clock="plan_submission", edition="2017", **times)
    made[CaseClock] = stored(session, clock)
    made |= _put(session, made, written)
    moved = dict.fromkeys(("old_due_at", "new_due_at"), NOW)
    change = ClockChange(**written, clock_id=made[CaseClock], kind="override", **moved)
    made[ClockChange] = stored(session, change)
    return made


def _put(session: Session, made: Made, written: dict[str, Any]) -> Made:
    """The paper of the case as it was put before its signer, with one copy."""
    kept = stored(
        session,
        KeptPaper(
            **written,
            code=a_mark("VB"),
            paper_id=made[Paper],
            kind="plan",
            form="05",
            version=1,
            decided_at=NOW,
            unit_id=written["area_id"],
        ),
    )
    copy = KeptCopy(
        **written, kept_id=kept, copy="file", size=1, sha256="0" * 64, content=b"s", source=b"s"
    )
    return {KeptPaper: kept, KeptCopy: stored(session, copy)}


def _of_child(child: int, area: int) -> list[Row]:
    written = {"child_id": child, "entered_at": NOW}
    return [
        Residence(**written, unit_id=area, valid_from=DAY),
        Circumstance(**written, group_code="04", status="confirmed", valid_from=DAY),
        Assistance(**written, kind="education", given_on=DAY),
        NameHiding(**written),
        ChildPast(child_id=child, version=1, changed_at=NOW),
        ChildName(**written, kind="home", name="Bé Thử", folded_name="be thu"),
        ChildPerson(**written, relation="mother", cares=True),
        Schooling(**written, attendance="attends", valid_from=DAY),
        HealthNote(**written),
        FileRestriction(**written, area_id=area, restricted_at=NOW),
        DataRequest(
            **written,
            area_id=area,
            code=a_mark("YC"),
            kind="access",
            asker="child",
            channel="letter",
            received_at=NOW,
        ),
    ]


def _of_report(report: int, area: int) -> list[Row]:
    tied: dict[str, Any] = {"report_id": report, "area_id": area}
    return [
        Incident(**tied, certainty="suspected", entered_at=NOW),
        Answers(**tied, form="01", edition="2017", version=1, entered_at=NOW),
        Call(**tied, role="113", called_at=NOW, answer="reached", entered_at=NOW),
        Measure(**tied, kind="none", decided_at=NOW, entered_at=NOW),
        LoneReport(**tied, review_due=DAY, entered_at=NOW),
        Deadline(
            **tied,
            clock="emergency",
            edition="2017",
            started_at=NOW,
            due_at=NOW + timedelta(hours=12),
        ),
        SafetyStep(**tied, happened_at=NOW, entered_at=NOW),
        ReceiptCorrection(
            **tied,
            **dict.fromkeys(("old_received_at", "new_received_at"), NOW),
            **dict.fromkeys(("old_due_at", "new_due_at"), NOW),
            clears_late=False,
            entered_at=NOW,
        ),
        Proposal(**tied, kind="no_case", decides="chair", entered_at=NOW),
        SuspectEntry(**tied, entered_at=NOW),
    ]


def _of_case(case: int, area: int) -> list[Row]:
    return [
        CaseEvent(case_id=case, area_id=area, kind="opened", happened_at=NOW, entered_at=NOW),
        CaseFlag(case_id=case, area_id=area, flag="weapon", entered_at=NOW),
        CasePast(case_id=case, area_id=area, version=1, changed_at=NOW),
        Notice(
            kind="closing_proposed",
            mark=a_mark("HS"),
            area_id=area,
            role="chair",
            cause=f"{area}",
            entered_at=NOW,
        ),
    ]


def _referred(session: Session, made: Made, area: int) -> list[Row]:
    name = f"agency {next(_NUMBERS)}"
    agency = stored(session, Agency(name=name, folded=name, entered_at=NOW))
    service = stored(session, Service(agency_id=agency, name="help", folded="help", entered_at=NOW))
    disaster = stored(session, Disaster(name="flood", kind="flood", started_on=DAY, entered_at=NOW))
    referral = Referral(
        code=a_mark("GT"), area_id=area, child_id=made[Child], case_id=made[Case],
        agency_id=agency, service_id=service, entered_at=NOW,
    )  # fmt: skip
    number = stored(session, referral)
    return [
        referral,
        ReferralMove(
            referral_id=number,
            area_id=area,
            move="draft",
            state="draft",
            happened_at=NOW,
            entered_at=NOW,
        ),
        ReferralHold(referral_id=number, area_id=area, held_at=NOW, due_at=NOW, entered_at=NOW),
        Disclosure(referral_id=number, area_id=area, fields="name", entered_at=NOW),
        Addendum(referral_id=number, area_id=area, kind="contact", entered_at=NOW),
        Impact(disaster_id=disaster, child_id=made[Child], affected_on=DAY, entered_at=NOW),
    ]
