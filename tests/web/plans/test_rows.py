"""Rows of a plan's page: as many as were sent, one more of a kind, never more than fit."""

from __future__ import annotations

import pytest

from caseapp.rules.plans import Goal, Plan
from caseapp.web.plans.rows import differing, grown, sent_shape, shape_of
from tests.factories.house import House


@pytest.mark.parametrize(
    ("names", "shape"),
    [
        ([], (0, ())),
        (["need_1", "need_3", "goal_1", "what_1_1", "what_1_2"], (3, (2,))),
        (["goal_2", "what_2_1", "what_3_1", "what_0_1"], (0, (0, 1))),
        (["need_99", "goal_99", "what_1_99", "what_99_1"], (20, (12, *[0] * 9))),
        (["need_x", "goal_due_7", "what_1", "need_100", "goal_-1"], (0, ())),
    ],
)
def test_what_was_sent_says_how_many_rows_there_are(
    names: list[str], shape: tuple[int, tuple[int, ...]]
) -> None:
    assert sent_shape(names) == shape


@pytest.mark.parametrize(
    ("shape", "wanted", "more"),
    [
        ((1, (1,)), "need", ((2, (1,)), "need_2")),
        ((1, (1,)), "goal", ((1, (1, 1)), "goal_2")),
        ((1, (1, 2)), "activity-2", ((1, (1, 3)), "what_2_3")),
        ((20, (1,)), "need", None),
        ((1, (1,) * 10), "goal", None),
        ((1, (12,)), "activity-1", None),
        ((1, (1,)), "activity-2", None),
        ((1, (1,)), "activity-x", None),
        ((1, (1,)), "", None),
    ],
)
def test_one_more_row(shape: tuple[int, tuple[int, ...]], wanted: str, more: object) -> None:
    assert grown(shape, wanted) == more


def test_a_page_has_a_row_of_each_kind_at_least() -> None:
    assert shape_of(Plan()) == (1, (1,))
    assert shape_of(Plan(needs=("a", "b"), goals=(Goal("x"),))) == (2, (0,))


def test_where_two_versions_differ(house: House) -> None:
    yours = Plan("Cũ", ("An toàn",), (Goal("Yên tâm"),))
    saved = Plan("Cũ", ("An toàn", "Đi học"), ())
    with house.app.test_request_context():
        assert differing(yours, saved) == [
            ("Nhu cầu (2)", "", "Đi học"), ("Mục tiêu cụ thể (1)", "Yên tâm", ""),
        ]  # fmt: skip
