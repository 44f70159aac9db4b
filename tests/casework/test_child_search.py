"""The children's register: whom a search finds, page by page, and that its index stays right."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import select, text

from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import PAGE, ChildPage, Search, find_children, namesakes
from caseapp.casework.children import NewChild, edit_child, move_child
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import db
from caseapp.records.reach import Reach, reaching
from caseapp.rules.access import Actor, Role
from caseapp.rules.matching import fold
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.twins import WARDS, fill_register, slipped
from tests.factories.web import CAI_KHE, NINH_KIEU

SUPERVISOR = an_actor(Role.SUPERVISOR, user_id=9)


def found(house: House, actor: Actor, text: str = "", **more: object) -> ChildPage:
    with house.app.app_context():
        return find_children(actor, Search(text, **more), now=NOW)  # type: ignore[arg-type]


def names(page: ChildPage) -> list[str]:
    return [line.full_name for line in page.lines]


@pytest.mark.parametrize("everywhere", [False, True])
def test_every_word_must_stand_in_the_folded_name(house: House, everywhere: bool) -> None:
    officer = officer_of(house)
    for name in ("Lê Tám", "Đỗ Thị Hòa", "Hoàng Văn Đỗ"):
        enter_child(house, officer, full_name=name)
    actor = SUPERVISOR if everywhere else officer
    for typed, wanted in (
        ("", ["Đỗ Thị Hòa", "Hoàng Văn Đỗ", "Lê Tám"]),  # by the folded name
        ("do", ["Đỗ Thị Hòa", "Hoàng Văn Đỗ"]),
        ("ĐỖ  hoa", ["Đỗ Thị Hòa", "Hoàng Văn Đỗ"]),  # in any order, in any part
        ("hoa thi", ["Đỗ Thị Hòa"]),
        ("%", []),  # not a pattern
        ("_", []),
    ):
        assert names(found(house, actor, typed)) == wanted, typed


def test_a_page_stands_in_vietnamese_order(house: House) -> None:
    actor = officer_of(house)
    order = ["Dư Văn Ba", "Dương Thị Út", "Đào An", "Lê An", "Lê Ân", "Lê Ơn"]
    for name in sorted(order):
        enter_child(house, actor, full_name=name)
    assert names(found(house, actor)) == order


def test_pages_follow_each_other_without_a_gap_or_a_child_twice(house: House) -> None:
    here, there = officer_of(house), officer_of(house, CAI_KHE)
    for number in range(PAGE + 3):
        enter_child(house, here, full_name=f"Bé {number % 7}", born=None)
    enter_child(house, there, full_name="Bé 3", born=None, area_code=CAI_KHE)
    for actor in (here, SUPERVISOR, an_actor(Role.OFFICER, int(NINH_KIEU), int(CAI_KHE))):
        first = found(house, actor, "be")
        second = found(house, actor, "be", after=first.next)
        codes = [line.code for line in (*first.lines, *second.lines)]
        assert len(first.lines) == PAGE
        assert second.next == ""
        assert len(set(codes)) == len(codes) == (PAGE + 3 if actor is here else PAGE + 4)
        assert "Bé" not in first.next


def test_a_child_of_two_units_stands_once_in_the_list_of_who_has_both(house: House) -> None:
    code = enter_child(house, officer_of(house))
    _open_to(house, code, int(CAI_KHE))
    both = an_actor(Role.OFFICER, int(NINH_KIEU), int(CAI_KHE))
    for actor in (both, SUPERVISOR):
        assert [line.code for line in found(house, actor, "hoa").lines] == [code]


def test_a_child_is_found_by_code_and_whole_number_in_the_own_ward_alone(house: House) -> None:
    number = "092215001234"
    officer = officer_of(house)
    code = enter_child(house, officer, personal_id=number)
    for typed in (code, f" {code.lower()} ", number, " 0922 1500 1234 "):
        page = found(house, officer, typed)
        assert [line.code for line in page.lines] == [code]
        assert page.lines[0].number_end == "1234"
        assert found(house, officer_of(house, CAI_KHE), typed).lines == []
    for typed in (code[:-1], number[:-1], number[1:], "1234"):
        assert found(house, officer, typed).lines == []


def test_one_slip_of_the_pen_still_finds_the_child_of_a_ward(house: House) -> None:
    officer = officer_of(house)
    enter_child(house, officer, full_name="Thạch Thị Sa Rây")
    for typed in ("thcah ray", "thach sa rya", "tach", "thachh ray"):
        page = found(house, officer, typed)
        assert page.near, typed
        assert names(page) == ["Thạch Thị Sa Rây"]
    assert not found(house, officer, "thach").near
    nothing = found(house, officer, "thhcx")
    assert (nothing.lines, nothing.near) == ([], False)


def test_of_whole_names_with_one_slip_nineteen_of_twenty_are_found(house: House) -> None:
    """In a ward and in the whole city; the child itself, not somebody of a like name."""
    register, rng = fill_register(house, 4000), random.Random(11)
    for actor in (an_actor(Role.OFFICER, WARDS[0]), SUPERVISOR):
        own = [n for n, each in enumerate(register, 1) if each.unit == WARDS[0]]
        asked = rng.sample(own, 60)
        lost = []
        for number in asked:
            typed = slipped(rng, register[number - 1].name)
            page = found(house, actor, typed)
            codes = {line.code for line in (*page.lines, *page.also)}
            if f"TE-26-{number:08d}" not in codes:
                lost.append((register[number - 1].name, typed))
        assert len(lost) * 20 <= len(asked), lost


def test_names_one_letter_off_stand_beside_those_that_have_the_words(house: House) -> None:
    officer = officer_of(house)
    for name in ("Đỗ Thị Hòa", "Đỗ Thị Hoàn", "Lê Văn Tám"):
        enter_child(house, officer, full_name=name)
    page = found(house, officer, "do thi hoan")
    assert (names(page), page.near) == (["Đỗ Thị Hoàn"], False)
    assert [line.full_name for line in page.also] == ["Đỗ Thị Hòa"]


def test_the_list_tells_where_a_child_lives_today_and_can_be_asked_by_it(house: House) -> None:
    officer = officer_of(house)
    stays = enter_child(house, officer, full_name="Lê Ở")
    leaves = enter_child(house, officer, full_name="Lê Đi")
    with house.app.app_context():
        move_child(officer, leaves, area_code="outside", since=date(2026, 5, 1), now=NOW)
    homes = {line.code: line.home for line in found(house, officer).lines}
    assert homes == {stays: "Phường Ninh Kiều", leaves: "Ngoài thành phố"}
    for actor in (officer, SUPERVISOR):
        here = found(house, actor, homes=frozenset({int(NINH_KIEU)}))
        assert [line.code for line in here.lines] == [stays]


def test_namesakes_bear_the_same_folded_name(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer, full_name="Đỗ Thị Hòa")
    enter_child(house, officer, full_name="Đỗ Thị Hòa An")
    with house.app.app_context():
        assert [line.code for line in namesakes(officer, " đỗ thị hoà ", now=NOW)] == [code]
        assert namesakes(officer, " ", now=NOW) == []


def test_the_names_beside_the_units_are_those_of_a_recount_after_any_edits(house: House) -> None:
    rng = random.Random(4)
    officer = officer_of(house)
    codes = [enter_child(house, officer, full_name=f"Bé {n}", born=None) for n in range(6)]
    for code in codes[:3]:
        _open_to(house, code, int(CAI_KHE))
    for _ in range(20):
        code, name = rng.choice(codes), rng.choice(("Đỗ Ý", "Sơn Sa", "Bé", "Lâm Tý"))
        with house.app.app_context():
            entry = NewChild(full_name=name, sex="female", distinct=True)
            version = read_child(officer, code, now=NOW).version
            edit_child(officer, code, entry, version=version, now=NOW)
    with house.app.app_context(), reaching(Reach(None, "bulk")):
        kept = db.session.execute(
            select(Child.full_name, ChildUnit.folded_name).join(
                ChildUnit, ChildUnit.child_id == Child.id
            )
        ).all()
        db.session.rollback()
    assert len(kept) == 9
    assert all(folded == fold(name) for name, folded in kept)


@pytest.mark.only("sqlite")
def test_a_page_is_read_off_the_index_of_names(house: House) -> None:
    """No sort, no look at the other children of the ward: the plan says so."""
    plans = []
    with house.app.app_context(), db.engine.connect() as connection:
        asked = (
            "SELECT c.code FROM child_units u JOIN children c ON c.id = u.child_id "
            "WHERE u.area_id = 31135 AND u.folded_name LIKE '%a%' "
            "ORDER BY u.folded_name, u.child_id LIMIT 51"
        )
        with reaching(Reach(None, "bulk")):
            plans = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
    assert "ix_child_units_name" in plans[0]
    assert not any("TEMP B-TREE" in plan for plan in plans)


def _open_to(house: House, code: str, unit: int) -> None:
    with house.app.app_context(), reaching(Reach(None, "bulk")):
        child = db.session.scalars(select(Child).where(Child.code == code)).one()
        db.session.add(ChildUnit(child_id=child.id, area_id=unit))
        db.session.commit()
