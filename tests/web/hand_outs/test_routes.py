"""Handing out on a page: the file comes as the answer, the list says to whom; nothing is released."""

from __future__ import annotations

import json

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from caseapp.web.hand_outs import routes
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.printed_text import texts_of
from tests.factories.web import key, signed_in, text_of

LIST, NEW, ASKED = (
    "/indicators/hand-outs", "/indicators/hand-outs/new",
    "/indicators/hand-outs/new?period=2026H1&area=92&basis=received",
)  # fmt: skip
FORM = {
    "office": "Sở Y tế", "person": "Bà Lê Thị Ba, phó giám đốc", "purpose": "Báo cáo sáu tháng",
    "form": "json",
}  # fmt: skip


def test_from_the_indicators_to_the_file_and_the_list(house: House) -> None:
    statistician = signed_in(house, "statistician")
    page = statistician.get("/indicators?other=2026H1&area=92&basis=received").text
    assert ASKED.replace("&", "&amp;") in page
    assert "Toàn thành phố" in text_of(statistician, ASKED)
    assert 'href="/indicators" aria-current="page"' in statistician.get(ASKED).text
    bare = statistician.post(ASKED, data={"post_key": key(), "form": "json"})
    assert bare.status_code == 422
    assert "Hãy ghi cơ quan nhận số liệu" in bare.text
    form = FORM | {"post_key": key()}
    answer = statistician.post(ASKED, data=form)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    document = json.loads(answer.data)
    mark = document["notes"]["publication"]
    assert mark.startswith("NỘI BỘ – KHÔNG CÔNG BỐ – giao cho Sở Y tế, Bà Lê Thị Ba, phó giám đốc")
    code = mark.rpartition(" ")[2]
    assert f"noi-bo-{code}.json" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    again = statistician.post(ASKED, data=form)
    assert again.location == LIST
    words = text_of(statistician, LIST)
    assert "Lần giao này đã được ghi sổ" in words
    for told in (code, "Sở Y tế", "Báo cáo sáu tháng", "2026H1"):
        assert words.count(told) == 1 or told == code
    assert words.count(code) == 1
    assert code in text_of(signed_in(house, "supervisor", "92"), LIST)


def test_a_paper_bears_the_mark_on_every_page(house: House) -> None:
    with house.app.app_context():
        freeze(SYSTEM, Period.parse("2025"), "received", reason="", seen=0, now=NOW)
    statistician = signed_in(house, "statistician")
    asked = f"{NEW}?frozen=1"
    assert asked in statistician.get("/indicators/frozen/1").text
    form = FORM | {"post_key": key(), "form": "pdf", "divided": "y"}
    answer = statistician.post(asked, data=form)
    assert answer.mimetype == "application/pdf"
    pages = [" ".join(page.split()) for page in texts_of(answer.data)]
    assert len(pages) > 1
    for page in pages:  # across the page and in its margin
        assert page.count("KHÔNG CÔNG BỐ") >= 2
        assert "giao cho Sở Y tế, Bà Lê Thị Ba, phó giám đốc, số BG-26-" in page
    whole = " ".join(pages)
    for told in ("nữ · từ 6 đến 10 tuổi", "01/01/2025 – 31/12/2025", "số liệu đã chốt, bản 1"):
        assert told in whole


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("?period=x", 422), ("?area=99999", 422), ("?wards=1", 422), ("?frozen=1", 404),
        ("?frozen=x", 404), ("?period=2026&period=2025", 422), ("", 200), ("?area=31135", 200),
        ("?period=9999", 422),
    ],
)  # fmt: skip
def test_an_address_that_asks_for_nothing_there_is(asked: str, status: int, house: House) -> None:
    assert signed_in(house, "statistician").get(f"{NEW}{asked}").status_code == status


def test_only_who_answers_for_the_city_hands_out(house: House) -> None:
    for role in ("officer", "chair", "administrator", "auditor"):
        browser = signed_in(house, role)
        assert browser.get(LIST).status_code == 404
        assert browser.post(ASKED, data=FORM | {"post_key": key()}).status_code == 404
    part = signed_in(house, "supervisor")  # of one ward alone
    own = f"{NEW}?period=2026H1&area=31135"
    assert part.get(own).status_code == 404
    assert part.post(own, data=FORM | {"post_key": key()}).status_code == 404
    assert NEW not in part.get("/indicators").text


def test_a_paper_that_cannot_be_printed_leaves_no_record(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_html: str) -> bytes:
        raise routes.PrinterDown

    monkeypatch.setattr(routes, "render_pdf", broken)
    statistician = signed_in(house, "statistician")
    answer = statistician.post(ASKED, data=FORM | {"post_key": key(), "form": "pdf"})
    assert answer.status_code == 422
    assert "Không in được" in answer.text
    assert "Chưa giao số liệu nào" in text_of(statistician, LIST)


def test_nothing_is_released_yet_and_the_page_says_so(house: House) -> None:
    for role in ("statistician", "officer"):
        words = text_of(signed_in(house, role), "/indicators/released")
        assert "Chưa có đợt công bố nào" in words
        assert "%" not in words
