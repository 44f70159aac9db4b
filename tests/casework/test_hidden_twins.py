"""A child of a hidden name that is entered once more: in silence, and the supervisors are told."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_names import add_name
from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.hidden_names import hide_name
from caseapp.casework.twin_pairs import list_twins
from caseapp.casework.twin_rounds import watch_twins
from caseapp.records.twins import TwinPreview
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

NUMBER = "092215001234"


@pytest.mark.parametrize("area", [NINH_KIEU, CAI_KHE])
@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"full_name": "Do Thi Hoa"}, ("folded", "born", "unit")),
        ({"full_name": "Trần Ngọc Hân"}, ("name", "born", "unit")),
        ({"full_name": "Cu Tí", "personal_id": NUMBER}, ("number",)),
    ],
)
def test_whoever_enters_it_once_more_learns_nothing(
    house: House, area: str, fields: dict[str, object], reasons: tuple[str, ...]
) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    known = enter_child(house, officer, personal_id=NUMBER)
    with house.app.app_context():
        add_name(officer, known, kind="former", name="Trần Ngọc Hân", now=NOW)
        hide_name(officer, known, reason="Dò hỏi", now=NOW)
        watch_twins(now=NOW)
    new = enter_child(house, officer_of(house, area), area_code=area, distinct=False, **fields)
    with house.app.app_context():
        assert watch_twins(now=NOW) == 1
        (pair,) = list_twins(supervisor, now=NOW).pairs
        assert (pair.new.code, pair.known.code, pair.known.full_name) == (new, known, known)
        expected = [each for each in reasons if each != "unit" or area == NINH_KIEU]
        assert list(pair.reasons) == expected
        with desk.ledger() as session:
            assert session.scalars(select(TwinPreview)).all() == []


def test_its_other_names_lead_nobody_to_it_either(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    known = enter_child(house, officer)
    with house.app.app_context():
        add_name(officer, known, kind="home", name="Bé Na", now=NOW)
        assert [line.code for line in find_children(officer, Search("na"), now=NOW).lines] == [
            known
        ]
        hide_name(officer, known, reason="Dò hỏi", now=NOW)
        for text in ("na", "bé na", "bé ná"):
            assert find_children(officer, Search(text), now=NOW).lines == []
        for actor, names in ((officer, []), (chair, ["Bé Na"])):
            details = read_child(actor, known, now=NOW).details
            assert details is not None
            assert [each.name for each in details.names] == names
