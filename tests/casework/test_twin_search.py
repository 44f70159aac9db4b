"""A register of thousands with lifelike names: who is entered twice is found, others are not.

What was measured over more trials stands in the note of the decision (0018).
"""

from __future__ import annotations

from random import Random

from caseapp import desk
from caseapp.casework.twin_search import find_alike
from caseapp.rules.access import Act
from caseapp.rules.twins import SHOWN, Entry
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.twins import a_person, again, fill_register

REGISTER, TRIALS = 5000, 120


def test_who_is_entered_twice_is_found_and_others_are_not(house: House) -> None:
    register = fill_register(house, REGISTER)
    rng = Random(7)
    missed: list[tuple[Entry, Entry]] = []
    alarms: list[tuple[Entry, str]] = []
    with house.app.app_context(), desk.reading(SYSTEM, Act.CHILD_LIST, now=NOW) as door:
        for number in rng.sample(range(REGISTER), TRIALS):
            entry = again(rng, register[number])
            found = find_alike(door, entry, None)[:SHOWN]
            if number + 1 not in {each.child_id for each in found}:
                missed.append((register[number], entry))
        for _ in range(TRIALS):
            new = a_person(rng)
            alarms += [(new, each.code) for each in find_alike(door, new, None)[:1]]
    recall = 1 - len(missed) / TRIALS
    assert recall >= 0.95, (recall, missed[:10])
    assert len(alarms) * 20 <= TRIALS, alarms[:10]
