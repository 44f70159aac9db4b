"""A child taken to safety: before any decision, with whatever is known, and no clock stops."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.case_reading import read_case
from caseapp.casework.safety import record_safety
from caseapp.casework.screening import open_case
from caseapp.records.first_hours import SafetyStep
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child
from tests.factories.first_hours import HOUR, RECEIVED, SECOND, a_night
from tests.factories.house import NOW, House
from tests.factories.reports import kept


def test_it_is_kept_with_what_is_known_and_moves_into_the_case(house: House) -> None:
    night = a_night(house)
    with house.app.app_context():
        for by, at, place in (
            (night.officer, None, ""),
            (night.chair, RECEIVED - HOUR, "Nhà bà ngoại"),
        ):
            record_safety(
                by, night.report, happened_at=at, place=place, taken_by="Công an", now=NOW
            )
        with pytest.raises(Denied):
            record_safety(
                night.supervisor, night.report, happened_at=None, place="", taken_by="", now=NOW
            )
        with pytest.raises(RuleBroken) as broken:
            record_safety(
                night.officer, night.report, happened_at=NOW + SECOND, place="", taken_by="",
                now=NOW,
            )  # fmt: skip
        assert broken.value.field == "happened_at"
    view = night.seen()
    told = [(each.happened_at, each.place, each.taken_by) for each in view.first_hours.safety]
    assert told == [(RECEIVED - HOUR, "Nhà bà ngoại", "Công an"), (NOW, "", "Công an")]
    assert view.clock is not None
    assert view.clock.stopped_at is None
    assert all(b"ngo" not in (row[0] or b"") for row in kept(house, select(SafetyStep.place)))
    with house.app.app_context():
        case = open_case(night.officer, night.report, a_child(), now=NOW)
        lines = read_case(night.officer, case, now=NOW).events
    assert ("safety", "Nhà bà ngoại\nCông an") in [(line.kind, line.text) for line in lines]
