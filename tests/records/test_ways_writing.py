"""Every known way round the row filter to change rows, by whose they are.

Each is tried without the filter as well, where it must succeed: else the test would prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError

from caseapp.records.areas import Area
from caseapp.records.children import SubjectKey
from caseapp.records.scope import OutOfScope, Reach, reaching
from tests.factories.estate import Estate, clear, furnished_estate
from tests.factories.house import Template
from tests.factories.wards import OWN, SCOPED, nobody
from tests.records.ways.shapes import Seat, Write, aims
from tests.records.ways.writes import WRITES

by_way = pytest.mark.parametrize("way", WRITES, ids=lambda way: f"{way.family}: {way.name}")


@pytest.fixture(scope="module")
def estate(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Estate]:
    with furnished_estate(template, tmp_path_factory.mktemp("estate") / "instance") as made:
        yield made


@pytest.fixture(autouse=True)
def cleared(estate: Estate) -> Iterator[None]:
    yield
    clear(estate.seat.session)
    clear(estate.outside.session)


def kept(seat: Seat) -> list[Any]:
    """All that lies in the tables, as the transaction sees it."""
    with reaching(Reach(None, "bulk")):
        return [
            row
            for model in (*SCOPED, Area, SubjectKey)
            for row in seat.session.connection().execute(select(model.__table__))
        ]


def refused(seat: Seat, way: Write, aim: str) -> None:
    with pytest.raises((OutOfScope, ObjectDeletedError)):
        way.run(seat, aims(seat)[aim])
    clear(seat.session)


@by_way
def test_nothing_is_written_but_the_own(estate: Estate, way: Write) -> None:
    seat = estate.seat
    with reaching(OWN):
        for aim in ("other", "forged"):
            refused(seat, way, aim)
        if not way.own:
            refused(seat, way, "own")
    with nobody():
        refused(seat, way, "own")


@pytest.mark.parametrize(
    "way",
    [w for w in WRITES if w.own],
    ids=lambda way: f"{way.family}: {way.name}",
)
def test_the_own_is_written(estate: Estate, way: Write) -> None:
    before = kept(estate.seat)
    with reaching(OWN):
        try:
            way.run(estate.seat, aims(estate.seat)["own"])
        except IntegrityError:
            assert way.name == "a line that opens its child to us"  # there is one already
            return
    assert kept(estate.seat) != before


def is_written(estate: Estate, way: Write) -> None:
    before = kept(estate.outside)
    way.run(estate.outside, aims(estate.outside)["other"])
    assert kept(estate.outside) != before


@pytest.mark.parametrize(
    "way",
    [w for w in WRITES if not w.held and not w.local],
    ids=lambda way: f"{way.family}: {way.name}",
)
def test_without_the_filter_the_others_is_written(estate: Estate, way: Write) -> None:
    is_written(estate, way)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    "way",
    [w for w in WRITES if w.local],
    ids=lambda way: f"{way.family}: {way.name}",
)
def test_without_the_filter_the_others_is_written_in_sqlites_words(
    estate: Estate,
    way: Write,
) -> None:
    is_written(estate, way)


@pytest.mark.parametrize("way", [w for w in WRITES if w.held], ids=lambda way: way.name)
def test_some_the_database_refuses_by_itself(estate: Estate, way: Write) -> None:
    with reaching(Reach(None, "bulk")), pytest.raises(IntegrityError):
        way.run(estate.seat, aims(estate.seat)["other"])
