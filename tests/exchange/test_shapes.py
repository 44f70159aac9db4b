from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.exchange.shapes import SHAPES, TOUCHED, fold_name, keeper
from caseapp.exchange.sheets import SHEETS
from caseapp.rules.matching import fold


@given(st.text(max_size=20) | st.text("AĐð éƠ\u0301\u200b\u1780", max_size=20))
def test_folding_word_by_word_is_folding(name: str) -> None:
    assert fold_name(name) == fold(name)


@pytest.mark.parametrize(
    ("unit", "answers"), [(31135, 31135), (231117, 31120), (231178, 92), (1, 92), (2, 92), (92, 92)]
)
def test_who_answers_today(unit: int, answers: int) -> None:
    assert keeper(unit) == answers


def test_every_sheet_but_residences_has_a_shape() -> None:
    assert list(SHAPES) == [name for name in SHEETS if name != "residences"]


def test_what_a_change_touches_is_told_by_columns_of_the_sheet() -> None:
    for name, touched in TOUCHED.items():
        assert touched.keys() <= {column.name for column in SHEETS[name].columns}


def test_a_shape_takes_columns_by_the_names_of_the_record() -> None:
    sheet = {"child_id": [1], "group": ["01"], "subgroup": [""], "status": ["confirmed"]}
    shaped = SHAPES["circumstances"](sheet | {"from": ["a"], "to": [None]}, None)  # type: ignore[arg-type]
    assert shaped == {
        "child_id": [1],
        "group_code": ["01"],
        "subgroup": [""],
        "status": ["confirmed"],
        "valid_from": ["a"],
        "valid_until": [None],
    }
