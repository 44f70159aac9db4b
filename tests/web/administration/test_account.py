"""One account on its page: roles given, moved and ended, a reset, sessions ended; never content."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import account_reading
from caseapp.records.users import User
from caseapp.rules.stages import FIRST_PASSWORD_LASTS
from caseapp.web.administration.account import password_words
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.signing import give_factor, in_production, must_change
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    PASSWORD,
    boxes,
    client,
    make_user,
    sign_in,
    signed_in,
    text_of,
)

ROLE = {"role": "chair", "area_code": CAI_KHE, **boxes("valid_from", "2026-11-23")}
OTHER = "another good one"
WAITS = "Thay đổi có hiệu lực khi người thứ hai đồng ý"


@pytest.fixture
def admin(house: House) -> FlaskClient:
    make_user(house, "officer", username="canbo")
    return sign_in(house, make_user(house, "administrator", CITY, username="quantri"))


def number_of(admin: FlaskClient, username: str = "canbo") -> str:
    """The number of the account's role, as its links have it."""
    return re.findall(
        rf"/accounts/{username}/roles/(\d+)/end", admin.get(f"/accounts/{username}").text
    )[0]


def test_the_page_shows_roles_and_sessions_and_no_content(house: House, admin: FlaskClient) -> None:
    sign_in(house, "canbo")
    words = text_of(admin, "/accounts/canbo")
    for said in ("Cán bộ bảo vệ trẻ em", "Phường Ninh Kiều", "từ 23/11/2026", "Phiên đăng nhập"):
        assert said in words
    assert admin.get("/reports").status_code == 404


def test_a_role_is_asked_for_and_waits(admin: FlaskClient) -> None:
    answer = admin.post("/accounts/canbo/roles/new", data=ROLE | boxes("valid_until", "2026-12-31"))
    assert answer.location == "/accounts/canbo"
    words = text_of(admin, "/accounts/canbo")
    assert WAITS in words
    assert "Chủ tịch UBND, Phường Cái Khế, từ 23/11/2026, hết hiệu lực từ 31/12/2026" in words


def test_a_role_without_content_is_given_at_once(admin: FlaskClient) -> None:
    admin.post("/accounts/canbo/roles/new", data=ROLE | {"role": "statistician", "area_code": CITY})
    words = text_of(admin, "/accounts/canbo")
    assert "Đã giao vai trò" in words
    assert "đang chờ" not in words


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": ""}, "role"),
        ({"role": "king"}, "role"),
        ({"area_code": ""}, "area_code"),
        ({"area_code": "99999"}, "area_code"),
        (boxes("valid_from", "2026-11-22"), "valid_from-day"),
        (boxes("valid_until", "2026-11-23"), "valid_until-day"),
        ({"role": "officer", "area_code": NINH_KIEU}, "role"),
    ],
)
def test_a_refused_role_names_its_field(
    admin: FlaskClient, wrong: dict[str, str], field: str
) -> None:
    answer = admin.post("/accounts/canbo/roles/new", data=ROLE | wrong)
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.text


def test_a_role_moves_and_ends(admin: FlaskClient) -> None:
    number = number_of(admin)
    moved = {"area_code": CAI_KHE, **boxes("valid_from", "2026-11-25")}
    assert admin.get(f"/accounts/canbo/roles/{number}/unit").status_code == 200
    wrong = admin.post(
        f"/accounts/canbo/roles/{number}/unit", data=moved | {"area_code": NINH_KIEU}
    )
    assert 'href="#area_code' in wrong.text
    admin.post(f"/accounts/canbo/roles/{number}/unit", data=moved)
    assert WAITS in text_of(admin, "/accounts/canbo")
    late = admin.post(
        f"/accounts/canbo/roles/{number}/end", data=boxes("valid_until", "2026-11-22")
    )
    assert 'href="#valid_until' in late.text
    ended = admin.post(
        f"/accounts/canbo/roles/{number}/end", data=boxes("valid_until", "2026-11-23")
    )
    assert ended.location == "/accounts/canbo"
    assert "đã kết thúc" in text_of(admin, "/accounts/canbo")
    for page in ("unit", "end"):
        assert admin.get(f"/accounts/canbo/roles/{number}/{page}").status_code == 404
        assert admin.get(f"/accounts/canbo/roles/999/{page}").status_code == 404


