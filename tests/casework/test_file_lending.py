"""A file is lent once to a person in a role, until it ends."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.file_lending import lend, standing_in
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Role
from caseapp.rules.deciding import Way
from tests.factories.children import officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import log_one
from tests.factories.web import CAI_KHE


def test_a_file_is_lent_once_in_each_role_until_that_ends(house: House) -> None:
    lent, other = log_one(house), log_one(house)
    user = officer_of(house, CAI_KHE).user_id
    assert user is not None
    with house.app.app_context(), desk.writing(SYSTEM, Act.FILE_ENTRUST, now=NOW) as door:
        report, beside = (door.find(Report, code=code) for code in (lent, other))
        first = lend(door, report, Role.CHAIR, user, Way.EITHER)
        assert first is not None
        assert lend(door, report, Role.CHAIR, user, Way.NAMED) is None
        second = lend(door, report, Role.OFFICER, user, Way.NAMED)
        assert standing_in(door, [report, beside]) == [first, second]
        assert standing_in(door, [report], Role.CHAIR) == [first]
        assert standing_in(door, [beside]) == []
        first.ended_at = NOW
        door.session.flush()
        assert standing_in(door, [report]) == [second]
        assert lend(door, report, Role.CHAIR, user, Way.EITHER) is not None
