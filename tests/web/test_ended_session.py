"""A script whose session has ended is told so in words, and what it sent is kept."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import make_user, sign_in, token_in
from tests.web.test_showing_again import STORY, age, box_in, sign_in_there, told


def test_a_draft_that_is_saved_too_late_is_kept_and_the_script_is_told(house: House) -> None:
    name = make_user(house, "officer")
    officer = sign_in(house, name, csrf=True)
    page = officer.get("/reports/new").text
    age(house, minutes=31)
    sent = told(csrf_token=token_in(page), draft=box_in(page))
    by_script = {"Accept": "application/json"}
    answer = officer.post("/drafts", data=sent, headers=by_script)
    assert answer.status_code == 401
    assert "Nội dung bạn đã nhập được giữ lại" in answer.json["said"]
    forged = officer.post("/drafts", data=sent | {"csrf_token": "x"}, headers=by_script)
    assert "giữ lại" not in forged.json["said"]
    plainly = officer.post("/drafts", data=sent)  # its button, on a page without script
    assert plainly.status_code == 302
    back = sign_in_there(officer, name, plainly.location)
    assert back.startswith("/reports/new?draft=")
    assert STORY in officer.get(back).text
    assert officer.get("/").text.count(back) == 1  # one draft, however often it was sent


def test_it_is_told_once_however_often_something_is_sent_too_late(house: House) -> None:
    """Else the cookie that carries the words grows until a browser takes it no more."""
    officer = sign_in(house, make_user(house, "officer"))
    age(house, minutes=31)
    for _ in range(60):
        assert officer.post("/reports/new").status_code == 302
    page = officer.get("/sign-in").text
    assert page.count("Phiên đăng nhập đã kết thúc") == 1
