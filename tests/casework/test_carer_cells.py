"""Carers are compared by name and telephone, which the rest of the house does not read at once."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.carer_cells import NamedCarer, carers_of
from caseapp.rules.access import Act
from tests.factories.care import CARER, registered
from tests.factories.house import NOW, House
from tests.factories.measures import a_desk
from tests.factories.web import NINH_KIEU


def test_a_carer_is_opened_by_name_and_number_alone(house: House) -> None:
    made = a_desk(house)
    registered(house, made)
    with house.app.app_context(), desk.reading(made.officer, Act.CASE_READ, now=NOW) as door:
        (carer,) = carers_of(door, int(NINH_KIEU))
        assert carer == NamedCarer(carer.id, CARER, "0902 000 111")
        assert carers_of(door, 31120) == []
