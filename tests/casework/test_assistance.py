"""Help given to a child: what is kept, what cannot be, its end, its correction, its withdrawal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseapp.casework.assistance import (
    AssistanceEntry,
    correct_assistance,
    end_assistance,
    record_assistance,
    withdraw_assistance,
)
from caseapp.casework.assistance_reading import activities_of_child
from caseapp.casework.child_reading import read_child
from caseapp.casework.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE

TODAY = date(2026, 11, 23)
ALLOWANCE = AssistanceEntry(
    "monthly_allowance", date(2026, 4, 1), None, True, "UBND phường", "Hệ số 1,5", 750_000, "Gạo"
)


def test_help_is_read_as_it_was_recorded(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_assistance(actor, code, ALLOWANCE, now=NOW)
        (row,) = read_child(actor, code, now=NOW).assistance
    assert (row.kind, row.given_on, row.given_until) == (
        "monthly_allowance",
        date(2026, 4, 1),
        None,
    )
    assert (row.open_ended, row.provider, row.note) == (True, "UBND phường", "Hệ số 1,5")


def test_help_with_a_last_day_is_not_still_running(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_assistance(actor, code, replace(ALLOWANCE, given_until=date(2026, 4, 1)), now=NOW)
        assert not read_child(actor, code, now=NOW).assistance[0].open_ended


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "gift"}, "kind"),
        ({"value": 0}, "value"),
        ({"value": 2_000_000_001}, "value"),
        ({"given_on": date(2026, 11, 24)}, "given_on"),
        ({"given_until": date(2026, 3, 31)}, "given_until"),
    ],
)
def test_help_that_cannot_be(house: House, wrong: dict[str, object], field: str) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        record_assistance(actor, code, replace(ALLOWANCE, **wrong), now=NOW)  # type: ignore[arg-type]
    assert broken.value.field == field


def test_nobody_is_given_the_same_help_twice_on_one_day(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    gift = AssistanceEntry("other", date(2026, 2, 1), None, False, "Hội Chữ thập đỏ", "")
    with house.app.app_context():
        record_assistance(actor, code, gift, now=NOW)
        with pytest.raises(RuleBroken) as broken:
            record_assistance(actor, code, replace(gift, provider="hoi chu thap do"), now=NOW)
        assert broken.value.field == "given_on"
        record_assistance(actor, code, replace(gift, provider="Hội Phụ nữ"), now=NOW)
        record_assistance(actor, code, replace(gift, given_on=TODAY), now=NOW)
        assert len(read_child(actor, code, now=NOW).assistance) == 3


def test_running_help_ends_on_a_day_that_can_be_and_keeps_its_past(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_assistance(actor, code, ALLOWANCE, now=NOW)
        (row,) = read_child(actor, code, now=NOW).assistance
        assert (row.value, row.in_kind, row.goes_on, row.said_on) == (750_000, "Gạo", True, TODAY)
        for day in (date(2026, 3, 31), TODAY + timedelta(days=1)):
            with pytest.raises(RuleBroken):
                end_assistance(actor, code, row.id, last_day=day, now=NOW)
        end_assistance(actor, code, row.id, last_day=date(2026, 9, 30), now=NOW)
        (ended,) = read_child(actor, code, now=NOW).assistance
        assert (ended.given_until, ended.open_ended, ended.goes_on) == (
            date(2026, 9, 30),
            False,
            False,
        )
        with pytest.raises(RuleBroken):  # it is over: an end that was wrong is corrected
            end_assistance(actor, code, row.id, last_day=TODAY, now=NOW)


def test_a_mistaken_help_is_withdrawn_with_a_reason_and_stays_to_be_read(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_assistance(actor, code, ALLOWANCE, now=NOW)
        (row,) = read_child(actor, code, now=NOW).assistance
        with pytest.raises(RuleBroken) as broken:
            withdraw_assistance(actor, code, row.id, why=" ", now=NOW)
        assert broken.value.field == "why"
        withdraw_assistance(actor, code, row.id, why="Nhầm em khác", now=NOW)
        view = read_child(actor, code, now=NOW)
        (gone,) = view.withdrawn
        assert view.assistance == []
        assert gone.withdrawn is not None
        assert (gone.withdrawn.why, gone.note) == ("Nhầm em khác", "Hệ số 1,5")
        with pytest.raises(Missing):
            withdraw_assistance(actor, code, row.id, why="Nhầm", now=NOW)
        with pytest.raises(Missing):
            correct_assistance(actor, code, row.id, ALLOWANCE, why="Nhầm", now=NOW)
        record_assistance(actor, code, ALLOWANCE, now=NOW)  # nothing stands in its way


def test_a_help_is_put_right_in_one_step(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_assistance(actor, code, ALLOWANCE, now=NOW)
        (row,) = read_child(actor, code, now=NOW).assistance
        right = replace(ALLOWANCE, value=500_000)
        correct_assistance(actor, code, row.id, right, why="Sai số tiền", now=NOW)
        view = read_child(actor, code, now=NOW)
    assert [each.value for each in view.assistance] == [500_000]
    assert [each.value for each in view.withdrawn] == [750_000]


def test_an_activity_of_another_childs_plan_is_refused(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        assert activities_of_child(actor, code, now=NOW) == []
        with pytest.raises(RuleBroken) as broken:
            record_assistance(actor, code, replace(ALLOWANCE, activity=1), now=NOW)
    assert broken.value.field == "activity"


def test_another_wards_officer_touches_no_help(house: House) -> None:
    actor, stranger = officer_of(house), officer_of(house, CAI_KHE)
    code, theirs = enter_child(house, actor), enter_child(house, stranger, area_code=CAI_KHE)
    with house.app.app_context():
        record_assistance(actor, code, ALLOWANCE, now=NOW)
        (row,) = read_child(actor, code, now=NOW).assistance
        for child in (code, theirs):
            with pytest.raises(Missing):
                withdraw_assistance(stranger, child, row.id, why="Nhầm", now=NOW)
            with pytest.raises(Missing):
                end_assistance(stranger, child, row.id, last_day=TODAY, now=NOW)
        with pytest.raises(Missing):
            record_assistance(stranger, code, ALLOWANCE, now=NOW)
        assert read_child(actor, code, now=NOW).assistance == [row]
