"""A person of the city reads an erasure with what stands against it; a marked one finds none."""

from __future__ import annotations

from caseapp.casework.erasure_reading import list_erasures, read_erasure
from tests.factories.erasures import ASKED, a_finished_file, city_people, erase
from tests.factories.house import NOW, House


def test_it_is_read_before_and_after(house: House) -> None:
    child, _ = a_finished_file(house)
    first, second = city_people(house)
    number = erase(house, child, first, second)
    with house.app.app_context():
        view = read_erasure(first, number, now=NOW)
        assert (view.code, view.state, view.reason) == (child, "done", ASKED.reason)
        assert (view.own, list_erasures(second, now=NOW)[0].own) == (True, False)
