"""The list of disasters: distinct children, the city's limit, within reach; the city counts all."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.disaster_reading import Counts, list_disasters, read_disaster
from caseapp.casework.impact_entry import record_lines
from caseapp.casework.impact_reading import read_list
from caseapp.casework.outcomes import Missing
from caseapp.casework.relief_days import set_relief_days
from caseapp.casework.reliefs import Relief, relieve
from caseapp.rules.access import Denied
from tests.factories.children import actor_of, officer_of
from tests.factories.disasters import STARTED, a_line, enter, record
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def test_each_counts_what_they_may_and_the_longest_waiting_stand_first(house: House) -> None:
    officer, far = officer_of(house), officer_of(house, CAI_KHE)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    statistician = actor_of(house, make_user(house, "statistician"))
    calm = enter(house, officer, name="Dông lốc", kind="storm", started_on=date(2026, 11, 20))
    flood = enter(house, supervisor, NINH_KIEU, CAI_KHE)
    record(house, officer, flood, [a_line("Một"), a_line("Hai"), a_line("Ba")])
    record(house, officer, calm, [a_line("Tư", affected_on=date(2026, 11, 21))])
    with house.app.app_context():
        record_lines(far, flood, CAI_KHE, [a_line("Năm")], now=NOW)
        view = read_list(officer, flood, NINH_KIEU, now=NOW)
        relieve(officer, view.place, [view.lines[0].id], Relief("cash", STARTED), now=NOW)
        # Hit once more on another day, the child waits again: it is one child.
        twice = a_line(answer=view.lines[0].code, affected_on=date(2026, 11, 23))
        record_lines(officer, flood, NINH_KIEU, [twice], now=NOW)
        view = read_list(officer, flood, NINH_KIEU, now=NOW)
        assert len(view.lines) == 4
        assert (view.counts, view.entries) == (Counts(3, 3, 2), 4)

        def counted(actor: object) -> list[tuple[int, Counts | None]]:
            found = list_disasters(actor, now=NOW)  # type: ignore[arg-type]
            return [(line.number, line.counts) for line in found.lines]

        assert counted(officer) == [(flood, Counts(3, 3, 2)), (calm, Counts(1, 1, 0))]
        assert counted(far) == [(flood, Counts(1, 1, 1)), (calm, None)]  # not hers to count
        for actor in (supervisor, statistician):
            assert counted(actor) == [(flood, Counts(4, 4, 3)), (calm, Counts(1, 1, 0))]
        set_relief_days(SYSTEM, 7, date(2026, 11, 1), "12/QĐ-UBND", now=NOW)
        assert dict(counted(supervisor))[flood] == Counts(4, 4, 0)


def test_a_disaster_shows_its_units_and_opens_those_in_reach(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    statistician = actor_of(house, make_user(house, "statistician"))
    number = enter(house, supervisor, NINH_KIEU, CAI_KHE)
    record(house, officer, number, [a_line("Một"), a_line("Hai")])
    with house.app.app_context():
        for actor, opens in (
            (officer, [False, True]), (supervisor, [True, True]), (statistician, [False, False])
        ):  # fmt: skip
            view = read_disaster(actor, number, now=NOW)
            assert [line.code for line in view.lines] == [CAI_KHE, NINH_KIEU]
            there = None if actor is officer else Counts()  # not 0: what is there they do not know
            assert [line.counts for line in view.lines] == [there, Counts(2, 2, 2)]
            assert (view.whole, view.adds_up) == (actor is not officer, True)
            assert [line.opens for line in view.lines] == opens
            assert (view.counts, view.counts.relieved) == (Counts(2, 2, 2), 0)
        with pytest.raises(Missing):
            read_disaster(officer, 99, now=NOW)
        with pytest.raises(Denied):
            list_disasters(actor_of(house, make_user(house, "auditor")), now=NOW)
