"""An agency without an account: from the slip to the feedback, and nothing before or after."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.children import actor_of, officer_of
from tests.factories.house import House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, client, key, make_user, sign_in, text_of, token_in

NAMED = {"name": "Bà Lan", "role": "phó giám đốc"}
CHILD, REASON = "Đỗ Thị Hòa", "Mất ngủ sau sự việc"


@pytest.fixture
def code(house: House) -> str:
    officer = officer_of(house)
    made = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(
        house,
        actor_of(house, make_user(house, "supervisor", CITY, username="giamsat2")),
        made,
        "send",
    )
    return made


def made_by(browser: FlaskClient, code: str) -> tuple[str, str, TestResponse]:
    """Make a link; return its address, its secret and the page that shows both."""
    page = browser.post(f"/referrals/{code}/links", data={"post_key": key()})
    assert page.status_code == 200
    link = re.search(r"http://localhost(/answer/[\w-]+)", page.text)
    secret = re.search(r"heading-xl[^>]*>(\d{3} \d{3})<", page.text)
    assert link
    assert secret
    return link[1], secret[1], page


def words(answer: TestResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def hidden(answer: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', answer.text)
    assert found
    return found[1]


def nothing_yet(outside: FlaskClient, link: str, secret: str, first: TestResponse) -> None:
    """Before the secret no word of the case is said, and nobody else is told of the address."""
    assert first.status_code == 200
    assert (first.headers["Referrer-Policy"], first.headers["Cache-Control"]) == (
        "no-referrer", "no-store",
    )  # fmt: skip
    assert "noindex" in first.headers["X-Robots-Tag"]
    for word in (CHILD, REASON, "Tư vấn tâm lý", "GT-26"):
        assert word not in words(first)
    assert CHILD not in outside.post(link, data={"secret": secret}).text  # no token of the form


def test_from_the_link_to_the_feedback(house: House, code: str) -> None:
    sender = sign_in(house, "giamsat2")
    link, secret, _ = made_by(sender, code)
    outside = client(house, csrf=True)
    first = outside.get(link)
    nothing_yet(outside, link, secret, first)
    csrf = {"csrf_token": token_in(first.text)}
    page = outside.post(link, data=csrf | {"secret": secret})
    for word in (CHILD, REASON, "Tư vấn tâm lý", "111"):
        assert word in words(page)
    assert words(page).index("111") < words(page).index(CHILD)  # whom to call stands on top
    ticket = {"ticket": hidden(page, "ticket")}
    base = csrf | ticket | NAMED
    nobody = outside.post(
        f"{link}/replies", data=csrf | ticket | {"move": "accept", "words": "Mời đến"}
    )
    assert (nobody.status_code, "Mời đến" in nobody.text) == (422, True)
    sent = base | {"move": "accept", "words": "Mời đến", "post_key": key()}
    sent_again(outside, link, sent)
    other = sent | {"move": "decline", "words": "Hết chỗ rồi", "post_key": key()}
    late = outside.post(f"{link}/replies", data=other)
    assert (late.status_code, "Hết chỗ rồi" in late.text) == (422, True)  # nothing is lost
    assert "Bà Lan, phó giám đốc" in words(late)  # and the second sees what the first did
    add_something(house, code)
    stale = outside.post(link, data=csrf | {"secret": secret})
    assert "Cha đã về nhà" in words(stale)
    assert "Cơ quan chưa xác nhận" in words(stale)
    noted = {f"note1-{name}": value for name, value in base.items()}
    assert "Cơ quan chưa xác nhận" not in words(outside.post(f"{link}/addenda/1", data=noted))
    for move in ("start", "complete"):
        end = outside.post(
            f"{link}/replies", data=base | {"move": move, "words": "Đã ổn", "post_key": key()}
        )
        assert end.status_code == 200
    assert CHILD not in words(end)
    shown = text_of(sender, f"/referrals/{code}")
    told = ("Đã hoàn thành", "Bà Lan, phó giám đốc", "Qua đường dẫn trả lời", "Đã ổn")
    assert [word for word in told if word not in shown] == []
    every(outside, link, base | {"secret": secret, "move": "accept"})


def sent_again(outside: FlaskClient, link: str, sent: dict[str, str]) -> None:
    """A move that came twice is one move; what was changed meanwhile is shown, and not taken."""
    for _ in range(2):
        taken = outside.post(f"{link}/replies", data=sent)
        assert "Đã nhận lời" in words(taken)
    assert hidden(taken, "post_key") != sent["post_key"]  # what follows is a form of its own
    changed = outside.post(f"{link}/replies", data=sent | {"words": "Mời đến thứ Tư"})
    assert (changed.status_code, "thứ Tư" in changed.text) == (422, True)


def add_something(house: House, code: str) -> None:
    officer = sign_in(house, make_user(house, "officer", username="canbo2"))
    added = {"addendum": "danger", "text": "Cha đã về nhà", "post_key": key()}
    assert officer.post(f"/referrals/{code}/addenda", data=added).status_code == 302


def every(outside: FlaskClient, link: str, data: dict[str, str]) -> None:
    """A link that has ended is answered at every address as one that was guessed."""
    guessed = outside.get("/answer/guessed")
    assert guessed.status_code == 404
    for answer in (
        outside.get(link),
        outside.post(link, data=data),
        outside.post(f"{link}/replies", data=data),
        outside.post(f"{link}/addenda/1", data={f"note1-{k}": v for k, v in data.items()}),
    ):
        assert answer.status_code == 404
        assert words(answer) == words(guessed)


def test_a_page_that_was_open_too_long_keeps_what_was_typed(house: House, code: str) -> None:
    link, secret, _ = made_by(sign_in(house, "giamsat2"), code)
    outside = client(house)
    sent = NAMED | {"ticket": "1.x", "move": "accept", "words": "Mời đến thứ Ba"}
    asked = outside.post(f"{link}/replies", data=sent)
    assert asked.status_code == 422
    assert CHILD not in words(asked)
    kept = {name: hidden(asked, name) for name in ("name", "role", "move", "words")}
    again = outside.post(link, data=kept | {"secret": secret})
    assert "Mời đến thứ Ba" in again.text
    assert re.search(r'value="accept" checked', again.text)


def test_wrong_numbers_lock_it_and_guesses_must_wait(house: House, code: str) -> None:
    link, secret, _ = made_by(sign_in(house, "giamsat2"), code)
    outside = client(house)
    wrong = "000000" if secret != "000 000" else "111111"
    answers = [outside.post(link, data={"secret": wrong}).status_code for _ in range(5)]
    assert answers == [422] * 4 + [404]
    assert outside.post(link, data={"secret": secret}).status_code == 404
    for number in range(6):
        last = outside.get(f"/answer/x{number}")
    assert last.status_code == 429
