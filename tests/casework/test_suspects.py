"""What is known of the suspect: sealed with the report, and handed over with it to the child."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.casework.intake import Intake
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.suspects import UNASKED, Suspect
from caseapp.records.reports import Report
from tests.factories.children import a_child
from tests.factories.house import NOW, House
from tests.factories.reports import OFFICER, kept, log_one, told

WHO = Suspect("no", "Ông Ba Hàng Xóm", "0903 123 456", "092080000001")


def test_the_suspect_is_sealed_and_stays_readable_under_the_key_of_the_child(house: House) -> None:
    with house.app.app_context():
        code = log_report(OFFICER, told(), intake=Intake(WHO), now=NOW)
        assert read_report(OFFICER, code, now=NOW).suspect == WHO
    ((cell,),) = kept(house, select(Report.suspect))
    assert "Hàng Xóm".encode() not in cell
    with house.app.app_context():
        open_case(OFFICER, code, a_child(), now=NOW)
        assert read_report(OFFICER, code, now=NOW).suspect == WHO
    ((moved,),) = kept(house, select(Report.suspect))
    assert moved != cell


def test_a_report_that_was_not_asked_about_names_none(house: House) -> None:
    with house.app.app_context():
        assert read_report(OFFICER, log_one(house), now=NOW).suspect == UNASKED
    assert kept(house, select(Report.suspect)) == [(None,)]
