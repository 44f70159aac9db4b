"""What waits for a role is the other unit's now; what was told by name has ended, but for a few."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.moving_notices import move_notices
from caseapp.casework.notices import Subject, tell
from caseapp.records.notices import Notice
from caseapp.rules.access import Act, Role
from tests.factories.children import officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import kept, log_one
from tests.factories.rows import CAI_KHE, NINH_KIEU


def test_each_kind_goes_its_way(house: House) -> None:
    officer = officer_of(house)
    assert officer.user_id is not None
    code = log_one(house)
    about = Subject(code, NINH_KIEU)
    with house.app.app_context(), desk.writing(SYSTEM, Act.REPORT_SCREEN, now=NOW) as door:
        for kind in ("measure_decided", "stands_in"):
            tell(door, kind, about, to=officer.user_id)
        tell(door, "clock_soon", about, to=Role.CHAIR)
        move_notices(door, code, NINH_KIEU, CAI_KHE)
        door.log("test")
    asked = select(Notice.kind, Notice.area_id, Notice.ended_at).where(Notice.mark == code)
    found = {kind: (unit, ended is None) for kind, unit, ended in kept(house, asked)}
    assert found["clock_soon"] == (CAI_KHE, True)
    assert found["measure_decided"] == (NINH_KIEU, False)
    assert found["stands_in"] == (CAI_KHE, True)
