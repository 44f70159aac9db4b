"""A unit's population figures: entered once for a day, corrected without loss, asked for once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import AlreadyDone, Missing, Stale
from caseapp.casework.population_reading import asked_units, read_day, read_unit
from caseapp.casework.populations import PopulationEntry, ask_units, enter_figures
from caseapp.rules.access import Actor, Denied
from caseapp.rules.populations import ALL, Cell
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, key, make_user

DAY, BEFORE = date(2026, 1, 1), date(2025, 1, 1)
FIGURES: dict[Cell, int] = {ALL: 100, ("male", ""): 52, ("female", ""): 48}
MINUTE = timedelta(minutes=1)


def put(
    by: Actor,
    figures: dict[Cell, int],
    version: int | None = None,
    *,
    code: str = NINH_KIEU,
    day: date = DAY,
    on: date | None = None,
    minute: int = 0,
    post: str = "",
) -> None:
    enter_figures(
        by,
        code,
        PopulationEntry(day, figures, "Công an phường", version),
        on=on or day,
        now=NOW + minute * MINUTE,
        post=post,
    )


@pytest.fixture
def officer(house: House) -> Actor:
    return actor_of(house, make_user(house, "officer"))


@pytest.fixture
def statistician(house: House) -> Actor:
    return actor_of(house, make_user(house, "statistician"))


def test_what_is_corrected_or_taken_back_stays_with_who_changed_it(
    house: House, officer: Actor, statistician: Actor
) -> None:
    with house.app.app_context():
        put(officer, FIGURES)
        stored = read_day(officer, NINH_KIEU, DAY, now=NOW)
        assert (stored.figures, stored.source) == (FIGURES, "Công an phường")
        put(statistician, {ALL: 101, ("male", ""): 52}, stored.version, minute=1)
        unit = read_unit(officer, NINH_KIEU, DAY, now=NOW)
    (day,) = unit.days
    assert dict(day.figures) == {ALL: 101, ("male", ""): 52}
    assert (day.entered_by, day.entered_at) == (statistician.name, NOW + MINUTE)
    assert {(p.cell, p.children, p.entered_by, p.replaced_by) for p in unit.past} == {
        (ALL, 100, officer.name, statistician.name),
        (("female", ""), 48, officer.name, statistician.name),
    }


def test_two_people_and_two_posts(house: House, officer: Actor, statistician: Actor) -> None:
    with house.app.app_context():
        post = f"{key()}:x"
        put(officer, FIGURES, post=post)
        with pytest.raises(AlreadyDone):
            put(officer, FIGURES, post=post)
        with pytest.raises(RuleBroken) as broken:
            put(statistician, {ALL: 90})
        assert broken.value.field == "reference_date"
        seen = read_day(officer, NINH_KIEU, DAY, now=NOW).version
        put(officer, FIGURES | {ALL: 102}, seen)
        for stale in (seen, 0):
            with pytest.raises(Stale):
                put(statistician, {ALL: 90}, stale)
        put(officer, FIGURES, read_day(officer, NINH_KIEU, DAY, now=NOW).version)
        with pytest.raises(Stale):  # the same numbers again are another day's work all the same
            put(statistician, {ALL: 90}, seen)
        with pytest.raises(RuleBroken):
            put(officer, {}, read_day(officer, NINH_KIEU, DAY, now=NOW).version)


def test_each_for_the_own_unit_and_code_and_day_name_it(
    house: House, officer: Actor, statistician: Actor
) -> None:
    with house.app.app_context():
        for code, day in ((CAI_KHE, DAY), (CITY, DAY), ("outside", DAY), ("x", DAY)):
            with pytest.raises(Missing):
                put(officer, {ALL: 1}, code=code, day=day)
            with pytest.raises(Missing):
                read_unit(officer, code, day, now=NOW)
        put(statistician, {ALL: 700_000}, code=CITY)
        # 31135 was ward Tân An before the reform, the whole of which is in Ninh Kiều today
        with pytest.raises(RuleBroken) as broken:
            put(officer, {ALL: 40}, day=BEFORE, on=DAY)  # from the page of today's ward
        assert broken.value.field == "reference_date"
        put(officer, {ALL: 40}, day=BEFORE)
        old, new = (read_unit(officer, NINH_KIEU, day, now=NOW) for day in (BEFORE, DAY))
        with pytest.raises(Denied):
            put(actor_of(house, make_user(house, "auditor")), {ALL: 1})
    assert (old.name == new.name, len(old.days), len(new.days)) == (False, 1, 0)


def test_who_lacks_a_figure_is_asked_once_and_answers(
    house: House, officer: Actor, statistician: Actor
) -> None:
    chair = actor_of(house, make_user(house, "chair"))
    other = actor_of(house, make_user(house, "officer", CAI_KHE))

    def told(who: Actor) -> list[str]:
        return [n.mark for n in list_own(who, now=NOW) if n.kind == "population_asked"]

    with house.app.app_context():
        assert ask_units(statistician, [int(NINH_KIEU)], DAY, now=NOW) == 1
        assert ask_units(statistician, [int(NINH_KIEU)], DAY, now=NOW) == 0
        assert asked_units(statistician, now=NOW) == {int(NINH_KIEU): NOW}
        assert asked_units(other, now=NOW) == {}
        assert [told(who) for who in (officer, chair, other)] == [[NINH_KIEU], [NINH_KIEU], []]
        put(officer, {("male", ""): 5}, day=DAY - timedelta(days=1))
        assert told(chair) == [NINH_KIEU]  # a part is no answer
        put(officer, {ALL: 100})
        assert [told(who) for who in (officer, chair)] == [[], []]
        assert ask_units(statistician, [int(NINH_KIEU)], DAY + timedelta(days=1), now=NOW) == 1
        with pytest.raises(Denied):
            ask_units(officer, [int(NINH_KIEU)], DAY, now=NOW)
