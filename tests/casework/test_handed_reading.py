"""Who took part sees what was handed over, and the chair all of the unit; each as they may."""

from __future__ import annotations

from datetime import timedelta

from caseapp import desk
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.handed_reading import list_handed
from caseapp.records.handed_works import HandedWork
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.leaving import Leaving
from tests.factories.proposals import take_out
from tests.factories.web import CAI_KHE, make_user


def test_who_took_part_and_the_chair_are_shown_it_less_what_is_kept_from_them(
    leaving: Leaving,
) -> None:
    house = leaving.house
    other = actor_of(house, make_user(house, "chair", CAI_KHE))
    leaving.give()
    with house.app.app_context():
        (seen,) = list_handed(leaving.chair, now=NOW)
        assert (seen.giver, seen.taker) == (leaving.canbo.name, leaving.moi.name)
        assert (len(seen.things), seen.to_reader) == (8, False)
        (mine,) = list_handed(leaving.moi, now=NOW)
        assert mine.to_reader
        assert "Đỗ An" in {thing.about for thing in mine.things}
        assert len(list_handed(leaving.canbo, now=NOW)) == 1
        for stranger in (leaving.ban, other):
            assert list_handed(stranger, now=NOW) == []
        assert list_handed(leaving.moi, now=NOW + timedelta(days=91)) == []
        child = read_case(leaving.supervisor, leaving.case, now=NOW).child.code
        mark_conflict(leaving.supervisor, "child", child, username="moi", reason="Cháu", now=NOW)
        (less,) = list_handed(leaving.moi, now=NOW)
        assert leaving.case not in {thing.mark for thing in less.things}


def test_what_other_units_hand_over_pushes_nothing_out(leaving: Leaving) -> None:
    leaving.give()
    with leaving.house.app.app_context():
        with desk.ledger(write=True) as session:
            session.add_all(
                HandedWork(
                    area_id=int(CAI_KHE), kind="typed", mark="", from_id=1, to_id=2, entered_at=NOW
                )
                for _ in range(500)
            )
        assert [len(each.things) for each in list_handed(leaving.chair, now=NOW)] == [8]
        assert [len(each.things) for each in list_handed(leaving.moi, now=NOW)] == [8]


def test_a_case_that_was_taken_out_by_mistake_is_told_no_more(leaving: Leaving) -> None:
    leaving.give()
    take_out(leaving.house, leaving.moi, leaving.case)
    with leaving.house.app.app_context():
        (seen,) = list_handed(leaving.chair, now=NOW)
        marks = {thing.mark for thing in seen.things}
    assert {leaving.case, leaving.referral}.isdisjoint(marks)
    assert leaving.second in marks
