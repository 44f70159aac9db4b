"""Who hears of an erasure: those who may decide on it, then who proposed it; by its number alone."""

from __future__ import annotations

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.erasure_reading import read_erasure
from caseapp.casework.erasures import refuse_erasure, withdraw_erasure
from caseapp.casework.notices import list_own
from caseapp.rules.access import Actor
from tests.factories.children import actor_of
from tests.factories.erasures import LATER, Bare, a_bare_child
from tests.factories.house import House
from tests.factories.reports import SUPERVISOR
from tests.factories.web import CITY, NINH_KIEU, make_user


def told(house: House, actor: Actor) -> list[tuple[str, str]]:
    with house.app.app_context():
        found = list_own(actor, now=LATER)
    return [(each.kind, each.mark) for each in found if each.kind.startswith("erasure")]


def everybody(bare: Bare) -> list[list[tuple[str, str]]]:
    people = (bare.first, bare.second, bare.officer, bare.chair)
    return [told(bare.house, each) for each in people]


def test_the_others_of_the_city_hear_that_one_waits_and_the_proposer_of_the_end(
    house: House,
) -> None:
    bare = a_bare_child(house)
    near = actor_of(house, make_user(house, "supervisor", NINH_KIEU))
    number = bare.propose()
    mark = f"erasure:{number}"
    assert everybody(bare) == [[], [("erasure_proposed", mark)], [], []]
    assert told(house, near) == []
    bare.decide(number)
    assert everybody(bare) == [[("erasure_decided", mark)], [], [], []]
    with house.app.app_context():
        assert read_erasure(bare.first, number, now=LATER).state == "done"


def test_a_refusal_is_told_and_a_proposal_taken_back_waits_for_nobody(house: House) -> None:
    bare = a_bare_child(house)
    number = bare.propose()
    with house.app.app_context():
        refuse_erasure(bare.second, number, answer="Còn cần", now=LATER)
    assert everybody(bare) == [[("erasure_decided", f"erasure:{number}")], [], [], []]
    again = bare.propose()
    with house.app.app_context():
        withdraw_erasure(bare.first, again, now=LATER)
    assert everybody(bare)[1] == []


def test_who_must_not_know_the_child_hears_of_nothing(house: House) -> None:
    bare = a_bare_child(house)
    marked = make_user(house, "supervisor", CITY)
    with house.app.app_context():
        mark_conflict(
            SUPERVISOR, "child", bare.child, username=marked, reason="Cha của em", now=LATER
        )
    bare.propose()
    assert told(house, actor_of(house, marked)) == []
