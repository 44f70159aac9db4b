"""Who stands in, as it is shown: what holds first, and a supervisor's reason to supervisors."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.naming_reading import choices, list_standing, own_units, read_unit
from caseapp.casework.namings import NewNaming, end_naming, name_stand_in
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Actor, Denied, Role
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.naming import TODAY, make_chair, make_deputy
from tests.factories.reports import STRANGER
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

DAY = timedelta(days=1)
WHY = "Chủ tịch đang đi công tác nước ngoài"


def test_a_unit_shows_who_stands_in_now_then_later_then_before(house: House) -> None:
    chair = make_chair(house)
    for number, first in ((1, TODAY), (2, TODAY + DAY), (3, TODAY)):
        make_deputy(house, chair, f"pho.{number}", first=first, rank=number)
    with house.app.app_context():
        end_naming(chair, NINH_KIEU, 1, now=NOW)
        view = read_unit(chair, NINH_KIEU, now=NOW)
        states = [(each.person[-1], each.state, each.may_end) for each in view.deputies]
        assert states == [("3", "now", True), ("2", "later", True), ("1", "ended", False)]
        assert view.deputies[0].last_day == TODAY + 2 * DAY
        assert view.officers == []
        assert [each.may_end for each in read_unit(actor_of(house, "pho.3"), NINH_KIEU, now=NOW)
                .deputies] == [False] * 3  # fmt: skip
        for reader, code in ((STRANGER, NINH_KIEU), (chair, "92"), (chair, "x"), (chair, "26")):
            with pytest.raises(Missing):
                read_unit(reader, code, now=NOW)
        with pytest.raises(Denied):
            read_unit(an_actor(Role.COLLABORATOR, int(NINH_KIEU)), NINH_KIEU, now=NOW)


def test_why_the_chair_did_not_name_is_for_supervisors(house: House) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    chair = make_chair(house)
    make_user(house, "deputy", username="pho")
    with house.app.app_context():
        new = NewNaming("pho", TODAY, TODAY, reason=WHY)
        name_stand_in(supervisor, Role.CHAIR, NINH_KIEU, new, now=NOW)

        def reasons(reader: Actor) -> list[str]:
            return [each.reason for each in list_standing(reader, now=NOW)]

        assert reasons(supervisor) == [WHY]
        assert reasons(chair) == [""]
        assert reasons(STRANGER) == []


def test_whom_one_can_choose(house: House) -> None:
    chair = make_chair(house)
    make_deputy(house, chair)
    names = [make_user(house, "officer", unit) for unit in (NINH_KIEU, CAI_KHE)]
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        found = choices(chair, Role.CHAIR, NINH_KIEU, now=NOW)
        assert (found.people, found.posts) == ([("pho", "Người dùng pho")], [])
        assert (found.next_rank, found.reason_owed) == (2, False)
        assert choices(supervisor, Role.CHAIR, NINH_KIEU, now=NOW).reason_owed
        officer = actor_of(house, names[0])
        found = choices(officer, Role.OFFICER, NINH_KIEU, now=NOW)
        assert [name for name, _ in found.posts] == [names[0]]
        assert found.people == [(names[1], f"Phường Cái Khế – Người dùng {names[1]}")]
        with pytest.raises(Denied):
            choices(officer, Role.CHAIR, NINH_KIEU, now=NOW)


def test_the_units_of_a_reader(house: House) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        assert own_units(officer_of(house), now=NOW) == [NINH_KIEU]
        assert own_units(supervisor, now=NOW) == []
