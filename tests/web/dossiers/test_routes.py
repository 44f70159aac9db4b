"""The pages of dossiers: procedures, what is ticked, and the print that answers."""

from __future__ import annotations

import pytest

from tests.factories.dossiers import a_rich_case
from tests.factories.house import House
from tests.factories.measures import Desk
from tests.factories.printed_text import texts_of
from tests.factories.web import CAI_KHE, CITY, signed_in, text_of


@pytest.fixture
def rich(house: House) -> Desk:
    return a_rich_case(house)


def test_the_newest_papers_are_ticked_and_what_is_missing_is_said(
    house: House,
    rich: Desk,
) -> None:
    officer = signed_in(house, "officer")
    page = text_of(officer, f"/cases/{rich.case}/dossiers")
    assert "Tạm thời cách ly trẻ em khỏi cha, mẹ" in page
    html = officer.get(f"/cases/{rich.case}/dossiers/plan").text
    assert html.count("checked") == 5 + 1  # five kinds, and the purpose
    assert "Mẫu 05, quyết định về kế hoạch, kèm Mẫu 04" in html
    review = text_of(officer, f"/cases/{rich.case}/dossiers/review")
    assert "Hồ sơ còn thiếu" in review
    assert "Mẫu 06, rà soát, đánh giá" in review


def test_what_is_ticked_is_printed(house: House, rich: Desk) -> None:
    officer = signed_in(house, "officer")
    asked = {"papers": [f"07:{rich.case}:1"], "reason": "decision"}
    answer = officer.post(f"/cases/{rich.case}/dossiers/separation", data=asked)
    assert answer.mimetype == "application/pdf"
    assert f'"{rich.case}-separation.pdf"' in answer.headers["Content-Disposition"]
    cover = " ".join(texts_of(answer.data)[0].split())
    assert "Mục đích: Trình người có thẩm quyền quyết định" in cover


@pytest.mark.parametrize(
    "asked",
    [
        {"reason": "decision"},
        {"papers": "07:HS-26-22222222:1", "reason": "decision"},
        {"papers": "{own}", "reason": "family"},
        {"papers": "{own}"},
    ],
)
def test_what_cannot_be_bound_is_asked_again(
    house: House,
    rich: Desk,
    asked: dict[str, str],
) -> None:
    sent = {name: value.format(own=f"07:{rich.case}:1") for name, value in asked.items()}
    answer = signed_in(house, "officer").post(f"/cases/{rich.case}/dossiers/separation", data=sent)
    assert answer.status_code == 422
    assert answer.mimetype == "text/html"


def test_nobody_else_finds_them(house: House, rich: Desk) -> None:
    page = f"/cases/{rich.case}/dossiers"
    for browser in (signed_in(house, "officer", CAI_KHE), signed_in(house, "statistician", CITY)):
        for address in (page, f"{page}/plan"):
            assert browser.get(address).status_code == 404
        sent = {"papers": f"02:{rich.report}:1", "reason": "file"}
        assert browser.post(f"{page}/plan", data=sent).status_code == 404
    assert signed_in(house, "officer").get(f"{page}/none-such").status_code == 404
