"""Consent through the browser: read out, recorded, withdrawn, held, settled; the chair decides."""

from __future__ import annotations

from tests.factories.children import actor_of
from tests.factories.house import House
from tests.factories.people import add_speaker, child_of
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.web import CAI_KHE, boxes, key, make_user, sign_in, signed_in, text_of

NOW_TYPED = boxes("happened_at", "2026-11-23 09:00")
WHY = "Con cần được khám ngay"


def test_from_the_first_word_to_a_held_referral_and_the_chairs_decision(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    case = open_a_case(house, officer)
    child = child_of(house, case)
    mother = add_speaker(house, officer, child, no_call=True, why="Cha dượng nghe máy")
    referral = draft(house, officer, case, add_agency(house))
    browser, base = sign_in(house, name), f"/children/{child}/consents"
    page = f"{base}/referral/word"
    shown = text_of(browser, page)
    assert "bản chờ đối chiếu" in shown
    assert "Con có thể nói không" in shown
    for person, kind in ((mother, "given"), (0, "given"), (mother, "withdrawn")):
        form = {
            "person": str(person),
            "consent_word": kind,
            "words": "Có mặt bà ngoại",
            **NOW_TYPED,
        }
        answer = browser.post(page, data=form | {"post_key": key()})
        assert answer.status_code == 302, text_of(browser, page)
    for address in (f"/cases/{case}", f"/referrals/{referral}", f"/children/{child}"):
        assert "Không gọi số này" in text_of(browser, address)
        assert "0909 111 222" in text_of(browser, address)
    assert "không gửi thêm thông tin" in text_of(browser, f"/referrals/{referral}")
    assert "ý kiến khác nhau" in text_of(browser, f"/children/{child}").lower()
    chair = signed_in(house, "chair")
    assert chair.get(page).status_code == 404
    decide = {"allowed": "yes", "reason": "Vì lợi ích tốt nhất", "post_key": key()}
    assert f"{base}/referral/decision" in chair.get(base).text
    assert chair.post(f"{base}/referral/decision", data=decide).status_code == 302
    assert "Chủ tịch cho thực hiện" in text_of(browser, base)
    assert "không gửi thêm thông tin" not in text_of(browser, f"/referrals/{referral}")


def test_what_is_refused_keeps_what_was_typed(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    case = open_a_case(house, officer)
    child = child_of(house, case)
    referral = draft(house, officer, case, add_agency(house))
    browser, base = sign_in(house, name), f"/children/{child}/consents"
    word = {
        "person": "0",
        "consent_word": "withdrawn",
        "words": WHY,
        **NOW_TYPED,
        "post_key": key(),
    }
    answer = browser.post(f"{base}/referral/word", data=word)
    assert answer.status_code == 422
    assert "Chưa có sự đồng ý nào để rút lại" in answer.text
    assert WHY in answer.text
    refusal = word | {"consent_word": "refused", "post_key": key()}
    assert browser.post(f"{base}/referral/word", data=refusal).status_code == 302
    for choice, status in (("", 422), ("emergency", 302), ("emergency", 422)):
        form = {"choice": choice, "reason": WHY, "post_key": key()}
        answer = browser.post(f"/referrals/{referral}/hold", data=form)
        assert answer.status_code == status
    assert WHY in answer.text
    assert WHY in text_of(browser, f"/referrals/{referral}")
    basis = {"basis": "duty", "reason": WHY, "post_key": key()}
    assert browser.post(f"{base}/pictures/basis", data=basis).status_code == 302
    assert browser.get(f"{base}/party/word").status_code == 404
    stranger = signed_in(house, "officer", CAI_KHE)
    assert stranger.get(base).status_code == 404
