"""A case waits for the first ward, one is contested, and one has passed to it whole."""

from __future__ import annotations

from caseapp.casework.case_reading import read_case
from caseapp.casework.notices import list_own
from caseapp.casework.transfer_reading import list_tasks, list_transfers
from caseapp.upkeep.demo.wards import DOZEN
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.upkeep.demo.conftest import Demo


def test_one_waits_one_is_contested_one_has_passed(demo: Demo) -> None:
    chair, supervisor = (actor_of(demo.house, name) for name in ("chutich.ninhkieu", "giamsat"))
    with demo.house.app.app_context():
        ((waiting,), (refused,)) = list_transfers(chair, now=NOW)
        assert (waiting.state, refused.state) == ("waiting", "refused")
        assert not waiting.late
        assert [task.code for task in list_tasks(chair, now=NOW)] == [waiting.code]
        assert [task.code for task in list_tasks(supervisor, now=NOW)] == [refused.code]
        contested = [each for each in list_own(supervisor, now=NOW) if "contested" in each.kind]
        assert [notice.mark for notice in contested] == [refused.code]
        ((code,),) = demo.ask(
            "SELECT c.code FROM cases c JOIN transfers t ON t.case_id = c.id"
            " WHERE t.state = 'accepted'"
        )
        view = read_case(chair, code, now=NOW)
        assert view.unit_id == DOZEN[0]
        assert view.officer
        assert {"transfer_send", "transfer_accept"} <= {event.kind for event in view.events}
