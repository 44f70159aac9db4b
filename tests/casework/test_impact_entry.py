"""A list makes children or finds them; what stands there changes nothing; a fault keeps nothing."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.child_reading import read_child
from caseapp.casework.impact_entry import Kept, record_lines
from caseapp.casework.impact_reading import read_list
from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.casework.reliefs import withdraw_impact
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.disasters import STARTED, a_line, enter, record
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, NINH_KIEU, key, make_user


def test_new_children_live_there_known_ones_are_found_and_no_line_counts_twice(
    house: House,
) -> None:
    officer = officer_of(house)
    known = enter_child(house, officer, full_name="Danh Thị Na Ri", born=date(2016, 1, 2))
    number = enter(house, officer)
    lines = [
        a_line(),
        a_line("Danh Na Ri", answer=known, harm=""),
        a_line("Thạch Văn Lớn", born=date(2009, 1, 1), old=True),
        a_line("Thach Sa Ruong", answer="drop"),
    ]
    assert record(house, officer, number, lines) == Kept(1, 1, 0, 1, 1)
    assert record(house, officer, number, lines[1:2]) == Kept(0, 0, 1)
    with house.app.app_context():
        found = read_list(officer, number, NINH_KIEU, now=NOW)
        new, old = sorted(found.lines, key=lambda each: each.harm, reverse=True)
        assert (old.code, old.name) == (known, "Danh Thị Na Ri")
        child = read_child(officer, new.code, now=NOW)
        assert (child.guardian_name, child.address) == ("Thạch Văn Sên", "Ấp Mỹ Thuận")
        assert [(stay.unit, stay.valid_from) for stay in child.stays] == [
            ("Phường Ninh Kiều", STARTED)
        ]
        assert [(each.disaster, each.harm) for each in child.impacts] == [
            ("Ngập lụt do triều cường", "displaced")
        ]


def test_a_line_that_was_withdrawn_stands_again_as_the_new_one_says(house: House) -> None:
    officer = officer_of(house)
    number = enter(house, officer)
    record(house, officer, number, [a_line()])
    with house.app.app_context():
        view = read_list(officer, number, NINH_KIEU, now=NOW)
        (line,) = view.lines
        withdraw_impact(officer, view.place, line.id, why="Nhầm hộ", now=NOW)
        again = a_line(answer=line.code, harm="injury")
        assert record_lines(officer, number, NINH_KIEU, [again], now=NOW) == Kept(0, 1)
        (stands,) = read_list(officer, number, NINH_KIEU, now=NOW).lines
        assert (stands.id, stands.harm, stands.withdrawn) == (line.id, "injury", None)


def test_whatever_is_forged_or_wrong_keeps_nothing(house: House) -> None:
    officer, far = officer_of(house), officer_of(house, CAI_KHE)
    theirs = enter_child(house, far, area_code=CAI_KHE)
    young = enter_child(house, officer, full_name="Mới Sinh", born=date(2026, 11, 20),
                        resident_from=date(2026, 11, 20))  # fmt: skip
    number = enter(house, officer)
    everywhere = enter(house, officer, name="Hạn", started_on=date(2025, 6, 1))
    chair = actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        for actor, lines, refusal in (
            (officer, [], RuleBroken),
            (officer, [a_line()] * 201, RuleBroken),
            (officer, [a_line(), a_line(answer=theirs)], Missing),
            (officer, [a_line(), a_line(answer="TE-26-NOBODY11")], Missing),
            (officer, [a_line(), a_line(answer=young)], RuleBroken),
            (officer, [a_line(), a_line(affected_on=date(2026, 11, 15))], RuleBroken),
            (far, [a_line()], Missing),
            (chair, [a_line()], Denied),
        ):
            with pytest.raises(refusal):
                record_lines(actor, number, NINH_KIEU, lines, now=NOW)
        assert read_list(officer, number, NINH_KIEU, now=NOW).lines == ()
        before = a_line(affected_on=date(2025, 6, 2))
        with pytest.raises(RuleBroken, match="1 July 2025"):
            record_lines(officer, everywhere, NINH_KIEU, [before], now=NOW)


def test_a_form_that_comes_twice_is_taken_once(house: House) -> None:
    officer = officer_of(house)
    number = enter(house, officer)
    post = f"{key()}:x"
    with house.app.app_context():
        record_lines(officer, number, NINH_KIEU, [a_line()], now=NOW, post=post)
        with pytest.raises(AlreadyDone):
            record_lines(officer, number, NINH_KIEU, [a_line()], now=NOW, post=post)
        assert len(read_list(officer, number, NINH_KIEU, now=NOW).lines) == 1
