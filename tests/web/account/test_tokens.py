"""One's own tokens on a page: made and shown once, listed, ended; an administrator ends them too."""

from __future__ import annotations

import re

from tests.factories.house import House
from tests.factories.web import boxes, make_user, sign_in, signed_in, text_of
from tests.web.figures_api.programs import Program

PAGE = "/account/tokens"
NEW = {"label": "Kho dữ liệu", "periods": "", "figures": "live"}
SHOWN = re.compile(r"caseapp_[A-Za-z0-9_-]{43}")


def a_day(days: int) -> dict[str, str]:
    from datetime import UTC, datetime, timedelta

    return boxes("ends_on", str((datetime.now(UTC) + timedelta(days=days)).date()))


def test_a_token_is_shown_once_listed_and_ended(house: House) -> None:
    name = make_user(house, "statistician")
    browser = sign_in(house, name)
    assert PAGE in browser.get("/account").text
    for days, said in ((0, "từ ngày mai trở đi"), (400, "tối đa một năm")):
        answer = browser.post(PAGE, data=NEW | a_day(days))
        assert answer.status_code == 422
        assert said in answer.text
    made = browser.post(PAGE, data=NEW | a_day(30))
    (token,) = set(SHOWN.findall(made.text))
    assert "text-break-word" in made.text  # it is wider than a phone
    assert made.headers["Cache-Control"] == "no-store"
    listed = browser.get(PAGE).text
    assert not SHOWN.search(listed)
    assert "Kho dữ liệu" in listed
    program = Program(house, token, name)
    assert program.ask("/api/v1/frozen").status_code == 200
    admin = signed_in(house, "administrator")
    assert "Kho dữ liệu" in text_of(admin, f"/accounts/{name}")
    assert admin.post(f"/accounts/{name}/tokens/1/end").status_code == 302
    assert program.ask("/api/v1/frozen").status_code == 401
    assert "Kho dữ liệu" not in text_of(admin, f"/accounts/{name}")
    other = signed_in(house, "statistician")
    assert other.post(f"{PAGE}/1/end").status_code == 404
    assert browser.post(f"{PAGE}/1/end").location.endswith(PAGE)
    assert browser.post(f"{PAGE}/9/end").status_code == 404
    assert signed_in(house, "officer").get(PAGE).status_code == 404


def test_of_one_unit_and_one_year(house: House) -> None:
    browser = signed_in(house, "statistician")
    data = {"label": "Bảng", "area": "31135", "periods": "2026", "figures": "frozen"} | a_day(9)
    made = browser.post(PAGE, data=data)
    assert SHOWN.search(made.text)
    words = text_of(browser, PAGE)
    assert "Phường Ninh Kiều; 01/01/2026 – 31/12/2026; chỉ số liệu đã chốt" in words
