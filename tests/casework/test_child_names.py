"""Other names: found and compared like the first one, by whoever may open the child."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.child_names import add_name, end_name
from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import Search, find_children, namesakes
from caseapp.casework.children import register_child
from caseapp.rules.access import Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import CAI_KHE


@pytest.mark.parametrize("text", ["bé bống", "BONG be", "Bốngg"])
@pytest.mark.parametrize("everywhere", [False, True])
def test_a_child_is_found_by_another_name_until_it_is_taken_back(
    house: House, text: str, everywhere: bool
) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    enter_child(house, officer, full_name="Lê Tám")
    reader = an_actor(Role.SUPERVISOR, user_id=9) if everywhere else officer
    with house.app.app_context():
        add_name(officer, code, kind="home", name=" Bé Bống ", now=NOW)
        found = find_children(reader, Search(text), now=NOW)
        near = text == "Bốngg"
        expected = [] if near and everywhere else [code]  # no slip is looked for in the whole city
        assert ([line.code for line in found.lines], found.near) == (
            expected,
            near and not everywhere,
        )
        assert find_children(officer_of(house, CAI_KHE), Search(text), now=NOW).lines == []
        details = read_child(officer, code, now=NOW).details
        assert details is not None
        (name,) = details.names
        end_name(officer, code, name.number, now=NOW)
        end_name(officer, code, name.number, now=NOW)
        assert find_children(reader, Search(text), now=NOW).lines == []


def test_pages_hold_who_bears_the_name_first_or_otherwise(house: House) -> None:
    officer = officer_of(house)
    first = enter_child(house, officer, full_name="An Bống")
    second = enter_child(house, officer, full_name="Yến Vy")
    with house.app.app_context():
        add_name(officer, second, kind="home", name="Bống", now=NOW)
        found = find_children(officer, Search("bống"), now=NOW)
        assert [line.code for line in found.lines] == [first, second]
        later = find_children(officer, Search("bống", after=first), now=NOW)
        assert [line.code for line in later.lines] == [second]


def test_it_is_compared_like_the_first_name_when_a_child_is_entered(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        add_name(officer, code, kind="former", name="Đỗ Hòa Bình", now=NOW)
        assert [line.code for line in namesakes(officer, "do hoa binh", now=NOW)] == [code]
        again = a_child(full_name="Đỗ Hoà Bình", born=date(2015, 9, 5), distinct=False)
        with pytest.raises(RuleBroken) as asked:
            register_child(officer, again, now=NOW)
        assert asked.value.field == "distinct"


def test_what_is_no_other_name_is_refused_at_its_field(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        for kind, name, field in (
            ("nick", "Bống", "kind"),
            ("home", "  ", "name"),
            ("home", "Đỗ Thị Hòa", "name"),
        ):
            with pytest.raises(RuleBroken) as caught:
                add_name(officer, code, kind=kind, name=name, now=NOW)
            assert caught.value.field == field
        with pytest.raises(Missing):
            end_name(officer, code, 99, now=NOW)
