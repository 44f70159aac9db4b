"""The decision on paper: what is handed out names no place; the file's own copy does."""

from __future__ import annotations

from caseapp.casework.form07 import gather_form07
from caseapp.casework.separations import prepare_separation
from caseapp.rules.forms.form07_separation import FORM
from caseapp.web.measures.print_form import articles_of, blank_form07, form07_html
from caseapp.web.printing import Sheet
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, a_desk, a_separation


def test_the_place_stands_on_the_copy_of_the_file_alone(house: House) -> None:
    desk = a_desk(house)
    with house.app.test_request_context():
        prepare_separation(desk.officer, desk.case, a_separation(), now=NOW)
        handed, kept = (
            form07_html(
                gather_form07(desk.officer, desk.case, 1, now=NOW, with_place=place),
                now=NOW, demo=True,
            )
            for place in (False, True)
        )  # fmt: skip
    for words in (ADDRESS, HOST, "bản lưu hồ sơ"):
        assert words in kept
        assert words not in handed
    for words in ("Đỗ Văn Hung", "bản chờ đối chiếu", "dự thảo", "gia đình"):
        assert words in handed


def test_the_empty_form_has_every_line() -> None:
    html = blank_form07(FORM, Sheet(NOW))
    assert "Địa chỉ nơi tạm trú an toàn" in html
    assert "dự thảo" not in html
    assert [title for title, _ in articles_of(FORM, {})] == [
        section.title for section in FORM.sections if section.title
    ]
