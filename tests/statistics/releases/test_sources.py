"""A frozen edition opened for a release, and what no release is made from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp import desk
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.model import DisclosureError
from caseapp.statistics.freezing import cell_of, freeze
from caseapp.statistics.kept_sheet import pack, unpack
from caseapp.statistics.releases.sources import (
    KindsNotKept,
    OddPeriod,
    OtherBasis,
    Source,
    check_source,
    open_source,
)
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.public_city import children, source
from tests.factories.register import Register

YEAR = Period.parse("2025")
NINH_KIEU = 31135
STATISTICIAN = an_actor(Role.STATISTICIAN)


def _opened(number: int) -> Source:
    with desk.figures(STATISTICIAN, Act.FIGURES_READ, now=NOW) as door:
        found = open_source(door, number)
        door.log(f"frozen_sheet:{number}", None)
        return found


def _frozen() -> int:
    made = Register()
    child, told = made.child(NINH_KIEU), made.child(NINH_KIEU)
    for group in ("04", "01"):
        made.circumstance(child, group)
    made.report(told, "2025-04-01")
    made.population(NINH_KIEU, "2025-07-01", 300)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        made.write(door.session)
    return freeze(STATISTICIAN, YEAR, "received", reason="", seen=0, now=NOW)


def test_an_edition_is_opened_with_groups_types_and_populations(house: House) -> None:
    with house.app.app_context():
        found = _opened(_frozen())
    assert (found.period, found.basis, found.edition) == (YEAR, "received", 1)
    assert [one.kinds for one in found.members["8"]] == [("01", "04")]
    assert [one.unit for one in found.members["9"]] == [NINH_KIEU]
    assert [one.kinds is None for one in found.members["9"]] == [False]
    assert found.population[str(NINH_KIEU)] == 300
    assert found.population["31120"] is None
    assert len(found.population) == 104
    assert found.relief_days == 2
    for subject in ("8", "9", "12"):
        check_source(found, subject)


def test_who_holds_units_opens_none(house: House) -> None:
    with house.app.app_context():
        number = _frozen()
        officer = an_actor(Role.CHAIR, NINH_KIEU)
        with (
            pytest.raises(Denied),
            desk.figures(officer, Act.FIGURES_READ, now=NOW) as door,
        ):
            open_source(door, number)


def test_an_edition_of_before_groups_were_kept_is_refused_by_name(house: House) -> None:
    with house.app.app_context():
        number = _frozen()
        _forget_kinds(number)
        old = _opened(number)
    for subject in ("8", "9"):
        with pytest.raises(KindsNotKept, match="freeze this period once more first"):
            check_source(old, subject)
    check_source(old, "12")


def _forget_kinds(number: int) -> None:
    """Write the members as they were kept before."""
    with desk.writing(STATISTICIAN, Act.FIGURES_FREEZE, now=NOW, mode="figures") as door:
        row = door.find(FrozenSheet, id=number)
        vault, cell = door.place.vault, cell_of(row, "members")
        kept = unpack(vault.unseal_own(cell, row.members or b""))
        cut = {name: [one[:7] for one in those] for name, those in kept.items()}
        row.members = vault.seal_own(cell, pack(cut))
        door.log(f"frozen_sheet:{number}", None)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (source("2026-01-05..2026-06-30", m9=[]), OddPeriod),
        (replace(source(m9=[]), basis="occurred"), OtherBasis),
        (source(m9=[one._replace(kinds=None) for one in children(1, NINH_KIEU)]), KindsNotKept),
    ],
)
def test_what_no_release_is_made_from(wrong: Source, name: type[DisclosureError]) -> None:
    with pytest.raises(name):
        check_source(wrong, "9")


@pytest.mark.parametrize(
    "period", ["2026", "2026H2", "2026Q3", "2026M02", "2026-01-01..2026-06-30"]
)
def test_whole_parts_of_a_year_will_do(period: str) -> None:
    check_source(source(period, m9=[]), "9")
