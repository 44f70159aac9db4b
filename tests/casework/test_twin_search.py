"""A register of thousands with lifelike names: who is entered twice is found, others are not.

What was measured over more trials stands in the note of the decision (0018).
"""

from __future__ import annotations

from datetime import date
from random import Random

from caseapp import desk
from caseapp.casework.child_names import add_name, end_name
from caseapp.casework.child_reading import read_child
from caseapp.casework.twin_search import find_alike
from caseapp.rules.access import Act
from caseapp.rules.twins import SHOWN, Entry
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.merges import two_wards
from tests.factories.reports import statements
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


def like(house: House, **fields: object) -> list[tuple[str, tuple[str, ...]]]:
    known: dict[str, object] = {"born": date(2015, 9, 5), "precision": "day", "sex": "female"}
    entry = Entry(**{**known, **fields})  # type: ignore[arg-type]  # fields by name
    with house.app.app_context(), desk.reading(SYSTEM, Act.CHILD_LIST, now=NOW) as door:
        return [(each.code, each.likeness.reasons) for each in find_alike(door, entry, None)]


def test_a_child_is_found_by_its_other_names_and_told_so(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer, full_name="Lê Thị Bưởi")
    with house.app.app_context():
        add_name(officer, code, kind="former", name="Trần Ngọc Hân", now=NOW)
        add_name(officer, code, kind="home", name="Bé Na", now=NOW)
    assert like(house, name="Tran Ngoc Han") == [(code, ("other_name", "folded", "born"))]
    assert like(house, name="Trần Ngọc Hâm") == [(code, ("other_name", "slip", "born"))]
    assert like(house, name="Lê Thị Bưởi") == [(code, ("name", "born"))]  # the own name says it
    assert like(house, name="Trần Ngọc Hân", born=date(2012, 1, 1)) == []
    with house.app.app_context():
        details = read_child(officer, code, now=NOW).details
        assert details is not None
        end_name(officer, code, details.names[0].number, now=NOW)
    assert like(house, name="Trần Ngọc Hân") == []  # taken back


def test_after_a_merge_the_names_of_the_other_record_lead_to_the_one_that_stays(
    house: House,
) -> None:
    two = two_wards(house)
    with house.app.app_context():
        add_name(two.other, two.second, kind="former", name="Trần Ngọc Hân", now=NOW)
    two.merge()
    assert [code for code, _ in like(house, name="Trần Ngọc Hân")] == [two.first]
    [(code, reasons)] = like(house, name="Dô Thi Hoa")
    assert (code, "other_name" in reasons) == (two.first, False)  # its own name is as good


def test_the_statements_do_not_grow_with_what_is_found(house: House) -> None:
    officer, counts = officer_of(house), []
    for number in (1, 7):
        for _ in range(number):
            code = enter_child(house, officer, full_name="Lê Thị Bưởi")
            with house.app.app_context():
                add_name(officer, code, kind="home", name="Trần Ngọc Hân", now=NOW)
        with house.app.app_context(), statements() as seen:
            assert like(house, name="Trần Ngọc Hân")
        counts.append(len(seen))
    assert counts[0] == counts[1]
