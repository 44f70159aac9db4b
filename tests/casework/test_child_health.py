"""Health is sealed whole, and a disability has its types, its level and its certificate."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from caseapp.casework.child_health import HealthEntry, end_health, note_health
from caseapp.casework.child_reading import read_child
from caseapp.records.details import HealthNote
from caseapp.rules.values import RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import kept

DEAF = HealthEntry("Đeo máy trợ thính", ("hearing_speech",), "severe", "12/KT", date(2020, 3, 4))


def test_a_note_is_sealed_shown_and_taken_off(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        note_health(officer, code, DEAF, now=NOW)
        note_health(officer, code, HealthEntry("Dị ứng penicillin"), now=NOW)
        details = read_child(officer, code, now=NOW).details
        assert details is not None
        assert [each.entry.text for each in details.health] == ["Dị ứng penicillin", DEAF.text]
        assert details.health[1].entry == DEAF
        end_health(officer, code, details.health[0].number, now=NOW)
        end_health(officer, code, details.health[0].number, now=NOW)
        details = read_child(officer, code, now=NOW).details
        assert details is not None
        assert [each.entry for each in details.health] == [DEAF]
    for (cell,) in kept(house, select(HealthNote.content)):
        assert b"hearing" not in cell
        assert b"penicillin" not in cell


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (HealthEntry(), "text"),
        (HealthEntry("", ("smell",), "mild"), "types"),
        (HealthEntry("", ("sight",)), "level"),
        (HealthEntry("Cận thị", (), "mild"), "types"),
        (HealthEntry("", ("sight",), "mild", "1", date(2015, 9, 4)), "certified_on"),
        (HealthEntry("", ("sight",), "mild", "1", date(2026, 11, 24)), "certified_on"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    house: House, entry: HealthEntry, field: str
) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context(), pytest.raises(RuleBroken) as caught:
        note_health(officer, code, entry, now=NOW)
    assert caught.value.field == field
