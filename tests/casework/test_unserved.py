"""What no copy that is handed out may say is gathered from the whole file, and shown to nobody."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import amend_report
from caseapp.casework.safety import record_safety
from caseapp.casework.unserved import secrets_of
from caseapp.records.cases import Case
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from tests.factories.assessments import WORDS, assess
from tests.factories.care import CARER, HOME, prepared, registered
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, a_desk, prepare
from tests.factories.reports import told
from tests.factories.web import CAI_KHE

REPORTER = {
    "reporter_consents": True,
    "reporter_name": "Lâm Thị Báo Tin",
    "reporter_phone": "0904 666 321",
    "reporter_address": "Số 3 hẻm Chợ",
}


def secrets(house: House, actor: Actor, model: type[Case | Report], code: str) -> frozenset[str]:
    with house.app.app_context(), desk.reading(actor, Act.CASE_PRINT, now=NOW) as door:
        return secrets_of(door, door.find(model, code=code))


def test_a_file_of_which_nothing_is_known_keeps_nothing(house: House) -> None:
    desk_ = a_desk(house)
    for model, code in ((Case, desk_.case), (Report, desk_.report)):
        assert secrets(house, desk_.officer, model, code) == frozenset()


def test_the_place_the_carer_the_reporter_and_the_childs_words_are_kept(house: House) -> None:
    desk_ = a_desk(house)
    prepare(house, desk_)
    prepared(house, desk_, registered(house, desk_))
    assess(house, desk_.report, by=desk_.officer)
    with house.app.app_context():
        version = read_report(desk_.officer, desk_.report, now=NOW).version
        amend_report(
            desk_.officer, desk_.report,
            told(child_name="Đỗ Thị Hòa", event_area=CAI_KHE, **REPORTER), version=version, now=NOW,
        )  # fmt: skip
        record_safety(
            desk_.officer,
            desk_.report,
            happened_at=None,
            place="Trạm xá Kín",
            taken_by="",
            now=NOW,
        )
    found = secrets(house, desk_.officer, Case, desk_.case)
    expected = {ADDRESS, HOST, "0901 111 222", CARER, HOME, WORDS, "Trạm xá Kín"}
    assert expected | {str(text) for text in REPORTER.values() if text is not True} <= found
    assert WORDS in secrets(house, desk_.officer, Report, desk_.report)
