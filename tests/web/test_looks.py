"""The page "Who looked at this file": linked for those entitled, every act in words, in pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from caseapp.casework import looks
from caseapp.casework.looks import Look
from caseapp.rules.access import Act
from caseapp.web.looks import ACT_WORDS, act_words, who_words
from tests.factories.house import NOW, House
from tests.factories.web import make_user, post_case, post_report, sign_in, signed_in, text_of

WITHOUT_A_FILE = {
    Act.HOME_READ, Act.REPORT_LIST, Act.REPORT_SEE_REPORTER, Act.CHILD_LIST, Act.CASE_LIST,
    Act.ASSISTANCE_LIST, Act.DISASTER_LIST, Act.DISASTER_ENTER, Act.RELIEF_DAYS_SET,
    Act.AGENCY_READ, Act.AGENCY_MANAGE, Act.FIGURES_READ, Act.FIGURES_OPEN, Act.FIGURES_FREEZE, Act.FIGURES_FETCH, Act.FIGURES_HAND_OUT, Act.RELEASE_READ, Act.RELEASE_PROPOSE, Act.RELEASE_SIGN, Act.RELEASE_SET_RULES, Act.POPULATION_ENTER, Act.POPULATION_ASK, Act.LOG_READ, Act.ACCOUNT_MANAGE, Act.ACCOUNT_DECIDE,
    Act.CALENDAR_SET, Act.PAPER_SET_RULES, Act.PAPER_SET_NAMES, Act.REGISTER_SET, Act.SIGNING_SET_RULES, Act.DUTY_KEEP, Act.TARGET_SET, Act.OWN_ACCOUNT, Act.SIGN_IN, Act.EXPORT_FETCH, Act.IMPORT_FILE,
    Act.STAND_IN_READ, Act.STAND_IN_NAME, Act.DEPUTY_NAME, Act.ENTRY_GIVE, Act.SUPERVISION_READ, Act.BACKUP_RUN, Act.KEYS_CHANGE,
    Act.STAND_IN_READ, Act.STAND_IN_NAME, Act.DEPUTY_NAME, Act.ENTRY_GIVE, Act.SUPERVISION_READ,
    Act.BREACH_RECORD, Act.RETENTION_READ, Act.RETENTION_SET,
}  # fmt: skip
"""Acts that never name a child, a report, a case or a referral in the log."""

LINK = "Ai đã xem hồ sơ này"


def test_every_act_on_a_file_has_words() -> None:
    assert set(ACT_WORDS) == set(Act) - WITHOUT_A_FILE


@pytest.fixture
def file(house: House) -> dict[str, str]:
    """The addresses of a case, its child and its report, made by the officer canbo."""
    officer = sign_in(house, make_user(house, "officer", username="canbo"))
    report = post_report(officer)
    case = post_case(officer, report)
    page = officer.get(f"/cases/{case}").get_data(as_text=True)
    found = re.search(r'href="(/children/TE-[^"/]+)"', page)
    assert found
    return {"case": f"/cases/{case}", "report": f"/reports/{report}", "child": found[1]}


@pytest.mark.parametrize("kind", ["case", "report", "child"])
@pytest.mark.parametrize("role", ["chair", "supervisor"])
def test_those_who_answer_for_it_see_who_looked(
    house: House, file: dict[str, str], kind: str, role: str
) -> None:
    browser = signed_in(house, role, "92" if role == "supervisor" else None)
    page = browser.get(file[kind]).get_data(as_text=True)
    assert f'href="{file[kind]}/log"' in page
    assert LINK in page
    words = text_of(browser, f"{file[kind]}/log")
    for text in ("Người dùng canbo", "Cán bộ bảo vệ trẻ em", "Phường Ninh Kiều", "23/11/2026"):
        assert text in words
    assert words.index("Người dùng " + role) < words.index("Người dùng canbo")  # the newest first


@pytest.mark.parametrize("kind", ["case", "report", "child"])
@pytest.mark.parametrize("role", ["officer", "statistician", "administrator"])
def test_for_others_there_is_no_such_page(
    house: House, file: dict[str, str], kind: str, role: str
) -> None:
    browser = signed_in(house, role)
    assert LINK not in browser.get(file[kind]).get_data(as_text=True)
    assert browser.get(f"{file[kind]}/log").status_code == 404
    chair = signed_in(house, "chair")
    words = text_of(chair, f"{file[kind]}/log")
    assert "Bị từ chối: Xem ai đã xem hồ sơ này" in words


def test_another_wards_file_looks_like_none(house: House, file: dict[str, str]) -> None:
    browser = signed_in(house, "chair", "31120")
    for address in file.values():
        assert browser.get(f"{address}/log").status_code == 404
        assert browser.get(address.rpartition("/")[0] + "/XX-26-00000000/log").status_code == 404


def test_a_step_that_was_refused_by_role_names_its_file(house: House, file: dict[str, str]) -> None:
    chair = signed_in(house, "chair")
    assert chair.post(f"{file['case']}/level", data={"level": "high"}).status_code == 404
    assert "Bị từ chối: Xử lý trường hợp" in text_of(chair, f"{file['case']}/log")


def test_older_entries_stand_on_the_next_page(
    house: House, file: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "PAGE", 2)
    chair = signed_in(house, "chair")
    first = chair.get(f"{file['case']}/log").get_data(as_text=True)
    assert f'href="{file["case"]}/log?page=2"' in first
    second = chair.get(f"{file['case']}/log?page=2").get_data(as_text=True)
    assert f'href="{file["case"]}/log?page=1"' in second
    for odd in ("0", "-3", "x", "9" * 40, "²"):
        assert chair.get(f"{file['case']}/log?page={odd}").status_code == 200
    assert "chưa có ai" in text_of(chair, f"{file['case']}/log?page=9999")


def a_look(**fields: object) -> Look:
    given = {
        "at": NOW - timedelta(hours=1), "who": "Lê Thị A", "posts": (("chair", "Phường Tân An"),),
        "operated_by": "", "act": "case.read", "refused": False, "kind": "case", "code": "HS-1",
    }  # fmt: skip
    return Look(**(given | fields))  # type: ignore[arg-type]  # by name


def test_people_and_acts_in_words(house: House) -> None:
    app: Flask = house.app
    with app.test_request_context():
        assert who_words(a_look()) == ("Lê Thị A", ["Chủ tịch UBND, Phường Tân An"])
        by_command = who_words(a_look(operated_by="root"))[1]
        assert "root" in by_command[-1]
        assert who_words(a_look(who="", posts=())) == ("Người vận hành máy chủ", [])
        assert act_words(a_look()) == "Đọc"
        assert act_words(a_look(refused=True)) == "Bị từ chối: Đọc"
        # An entry of a version that knew another act is shown as it was written.
        assert act_words(a_look(act="case.older_act")) == "case.older_act"
