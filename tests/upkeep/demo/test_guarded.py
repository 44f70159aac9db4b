"""A file that is kept from somebody, and one that was opened in an emergency."""

from __future__ import annotations

from caseapp.casework.conflicts import read_marks
from caseapp.casework.emergency import list_entries, list_open, read_file
from caseapp.casework.notices import list_own
from caseapp.rules.units import territory
from caseapp.upkeep.demo.wards import DOZEN
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


def test_the_first_wards_officer_reads_a_file_of_the_second(demo: Demo) -> None:
    officer = actor_of(demo.house, "canbo.ninhkieu")
    with demo.house.app.app_context():
        (opened,) = list_open(officer, now=NOW)
        file = read_file(officer, opened.token, now=NOW)
        assert file.units[0].endswith(territory().units[DOZEN[1]].name)
        told = list_own(actor_of(demo.house, "canbo.caikhe"), now=NOW)
        assert file.child.code in {n.mark for n in told if n.kind == "file_opened"}
        (entry,) = list_entries(SUPERVISOR, now=NOW)
        assert entry.reason.endswith("không ai nghe máy.")


def test_a_file_of_the_third_ward_is_kept_from_its_officer(demo: Demo) -> None:
    ((user, code),) = demo.ask(
        "SELECT u.username, c.code FROM conflict_marks m JOIN users u ON u.id = m.user_id"
        " JOIN children c ON c.id = m.child_id WHERE m.lifted_at IS NULL"
    )
    assert (
        user
        == f"canbo.{territory().units[DOZEN[2]].name.lower().replace('ì', 'i').replace('ủ', 'u').replace(' ', '')}"
    )
    with demo.house.app.app_context():
        lifted, mark = read_marks(SUPERVISOR, "child", code, now=NOW).marks
        assert "họ hàng" in mark.reason
        assert "chỉ trùng họ tên" in lifted.lift_reason