def test_a_reset_waits_and_changes_nothing_until_then(house: House, admin: FlaskClient) -> None:
    give_factor(house, "canbo")
    short = admin.post("/accounts/canbo/password", data={"password": "x"})
    assert 'href="#password"' in short.text
    for address, sent in (("password", {"password": OTHER}), ("second-factor", {})):
        assert admin.post(f"/accounts/canbo/{address}", data=sent).location == "/accounts/canbo"
        assert WAITS in text_of(admin, "/accounts/canbo")
        assert admin.post(f"/accounts/canbo/{address}", data=sent).status_code == 422  # once
    form = {"username": "canbo", "password": PASSWORD}
    assert client(house).post("/sign-in", data=form).location == "/sign-in/code"


def test_the_own_account_offers_no_change(admin: FlaskClient) -> None:
    page = admin.get("/accounts/quantri").text
    assert 'href="/accounts/quantri/' not in page
    assert 'href="/account"' in page
    for address, sent in (("roles/new", ROLE), ("password", {"password": OTHER})):
        answer = admin.post(f"/accounts/quantri/{address}", data=sent)
        assert answer.status_code == 422
        assert "Không ai được tự thay đổi" in answer.text


def test_sessions_are_ended_one_or_all(house: House, admin: FlaskClient) -> None:
    first, second, third = (sign_in(house, "canbo") for _ in range(3))
    page = admin.get("/accounts/canbo").text
    numbers = re.findall(r'action="/accounts/canbo/sessions/(\d+)/end"', page)
    assert len(numbers) == 3
    assert admin.post(f"/accounts/quantri/sessions/{numbers[0]}/end").status_code == 404
    admin.post(f"/accounts/canbo/sessions/{numbers[0]}/end")
    assert sorted(each.get("/").status_code for each in (first, second, third)) == [200, 200, 302]
    admin.post("/accounts/canbo/sessions/end")
    assert [each.get("/").status_code for each in (first, second, third)] == [302] * 3
    assert "không mở ở đâu" in text_of(admin, "/accounts/canbo")


@pytest.mark.parametrize(
    ("role", "unit"),
    [("officer", NINH_KIEU), ("chair", NINH_KIEU), ("supervisor", CITY), ("statistician", CITY)],
)
def test_nobody_else_opens_or_changes_an_account(house: House, role: str, unit: str) -> None:
    name = make_user(house, "officer")
    other = signed_in(house, role, unit)
    for address in (
        "",
        "/password",
        "/second-factor",
        "/roles/new",
        "/roles/1/unit",
        "/roles/1/end",
    ):
        assert other.get(f"/accounts/{name}{address}").status_code == 404, address
        if address:
            assert other.post(f"/accounts/{name}{address}", data=ROLE).status_code == 404, address
    for address in ("/sessions/1/end", "/sessions/end"):
        assert other.post(f"/accounts/{name}{address}").status_code == 404, address


@pytest.mark.parametrize("address", ["", "/password", "/second-factor", "/roles/new"])
def test_an_unknown_account_is_not_there(admin: FlaskClient, address: str) -> None:
    assert admin.get(f"/accounts/nobody{address}").status_code == 404


def test_numbers_of_no_row_are_not_there(admin: FlaskClient) -> None:
    for number in (999, 10**20):
        assert admin.post(f"/accounts/canbo/sessions/{number}/end").status_code == 404
        assert admin.post(f"/account/sessions/{number}/end").status_code == 404
        assert admin.get(f"/accounts/canbo/roles/{number}/end").status_code == 404
        assert admin.get(f"/accounts/changes/{number}").status_code == 404


def test_the_page_says_until_when_a_password_handed_over_is_good(
    house: House, admin: FlaskClient
) -> None:
    def shown(ago: timedelta, *, production: bool = True) -> str:
        with house.app.app_context(), desk.ledger(write=True) as session:
            user = session.scalars(select(User).where(User.username == "canbo")).one()
            user.password_set_at = datetime.now(UTC) - ago
            session.flush()
        with house.app.test_request_context():
            view = account_reading.read_account(SYSTEM, "canbo", now=NOW, clock=NOW)
            if not production:
                return password_words(view.first_ends)
            with in_production(house):
                return password_words(view.first_ends)

    assert "người khác" not in shown(timedelta())
    must_change(house, "canbo")
    good, over = shown(timedelta()), shown(FIRST_PASSWORD_LASTS)
    assert "phải đổi trước" in good
    assert "không còn" in over
    assert "trước" not in shown(FIRST_PASSWORD_LASTS, production=False)
    assert "người khác" in text_of(admin, "/accounts/canbo")
