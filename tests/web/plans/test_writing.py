"""Writing a plan: a second one is not begun, a full page says so, a stale token loses nothing."""

from __future__ import annotations

from tests.factories.children import officer_of
from tests.factories.house import House
from tests.factories.plans import submitted
from tests.factories.referrals import open_a_case
from tests.factories.web import key, make_user, sign_in, signed_in


def test_a_plan_that_is_under_way_is_gone_on_with(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    submitted(house, officer, case)
    browser = signed_in(house, "officer")
    for address, leads_to in (("plans/new", "/plans"), ("plans/1/edit", "/plans/1")):
        answer = browser.get(f"/cases/{case}/{address}")
        assert answer.status_code == 302
        assert answer.location.endswith(f"/cases/{case}{leads_to}")
    assert browser.get(f"/cases/{case}/plans/2/edit").status_code == 404


def test_a_page_that_is_full_says_so(house: House) -> None:
    case = open_a_case(house, officer_of(house))
    sent = {"post_key": key(), "add": "need", "need_20": "Được đi học"}
    answer = signed_in(house, "officer").post(f"/cases/{case}/plans/new", data=sent)
    assert answer.status_code == 422
    assert "không nhận thêm dòng" in answer.get_data(as_text=True)
    assert "Được đi học" in answer.get_data(as_text=True)


def test_one_more_row_with_a_token_that_does_not_fit_keeps_what_was_typed(house: House) -> None:
    case = open_a_case(house, officer_of(house))
    browser = sign_in(house, make_user(house, "officer"), csrf=True)
    sent = {"post_key": key(), "add": "goal", "situation": "Trẻ sợ hãi", "csrf_token": "x"}
    answer = browser.post(f"/cases/{case}/plans/new", data=sent)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "Trẻ sợ hãi" in html
    assert 'name="goal_2"' in html
