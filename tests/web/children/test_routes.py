"""The children's pages: look-up, entry, one child, correction; who sees and may what."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from caseapp.casework.child_reading import read_child
from caseapp.casework.children import edit_child, move_child
from tests.factories.children import a_child, enter_child, officer_of
from tests.factories.drafts import rows_in
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, search, signed_in, version_in

IDENTITY = {
    "full_name": "Trần Văn Bảo",
    "sex": "male",
    "born-day": "",
    "born-month": "",
    "born-year": "2015",
    "born-age": "",
    "personal_id": "",
    "ethnicity": "Khmer",
    "address": "Hẻm 5",
    "guardian_name": "Trần Thị Lan",
    "guardian_relation": "mother",
    "guardian_phone": "0912345678",
}
NEW = IDENTITY | {
    "area_code": NINH_KIEU,
    "resident_from-day": "1",
    "resident_from-month": "7",
    "resident_from-year": "2025",
}


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def test_the_look_up_folds_names(house: House) -> None:
    actor = officer_of(house)
    enter_child(house, actor, full_name="Đỗ Thị Hòa")
    enter_child(house, actor, full_name="Lê Văn Tám")
    client = signed_in(house, "officer")
    found = page(client, search(client, "/children", q="do hoa"))
    assert "Đỗ Thị Hòa" in found
    assert "Lê Văn Tám" not in found
    assert "không có trẻ nào phù hợp" in page(client, search(client, "/children", q="xyz"))
    part = page(client, search(client, "/children", q="0921 5000"))
    assert "cần đủ 12 chữ số" in part
    assert "không có trẻ nào phù hợp" not in part


def test_a_child_is_entered_by_a_birth_half_known(house: House) -> None:
    client = signed_in(house, "officer")
    answer = client.post("/children/new", data=NEW)
    assert answer.status_code == 302
    shown = page(client, answer.location)
    assert "khoảng năm 2015" in shown
    for text in ("Trần Văn Bảo", "Khmer", "Hẻm 5", "Trần Thị Lan", "Phường Ninh Kiều"):
        assert text in shown


def test_the_units_offered_are_the_officers_own(house: House) -> None:
    form = page(signed_in(house, "officer"), "/children/new")
    assert re.findall(r'<option value="(\d{5})"', form) == [NINH_KIEU]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"full_name": ""}, "Nhập tên trẻ em"),
        ({"born-year": "2005"}, "16 tuổi"),
        ({"born-age": "9"}, "ước lượng"),  # a year and an age
        ({"resident_from-year": "2019"}, "01/07/2025"),
        ({"area_code": CAI_KHE}, "Chọn một trong các câu trả lời"),
        ({"resident_from-day": ""}, "đủ ngày, tháng, năm"),
        ({"personal_id": "123"}, "12 chữ số"),
    ],
)
def test_a_refused_entry_keeps_what_was_typed(
    house: House, wrong: dict[str, str], words: str
) -> None:
    client = signed_in(house, "officer")
    answer = client.post("/children/new", data=NEW | wrong)
    assert answer.status_code == 422
    shown = answer.get_data(as_text=True)
    assert words in shown
    assert "0912345678" in shown
    assert shown.index("govuk-error-summary") < shown.index("<h1")


def test_an_estimated_age_counts_from_the_day_of_its_estimate(house: House) -> None:
    client = signed_in(house, "officer")
    where = client.post("/children/new", data=NEW | {"born-year": "", "born-age": "9"}).location
    assert "khoảng 9 tuổi" in page(client, where)
    actor = officer_of(house)
    code = where.rsplit("/", 1)[1]
    with house.app.app_context():
        before = read_child(actor, code, now=NOW)
    assert before.born is not None
    assert (before.born.isoformat(), before.birth_precision) == ("2017-11-23", "estimated")
    # Sent back as it was shown, the birth stays what it was.
    form = page(client, f"{where}/identity")
    assert re.search(r'id="born-age"[^>]*value="9"', form)
    sent = IDENTITY | {"born-year": "", "born-age": "9", "version": str(before.version)}
    sent["address"] = "Hẻm 9"
    assert client.post(f"{where}/identity", data=sent).status_code == 302
    with house.app.app_context():
        after = read_child(actor, code, now=NOW)
    assert (after.address, after.born) == ("Hẻm 9", before.born)
    assert after.birth_precision == "estimated"


def test_the_16th_birthday_is_flagged(house: House) -> None:
    actor = officer_of(house)
    client = signed_in(house, "officer")
    over = enter_child(house, actor, born=date(2010, 9, 5))
    far = enter_child(house, actor)
    assert "Không còn là trẻ em" in page(client, f"/children/{over}")
    assert "trẻ em (Luật Trẻ em" not in page(client, f"/children/{far}")
    soon = enter_child(house, actor, born=date(2010, 12, 24))
    assert "Đủ 16 tuổi từ ngày 24/12/2026" in page(client, f"/children/{soon}")


def test_a_version_saved_meanwhile_meets_ones_own(house: House) -> None:
    actor = officer_of(house)
    client = signed_in(house, "officer")
    code = enter_child(house, actor)
    address = f"/children/{code}/identity"
    form = page(client, address)
    with house.app.app_context():
        edit_child(actor, code, a_child(address="Hẻm 7"), version=int(version_in(form)), now=NOW)
    answer = client.post(address, data=IDENTITY | {"version": version_in(form)})
    assert answer.status_code == 409
    assert ("Hẻm 5", "Hẻm 7") in {(row["mine"], row["stored"]) for row in rows_in(answer.text)}
    with house.app.app_context():
        assert read_child(actor, code, now=NOW).address == "Hẻm 7"


def test_the_personal_number_is_whole_only_for_those_who_enter_it(house: House) -> None:
    code = enter_child(house, officer_of(house), personal_id="092215001234")
    assert "092215001234" in page(signed_in(house, "officer"), f"/children/{code}")
    for role, unit in (("chair", NINH_KIEU), ("supervisor", CITY)):
        shown = page(signed_in(house, role, unit), f"/children/{code}")
        assert "092215001234" not in shown
        assert "1234" in shown


def test_to_see_the_whole_number_is_an_act_of_its_own(house: House) -> None:
    code = enter_child(house, officer_of(house), personal_id="092215001234")
    for role, unit in (("chair", NINH_KIEU), ("supervisor", CITY)):
        browser = signed_in(house, role, unit)
        assert f"/children/{code}/personal-id" in browser.get(f"/children/{code}").text
        assert browser.get(f"/children/{code}/personal-id").status_code == 405
        assert "092215001234" in browser.post(f"/children/{code}/personal-id").text
    auditor = signed_in(house, "auditor")
    log = auditor.get(search(auditor, "/log", act="child.unmask")).text
    assert log.count("personal_id: true") == 2
    for role, unit in (("officer", NINH_KIEU), ("chair", CAI_KHE), ("auditor", CITY)):
        answer = signed_in(house, role, unit).post(f"/children/{code}/personal-id")
        assert answer.status_code == 404, role


@pytest.mark.parametrize(
    "noun", ["", "/identity", "/residences/new", "/circumstances/new", "/assistance/new"]
)
def test_another_wards_officer_finds_nothing(house: House, noun: str) -> None:
    code = enter_child(house, officer_of(house))
    stranger = signed_in(house, "officer", CAI_KHE)
    assert stranger.get(f"/children/{code}{noun}").status_code == 404
    if noun:
        assert stranger.post(f"/children/{code}{noun}", data=IDENTITY).status_code == 404
    assert code not in page(stranger, "/children")


def test_the_chair_reads_and_enters_nothing(house: House) -> None:
    code = enter_child(house, officer_of(house))
    chair = signed_in(house, "chair")
    shown = page(chair, f"/children/{code}")
    for looks in (
        "log",
        "name/hiding",
        "consents",
    ):  # who looked; and hiding the name, which protects
        shown = shown.replace(f"/children/{code}/{looks}", "")
    assert f"/children/{code}/" not in shown  # no form
    for noun in ("/identity", "/residences/new", "/circumstances/new", "/assistance/new"):
        assert chair.get(f"/children/{code}{noun}").status_code == 404
    assert chair.get("/children/new").status_code == 404


@pytest.mark.parametrize("role", ["statistician", "administrator"])
def test_who_counts_or_keeps_accounts_sees_no_child(house: House, role: str) -> None:
    code = enter_child(house, officer_of(house))
    client = signed_in(house, role, CITY)
    assert client.get("/children").status_code == 404
    assert client.get(f"/children/{code}").status_code == 404


def test_a_child_that_moved_shows_both_stays(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        move_child(actor, code, area_code=CAI_KHE, since=NOW.date(), now=NOW)
    shown = page(signed_in(house, "officer"), f"/children/{code}")
    assert shown.index("Phường Cái Khế") < shown.rindex("Phường Ninh Kiều")
