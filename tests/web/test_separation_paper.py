"""The empty Mẫu 07: every line of it, and the head of a People's Committee."""

from __future__ import annotations

from caseapp.rules.forms.form07_separation import FORM
from caseapp.web.printing import Sheet
from caseapp.web.separation_paper import articles_of, blank_form07
from tests.factories.house import NOW


def test_the_empty_form_has_every_line() -> None:
    html = blank_form07(FORM, Sheet(NOW))
    assert "Địa chỉ nơi tạm trú an toàn" in html
    assert "dự thảo" not in html
    assert [title for title, _ in articles_of(FORM, {})] == [
        section.title for section in FORM.sections if section.title
    ]
    assert "ỦY BAN NHÂN DÂN" in html
    assert "Tên cơ quan tiếp nhận thông tin" not in html
