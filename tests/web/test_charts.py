"""The layout of charts, worked out by hand from small numbers."""

from __future__ import annotations

import pytest

from caseapp.web.charts import Bar, Box, bar, lay_tiles, plot, shade, spread, steps, top_of

BOX = Box(120, 60, left=10, right=10, top=10)


@pytest.mark.parametrize(
    ("values", "least", "most", "top"),
    [
        ([], 0, None, 1),
        ([None, 0.0], 0, None, 1),
        ([0.3, None, 0.71], 1.5, None, 1.5),
        ([18, 16, 32], 0, None, 40),
        ([88.2], 96, 100, 100),
        ([3], 0, None, 3),
        ([41], 0, None, 50),
        ([1234], 0, None, 1500),
        ([130.0], 0, 100, 100),
    ],
)
def test_the_top_is_round_and_above_all(
    values: list[float | None], least: float, most: float | None, top: float
) -> None:
    assert top_of(values, least, most) == top


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (1.5, (0, 0.5, 1, 1.5)),
        (40, (0, 10, 20, 30, 40)),
        (100, (0, 20, 40, 60, 80, 100)),
    ],
)
def test_an_axis_is_marked_at_round_numbers(top: float, marks: tuple[float, ...]) -> None:
    assert steps(top) == marks


@pytest.mark.parametrize(
    ("places", "moved"),
    [((10, 40), (10, 40)), ((20, 15), (28, 15)), ((5, 5, 5), (5, 18, 31)), ((), ())],
)
def test_words_that_would_overlap_move_apart(
    places: tuple[float, ...], moved: tuple[float, ...]
) -> None:
    assert spread(places) == moved


def test_a_line_breaks_where_a_value_is_missing() -> None:
    found = plot([[0, 50, None, 100, 50]], BOX, 100, [75])
    assert found.xs == (10, 35, 60, 85, 110)
    assert found.runs == (("M10 60L35 35", "M85 10L110 35"),)
    assert [(dot.index, dot.y) for dot in found.dots[0]] == [(0, 60), (1, 35), (3, 10), (4, 35)]
    assert found.goals == ((22.5, 22.5),)
    # The words of 50 stand below it: above, the target line would run through them.
    assert [dot.words_y for dot in found.dots[0]] == [52, 52, 2, 52]
    assert found.lasts == ("",)


def test_the_running_step_stands_apart() -> None:
    found = plot([[0, 50, 100], [None, None, 40], [10, None, 40]], BOX, 100, running=True)
    assert found.runs == (("M10 60L60 35",), (), ())
    assert found.lasts == ("M60 35L110 10", "", "")
    assert [len(dots) for dots in found.dots] == [3, 1, 2]


def test_nothing_to_draw_has_no_lines() -> None:
    found = plot([[None]], BOX, 1)
    assert (found.xs, found.runs, found.dots) == ((60,), ((),), ((),))


@pytest.mark.parametrize(
    ("value", "top", "goals", "expected"),
    [
        (50, 100, (), Bar(300, 150, (), ())),
        (None, 100, (93, 96), Bar(300, 0, (279, 288), (230, 300))),
        (120, 100, (), Bar(300, 300, (), ())),
        (0.1, 2, (1.5, 1), Bar(300, 15, (225, 150), (225, 150))),
    ],
)
def test_a_bar_is_as_long_as_its_share(
    value: float | None, top: float, goals: tuple[float, ...], expected: Bar
) -> None:
    assert bar(value, 300, top, goals, gap=70) == expected


@pytest.mark.parametrize(
    ("value", "dark"), [(None, None), (0, 0), (0.9, 0), (1, 1), (2, 1), (10, 3)]
)
def test_a_tile_is_darker_with_every_edge_it_reaches(value: float | None, dark: int | None) -> None:
    assert shade(value, (1, 3, 6)) == dark


def test_tiles_stand_in_rows() -> None:
    found = lay_tiles({"b": (1, 1), "a": (2, 0)}, {"a": 5.0}, (1,), 10)
    assert [(tile.code, tile.x, tile.y, tile.middle, tile.shade) for tile in found] == [
        ("a", 20, 0, 25, 1),
        ("b", 10, 10, 15, None),
    ]
