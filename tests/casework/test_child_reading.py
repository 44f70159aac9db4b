"""Looking children up, and one child as its reader may see it."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.child_reading import read_child, read_personal_id
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.outcomes import Missing
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.rules.access import Denied, Role
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR
from tests.factories.web import CAI_KHE, NINH_KIEU


def test_a_child_is_within_reach_of_its_unit_and_of_the_city(house: House) -> None:
    code = enter_child(house, officer_of(house))
    with house.app.app_context():
        chair = an_actor(Role.CHAIR, int(NINH_KIEU), user_id=1)
        assert read_child(chair, code, now=NOW).units == (int(NINH_KIEU),)
        assert read_child(an_actor(Role.SUPERVISOR, user_id=2), code, now=NOW).code == code
        stranger = an_actor(Role.OFFICER, int(CAI_KHE), user_id=3)
        assert find_children(stranger, Search(), now=NOW).lines == []
        with pytest.raises(Missing):
            read_child(stranger, code, now=NOW)
        with pytest.raises(Denied):
            read_child(an_actor(Role.STATISTICIAN, user_id=4), code, now=NOW)


def test_every_read_and_every_refusal_is_logged(house: House) -> None:
    code = enter_child(house, officer_of(house))
    with house.app.app_context():
        with pytest.raises(Missing):
            read_child(an_actor(Role.OFFICER, int(CAI_KHE), user_id=3), code, now=NOW)
        read_child(an_actor(Role.CHAIR, int(NINH_KIEU), user_id=1), code, now=NOW)
        last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).limit(2).all()
        said = [(entry.actor, entry.act, entry.outcome) for entry in last]
        content = last[0].subject + last[0].detail
    assert said == [("user:1", "child.read", "done"), ("user:3", "child.read", "denied")]
    assert "Hòa" not in content


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "holds"),
    [
        (date(2026, 11, 23), None, True),  # from today on
        (date(2026, 11, 1), date(2026, 11, 23), False),  # the end is exclusive
        (date(2026, 11, 1), date(2026, 11, 24), True),
    ],
)
def test_whether_a_circumstance_holds_today(
    house: House, valid_from: date, valid_until: date | None, holds: bool
) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    entry = CircumstanceEntry("04", "", "at_risk", valid_from, valid_until, "")
    with house.app.app_context():
        record_circumstance(actor, code, entry, now=NOW)
        assert read_child(actor, code, now=NOW).circumstances[0].holds is holds


@pytest.mark.parametrize(
    ("born", "of_age"),
    [(None, False), (date(2010, 11, 24), False), (date(2010, 11, 23), True)],
)
def test_the_16th_birthday_ends_childhood(house: House, born: date | None, of_age: bool) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor, born=born)
    with house.app.app_context():
        assert read_child(actor, code, now=NOW).of_age is of_age


def test_reports_and_cases_hang_on_the_child(house: House) -> None:
    actor = officer_of(house)
    case = open_a_case(house, actor)
    with house.app.app_context():
        (line,) = find_children(actor, Search(), now=NOW).lines
        view = read_child(actor, line.code, now=NOW)
    assert [code for code, _, _ in view.cases] == [case]
    assert len(view.reports) == 1


def test_a_number_does_not_leave_this_floor_whole_for_who_need_not_know_it(house: House) -> None:
    code = enter_child(house, OFFICER, personal_id="092215001234")
    with house.app.app_context():
        told = [
            read_child(reader, code, now=NOW).personal_id for reader in (OFFICER, CHAIR, SUPERVISOR)
        ]
        assert told == ["092215001234", "••••••••1234", "••••••••1234"]
        assert read_personal_id(CHAIR, code, now=NOW)[1] == "092215001234"
        with pytest.raises(Denied):
            read_personal_id(OFFICER, code, now=NOW)
