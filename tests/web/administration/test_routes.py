"""The accounts' pages: made, listed, a new password, closed; for administrators alone."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.web import CITY, NINH_KIEU, PASSWORD, client, make_user, sign_in, signed_in

NEW = {
    "username": "Le.Lan",
    "full_name": "Lê Thị Lan",
    "role": "officer",
    "area_code": NINH_KIEU,
    "password": PASSWORD,
}


def can_sign_in(house: House, username: str, password: str) -> bool:
    answer = client(house).post("/sign-in", data={"username": username, "password": password})
    return answer.status_code == 302


def test_an_account_is_made_and_listed(house: House) -> None:
    admin = signed_in(house, "administrator", CITY)
    answer = admin.post("/accounts/new", data=NEW)
    assert (answer.status_code, answer.location) == (302, "/accounts/le.lan")
    shown = admin.get("/accounts").get_data(as_text=True)
    for words in ("le.lan", "Lê Thị Lan", "Có 1 thay đổi đang chờ người thứ hai"):
        assert words in shown
    assert "Cán bộ bảo vệ trẻ em, Phường Ninh Kiều" not in shown  # nobody agreed yet
    assert can_sign_in(house, "le.lan", PASSWORD)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": "lê lan"}, "username"),
        ({"username": ""}, "username"),
        ({"full_name": ""}, "full_name"),
        ({"role": ""}, "role"),
        ({"role": "king"}, "role"),
        ({"area_code": ""}, "area_code"),
        ({"area_code": "99999"}, "area_code"),
        ({"area_code": CITY}, "area_code"),  # an officer of all wards
        ({"role": "statistician"}, "area_code"),  # of one ward: only the city's counts are theirs
        ({"password": "short"}, "password"),
    ],
)
def test_a_refused_account_names_the_field_and_never_shows_the_password(
    house: House, wrong: dict[str, str], field: str
) -> None:
    answer = signed_in(house, "administrator", CITY).post("/accounts/new", data=NEW | wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#{field}' in page
    assert f'value="{PASSWORD}"' not in page
    assert not can_sign_in(house, "le.lan", PASSWORD)


def test_a_name_is_taken_once(house: House) -> None:
    admin = signed_in(house, "administrator", CITY)
    admin.post("/accounts/new", data=NEW)
    answer = admin.post("/accounts/new", data=NEW | {"username": "LE.LAN"})
    assert answer.status_code == 422


def test_closing_asks_first_then_ends_the_sessions(house: House) -> None:
    name = make_user(house, "officer")
    theirs = sign_in(house, name)
    admin = signed_in(house, "administrator", CITY)
    assert name in admin.get(f"/accounts/{name}/disablement").get_data(as_text=True)
    assert theirs.get("/").status_code == 200  # asking changes nothing
    assert admin.post(f"/accounts/{name}/disablement").status_code == 302
    assert theirs.get("/").location.startswith("/sign-in")
    assert not can_sign_in(house, name, PASSWORD)
    admin.get("/accounts")  # what was done is said once
    for page in ("/accounts", f"/accounts/{name}"):
        assert "Đã đóng" in admin.get(page).get_data(as_text=True)


def test_nobody_closes_the_own_account(house: House) -> None:
    name = make_user(house, "administrator", CITY)
    admin = sign_in(house, name)
    page = admin.get(f"/accounts/{name}").get_data(as_text=True)
    assert f"/accounts/{name}/disablement" not in page
    answer = admin.post(f"/accounts/{name}/disablement")
    assert answer.status_code == 422
    assert can_sign_in(house, name, PASSWORD)


def test_an_unknown_account_is_not_there(house: House) -> None:
    admin = signed_in(house, "administrator", CITY)
    assert admin.get("/accounts/nobody").status_code == 404
    assert admin.get("/accounts/nobody/disablement").status_code == 404
    assert admin.post("/accounts/nobody/disablement", data=NEW).status_code == 404


@pytest.mark.parametrize(
    ("role", "unit"),
    [("officer", NINH_KIEU), ("chair", NINH_KIEU), ("supervisor", CITY), ("statistician", CITY)],
)
def test_nobody_else_keeps_accounts(house: House, role: str, unit: str) -> None:
    name = make_user(house, "officer")
    other = signed_in(house, role, unit)
    for address in (
        "/accounts",
        "/accounts/new",
        f"/accounts/{name}/disablement",
    ):
        assert other.get(address).status_code == 404, address
    assert other.post("/accounts/new", data=NEW).status_code == 404
    assert other.post(f"/accounts/{name}/disablement").status_code == 404
    assert can_sign_in(house, name, PASSWORD)
