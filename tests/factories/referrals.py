"""Cases and an agency to refer their children to, made the way staff make them."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseapp.casework.agencies import add_offer
from caseapp.casework.children import NewChild
from caseapp.casework.disclosures import Choice
from caseapp.casework.offers import offers_for
from caseapp.casework.referrals import Answer, draft_referral, move_referral
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.rules.access import Actor
from tests.factories.children import a_child
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import NINH_KIEU

AGENCY = "Trung tâm Công tác xã hội"
SERVICE = "Tư vấn tâm lý"
BY_PHONE = {"way": "phone", "post": "phó giám đốc", "called": "02923 111 222"}
SHARED = Choice(("name", "sex", "birth"), "duty", "Trẻ cần được trợ giúp ngay")


def add_agency(house: House, service: str = SERVICE) -> int:
    """Put a service of the agency into the directory; return its id."""
    with house.app.app_context():
        add_offer(SYSTEM, agency=AGENCY, service=service, phone="02923 111 222", now=NOW)
        label = f"{AGENCY} – {service}"
        offers = offers_for(int(NINH_KIEU), now=NOW)
        return next(offer.number for offer in offers if offer.label == label)


def open_a_case(
    house: House, officer: Actor, area_code: str = NINH_KIEU, child: NewChild | None = None
) -> str:
    """Log a report of an hour ago and open a case of a new child from it; return its code."""
    values = {
        "received_at": NOW - timedelta(hours=1),
        "event_area": area_code,
        "channel": "phone",
        "child_name": "Đỗ Thị Hòa",
    }
    with house.app.app_context():
        report = log_report(officer, values, now=NOW)
        return open_case(officer, report, child or a_child(area_code), now=NOW)


def draft(
    house: House, officer: Actor, case: str, service_id: int, sharing: Choice | None = SHARED
) -> str:
    """Draft a referral of the case's child; return its code."""
    with house.app.app_context():
        return draft_referral(
            officer,
            case,
            service_id=service_id,
            reason="Mất ngủ sau sự việc",
            now=NOW,
            sharing=sharing,
        )


def said(at: datetime, comment: str = "Đã hết chỗ") -> Answer:
    """An answer that the agency gave by telephone."""
    return Answer(at, "Bà Lan", comment, **BY_PHONE)


def take(
    house: House, supervisor: Actor, code: str, *moves: str, at: datetime | None = None
) -> None:
    """Take steps one after the other; a decline says why."""
    with house.app.app_context():
        for move in moves:
            answer = said(at or NOW)
            move_referral(supervisor, code, move=move, answer=answer, now=NOW)
