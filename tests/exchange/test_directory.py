from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.exchange.directory import add_lacking
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House


@pytest.fixture
def door(house: House) -> object:
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        yield door


def test_what_the_directory_lacks_is_added_once_however_it_is_written(door: desk.Door) -> None:
    pairs = [
        ("Bệnh viện", "Khám"),
        ("BENH VIEN", "kham"),
        ("Bệnh viện", "Trị liệu"),
        ("Công an", "Khám"),  # the same name, another agency's service
    ]
    found = add_lacking(door, pairs)
    assert found.new_agencies == ["Bệnh viện", "Công an"]
    assert found.new_services == [pairs[0], pairs[2], pairs[3]]
    hospital = found.agencies["benh vien"]
    assert found.services[hospital, "kham"] != found.services[found.agencies["cong an"], "kham"]


def test_what_is_there_is_found_again(door: desk.Door) -> None:
    first = add_lacking(door, [("Bệnh viện", "Khám")])
    again = add_lacking(door, [("bệnh  viện", "KHÁM"), ("Bệnh viện", "Trị liệu")])
    assert again.agencies == first.agencies
    assert (again.new_agencies, again.new_services) == ([], [("Bệnh viện", "Trị liệu")])
    assert set(first.services.items()) < set(again.services.items())


def test_nothing_asked_nothing_added(door: desk.Door) -> None:
    assert add_lacking(door, []).agencies == {}
