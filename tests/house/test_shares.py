"""Each process begins with what only it shall set up, and no test is lost on the way."""

from __future__ import annotations

from tests.factories.shares import dealt

NEEDS = {f"plain {number}": ["house"] for number in range(14)}
NEEDS |= {f"walk {number}": ["house", "walked"] for number in range(3)}
NEEDS |= {f"attack {number}": ["town"] for number in range(3)}
TESTS = [f"{kind} {number}" for number in range(14) for kind in ("plain", "walk", "attack")]
TESTS = [test for test in TESTS if test in NEEDS]


def test_two_processes_begin_with_one_of_the_two_each() -> None:
    order = dealt(TESTS, NEEDS.__getitem__, 2)
    assert order[:3] == ["walk 0", "walk 1", "walk 2"]
    assert order[10:13] == ["attack 0", "attack 1", "attack 2"]
    assert [test for test in order if test.startswith("plain")] == list(NEEDS)[:14]
    assert sorted(order) == sorted(TESTS)


def test_of_many_processes_two_begin_with_them_and_one_alone_has_the_first_in_front() -> None:
    assert dealt(TESTS, NEEDS.__getitem__, 4)[5:8] == ["attack 0", "attack 1", "attack 2"]
    alone = dealt(TESTS, NEEDS.__getitem__, 1)
    assert alone[:3] == ["walk 0", "walk 1", "walk 2"]
    assert sorted(alone) == sorted(TESTS)


def test_what_is_long_by_itself_begins_early_in_each_of_them() -> None:
    lone = [f"test_no_marker_is_found[{kind}]" for kind in ("sqlite", "postgresql")]
    lone += [f"test_no_acknowledged_report_is_lost[{kind}]" for kind in ("sqlite", "postgresql")]
    needs = NEEDS | {name: ["cluster"] for name in lone}
    order = dealt([*TESTS, *lone], needs.__getitem__, 3)
    assert order[3] == lone[2]  # behind those that need the walk
    assert order[8:12] == ["attack 0", "attack 1", "attack 2", lone[1]]
    assert order[16:18] == [lone[0], lone[3]]
    assert sorted(order) == sorted([*TESTS, *lone])
