"""Every code that a release can have is called something in both languages."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from caseapp.rules.values import Period
from caseapp.statistics.releases.layouts import CLUSTER, RELEASE_LAYOUTS, SUBJECTS, ReleaseLayout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.tables import make_cells
from caseapp.statistics.releases.wording import (
    COLUMNS,
    COUNTED,
    TITLES,
    Wording,
    Words,
    vietnamese_definitions,
)
from caseapp.web.definition_words import definition_words
from tests.factories.house import House


@pytest.mark.parametrize("layout", RELEASE_LAYOUTS.values(), ids=lambda one: one.name)
@pytest.mark.parametrize("period", ["2026", "2024"])
def test_every_code_has_a_name(layout: ReleaseLayout, period: str) -> None:
    parsed = Period.parse(period)
    wording = Wording(parsed, usual_policy())
    for dimension in make_cells(layout, parsed, usual_policy()).dimensions:
        for code in dimension.codes:
            found = wording.of(dimension.name, code)
            assert found.vi
            assert found.vi != code
            assert found.en != code


def test_names_of_units_are_those_of_the_last_day() -> None:
    now, then = (Wording(Period.parse(p), usual_policy()) for p in ("2026", "2024"))
    assert now.of("geo", "31120").vi == "Phường Cái Khế"
    assert then.of("geo", "31120").vi == "Phường An Hòa"
    assert now.of("geo", "C06").vi == "Cụm Phụng Hiệp"
    assert now.of("geo", "T") == Words("Toàn thành phố Cần Thơ", "City of Cần Thơ")


def test_what_nobody_knows_is_called_by_its_code() -> None:
    found = Wording(Period.parse("2026"), usual_policy())
    assert found.of("geo", "C99") == Words("C99", "C99")
    assert found.of("relief", "strange") == Words("strange", "strange")


def test_every_column_and_subject_is_told_of() -> None:
    assert set(COLUMNS) == {CLUSTER, *(name for names in SUBJECTS.values() for name in names)}
    assert set(TITLES) == set(COUNTED) == set(SUBJECTS)


def test_definitions_are_said_as_the_pages_say_them(house: House) -> None:
    written = "8a version 1; 9 version 2; basis of 9: received; relief of 12 in time within 2 days"
    said = vietnamese_definitions(written)
    assert said == (
        "8a bản 1; 9 bản 2; chỉ tiêu 9 theo ngày tiếp nhận; chỉ tiêu 12: kịp thời là trong 2 ngày"
    )
    with house.app.test_request_context(), force_locale("vi"):
        assert definition_words(written) == said
    assert vietnamese_definitions("9.1; basis of 9: felt") == "9.1; basis of 9: felt"
