"""Special circumstances: what is kept, what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.casework.child_reading import read_child
from caseapp.casework.circumstances import (
    CircumstanceEntry,
    end_circumstance,
    record_circumstance,
)
from caseapp.casework.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE

TODAY = date(2026, 11, 23)
ORPHAN = CircumstanceEntry("01", "01.3", "confirmed", date(2026, 3, 1), None, "Giấy chứng tử số 12")


def test_a_circumstance_is_read_as_it_was_recorded(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_circumstance(actor, code, ORPHAN, now=NOW)
        (row,) = read_child(actor, code, now=NOW).circumstances
    assert (row.group_code, row.subgroup, row.status) == ("01", "01.3", "confirmed")
    assert (row.valid_from, row.valid_until, row.holds) == (date(2026, 3, 1), None, True)
    assert row.evidence == "Giấy chứng tử số 12"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"group_code": "15"}, "group_code"),
        ({"subgroup": "02.1"}, "subgroup"),  # of another group
        ({"subgroup": "01.9"}, "subgroup"),  # of none
        ({"status": "suspected"}, "status"),
        ({"valid_from": date(2026, 11, 24)}, "valid_from"),
        ({"valid_until": date(2026, 3, 1)}, "valid_until"),  # the end is exclusive: no day left
        ({"valid_from": date(2015, 9, 4)}, "valid_from"),  # born on the next day
    ],
)
def test_circumstances_that_cannot_be(house: House, wrong: dict[str, object], field: str) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            record_circumstance(actor, code, replace(ORPHAN, **wrong), now=NOW)  # type: ignore[arg-type]
        assert broken.value.field == field
        assert read_child(actor, code, now=NOW).circumstances == []


def test_an_ended_circumstance_stays_with_its_past(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_circumstance(actor, code, ORPHAN, now=NOW)
        (row,) = read_child(actor, code, now=NOW).circumstances
        for day in (date(2026, 3, 1), date(2026, 11, 24)):
            with pytest.raises(RuleBroken):
                end_circumstance(actor, code, row.id, on=day, now=NOW)
        end_circumstance(actor, code, row.id, on=TODAY, now=NOW)
        (ended,) = read_child(actor, code, now=NOW).circumstances
    assert (ended.valid_until, ended.holds) == (TODAY, False)


def test_another_wards_officer_records_nothing(house: House) -> None:
    actor, stranger = officer_of(house), officer_of(house, CAI_KHE)
    code, theirs = enter_child(house, actor), enter_child(house, stranger, area_code=CAI_KHE)
    with house.app.app_context():
        record_circumstance(actor, code, ORPHAN, now=NOW)
        (row,) = read_child(actor, code, now=NOW).circumstances
        with pytest.raises(Missing):
            record_circumstance(stranger, code, ORPHAN, now=NOW)
        with pytest.raises(Missing):
            end_circumstance(stranger, code, row.id, on=TODAY, now=NOW)
        # Nor by naming the row under a child of one's own.
        with pytest.raises(Missing):
            end_circumstance(stranger, theirs, row.id, on=TODAY, now=NOW)
        assert read_child(actor, code, now=NOW).circumstances == [row]


def test_the_same_circumstance_stands_once_at_a_time(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    spring = replace(ORPHAN, valid_from=date(2026, 1, 1), valid_until=date(2026, 3, 1))
    with house.app.app_context():
        record_circumstance(actor, code, ORPHAN, now=NOW)
        for again in (ORPHAN, replace(ORPHAN, valid_from=TODAY)):
            with pytest.raises(RuleBroken) as broken:
                record_circumstance(actor, code, again, now=NOW)
            assert broken.value.field == "valid_from"
        record_circumstance(actor, code, spring, now=NOW)  # over before the other began
        record_circumstance(actor, code, replace(ORPHAN, subgroup="01.1"), now=NOW)
        assert len(read_child(actor, code, now=NOW).circumstances) == 3


@pytest.mark.parametrize(("first", "then"), [("confirmed", "at_risk"), ("at_risk", "confirmed")])
def test_nobody_is_in_a_group_and_at_risk_of_it_on_the_same_days(
    house: House, first: str, then: str
) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    until, kept = date(2026, 6, 1), replace(ORPHAN, status=first, valid_from=date(2026, 1, 1))
    with house.app.app_context():
        record_circumstance(actor, code, replace(kept, valid_until=until), now=NOW)
        for day in (date(2025, 12, 31), date(2026, 5, 31)):
            for subgroup in ("", "01.1"):
                other = replace(kept, status=then, subgroup=subgroup, valid_from=day)
                with pytest.raises(RuleBroken) as broken:
                    record_circumstance(actor, code, other, now=NOW)
                assert broken.value.field == "status"
        record_circumstance(actor, code, replace(kept, status=then, valid_from=until), now=NOW)
        apart = replace(kept, group_code="04", subgroup="", status=then)
        record_circumstance(actor, code, apart, now=NOW)  # another group


def test_a_year_of_birth_leaves_the_whole_year_open(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor, born=date(2015, 12, 31), birth_precision="year")
    with house.app.app_context():
        record_circumstance(actor, code, replace(ORPHAN, valid_from=date(2015, 1, 1)), now=NOW)
        with pytest.raises(RuleBroken):
            record_circumstance(
                actor, code, replace(ORPHAN, valid_from=date(2014, 12, 31)), now=NOW
            )
