"""Suspects as rows: from the first question and by hand, corrected, proposed for marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from caseapp import desk
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import read_marks
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.intake import Intake
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.suspect_rows import (
    SuspectDetails,
    correct_suspect,
    name_suspect,
    read_suspects,
    take_out_suspect,
)
from caseapp.casework.suspects import Suspect
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Act, Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import CHAIR, HOUR, OFFICER, STRANGER, SUPERVISOR, kept, log_one, told
from tests.factories.web import CAI_KHE, make_user, sign_in

WHO = Suspect("no", "Ông Ba Hàng Xóm", "0903 123 456")
FATHER = SuspectDetails("Đỗ Văn Cha", relation="father", access="yes", note="Hay say rượu")


def test_whom_the_first_question_names_is_a_row_that_moves_with_the_report(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        code = log_report(officer, told(), intake=Intake(WHO), now=NOW)
        (row,) = read_suspects(officer, code, now=NOW)
        assert (row.details.name, row.details.phone, row.from_intake) == (WHO.name, WHO.phone, True)
        now_known = replace(row.details, access="no", no_access_since=date(2026, 11, 20))
        correct_suspect(officer, code, row.number, now_known, now=NOW + HOUR)
        case = open_case(officer, code, a_child(), now=NOW + HOUR)
        (seen,) = read_case(officer, case, now=NOW + HOUR).suspects
    assert (seen.details, seen.from_intake, seen.report) == (now_known, True, code)
    cells = kept(house, select(SuspectEntry.name, SuspectEntry.deleted_at))
    assert [deleted for _, deleted in cells] == [NOW + HOUR, None]  # what was known before stays
    assert all("Hàng Xóm".encode() not in cell for cell, _ in cells)


def test_one_of_a_report_from_before_there_were_rows_is_shown_and_corrected(house: House) -> None:
    with house.app.app_context():
        code = log_report(OFFICER, told(), intake=Intake(WHO), now=NOW)
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:  # as an older version left it
            door.session.execute(update(SuspectEntry).values(origin="gone", deleted_at=NOW))
        (old,) = read_suspects(OFFICER, code, now=NOW)
        assert (old.number, old.details.name) == (0, WHO.name)
        correct_suspect(OFFICER, code, 0, replace(old.details, relation="relative"), now=NOW)
        (now_row,) = read_suspects(OFFICER, code, now=NOW)
        assert (now_row.number > 0, now_row.details.relation) == (True, "relative")
        with pytest.raises(Missing):
            correct_suspect(OFFICER, code, 0, FATHER, now=NOW)
        take_out_suspect(OFFICER, code, now_row.number, now=NOW)
        assert read_suspects(OFFICER, code, now=NOW) == []
        assert read_report(OFFICER, code, now=NOW).suspect == WHO  # as it was said


def test_whoever_bears_the_name_or_number_is_proposed_to_the_supervisor(house: House) -> None:
    make_user(house, "officer", CAI_KHE, "ba.hang.xom")
    code = log_one(house)
    named = SuspectDetails("Người dùng ba.hang.xom, làm ở phường bên", relation="other")
    with house.app.app_context():
        name_suspect(OFFICER, code, named, now=NOW)
        name_suspect(OFFICER, code, FATHER, now=NOW)  # no account bears that name
        marks = read_marks(SUPERVISOR, "report", code, now=NOW).marks
    assert [(mark.person, mark.origin) for mark in marks] == [
        ("Người dùng ba.hang.xom", "proposed")
    ]
    assert sign_in(house, "ba.hang.xom").get(f"/reports/{code}").status_code == 404


def test_a_suspect_is_tied_to_what_they_did_in_this_report_alone(house: House) -> None:
    other, code = log_one(house, child_name="Trẻ Khác"), log_one(house)
    with house.app.app_context():
        for report in (other, other, code):
            entry = IncidentEntry("suspected", ("neglect",), (), None, "Bà kể")
            record_incident(OFFICER, report, entry, now=NOW)
        mine = read_report(OFFICER, code, now=NOW).incidents[0].number
        assert mine == 2  # in the place after the bare row of the report's own
        name_suspect(OFFICER, code, replace(FATHER, incident=mine), now=NOW)
        assert read_suspects(OFFICER, code, now=NOW)[0].details.incident == mine
        with pytest.raises(Missing):
            name_suspect(OFFICER, code, replace(FATHER, incident=mine + 1), now=NOW)
        with pytest.raises(Missing):
            name_suspect(STRANGER, code, FATHER, now=NOW)
        for wrong in (CHAIR, SUPERVISOR):
            with pytest.raises(Denied):
                name_suspect(wrong, code, FATHER, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " ", "note": ""}, "name"),
        ({"relation": "boss"}, "relation"),
        ({"access": "maybe"}, "access"),
        ({"personal_id": "123"}, "personal_id"),
        ({"access": "no", "no_access_since": date(2026, 11, 24)}, "no_access_since"),
        ({"access": "yes", "no_access_since": date(2026, 11, 1)}, "no_access_since"),
    ],
)
def test_a_suspect_that_cannot_be(house: House, wrong: dict[str, object], field: str) -> None:
    code = log_one(house)
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        name_suspect(OFFICER, code, replace(FATHER, **wrong), now=NOW)
    assert broken.value.field == field
