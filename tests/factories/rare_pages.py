"""Pages in states of which a busy demo has one or two: named to the walk, not come upon."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.answer_links import make_link
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit, Residence
from caseapp.records.consents import ReferralHold
from caseapp.records.data_requests import FileRestriction
from caseapp.records.disasters import Disaster
from caseapp.records.disclosures import Addendum
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.first_hours import ReceiptCorrection, SpokenDecision
from caseapp.records.kept_papers import KeptPaper
from caseapp.records.name_hidings import NameHiding
from caseapp.records.papers import Paper, PlanActivity
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Act
from caseapp.rules.referral_states import LIVE
from caseapp.rules.units import OUTSIDE_ID
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import NINH_KIEU


def _rare_cases(session: Session, ward: int) -> list[str]:
    """Pages of cases without a report, with plans, care, separations, hand-overs under way."""
    found = []
    told = select(Report.case_id).where(Report.case_id.is_not(None))
    alone = select(Case.code).where(Case.area_id == ward, Case.id.not_in(told))
    running = alone.where(Case.state == "open", Case.deleted_at.is_(None)).limit(1)
    found += [f"/cases/{code}" for code in session.scalars(running)]
    planned = select(PlanActivity.case_id).where(PlanActivity.state == "planned")
    prepared = ("draft", "submitted", "returned")
    drafted = select(Paper.case_id).where(Paper.kind == "plan", Paper.state.in_(prepared))
    for these in (planned, drafted):
        codes = select(Case.code).where(Case.area_id == ward, Case.id.in_(these)).limit(2)
        found += [f"/cases/{code}/plans" for code in session.scalars(codes)]
    cared = select(Paper.case_id).where(Paper.kind.like("care%"), Paper.area_id == ward)
    codes = select(Case.code).where(Case.id.in_(cared))
    found += [f"/cases/{code}/care" for code in session.scalars(codes)]
    parted = select(Paper.case_id).where(
        Paper.kind == "separation",
        Paper.area_id == ward,
        Paper.state.in_(("draft", "submitted", "returned")),
    )
    codes = select(Case.code).where(Case.id.in_(parted))
    found += [f"/cases/{code}/measures" for code in session.scalars(codes)]
    return found


def rare_pages(house: House) -> list[str]:
    """Pages of the first ward in states of which a busy ward has one or two."""
    ward = int(NINH_KIEU)
    asked = (
        ("reports", Report, SpokenDecision.report_id, SpokenDecision.settled_at.is_(None)),
        ("reports", Report, Proposal.report_id, Proposal.state == "proposed"),
        ("reports", Report, ReceiptCorrection.report_id, ReceiptCorrection.decided_at.is_(None)),
        ("cases", Case, Proposal.case_id, Proposal.state == "proposed"),
    )
    found = ["/populations?day-day=1&day-month=2&day-year=2020"]  # no unit has a figure then
    with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
        for noun, model, column, waits in asked:
            codes = select(model.code).where(
                model.area_id == ward, model.id.in_(select(column).where(waits))
            )
            found += [f"/{noun}/{code}" for code in door.session.scalars(codes.limit(2))]
        found += _rare_cases(door.session, ward)
        found += _of_transfers(door, ward)
        found += _of_papers(door, ward)
        newest = door.session.scalar(select(func.max(Disaster.id)))
        found += [f"/disasters/{newest}{part}" for part in ("", f"/units/{NINH_KIEU}")]
        hidden = select(NameHiding.child_id).where(NameHiding.lifted_at.is_(None))
        own = select(ChildUnit.child_id).where(ChildUnit.area_id == ward)
        restricted = select(FileRestriction.child_id).where(FileRestriction.lifted_at.is_(None))
        for these in (hidden, restricted):
            children = select(Child.code).where(Child.id.in_(these), Child.id.in_(own)).limit(2)
            found += [f"/children/{code}" for code in door.session.scalars(children)]
        door.log("walk:rare")
    return found


def _of_transfers(door: desk.Door, ward: int) -> list[str]:
    """Cases that are proposed to go or could go by letter, and the newest plan carried out."""
    outside = select(Residence.child_id).where(Residence.unit_id == OUTSIDE_ID)
    proposed = select(Transfer.case_id).where(Transfer.state == "proposed")
    going = or_(Case.child_id.in_(outside), Case.id.in_(proposed))
    codes = select(Case.code).where(Case.area_id == ward, going)
    found = [f"/cases/{code}" for code in door.session.scalars(codes.limit(3))]
    carried = select(Paper.case_id).where(Paper.kind == "plan", Paper.state == "approved")
    newest = select(Case.code).where(Case.area_id == ward, Case.id.in_(carried))
    codes = door.session.scalars(newest.order_by(Case.id.desc()).limit(1))
    return [*found, *(f"/cases/{code}/plans" for code in codes)]


def _of_papers(door: desk.Door, ward: int) -> list[str]:
    """Papers before their signer, and the lists of those of one report and one case."""
    rows = door.session.execute(
        select(KeptPaper.code, Report.code, Case.code)
        .outerjoin(Report, Report.id == KeptPaper.report_id)
        .outerjoin(Case, Case.id == KeptPaper.case_id)
        .where(KeptPaper.area_id == ward)
        .order_by(KeptPaper.id)
    )
    found = []
    for code, report, case in rows:
        found.append(f"/kept-papers/{code}")
        found.append(f"/reports/{report}/kept-papers" if report else f"/cases/{case}/kept-papers")
    return found


def kept_pages(house: House) -> list[str]:
    """Pages about reports that are kept from somebody, and in which somebody stands in."""
    with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
        lent = select(FileStandIn.report_id).where(FileStandIn.ended_at.is_(None))
        codes = door.session.scalars(select(Report.code).where(Report.id.in_(lent)).limit(2))
        door.log("walk:kept")
        return [f"/reports/{code}/{noun}" for code in codes for noun in ("conflicts", "stand-ins")]


def added_pages(house: House) -> list[str]:
    """The page on which is recorded that an agency knows of what was added."""
    with house.app.app_context(), desk.reading(SYSTEM, Act.REFERRAL_READ, now=NOW) as door:
        added = select(Addendum.referral_id)
        codes = select(Referral.code).where(Referral.id.in_(added)).limit(1)
        door.log("walk:added")
        return [f"/referrals/{code}/addenda/1/known" for code in door.session.scalars(codes)]


GROUP_PAGE = "/indicators/group?units=31135&units=31120"
"""The page of a group of units; a form leads there, which the walk does not send."""


def answer_page(house: House) -> str:
    """Make a link by which an agency without an account answers; return its address."""
    now = house.settings.now()
    with house.app.app_context():
        held = select(ReferralHold.referral_id).where(ReferralHold.ended_at.is_(None))
        with desk.reading(SYSTEM, Act.REFERRAL_READ, now=now) as door:
            sent = select(Referral.code).where(Referral.state.in_(LIVE), Referral.id.not_in(held))
            code = door.session.scalars(sent).first()
            door.log("walk:link")
        assert code
        made = make_link(actor_of(house, "giamsat"), code, plain=False, now=now)
    return f"/answer/{made.token}"
