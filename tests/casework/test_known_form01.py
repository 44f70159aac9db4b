"""A report that was made in a case has its Mẫu 01: known answers filled, amendable, printable."""

from __future__ import annotations

from caseapp.casework.case_entry import open_directly
from caseapp.casework.hidden_names import hide_name
from caseapp.casework.incidents import IncidentEntry, record_in_case
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.reports import amend_report
from caseapp.rules.access import Actor
from tests.factories.children import actor_of, enter_child
from tests.factories.house import NOW, House
from tests.factories.people import MOTHER, add_speaker
from tests.factories.reports import HOUR
from tests.factories.web import NINH_KIEU, make_user, sign_in, text_of

ENTRY = IncidentEntry(
    "suspected", ("neglect",), ("family",), None, "Hàng xóm kể", place="Đường Hai Bà Trưng"
)


def made_in_a_case(house: House, officer: Actor, child: str) -> ReportView:
    with house.app.app_context():
        case = open_directly(officer, child, reason="Mồ côi", now=NOW)
        code = record_in_case(officer, case, ENTRY, received_at=NOW - HOUR, now=NOW)
        return read_report(officer, code, now=NOW)


def test_it_is_filled_amended_and_printed(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    child = enter_child(house, officer, guardian_name=MOTHER, guardian_relation="mother")
    view = made_in_a_case(house, officer, child)
    said = view.answers
    assert (said["child_name"], said["event_area"]) == ("Đỗ Thị Hòa", NINH_KIEU)
    assert (said["event_place"], said["received_at"]) == (ENTRY.place, NOW - HOUR)
    assert (said["current_carer"], said["mother_name"]) == (MOTHER, MOTHER)
    assert not {"father_name", "child_state", "subject", "reporter_name"} & set(said)
    browser = sign_in(house, name)
    assert MOTHER in browser.get(f"/reports/{view.code}/amendment").get_data(as_text=True)
    assert browser.get(f"/reports/{view.code}/form-01.pdf").status_code == 200
    with house.app.app_context():
        amend_report(
            officer, view.code, said | {"child_state": "Gầy"}, version=view.version, now=NOW
        )
    assert "Gầy" in text_of(browser, f"/reports/{view.code}")


def test_a_hidden_name_is_not_written_into_it(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    child = enter_child(house, officer)
    add_speaker(house, officer, child)
    with house.app.app_context():
        hide_name(actor_of(house, make_user(house, "chair")), child, reason="Bảo vệ", now=NOW)
    assert "child_name" not in made_in_a_case(house, officer, child).answers
