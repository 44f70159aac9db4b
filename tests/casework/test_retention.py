"""Which closed files are listed: past the period, and neither open nor under proceedings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp import desk
from caseapp.casework.retention import decide_retention, list_past
from caseapp.records.cases import Case
from caseapp.records.consents import ConsentEntry
from caseapp.rules.access import Act, Denied
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.rows import NINH_KIEU, a_case, a_child, stored
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
