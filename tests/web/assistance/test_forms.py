"""What the register's forms offer: years and kinds, each with all of them first."""

from __future__ import annotations

from caseapp.web.assistance.forms import FilterForm, GiftForm
from tests.factories.house import House


def test_all_years_and_kinds_stand_first(house: House) -> None:
    with house.app.test_request_context():
        form = FilterForm([2026, 2025], formdata=None)
        assert form.year.choices == [("", "Tất cả các năm"), ("2026", "2026"), ("2025", "2025")]
        assert form.kind.choices[0] == ("", "Tất cả các loại")
        assert len(form.kind.choices) == 1 + len(GiftForm().kind.choices) == 13
