"""A report on its way: what each unit is shown, and what is refused."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.web import CAI_KHE, CITY, key, post_report, signed_in, text_of

CHILD = "Lý Thị Hạt Giống"
WHOM = {"unit": CAI_KHE, "contact": "Chị Bảy, 0292 3820 000"}


def forwarded(house: House) -> tuple[object, str]:
    officer = signed_in(house, "officer")
    code = post_report(officer, child_name=CHILD)
    answer = officer.post(f"/reports/{code}/forwarding", data=WHOM | {"post_key": key()})
    assert answer.status_code == 302
    return officer, code


def test_it_is_refused_with_a_reason_and_the_supervisor_assigns_it(house: House) -> None:
    officer, code = forwarded(house)
    chair = signed_in(house, "chair", CAI_KHE)
    told = text_of(chair, f"/forwarded/{code}")
    assert WHOM["contact"] in told
    assert CHILD not in told
    refusal = f"/forwarded/{code}/refusal"
    assert chair.post(refusal, data={"reason": " ", "post_key": key()}).status_code == 422
    form = {"reason": "Xảy ra ở Bình Thủy", "post_key": key()}
    assert chair.post(refusal, data=form).location == "/forwarded"
    assert "Xảy ra ở Bình Thủy" in text_of(officer, f"/reports/{code}")
    supervisor = signed_in(house, "supervisor", CITY)
    page = f"/forwarded/{code}/unit"
    assert "Xảy ra ở Bình Thủy" in text_of(supervisor, page)
    assert supervisor.post(page, data={"unit": "", "reason": "x"}).status_code == 422
    form = {"unit": "31168", "reason": "Đã gọi", "post_key": key()}
    assert supervisor.post(page, data=form).location == "/"
    assert officer.get(f"/reports/{code}").status_code == 404
    assert CHILD in text_of(officer, f"/forwarded/sent/{code}")
    assert CHILD in text_of(signed_in(house, "officer", "31168"), f"/reports/{code}")


def test_withdrawn_it_is_gone_for_the_other_unit(house: House) -> None:
    officer, code = forwarded(house)
    other = signed_in(house, "officer", CAI_KHE)
    assert code in text_of(other, "/forwarded")
    assert officer.get(f"/forwarded/sent/{code}").status_code == 404  # it has not passed
    assert officer.post(f"/reports/{code}/forwarding/withdrawal").status_code == 302
    assert other.get(f"/forwarded/{code}").status_code == 404
    assert code not in text_of(other, "/forwarded")
    assert "không còn chờ tiếp nhận" in text_of_flash(officer, code)


def text_of_flash(browser: object, code: str) -> str:
    browser.post(f"/reports/{code}/forwarding/withdrawal")  # type: ignore[attr-defined]
    return text_of(browser, f"/reports/{code}")  # type: ignore[arg-type]


@pytest.mark.parametrize(("sent", "field"), [({"unit": ""}, "unit"), ({"contact": ""}, "contact")])
def test_a_forwarding_without_a_unit_or_somebody_to_call_names_the_field(
    house: House, sent: dict[str, str], field: str
) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer)
    answer = officer.post(f"/reports/{code}/forwarding", data=WHOM | sent | {"post_key": key()})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
