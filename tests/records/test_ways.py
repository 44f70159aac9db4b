"""Every known way round the row filter to be told of rows, by who may try it.

Each is tried without the filter as well, where it must succeed: else the test would prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from caseapp.records.scope import OutOfScope, Reach, reaching
from tests.factories.estate import Estate, clear, furnished_estate
from tests.factories.house import Template
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import nobody
from tests.records.ways.acts import ACTS
from tests.records.ways.filtered import FILTERED
from tests.records.ways.refused import REFUSED
from tests.records.ways.shapes import NOWHERE, Read, Seat

READS = [*FILTERED, *ACTS, *REFUSED]
WHO = {"own": NINH_KIEU, "other": CAI_KHE, "forged": NOWHERE}

# A condition on a table that no FROM lists makes a product of two tables: that is the attack.
pytestmark = pytest.mark.filterwarnings(
    "ignore::sqlalchemy.exc.SAWarning",
    "ignore:The 'objects' argument",
)
by_way = pytest.mark.parametrize("way", READS, ids=lambda way: f"{way.family}: {way.name}")


@pytest.fixture(scope="module")
def estate(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Estate]:
    with furnished_estate(
        template, tmp_path_factory.mktemp("estate") / "instance", *WHO.values()
    ) as made:
        yield made


_STRUNG = re.compile(r"\d+(?:,\d+)+")


def _in_order(strung: re.Match[str]) -> str:
    return ",".join(sorted(strung[0].split(",")))


def answer(seat: Seat, way: Read, model: Any) -> list[str]:
    """What a way tells, in no order."""
    try:
        return sorted(_STRUNG.sub(_in_order, repr(row)) for row in way.run(seat, model))
    finally:
        clear(seat.session)


@by_way
@pytest.mark.parametrize("who", WHO)
def test_nobody_is_told_of_another_wards_rows(
    estate: Estate,
    way: Read,
    who: str,
) -> None:
    for model in way.models:
        with reaching(Reach(frozenset({WHO[who]}))):
            if way.refused:
                with pytest.raises(OutOfScope):
                    answer(estate.seat, way, model)
            else:
                told = answer(estate.seat, way, model)
                assert told == answer(estate.alone[WHO[who]], way, model), model


@by_way
def test_without_a_principal_every_read_is_refused(estate: Estate, way: Read) -> None:
    for model in way.models:
        with nobody(), pytest.raises(OutOfScope):
            answer(estate.seat, way, model)


def tells_more(estate: Estate, way: Read, unit: int) -> None:
    for model in way.models:
        told = answer(estate.outside, way, model)
        assert told != answer(estate.alone[unit], way, model), (told, model)


@pytest.mark.parametrize(
    "way", [w for w in READS if not w.refused], ids=lambda way: f"{way.family}: {way.name}"
)
def test_without_the_filter_every_read_tells_more(estate: Estate, way: Read) -> None:
    tells_more(estate, way, NINH_KIEU)


@pytest.mark.only("sqlite")  # texts are written for one database; refused they are on both
@pytest.mark.parametrize(
    "way", [w for w in READS if w.refused], ids=lambda way: f"{way.family}: {way.name}"
)
def test_without_the_filter_what_is_refused_tells_of_rows(estate: Estate, way: Read) -> None:
    tells_more(estate, way, NOWHERE)
