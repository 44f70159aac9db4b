"""The demo's second officer leaves: something of each kind waits, and something has gone before."""

from __future__ import annotations

from caseapp.casework.acting import actor_named
from caseapp.casework.handed_reading import list_handed
from caseapp.casework.handing_on_reading import read_left
from caseapp.casework.kept_forms import list_kept
from caseapp.rules.access import Act
from caseapp.upkeep.demo.accounts import LEAVING
from tests.factories.house import NOW
from tests.upkeep.demo.conftest import Demo


def test_somebody_leaves_and_handed_something_over_before(demo: Demo) -> None:
    leaving, stays = (
        demo.one("SELECT username FROM users WHERE id = ?", demo.one(asked))
        for asked in (
            "SELECT from_id FROM handed_works LIMIT 1", "SELECT to_id FROM handed_works LIMIT 1",
        )
    )  # fmt: skip
    with demo.house.app.app_context():
        supervisor = actor_named("giamsat", None)
        left = read_left(supervisor, leaving, str(LEAVING), lambda _: Act.REPORT_LOG, now=NOW)
        assert {"case", "report"} <= {thing.kind for thing in left.things}
        assert len(left.typed) == 1
        assert [each.username for each in left.takers] == [stays]
        taker = actor_named(stays, None)
        (before,) = list_handed(taker, now=NOW)
        assert {thing.kind for thing in before.things} == {"case", "typed"}
        assert left.full_name in {draft.typed_by for draft in list_kept(taker)}
