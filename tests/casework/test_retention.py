"""Which closed files are listed: past the period, and neither open nor under proceedings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp import desk
from caseapp.casework.retention import decide_retention, list_past
from caseapp.records.cases import Case
from caseapp.records.consents import ConsentEntry
from caseapp.records.data_requests import DataRequest
from caseapp.records.erasures import Erasure
from caseapp.records.twins import Merge
from caseapp.rules.access import Act, Denied
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_case, a_child, stored
from tests.factories.web import CITY, make_user

OLD = NOW - timedelta(days=4000)


def test_only_closed_files_past_the_period_that_nothing_needs(house: House) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    admin = actor_of(house, make_user(house, "administrator"))
    with house.app.app_context():
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            closed = {"opened_at": OLD, "closed_at": OLD, "state": "closed"}
            children = [stored(door.session, a_child(NINH_KIEU)) for _ in range(4)]
            listed = a_case(children[0], NINH_KIEU, **closed)
            late = closed | {"closed_at": NOW - timedelta(days=30)}
            for row in (
                listed,
                a_case(children[1], NINH_KIEU, **late),
                a_case(children[2], NINH_KIEU, **closed),
                a_case(children[2], NINH_KIEU),  # the same child has an open one
                a_case(children[3], NINH_KIEU, **closed),
                ConsentEntry(
                    child_id=children[3],
                    purpose="referral",
                    kind="basis",
                    basis="proceedings",
                    happened_at=NOW,
                    entered_at=NOW,
                ),
            ):
                stored(door.session, row)
            code = listed.code
        assert list_past(supervisor, now=NOW).lines == []
        decide_retention(admin, "10", decision="Số 12", valid_from=date(2026, 11, 1), now=NOW)
        found = list_past(supervisor, now=NOW)
        assert (found.years, [line.code for line in found.lines]) == (10, [code])
        with desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
            assert door.session.query(Case).count() == 5  # nothing was deleted
        with pytest.raises(Denied):
            list_past(admin, now=NOW)


CLOSED = {"opened_at": OLD, "closed_at": OLD, "state": "closed"}


def _asked(child: int) -> DataRequest:
    return DataRequest(
        code="YC-26-AAAAAAAA", child_id=child, area_id=CAI_KHE, kind="access", asker="child",
        channel="letter", received_at=NOW, entered_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("why", ["open", "later", "request", "merge", "erased", ""])
def test_the_whole_family_is_asked_in_every_unit(house: House, why: str) -> None:
    """The list is of one ward's supervisor; what keeps the file is of another record and ward."""
    near = actor_of(house, make_user(house, "supervisor", "31135"))
    admin = actor_of(house, make_user(house, "administrator"))
    with house.app.app_context():
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            first = stored(door.session, a_child(NINH_KIEU))
            second = stored(door.session, a_child(CAI_KHE, merged_into_id=first))
            third = stored(door.session, a_child(CAI_KHE))
            stored(door.session, a_case(first, NINH_KIEU, **CLOSED))
            other = a_case(second, CAI_KHE, **CLOSED)
            needs = {
                "open": a_case(second, CAI_KHE),
                "later": a_case(second, CAI_KHE, **CLOSED | {"closed_at": NOW}),
                "request": _asked(second),
                "merge": Merge(first_id=third, second_id=first, asked_at=NOW),
                "erased": Erasure(child_id=first, ground="asked", state="done", entered_at=NOW),
            }
            stored(door.session, needs.get(why, other))
        decide_retention(admin, "10", decision="Số 12", valid_from=date(2026, 11, 1), now=NOW)
        assert len(list_past(near, now=NOW).lines) == (0 if why else 1)
