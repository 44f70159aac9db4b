"""The demo's supervisor has an export in the list, whose file is gone."""

from __future__ import annotations

from tests.upkeep.demo.conftest import Demo


def test_there_is_one_export_that_was_fetched(demo: Demo) -> None:
    (row,) = demo.ask(
        "SELECT username, kind, state, result FROM jobs JOIN users ON users.id = jobs.user_id"
    )
    assert row == ("giamsat", "export", "done", None)
