"""Who waits stands first, the longest waiting before; what is kept from the reader is not there."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.disaster_reading import Counts, read_disaster
from caseapp.casework.impact_reading import list_printed, read_line, read_list
from caseapp.casework.log_reading import Asked, list_log
from caseapp.casework.outcomes import Missing
from caseapp.casework.reliefs import Place, Relief, relieve
from caseapp.rules.access import Denied
from tests.factories.children import actor_of, officer_of
from tests.factories.disasters import a_line, enter, record
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def test_those_who_wait_stand_first_with_their_days(house: House) -> None:
    officer = officer_of(house)
    number = enter(house, officer)
    lines = [
        a_line("Một", listed_on=date(2026, 11, 22)),
        a_line("Hai"),
        a_line("Ba", listed_on=date(2026, 11, 21)),
        a_line("Bốn"),
    ]
    record(house, officer, number, lines)
    with house.app.app_context():
        rows = {row.name: row for row in read_list(officer, number, NINH_KIEU, now=NOW).lines}
        place = Place(number, NINH_KIEU)
        relieve(officer, place, [rows["Bốn"].id], Relief("food", date(2026, 11, 19)), now=NOW)
        view = read_list(officer, number, NINH_KIEU, now=NOW)
    told = [(row.name, row.waits, row.late, row.took) for row in view.lines]
    assert told == [
        ("Hai", 7, True, None),
        ("Ba", 2, False, None),
        ("Một", 1, False, None),
        ("Bốn", None, True, 3),
    ]
    assert (view.counts, view.entries, view.days) == (Counts(4, 3, 1), 4, 2)


def test_a_child_hit_on_two_days_is_counted_as_on_the_disasters_page(house: House) -> None:
    officer = officer_of(house)
    number = enter(house, officer)
    record(house, officer, number, [a_line("Một")])
    with house.app.app_context():
        (first,) = read_list(officer, number, NINH_KIEU, now=NOW).lines
    again = a_line("Một", affected_on=date(2026, 11, 20), answer=first.code)
    record(house, officer, number, [again])
    with house.app.app_context():
        view = read_list(officer, number, NINH_KIEU, now=NOW)
        assert (view.counts, view.entries) == (Counts(1, 1, 1), 2)
        assert read_disaster(officer, number, now=NOW).counts == view.counts


def test_a_list_is_of_one_unit_and_holds_nothing_that_is_kept_from_its_reader(
    house: House,
) -> None:
    officer, far = officer_of(house), officer_of(house, CAI_KHE)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    statistician = actor_of(house, make_user(house, "statistician"))
    make_user(house, "officer", NINH_KIEU, username="khac")
    other = actor_of(house, "khac")
    number = enter(house, officer)
    record(house, officer, number, [a_line("Một"), a_line("Hai")])
    with house.app.app_context():
        first, second = read_list(officer, number, NINH_KIEU, now=NOW).lines
        mark_conflict(supervisor, "child", first.code, username="khac", reason="Nhà", now=NOW)
        seen = read_list(other, number, NINH_KIEU, now=NOW)
        assert ([row.id for row in seen.lines], seen.counts.hit) == ([second.id], 1)
        for actor, row in ((other, first.id), (officer, 999)):
            with pytest.raises(Missing):
                read_line(actor, seen.place, row, now=NOW)
        with pytest.raises(Missing):
            read_list(far, number, NINH_KIEU, now=NOW)
        with pytest.raises(Missing):
            read_line(officer, Place(number + 1, NINH_KIEU), first.id, now=NOW)
        with pytest.raises(Denied):
            read_list(statistician, number, NINH_KIEU, now=NOW)


def test_a_print_stands_in_the_log_of_each_child(house: House) -> None:
    officer = officer_of(house)
    auditor = actor_of(house, make_user(house, "auditor"))
    number = enter(house, officer)
    record(house, officer, number, [a_line("Một"), a_line("Hai")])
    with house.app.app_context():
        assert len(list_printed(officer, number, NINH_KIEU, now=NOW).lines) == 2
        found, _ = list_log(auditor, Asked(act="impact.print"), now=NOW)
    assert sum("child:" in line.subject for line in found) == 2
