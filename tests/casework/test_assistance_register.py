"""The register of help: pages that follow one another, what runs, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseapp.casework import assistance_register
from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.casework.assistance_confirming import confirm_running, list_to_confirm
from caseapp.casework.assistance_register import (
    Wanted,
    list_units,
    list_whole,
    read_register,
    read_running,
)
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Denied
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

GIFT = AssistanceEntry("other", date(2026, 2, 10), None, False, "Hội", "", 500_000, "Gạo")
RUNS = AssistanceEntry("monthly_allowance", date(2024, 5, 1), None, True, "UBND", "")
LATER = NOW + timedelta(days=366)


def test_lines_are_narrowed_by_year_kind_and_what_runs(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_assistance(actor, code, GIFT, now=NOW)
        record_assistance(actor, code, RUNS, now=NOW)
        for wanted, kinds in (
            (Wanted(), ["other", "monthly_allowance"]),
            (Wanted(year=2026), ["other", "monthly_allowance"]),  # it still runs
            (Wanted(year=2025), ["monthly_allowance"]),
            (Wanted(year=2023), []),
            (Wanted(kind="other"), ["other"]),
            (Wanted(running=True), ["monthly_allowance"]),
            (Wanted(kind="other", running=True), []),
        ):
            view = read_register(actor, NINH_KIEU, wanted, now=NOW)
            assert [line.kind for line in view.lines] == kinds
            assert (view.sum.times, view.sum.children) == (len(kinds), int(bool(kinds)))
        printed = list_whole(actor, NINH_KIEU, Wanted(), now=NOW)
    assert [(line.kind, line.in_kind) for line in printed.lines] == [
        ("monthly_allowance", ""),
        ("other", "Gạo"),
    ]


def test_pages_follow_one_another_without_a_gap(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistance_register, "PAGE", 4)
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        for n in range(7):
            entry = replace(GIFT, provider=f"Hội {n}", given_on=date(2026, 2, 1 + n // 4))
            record_assistance(actor, code, entry, now=NOW)
        first = read_register(actor, NINH_KIEU, Wanted(), now=NOW)
        last = read_register(actor, NINH_KIEU, Wanted(after=first.next), now=NOW)
    assert (len(first.lines), len(last.lines), last.next) == (4, 3, 0)
    assert len({line.id for line in (*first.lines, *last.lines)}) == 7
    days = [line.given_on for line in (*first.lines, *last.lines)]
    assert days == sorted(days, reverse=True)


def test_the_register_is_its_units_and_shows_nothing_that_is_kept(house: House) -> None:
    actor, far = officer_of(house), officer_of(house, CAI_KHE)
    code, hidden = enter_child(house, actor), enter_child(house, actor, full_name="Bé Giấu")
    make_user(house, "officer", NINH_KIEU, username="khac")
    make_user(house, "supervisor", CITY, username="giamsat")
    with house.app.app_context():
        statistician = actor_of(house, make_user(house, "statistician"))
        over = actor_of(house, "giamsat")
        for child in (code, hidden):
            record_assistance(actor, child, RUNS, now=NOW)
        mark_conflict(over, "child", hidden, username="khac", reason="Người nhà", now=NOW)
        marked = actor_of(house, "khac")
        for view in (
            read_register(marked, NINH_KIEU, Wanted(), now=LATER),
            read_running(marked, NINH_KIEU, now=LATER),
            list_whole(marked, NINH_KIEU, Wanted(), now=LATER),
        ):
            assert [line.code for line in view.lines] == [code]
            assert (view.sum.times, view.sum.children) == (1, 1)
        assert [each.number for each in list_to_confirm(marked, now=LATER)] == [1]
        kept = next(
            line.id for line in read_running(over, NINH_KIEU, now=NOW).lines if line.code == hidden
        )
        assert confirm_running(marked, NINH_KIEU, [kept], now=LATER) == "0"
        for act in (read_running, lambda who, unit, now: list_whole(who, unit, Wanted(), now=now)):
            with pytest.raises(Missing):
                act(far, NINH_KIEU, now=NOW)
        with pytest.raises(Missing):
            confirm_running(far, NINH_KIEU, [kept], now=NOW)
        with pytest.raises(Denied):
            read_running(statistician, NINH_KIEU, now=NOW)
        assert [unit for unit, _ in list_units(far, now=NOW)] == [CAI_KHE]
        assert len(list_units(over, now=NOW)) == 103
