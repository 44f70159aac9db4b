"""The sender's pages of an answer link: made and shown once, its slip, revoked; strangers none."""

from __future__ import annotations

from tests.factories.children import actor_of, officer_of
from tests.factories.house import House
from tests.factories.printed_text import texts_of
from tests.factories.referrals import AGENCY, add_agency, draft, open_a_case, take
from tests.factories.web import CAI_KHE, CITY, client, key, make_user, sign_in, signed_in, text_of
from tests.web.answers.test_routes import CHILD, hidden, made_by


def test_it_is_shown_once_printed_and_revoked(house: House) -> None:
    officer = officer_of(house)
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    address = f"/referrals/{code}/links"
    browser = sign_in(house, officer.name.removeprefix("Người dùng "))
    early = browser.post(address, data={"post_key": key()})
    assert early.status_code == 422
    take(house, actor_of(house, make_user(house, "supervisor", CITY)), code, "send")
    post = {"post_key": key()}
    assert browser.post(address, data=post).status_code == 200
    assert browser.post(address, data=post).status_code == 302  # never shown twice
    for plain in (False, True):
        data = {"post_key": key(), "plain": "y"} if plain else {"post_key": key()}
        page = browser.post(address, data=data)
        assert "02923 111 222" in page.text
        token = hidden(page, "token")
        slip = browser.post(f"{address}/slip.pdf", data={"token": token})
        assert slip.mimetype == "application/pdf"
        text = " ".join(texts_of(slip.data))
        assert code in text
        assert CHILD not in text
        assert (AGENCY in text) is not plain
        assert ("Ninh Kiều" in text) is not plain
        before = client(house).get(f"/answer/{token}").text
        assert ("Ninh Kiều" in before) is not plain
        assert "trẻ em" not in before.lower()  # whoever carries the slip learns no purpose
    assert browser.post(f"{address}/slip.pdf", data={"token": "x"}).status_code == 404
    assert "Đã thay bằng đường dẫn mới" in text_of(browser, address)
    link, _, _ = made_by(browser, code)
    outside = client(house)
    assert outside.get(link).status_code == 200
    stranger = signed_in(house, "officer", CAI_KHE)
    assert stranger.get(address).status_code == stranger.post(f"{address}/end").status_code == 404
    assert browser.post(f"{address}/end").status_code == 302
    assert outside.get(link).status_code == 404
