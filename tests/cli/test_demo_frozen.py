"""Made-up data show what frozen figures are for: a superseded edition, and differences by cause."""

from __future__ import annotations

from datetime import date

from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.populations import PopulationEntry, enter_figures
from caseapp.cli.demo_frozen import freeze_last_year
from caseapp.rules.access import Role
from caseapp.rules.populations import ALL
from caseapp.statistics.frozen_reading import list_frozen, read_frozen
from tests.factories.children import actor_of, enter_child
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import NINH_KIEU, make_user


def test_last_year_was_entered_too_late_in_part(house: House) -> None:
    make_user(house, "statistician", username="thongke")
    officer = actor_of(house, make_user(house, "officer", username="canbo.ninhkieu"))
    disabled, _ = enter_child(house, officer), enter_child(house, officer, full_name="Lý An")
    with house.app.app_context():
        known = CircumstanceEntry("04", "", "confirmed", date(2025, 8, 1), None, "")
        record_circumstance(officer, disabled, known, now=NOW)
        day = date(2025, 7, 1)
        entry = PopulationEntry(day, {ALL: 300}, "Công an")
        enter_figures(officer, NINH_KIEU, entry, on=day, now=NOW)
        freeze_last_year(NOW)
        reader = an_actor(Role.STATISTICIAN)
        newest, first = list_frozen(reader, now=NOW)
        assert (first.edition, first.newer, newest.reason != "") == (1, newest.number, True)
        found = read_frozen(reader, first.number, now=NOW)
        assert {cause for each in found.changes for cause, _ in each.causes} == {
            "entered",
            "helped",
        }
        assert [each.now for each in found.populations] == [306]
        assert read_frozen(reader, newest.number, now=NOW).changes == ()
