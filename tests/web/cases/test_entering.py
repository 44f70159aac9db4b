"""Opening a case without a report and taking a paper file over, on screen."""

from __future__ import annotations

import pytest

from tests.factories.children import actor_of, enter_child
from tests.factories.house import House
from tests.factories.web import CAI_KHE, boxes, key, make_user, sign_in, signed_in, text_of

WHY = "Mồ côi cả cha và mẹ"


@pytest.fixture
def child(house: House) -> str:
    return enter_child(house, actor_of(house, make_user(house, "officer")))


def test_from_the_childs_page_to_a_case_without_a_report(house: House, child: str) -> None:
    officer = signed_in(house, "officer")
    assert f"/cases/new?child={child}" in officer.get(f"/children/{child}").text
    assert "Đỗ Thị Hòa, Phường Ninh Kiều" in text_of(officer, f"/cases/new?child={child}")
    form = {"child": child, "reason": WHY, "post_key": key()}
    answer = officer.post("/cases/new", data=form)
    assert answer.status_code == 302
    assert officer.post("/cases/new", data=form).location == answer.location  # sent twice
    page = text_of(officer, answer.location)
    for words in ("Không qua tin báo", WHY, "Ghi vụ việc đã xảy ra"):
        assert words in page
    assert signed_in(house, "chair").get("/cases/new").status_code == 404


def test_a_code_of_no_child_here_is_said_at_its_field(house: House, child: str) -> None:
    stranger = signed_in(house, "officer", CAI_KHE)
    form = {"child": child, "reason": WHY, "post_key": key()}
    answer = stranger.post("/cases/new", data=form)
    assert answer.status_code == 422
    assert "Không có trẻ em nào của phường, xã bạn mang mã này" in answer.text
    assert WHY in answer.text  # nothing typed is lost
    assert "Đỗ Thị Hòa" not in answer.text


def test_a_paper_file_shows_that_its_clock_was_before_the_software(
    house: House, child: str
) -> None:
    officer = sign_in(house, make_user(house, "officer"))
    form = {
        "child": child,
        "number": "12/HS",
        "told": "Đang thực hiện kế hoạch",
        "level": "medium",
        "post_key": key(),
        **boxes("opened_on", "2026-03-02"),
        **boxes("received_at", "2026-03-02 09:30"),
        **boxes("planned_on", "2026-03-06"),
    }
    wrong = officer.post("/cases/take-over", data=form | boxes("approved_on", "2026-03-05"))
    assert wrong.status_code == 422
    assert "approved_on" in wrong.text
    assert "Bước này không thể trước bước liền trước (06/03/2026)" in wrong.text
    done = officer.post("/cases/take-over", data=form)
    assert done.status_code == 302
    page = text_of(officer, done.location)
    for words in (
        "trước khi dùng phần mềm",
        "Từ hồ sơ giấy số 12/HS",
        "Hồ sơ giấy: trình kế hoạch",
        "Hãy đính kèm các bản quét",
    ):
        assert words in page
    assert "Quá hạn" not in page
    assert "Quá hạn" not in text_of(officer, "/")
