"""The hold under which no act may begin."""

from __future__ import annotations

import pytest

from caseapp.rules.outcomes import AlreadyDone, held, nothing_written


def test_the_hold_lasts_as_long_as_its_block_and_nests() -> None:
    assert not held()
    with nothing_written():
        with nothing_written():
            assert held()
        assert held()
    assert not held()


def test_a_fault_inside_ends_it_too() -> None:
    with pytest.raises(ZeroDivisionError), nothing_written():
        raise ZeroDivisionError
    assert not held()


def test_a_second_post_says_what_the_first_made_and_whether_it_was_changed() -> None:
    assert (AlreadyDone("BC-26-1").made, AlreadyDone("BC-26-1").changed) == ("BC-26-1", False)
    assert AlreadyDone("", changed=True).changed
