"""A wrong number is put right on a page, and what stood there is read on the paper's own."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.kept_papers import a_completion, complete, put
from tests.factories.measures import a_desk, decide, prepare
from tests.factories.web import NINH_KIEU, key, make_user, sign_in, text_of


def test_from_the_link_to_the_number_that_was_there(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    paper = put(house, desk.officer, desk.case)
    stranger = sign_in(house, "chutich.caikhe")
    assert stranger.get(f"/kept-papers/{paper}/number").status_code == 404  # another ward's
    officer = sign_in(house, make_user(house, "officer", NINH_KIEU, "can-bo-hai"))
    page = f"/kept-papers/{paper}/number"
    assert officer.get(page).status_code == 404  # it has none yet
    complete(house, desk.officer, paper, a_completion("72"))
    assert f'href="{page}"' in officer.get(f"/kept-papers/{paper}").get_data(as_text=True)
    asked = {"post_key": key(), "number": "27", "symbol": "QĐ-UBND"}
    for changed, words in (
        ({"number": ""}, "Nhập số"),
        ({"number": "<b>"}, "Nhập số"),
        ({"number": "72"}, "Số này đã được ghi rồi"),
    ):
        refused = officer.post(page, data=asked | changed | {"post_key": key()})
        assert refused.status_code == 422
        assert words in refused.get_data(as_text=True)
    assert officer.post(page, data=asked).location == f"/kept-papers/{paper}"
    told = text_of(officer, f"/kept-papers/{paper}")
    assert "27/QĐ-UBND" in told
    assert "số cũ: 72/QĐ-UBND" in told
