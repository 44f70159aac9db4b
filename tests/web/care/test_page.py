"""What pages of alternative care offer depends on how it stands and on who looks."""

from __future__ import annotations

from tests.factories.care import care_form, carer_form
from tests.factories.house import House
from tests.factories.web import CITY, NINH_KIEU, post_case, post_report, signed_in, text_of

PREPARE, DECIDE = "Lập đề nghị chăm sóc thay thế", "Quyết định về việc chăm sóc thay thế"


def test_each_is_offered_their_own_steps(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    supervisor = signed_in(house, "supervisor", CITY)
    case = f"/cases/{post_case(officer, post_report(officer))}"
    offered = [PREPARE in text_of(each, f"{case}/care") for each in (officer, chair, supervisor)]
    assert offered == [True, False, False]
    officer.post(f"/carers/{NINH_KIEU}/new", data=carer_form())
    officer.post(f"{case}/care/new", data=care_form())
    offered = [DECIDE in text_of(each, f"{case}/care") for each in (officer, chair, supervisor)]
    assert offered == [False, True, False]
    assert PREPARE not in text_of(officer, f"{case}/care")
