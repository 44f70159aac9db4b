"""Every need that the rules know has words."""

from __future__ import annotations

from typing import get_args

from caseapp.rules.separations import Need
from caseapp.web.measure_words import NEEDS


def test_each_need_has_words() -> None:
    assert set(NEEDS) == {need for need in get_args(Need) if need}
