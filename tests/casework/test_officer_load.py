"""What each officer has in hand: counted by level, with what is late and what waits."""

from __future__ import annotations

from caseapp.casework.accounts import disable_account
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import set_level
from caseapp.casework.officer_load import Load
from caseapp.casework.overseeing import list_load
from caseapp.rules.access import Actor
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.plans import DAY
from tests.factories.proposals import take_out
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import SUPERVISOR
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user


def loads(house: House, unit: str = "", by: Actor = SUPERVISOR) -> list[Load]:
    with house.app.app_context():
        return list(list_load(by, unit=unit, page=1, now=NOW + 2 * DAY).lines)


def test_open_cases_are_counted_by_level_with_what_is_late_and_waits(house: House) -> None:
    officer, idle = officer_of(house), officer_of(house, CAI_KHE)
    judged, waiting, gone = (open_a_case(house, officer) for _ in range(3))
    with house.app.app_context():
        version = read_case(officer, judged, now=NOW).version
        set_level(officer, judged, level="high", reason="x", version=version, now=NOW)
    take(house, SUPERVISOR, draft(house, officer, waiting, add_agency(house)), "send")
    take_out(house, officer, gone)
    heavy, light = loads(house)
    assert (heavy.full_name, heavy.unit, heavy.unit_code) == (
        officer.name, "Phường Ninh Kiều", NINH_KIEU,
    )  # fmt: skip
    assert heavy.cases == {"high": 1, "": 1, "medium": 0, "low": 0}
    assert (heavy.open_cases, heavy.late, heavy.waiting, heavy.state) == (2, 2, 1, "")
    assert (light.full_name, light.open_cases, light.late, light.waiting) == (idle.name, 0, 0, 0)
    assert loads(house, CAI_KHE) == [light]
    part = actor_of(house, make_user(house, "supervisor", NINH_KIEU))
    assert loads(house, by=part) == [heavy]


def test_who_left_stands_there_while_there_is_something_to_hand_over(house: House) -> None:
    names = [make_user(house, "officer") for _ in range(2)]
    open_a_case(house, actor_of(house, names[0]))
    with house.app.app_context():
        for name in names:
            disable_account(SYSTEM, name, now=NOW)
    assert [(each.username, each.state) for each in loads(house)] == [(names[0], "closed")]
