"""The desk: numbers and lists agree, by unit and by page; nothing that is kept from the reader."""

from __future__ import annotations

import pytest

from caseapp.casework import overseeing
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.overseeing import (
    Page,
    count_all,
    list_absences,
    list_lines,
    list_load,
    units_within,
)
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.supervision import AWAY, LATE, LOAD, UNASSIGNED, UNSEEN, WATCHES
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.plans import DAY, approved
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import CHAIR, OFFICER, STRANGER, SUPERVISOR, last_logged, statements
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

LATER = NOW + 40 * DAY


def page_of(actor: Actor, name: str, unit: str = "", page: int = 1) -> Page:
    if name == LOAD.name:
        return list_load(actor, unit=unit, page=page, now=LATER)
    if name == AWAY.name:
        return list_absences(actor, unit=unit, page=page, now=LATER)
    return list_lines(actor, name, unit=unit, page=page, now=LATER)


@pytest.fixture
def cases(house: House) -> list[str]:
    """Cases of two wards, one with a plan, one with a referral that nobody answers."""
    officer = officer_of(house)
    found = [open_a_case(house, officer), open_a_case(house, OFFICER)]
    found.append(open_a_case(house, STRANGER, CAI_KHE))
    approved(house, OFFICER, CHAIR, found[0])
    take(house, SUPERVISOR, draft(house, officer, found[1], add_agency(house)), "send")
    return found


def test_each_number_is_that_of_the_lines_and_each_look_is_written_down(
    house: House, cases: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overseeing, "PAGE", 2)
    with house.app.app_context():
        for unit in ("", NINH_KIEU, CAI_KHE):
            numbers = count_all(SUPERVISOR, unit=unit, now=LATER)
            assert set(numbers) == {watch.name for watch in WATCHES}
            for name, number in numbers.items():
                turned = number // 2 + 1 if name != AWAY.name else 1
                pages = [page_of(SUPERVISOR, name, unit, n) for n in range(1, turned + 1)]
                lines = [repr(line) for page in pages for line in page.lines]
                assert {page.number for page in pages} == {number}, (name, unit)
                assert len(lines) == len(set(lines)) == min(number, 2 * turned)
                more = [2 * n < number for n in range(1, turned + 1)]
                assert [page.more for page in pages] == more
        told = count_all(SUPERVISOR, unit=CAI_KHE, now=LATER)
        assert told[UNSEEN.name] == told[UNASSIGNED.name] == 1
        assert told[LATE.name] == 3  # the 12 hours, the plan submitted and approved
        with statements() as seen:
            page_of(SUPERVISOR, UNSEEN.name)
        assert last_logged() == [("test-supervisor", "supervision.read", "done")]
    # The number, the lines, the calendar, the officers, the log's end and its new line.
    assert len(seen) == 2 * len(cases) == 6


def test_a_unit_that_is_none_or_is_not_supervised_is_missing(
    house: House, cases: list[str]
) -> None:
    part = actor_of(house, make_user(house, "supervisor", NINH_KIEU))
    with house.app.app_context():
        assert units_within(part, now=NOW) == {int(NINH_KIEU)}
        assert units_within(SUPERVISOR, now=NOW) is None
        for actor, units in (
            (part, (CAI_KHE, CITY)),
            (SUPERVISOR, (CITY, "outside", "00000", "x")),
        ):
            for unit in units:
                for name in (UNSEEN.name, LOAD.name, AWAY.name):
                    with pytest.raises(Missing):
                        page_of(actor, name, unit)
                with pytest.raises(Missing):
                    count_all(actor, unit=unit, now=LATER)
        assert {line.code for line in page_of(part, UNSEEN.name).lines} == set(cases[:2])


def test_what_is_kept_from_the_supervisor_is_in_no_list_and_not_counted(
    house: House, cases: list[str]
) -> None:
    marked = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        before = count_all(SUPERVISOR, unit="", now=LATER)
        assert count_all(marked, unit="", now=LATER) == before
        child = read_case(SUPERVISOR, cases[1], now=NOW).child.code
        mark_conflict(
            SUPERVISOR, "child", child, username=_name(marked), reason="Chú cháu", now=NOW
        )
        after = count_all(marked, unit="", now=LATER)
        assert count_all(SUPERVISOR, unit="", now=LATER) == before
        fewer = {name: before[name] - after[name] for name in before if before[name] != after[name]}
        assert fewer == {
            LATE.name: 3, UNASSIGNED.name: 1, UNSEEN.name: 1, "unanswered-referrals": 1,
        }  # fmt: skip
        for name in after:
            page = page_of(marked, name)
            assert page.number == after[name]
            assert cases[1] not in repr(page)


def _name(actor: Actor) -> str:
    return actor.name.removeprefix("Người dùng ")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_nobody_else_sees_the_desk(house: House, role: Role) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        count_all(an_actor(role, int(NINH_KIEU)), unit="", now=NOW)
