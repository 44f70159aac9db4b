"""Why two entries may be of one child, in words, and the question kept beside its refusal."""

from __future__ import annotations

import pytest

from caseapp.casework.twins import KnownAlready, Preview
from caseapp.web.twin_words import noting, reason_words
from tests.factories.house import House


def test_reasons_are_read_as_one_line(house: House) -> None:
    with house.app.test_request_context():
        words = reason_words(("folded", "year_off", "mother_phone", "of a later version"))
    assert words == "cùng tên không dấu, năm sinh lệch 1, cùng số điện thoại mẹ"


def test_a_question_is_noted_and_still_refuses() -> None:
    known = KnownAlready((), (Preview("TE-26-7KQ4MX2B", "Phường Cái Khế", ()),))
    found: list[KnownAlready] = []

    def refused() -> str:
        raise known

    with pytest.raises(KnownAlready):
        noting(found, refused)()
    assert found == [known]
    assert noting(found, lambda: "TE-26-ZZZZZZZZ")() == "TE-26-ZZZZZZZZ"
    assert len(found) == 1
