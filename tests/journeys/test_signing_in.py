"""The first sign-in of a new officer in production: own password, second factor, codes on paper."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.factories.house import House
from tests.factories.signing import code_at, codes_on, in_production, must_change, secret_on
from tests.factories.web import NINH_KIEU, PASSWORD, make_user
from tests.journeys.test_officer import Walk

OWN = "mua roi tren song Hau"


@pytest.mark.parametrize(
    ("viewport", "scripts"),
    [pytest.param(WIDE, True, id="wide"), pytest.param(PHONE, False, id="phone-without-scripts")],
)
def test_from_a_password_handed_over_to_two_steps(
    house: House, site: str, new_page: NewPage, viewport: dict[str, int], *, scripts: bool
) -> None:
    name = make_user(house, "officer", NINH_KIEU)
    must_change(house, name)
    eye = None if scripts else new_page(viewport)
    walk = Walk(new_page(viewport, scripts=scripts), site, eye)
    with in_production(house):
        walk.sign_in(name)
        _choose_a_password(walk)
        codes = _set_up(walk)
        walk.follow("Tôi đã ghi ra giấy, tiếp tục")
        assert walk.address == "/"
        walk.send("Đăng xuất")
        _come_back_with_paper(walk, name, codes[4])


def _choose_a_password(walk: Walk) -> None:
    assert walk.address == "/sign-in/password"
    walk.send("Đổi mật khẩu")  # nothing typed yet
    assert "Nhập mật khẩu" in walk.page.inner_text(".govuk-error-summary")
    walk.page.fill("[name=password]", OWN)
    walk.page.fill("[name=again]", OWN)
    walk.send("Đổi mật khẩu")


def _set_up(walk: Walk) -> list[str]:
    assert walk.address == "/sign-in/second-factor"
    walk.page.fill("[name=code]", "000000")
    walk.send("Xác nhận")
    assert "Mã không đúng" in walk.page.inner_text("#code-error")
    picture = walk.page.get_attribute("main img", "src")
    assert walk.page.request.get(f"{walk.site}{picture}").status == 200
    secret = secret_on(walk.page.content())
    walk.page.fill("[name=code]", code_at(secret, datetime.now(UTC)))
    walk.page.locator("button", has_text="Xác nhận").click()
    walk.page.wait_for_selector("ol[translate=no] li")  # shown once: no second look by address
    codes = codes_on(walk.page.content())
    assert len(codes) == 10
    return codes


def _come_back_with_paper(walk: Walk, name: str, code: str) -> None:
    walk.page.fill("[name=username]", name)
    walk.page.fill("[name=password]", PASSWORD)
    walk.send("Đăng nhập")
    assert "không đúng" in walk.page.inner_text(
        ".govuk-error-summary"
    )  # somebody else knows that one
    walk.page.fill("[name=password]", OWN)
    walk.send("Đăng nhập")
    assert walk.address == "/sign-in/code"
    walk.page.fill("[name=code]", code.upper())
    walk.send("Tiếp tục")
    assert walk.address == "/"
    walk.go("/account")
    assert "còn 9 mã" in walk.words
