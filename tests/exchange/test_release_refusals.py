"""What keeps a release from being made, from real rows up to the page: named, and nothing public."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from caseapp import desk
from caseapp.exchange.publishing import Refused, Wanted, publish
from caseapp.exchange.release_folders import FOLDER
from caseapp.exchange.release_preparations import Made, make
from caseapp.exchange.release_registry import Proposed, register, source_of
from caseapp.exchange.released import list_released, read_released
from caseapp.records.releases import Release
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.preparing import Prepared
from caseapp.statistics.releases.together import open_case
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.register import Register
from tests.factories.released import (
    LAYOUT,
    SECOND_HALF,
    YEAR,
    an_office,
    frozen,
    hit_children,
    prepared,
    proposed,
    signed,
    stage,
)


def refused(made: Made) -> str:
    assert made.prepared is None
    assert made.refusal
    return made.refusal.name


def registered() -> int:
    with desk.ledger() as session:
        return session.scalar(select(func.count(Release.id))) or 0


def hit_few(number: int) -> None:
    """So many children in one ward, and no others."""
    town = Register()
    for _ in range(number):
        town.impact(town.child(31135, "2025-07-01"), "2025-10-03", "2025-10-03")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        town.write(door.session)


@pytest.mark.parametrize("number", [1, 4])
def test_a_grand_total_below_k(house: House, number: int) -> None:
    with house.app.app_context():
        hit_few(number)
        with pytest.raises(Refused) as told:
            publish(SYSTEM, SYSTEM, Wanted(YEAR, LAYOUT), now=NOW, stage=stage)
        assert told.value.refusal.name == "TooFew"
        assert (registered(), list_released()) == (0, [])
        assert not (house.path / FOLDER).exists()


def test_exactly_k_is_enough(house: House) -> None:
    with house.app.app_context():
        hit_few(5)
        publish(SYSTEM, SYSTEM, Wanted(YEAR, LAYOUT), now=NOW, stage=stage)
        assert registered() == 1


def leaking(number: int) -> Prepared:
    """Print all counts of an edition, as an internal table does that became public."""
    made = prepared(SYSTEM, number)
    assert made.prepared
    with desk.reading(SYSTEM, Act.RELEASE_READ, now=NOW) as door:
        source = source_of(door, number)
    case = open_case(source, find_layout(LAYOUT), made.policy, ())
    files = core_files(case.layout, case.values, "12", source.population)
    return replace(made.prepared, files=files, hidden=0)


@pytest.mark.parametrize("layout", [LAYOUT, "relief-wards"])
def test_an_earlier_release_that_leaks(house: House, layout: str) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        policy, open_all = prepared(SYSTEM, number).policy, leaking(number)
        with desk.writing(SYSTEM, Act.RELEASE_SIGN, now=NOW) as door:
            register(door, open_all, source_of(door, number), policy, Proposed(None, NOW))
        made = prepared(SYSTEM, number, layout)
        assert refused(made) == "AlreadyDisclosed"
        assert made.refusal
        assert made.refusal.cells
        assert all(cell in made.refusal.reason for cell in made.refusal.cells)
        assert registered() == 1


def test_work_that_runs_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        monkeypatch.setattr("caseapp.statistics.disclosure.protect._CALLS", -1_000_000)
        made = make(SYSTEM, number, LAYOUT, now=NOW, stage=stage)
        assert refused(made) == "BudgetExceeded"
        assert made.refusal
        assert made.refusal.cells
        with pytest.raises(Refused):
            publish(SYSTEM, SYSTEM, Wanted(YEAR, LAYOUT), now=NOW, stage=stage)
        assert registered() == 0


def test_an_edition_that_no_release_is_made_from(house: House) -> None:
    with house.app.app_context():
        hit_children()
        odd = frozen(Period.parse("2025-03-01..2025-10-31"))
        assert refused(prepared(SYSTEM, odd)) == "OddPeriod"
        other = freeze(SYSTEM, YEAR, "occurred", reason="", seen=0, now=NOW)
        assert refused(prepared(SYSTEM, other)) == "OtherBasis"


def test_a_half_and_the_year_after_it_are_proved_together(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children(5, 2)
        half, year = frozen(SECOND_HALF), frozen()
        first = signed(office.supervisor, proposed(office.statistician, half))
        made = prepared(office.statistician, year)
        assert made.seen == 1
        assert made.refusal is None  # all were hit in the second half: the same counts again
        second = signed(office.supervisor, proposed(office.statistician, year))
        alone, after = read_released(first), read_released(second)
        assert (alone.period, after.period) == (SECOND_HALF, YEAR)
        assert (after.edition, after.supersedes) == (1, "")  # of another period


def test_a_further_edition_supersedes_the_one_before(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        first = signed(office.supervisor, proposed(office.statistician, frozen()))
        again = frozen(again="Xã gửi muộn")
        second = signed(office.supervisor, proposed(office.statistician, again))
        assert read_released(first).superseded_by == second
        after = read_released(second)
        assert (after.edition, after.supersedes, after.superseded_by) == (2, first, "")
        assert after.tables == read_released(first).tables  # nothing was corrected: one status
