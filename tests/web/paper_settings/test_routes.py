"""The pages of what is decided about papers: shown to all, decided by few, withdrawn and kept."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from caseapp.web.paper_settings.routes import title_of
from tests.factories.house import House
from tests.factories.web import CITY, NINH_KIEU, boxes, key, signed_in, text_of

UNIT = f"/paper-settings/units/{NINH_KIEU}"


def typed(value: str, **more: str) -> dict[str, str]:
    since = boxes("valid_from", "2026-11-23")
    return {"post_key": key(), "value": value, "decision": "12/QĐ-UBND", **since, **more}


@pytest.fixture
def admin(house: House) -> FlaskClient:
    return signed_in(house, "administrator", CITY)


def test_the_city_decides_and_withdraws(house: House, admin: FlaskClient) -> None:
    page = "/paper-settings/grounds-07"
    assert "Căn cứ Luật Trẻ em;" in text_of(admin, page)
    wrong = admin.post(f"{page}/new", data=typed("Luật Trẻ em"))
    assert wrong.status_code == 422
    done = admin.post(f"{page}/new", data=typed("Căn cứ Luật X\nCăn cứ Luật Y;"))
    assert (done.status_code, done.location) == (302, page)
    for address in ("/paper-settings", page):
        said = text_of(admin, address)
        assert "Căn cứ Luật X;" in said
        assert "12/QĐ-UBND" in said
    officer = signed_in(house, "officer")
    assert "Căn cứ Luật Y;" in text_of(officer, page)
    assert "Rút" not in text_of(officer, page)
    assert officer.get(f"{page}/new").status_code == 404
    html = admin.get(page).get_data(as_text=True)
    (action,) = {part.split('"')[0] for part in html.split('action="')[1:] if "withdrawal" in part}
    assert admin.post(action).status_code == 302
    assert "Căn cứ Luật Trẻ em;" in text_of(admin, page)


def test_the_authority_above_may_be_emptied(admin: FlaskClient) -> None:
    page = "/paper-settings/superior"
    first = typed("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ")
    assert admin.post(f"{page}/new", data=first).status_code == 302
    assert "THÀNH PHỐ CẦN THƠ" in text_of(admin, page)
    later = typed("", **boxes("valid_from", "2026-11-22"))
    assert admin.post(f"{page}/new", data=later).status_code == 302
    assert admin.post("/paper-settings/department/new", data=typed("")).status_code == 422


def test_a_chair_names_the_own_unit(house: House, admin: FlaskClient) -> None:
    chair = signed_in(house, "chair")
    assert "Phường Ninh Kiều" in text_of(chair, UNIT)
    assert "Phường Ninh Kiều" in text_of(chair, "/paper-settings")
    done = chair.post(f"{UNIT}/place/new", data=typed("Cần Thơ"))
    assert (done.status_code, done.location) == (302, UNIT)
    html = chair.get(UNIT).get_data(as_text=True)
    (action,) = {part.split('"')[0] for part in html.split('action="')[1:] if "withdrawal" in part}
    other = "/paper-settings/units/31120"
    assert chair.get(f"{other}/place/new").status_code == 404
    assert chair.post(action.replace(NINH_KIEU, "31120")).status_code == 404
    assert chair.get("/paper-settings/department/new").status_code == 404
    assert chair.post(action).status_code == 302
    assert admin.get(f"{UNIT}/agency/new").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/paper-settings/nothing",
        "/paper-settings/agency",
        "/paper-settings/nothing/new",
        "/paper-settings/units/1",
        f"/paper-settings/units/{CITY}",
        f"{UNIT}/department/new",
    ],
)
def test_what_is_no_setting_is_not_there(admin: FlaskClient, address: str) -> None:
    assert admin.get(address).status_code == 404


def test_a_setting_is_named_with_its_paper(house: House) -> None:
    with house.app.test_request_context():
        assert title_of("paper_grounds_05").startswith("Căn cứ pháp lý: Quyết định về việc phê")
        assert title_of("paper_grounds_04") == "Căn cứ pháp lý: Kế hoạch hỗ trợ, can thiệp"
