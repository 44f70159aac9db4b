"""One help for a list of children in the browser, step by step and without a script."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseapp.casework.child_reading import read_child
from tests.factories.children import enter_child, officer_of
from tests.factories.drafts import shown_in
from tests.factories.house import NOW, House
from tests.factories.web import NINH_KIEU, boxes, signed_in, text_of

NEW = f"/assistance/{NINH_KIEU}/lists/new"
GIFT = {"kind": "other", **boxes("given_on", "2026-02-10"), "provider": "Hội", "value": "500.000"}


def step(browser: FlaskClient, page: TestResponse, name: str, **more: object) -> TestResponse:
    """Press a button of a page, with what it shows and what is typed or ticked."""
    return browser.post(NEW, data=shown_in(page.text, NEW) | {"step": name} | more)


def test_from_the_gift_to_the_saved_list(house: House) -> None:
    actor = officer_of(house)
    codes = [enter_child(house, actor, full_name=name) for name in ("Bé An", "Bé Bình", "Bé Chi")]
    officer = signed_in(house, "officer")
    assert "Chọn trẻ em" in officer.get(NEW).text
    choose = officer.post(NEW, data=GIFT | {"in_kind": "Gạo", "note": "Có ký"})
    assert re.findall(r'name="child"[^>]*value="([^"]+)"', choose.text) == codes
    assert re.findall(r'name="step" value="(\w+)"', choose.text)[0] == "search"  # the enter key's
    nobody = step(officer, choose, "preview")
    assert nobody.status_code == 422
    found = step(officer, choose, "search", q="binh", child=codes[0])
    assert re.findall(r'name="child"[^>]*value="([^"]+)"', found.text) == [codes[1]]
    every = step(officer, found, "all")
    pasted = step(officer, every, "add", pasted=f"{codes[2].lower()}; TE-26-LA")
    kept = shown_in(pasted.text, NEW)["chosen"].split()
    assert set(kept) == {*codes, "TE-26-LA"}
    # On the page that shows it, a child without a tick is taken off again.
    without = step(officer, choose, "preview", chosen=" ".join(kept), shown=codes, child=codes[:2])
    assert codes[2] not in without.text
    preview = step(officer, pasted, "preview", child=codes[1])
    assert preview.status_code == 200
    for words in ("3 em được nhận", "1 em không được ghi", "TE-26-LA", "1.500.000 đồng"):
        assert words in preview.text
    assert "Quà" not in preview.text
    sent = shown_in(preview.text, NEW) | {"step": "save"}
    saved = officer.post(NEW, data=sent)
    assert re.fullmatch(rf"/assistance/{NINH_KIEU}/lists/\d+", saved.location)
    assert officer.post(NEW, data=sent).location == saved.location  # came twice: one list
    words = text_of(officer, saved.location)
    for text in ("Đã ghi hỗ trợ cho 3 em", "3 em được hỗ trợ", "Gạo", "Có ký", "1.500.000 đồng"):
        assert text in words
    assert "Hỗ trợ khác" in text_of(officer, f"/assistance/{NINH_KIEU}/lists")
    with house.app.app_context():
        assert [len(read_child(actor, code, now=NOW).assistance) for code in codes] == [1, 1, 1]


def test_what_cannot_be_given_is_refused_at_the_first_step_and_at_any_later(house: House) -> None:
    code = enter_child(house, officer_of(house))
    officer = signed_in(house, "officer")
    for wrong, words in (
        ({"kind": "gift"}, "Chọn một trong các câu trả lời"),
        ({"value": "x"}, "Nhập trị giá bằng số đồng chẵn"),
        (boxes("given_until", "2026-02-09"), "Ngày cuối"),
        (boxes("given_on", "2027-02-10"), "ngày đã qua"),
    ):
        for name in ("choose", "preview", "save"):
            more = {"step": name, "chosen": code, "taken": code}
            answer = officer.post(NEW, data=GIFT | more | wrong)
            assert answer.status_code == 422
            assert words in answer.text
            assert f'value="{code}"' in answer.text  # who was ticked goes along


def test_a_list_that_changed_since_is_shown_once_more(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    officer = signed_in(house, "officer")
    more = {"step": "save", "chosen": f"{code} TE-26-LA", "taken": f"{code} TE-26-LA"}
    answer = officer.post(NEW, data=GIFT | more)
    assert answer.status_code == 422
    assert "Danh sách đã thay đổi" in answer.text
    assert "1 em được nhận" in answer.text
    with house.app.app_context():
        assert read_child(actor, code, now=NOW).assistance == []
    too_many = " ".join(f"TE-26-{n}" for n in range(600))
    answer = officer.post(NEW, data=GIFT | {"step": "preview", "chosen": too_many})
    assert answer.status_code == 422
    assert "nhiều nhất 500" in answer.text
