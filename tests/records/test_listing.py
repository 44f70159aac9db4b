"""Lists that a statement is given: of any length, of any letters, as one value."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.records.areas import Area
from caseapp.records.listing import listed, listed_texts
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House


def test_a_list_of_any_length_is_one_value(house: House) -> None:
    many = [*range(50_000, 150_000), 31135]  # more than either database takes parameters
    with house.app.app_context(), desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
        found = door.session.scalars(select(Area.id).where(Area.id.in_(listed(many))))
        assert found.all() == [31135]
        assert door.session.scalars(select(Area.id).where(Area.id.in_(listed([])))).all() == []


def test_texts_are_compared_as_they_are(house: House) -> None:
    with house.app.app_context(), desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
        names = listed_texts(["31135", "916", "x'; --", "%s", "{}", 'a"b'])
        codes = door.session.scalars(select(Area.code).where(Area.code.in_(names)).distinct())
        assert sorted(codes) == ["31135", "916"]
        assert (
            door.session.scalars(select(Area.id).where(Area.code.in_(listed_texts([])))).all() == []
        )
