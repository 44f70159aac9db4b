"""The own address for messages on its page, and what the home page says when they fail."""

from __future__ import annotations

from caseapp.casework.failed_messages import tell_of_failure
from caseapp.casework.messages import note_try, proof_of, take_due
from caseapp.config import Mail
from tests.casework.test_messages import rung
from tests.factories.children import actor_of
from tests.factories.house import House
from tests.factories.messages import give_address
from tests.factories.web import PASSWORD, make_user, sign_in, signed_in, text_of

PAGE = "/account/notice-address"
TEXT = "Caseapp: có việc cần bạn mở ngay."


def let_send(house: House) -> None:
    """Name a mail server; nothing is sent in these tests."""
    mail = Mail("127.0.0.1", 1, "none", "caseapp@example.org")
    object.__setattr__(house.settings, "mail", mail)


def test_it_is_set_proved_and_taken_away(house: House) -> None:
    let_send(house)
    browser = sign_in(house, make_user(house, "agency"))
    assert TEXT in text_of(browser, PAGE)
    assert "Không gửi gì cho bạn" in text_of(browser, "/account")
    wish = {"mail": "own@example.org", "current": PASSWORD}
    for sent, field in (
        (wish | {"current": ""}, "current"),
        (wish | {"current": "a guess at it"}, "current"),
        (wish | {"mail": "no address"}, "mail"),
    ):
        answer = browser.post(PAGE, data=sent)
        assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
        assert PASSWORD not in answer.text
    assert browser.post(PAGE, data=wish).location == PAGE
    assert "own@example.org" in text_of(browser, PAGE)
    with house.app.app_context():
        number = proof_of(1)
    wrong = browser.post(PAGE, data={"code": "12345"})
    assert (wrong.status_code, 'href="#code"' in wrong.text) == (422, True)
    assert 'id="current-error"' not in wrong.text
    assert browser.post(PAGE, data={"code": number}).location == PAGE
    assert "Gửi từ ngày 23/11/2026" in text_of(browser, "/account")
    assert browser.post(PAGE, data={"mail": "", "current": PASSWORD}).location == PAGE
    assert "own@example.org" not in text_of(browser, PAGE)


def test_without_a_mail_server_the_page_says_so_and_takes_none(house: House) -> None:
    browser = signed_in(house, "officer")
    assert "không gửi tin ra ngoài" in text_of(browser, PAGE)
    answer = browser.post(PAGE, data={"mail": "own@example.org", "current": PASSWORD})
    assert (answer.status_code, 'id="mail-error"' in answer.text) == (422, True)


def test_what_failed_stands_on_the_pages_of_those_who_can_mend_it(house: House) -> None:
    name = make_user(house, "officer")
    officer, administrator = sign_in(house, name), signed_in(house, "administrator")
    user = actor_of(house, name).user_id or 0
    with house.app.app_context():
        give_address(user, "own@example.org")
        now = house.settings.now()
        rung(user, "day", now)
        (message,) = take_due(now=now)
        while not note_try(message.number, sent=False, now=now):
            pass
        tell_of_failure(message.number, now=now)
    assert f'href="{PAGE}"' in officer.get("/").text
    assert "không gửi được tới địa chỉ này" in text_of(officer, PAGE)
    told = text_of(administrator, "/")
    assert "Có 1 địa chỉ không nhận được tin nhắn" in told
    assert "example" not in told
    assert "Tin nhắn không gửi được" not in text_of(officer, "/")
