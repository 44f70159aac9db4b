"""Relief for all ticked or for none; harm put right, withdrawn, and put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.casework.impact_reading import ImpactView, read_line, read_list
from caseapp.casework.outcomes import Missing
from caseapp.casework.reliefs import (
    ImpactFacts,
    Place,
    Relief,
    correct_impact,
    relieve,
    restore_impact,
    withdraw_impact,
)
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.disasters import STARTED, a_line, enter, record
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

FOOD = Relief("food", date(2026, 11, 18))


def _listed(house: House, *names: str) -> tuple[Actor, Place, list[ImpactView]]:
    officer = officer_of(house)
    number = enter(house, officer)
    later = date(2026, 11, 17)
    lines = [
        a_line(name, affected_on=STARTED if at == 0 else later) for at, name in enumerate(names)
    ]
    record(house, officer, number, lines)
    with house.app.app_context():
        view = read_list(officer, number, NINH_KIEU, now=NOW)
        return officer, view.place, list(view.lines)


def test_all_ticked_are_relieved_at_once_or_none(house: House) -> None:
    officer, place, (first, second) = _listed(house, "Một", "Hai")
    both = [first.id, second.id]
    chair = actor_of(house, make_user(house, "chair"))
    far = officer_of(house, CAI_KHE)
    with house.app.app_context():
        for actor, rows, relief, refusal in (
            (officer, [], FOOD, RuleBroken),
            (officer, [*both, 999], FOOD, RuleBroken),
            (officer, [*both, 2**40], FOOD, RuleBroken),
            (officer, both, Relief("bread", FOOD.day), RuleBroken),
            (officer, both, Relief("food", None), RuleBroken),
            (officer, both, Relief("food", STARTED), RuleBroken),  # the second was not hit yet
            (officer, both, Relief("food", date(2026, 11, 24)), RuleBroken),
            (chair, both, FOOD, Denied),
            (far, both, FOOD, Missing),
        ):
            with pytest.raises(refusal):
                relieve(actor, place, rows, relief, now=NOW)
        assert read_list(officer, *vars(place).values(), now=NOW).counts.waiting == 2
        assert relieve(officer, place, both, FOOD, now=NOW) == 2
        with pytest.raises(RuleBroken, match="changed since"):  # none of them waits any more
            relieve(officer, place, [first.id], FOOD, now=NOW)
        line = read_line(officer, place, first.id, now=NOW)
        assert (line.relieved_on, line.relief_kind, line.took, line.late) == (
            FOOD.day, "food", 2, False
        )  # fmt: skip


def test_a_line_is_put_right_as_it_was_seen(house: House) -> None:
    officer, place, (first, second) = _listed(house, "Một", "Hai")
    right = ImpactFacts(STARTED, date(2026, 11, 17), "injury", date(2026, 11, 19), "cash")
    with house.app.app_context():
        for wrong in (
            replace(right, harm="wet"),
            replace(right, affected_on=date(2026, 11, 15)),
            replace(right, listed_on=date(2026, 11, 15)),
            replace(right, relieved_on=date(2026, 11, 15)),
            replace(right, relieved_on=None),
            replace(right, relief_kind=""),
        ):
            with pytest.raises(RuleBroken):
                correct_impact(officer, place, first.id, wrong, seen=first.mark, now=NOW)
        correct_impact(officer, place, first.id, right, seen=first.mark, now=NOW)
        with pytest.raises(RuleBroken, match="meanwhile"):
            correct_impact(officer, place, first.id, right, seen=first.mark, now=NOW)
        line = read_line(officer, place, first.id, now=NOW)
        assert (line.harm, line.relief_kind, line.took) == ("injury", "cash", 2)
        # The same child on another day is a line of its own, and keeps that day to itself.
        again = a_line(answer=first.code, affected_on=date(2026, 11, 20))
        record(house, officer, place.number, [again])
        moved = replace(right, affected_on=date(2026, 11, 20), listed_on=None, relieved_on=None,
                        relief_kind="")  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            correct_impact(officer, place, first.id, moved, seen=line.mark, now=NOW)
        assert refused.value.field == "affected_on"
        with pytest.raises(Missing):
            correct_impact(officer, Place(99, NINH_KIEU), second.id, right, seen="", now=NOW)


def test_an_entry_by_mistake_stands_apart_and_can_be_put_back(house: House) -> None:
    officer, place, (first, second) = _listed(house, "Một", "Hai")
    with house.app.app_context():
        with pytest.raises(RuleBroken):
            withdraw_impact(officer, place, first.id, why=" ", now=NOW)
        withdraw_impact(officer, place, first.id, why="Ghi nhầm hộ", now=NOW)
        view = read_list(officer, place.number, NINH_KIEU, now=NOW)
        assert [row.id for row in view.lines] == [second.id]
        (gone,) = view.withdrawn
        assert gone.withdrawn is not None
        assert (gone.id, gone.withdrawn.why) == (first.id, "Ghi nhầm hộ")
        for act in (
            lambda: withdraw_impact(officer, place, first.id, why="Nhầm", now=NOW),
            lambda: correct_impact(
                officer, place, first.id, ImpactFacts(STARTED, None, "", None, ""),
                seen=first.mark, now=NOW,
            ),
            lambda: restore_impact(officer_of(house, CAI_KHE), place, first.id, now=NOW),
        ):  # fmt: skip
            with pytest.raises(Missing):
                act()
        restore_impact(officer, place, first.id, now=NOW)
        assert len(read_list(officer, place.number, NINH_KIEU, now=NOW).lines) == 2
