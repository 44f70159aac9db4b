"""The reach of a thread: set by a door for its block, gone after it, whatever happens inside."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from caseapp.records.reach import Reach, reach_now, reaching

OWN = Reach(frozenset({31135}))


def test_a_reach_ends_with_its_block() -> None:
    assert reach_now() is None
    with reaching(OWN):
        assert reach_now() == OWN
        with reaching(Reach(None, "bulk")):
            assert reach_now() == Reach(None, "bulk")
        assert reach_now() == OWN
    with pytest.raises(ZeroDivisionError), reaching(OWN):
        raise ZeroDivisionError
    assert reach_now() is None


def test_a_reach_is_of_one_thread_alone() -> None:
    with ThreadPoolExecutor(1) as pool, reaching(OWN):
        assert pool.submit(reach_now).result() is None
