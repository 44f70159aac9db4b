"""The letter to another province: recorded, printed with its number, received on paper."""

from __future__ import annotations

from caseapp.casework.transfer_letters import gather_letter
from caseapp.web.printing import Sheet
from caseapp.web.transfers.letters import letter_html
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.transfers import a_handing, outside_case
from tests.factories.web import boxes, key, make_user, sign_in, text_of, version_in

TODAY = "2026-11-23"


def test_from_the_letter_to_its_receipt(house: House) -> None:
    handing = a_handing(house, outside_case)
    chair, name = sign_in(house, handing.names["chair"]), make_user(house, "officer")
    officer, at = sign_in(house, name), f"/transfers/{handing.case}"
    assert f"{at}/letter" in chair.get(f"/cases/{handing.case}").get_data(as_text=True)
    form = {
        "number": "27/UBND-VX", "addressee": "UBND xã Tân Phú, tỉnh An Giang", "words": "Theo mẹ",
        "post_key": key(), **boxes("day", TODAY),
    }  # fmt: skip
    refused = chair.post(f"{at}/letter", data=form | {"number": ""})
    assert refused.status_code == 422
    assert "nơi nhận đọc được sau khi tiếp nhận" not in refused.text  # nobody there has an account
    assert chair.post(f"{at}/letter", data=form).location == f"/cases/{handing.case}"
    page = chair.get(f"/cases/{handing.case}").get_data(as_text=True)
    assert f"{at}/recall" in page
    with house.app.test_request_context():
        found = gather_letter(actor_of(house, name), handing.case, now=NOW)
        html = letter_html(found, Sheet(NOW, demo=False))
    for words in ("27/UBND-VX", "UBND xã Tân Phú, tỉnh An Giang", "Đỗ Thị Hòa", "05/09/2015"):
        assert words in html
    assert "nhân dân phường Ninh Kiều" in html  # inside a sentence the kind of unit is small
    head = html[: html.index("Kính gửi")]
    assert "V/v bàn giao" in head[head.index("27/UBND-VX") : head.index("CỘNG HÒA")]
    receipt = {
        "name": "Bà Út", "paper": "12/UBND", "version": version_in(page), "post_key": key(),
        **boxes("day", TODAY),
    }  # fmt: skip
    assert officer.post(f"{at}/receipt", data=receipt).location == f"/cases/{handing.case}"
    assert "Bà Út" in text_of(officer, f"/cases/{handing.case}")
    assert officer.get(f"{at}/receipt").location == f"/cases/{handing.case}"
    assert chair.post(f"{at}/recall", data={"version": "1"}).location == f"/cases/{handing.case}"
    assert "Không còn công văn nào" in text_of(chair, f"/cases/{handing.case}")
