"""Reports and what hangs on them share one unit; incidents are as certain as the law knows."""

from __future__ import annotations

from caseapp.records.reports import Answers, Incident, Report
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_report, stored
from tests.factories.wards import Wards, unkept


def test_what_hangs_on_a_report_lies_in_its_unit_and_moves_with_it(books: Wards) -> None:
    session, report = books.session, stored(books.session, a_report(NINH_KIEU))
    tied = {"report_id": report, "certainty": "suspected", "entered_at": NOW}
    unkept(session, Incident(**tied, area_id=CAI_KHE))
    report = stored(session, a_report(NINH_KIEU))
    incident = stored(session, Incident(**tied | {"report_id": report}, area_id=NINH_KIEU))
    session.get_one(Report, report).area_id = CAI_KHE
    session.flush()
    session.expire_all()
    assert session.get_one(Incident, incident).area_id == CAI_KHE


def test_certainty_is_one_of_three(books: Wards) -> None:
    tied = {"report_id": books.own[Report], "area_id": NINH_KIEU, "entered_at": NOW}
    unkept(books.session, Incident(**tied, certainty="likely"))


def test_a_version_of_a_forms_answers_is_kept_once(books: Wards) -> None:
    tied = {"report_id": books.own[Report], "area_id": NINH_KIEU, "entered_at": NOW}
    saved = {"form": "01", "edition": "2017"}
    unkept(books.session, Answers(**tied, **saved, version=1))
    stored(books.session, Answers(**tied, **saved, version=2))
