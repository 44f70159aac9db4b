"""Which files an export leaves out for everybody: with all that hangs on them, merged records too."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.data_requests import FileRestriction
from caseapp.records.db import Row
from caseapp.records.erasures import Erasure
from caseapp.records.left_out import erased_files, restricted_files
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_case, a_child, a_report, stored


def erasure(child: int, *, holds: bool) -> Row:
    state = "done" if holds else "proposed"
    return Erasure(child_id=child, ground="asked", state=state, entered_at=NOW)


def restriction(child: int, *, holds: bool) -> Row:
    return FileRestriction(
        child_id=child, area_id=NINH_KIEU, restricted_at=NOW, entered_at=NOW,
        lifted_at=None if holds else NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "made"), [(erased_files, erasure), (restricted_files, restriction)]
)
def test_the_whole_file_and_nothing_of_another(house: House, asked: object, made: object) -> None:
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        first = stored(door.session, a_child(NINH_KIEU))
        merged = stored(door.session, a_child(CAI_KHE, merged_into_id=first))
        other = stored(door.session, a_child(NINH_KIEU))
        case = stored(door.session, a_case(merged, CAI_KHE))
        report = stored(door.session, a_report(CAI_KHE, child_id=merged))
        stored(door.session, made(other, holds=False))  # type: ignore[operator]  # one of the two
        assert asked(door.session) is None  # type: ignore[operator]
        stored(door.session, made(first, holds=True))  # type: ignore[operator]
        found = asked(door.session)  # type: ignore[operator]
        assert found.children == {first, merged}
        assert (found.cases, found.reports) == ({case}, {report})
        assert door.session.get(Child, other) is not None
