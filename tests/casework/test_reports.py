"""Logging and amending reports: the clock counts from the receipt, each is stored once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.outcomes import AlreadyDone, Missing, Stale
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import OLDEST, amend_report, log_report, own_unit
from caseapp.records.reports import Answers, Report
from caseapp.rules.access import Act, Actor, Denied, Grant, Role
from caseapp.rules.forms.parts import Birth
from caseapp.rules.values import LOCAL, RuleBroken, local_day
from tests.factories.children import officer_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.reports import (
    HOUR,
    OFFICER,
    STRANGER,
    kept,
    last_logged,
    local,
    log_one,
    told,
)
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.web import key

MINUTE = timedelta(minutes=1)


def stored(house: House) -> int:
    return len(kept(house, select(Report.id)))


# Twelve hours of the clock, whatever day it is (Decree 56/2017, Art. 26.3): 16 February 2026 is
# the eve of Tết, 27 November 2026 a Friday, 1 January a holiday.
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-02-16 20:00", "2026-02-17 08:00"),
        ("2026-02-17 12:30", "2026-02-18 00:30"),
        ("2026-11-27 18:00", "2026-11-28 06:00"),
        ("2026-11-28 23:59", "2026-11-29 11:59"),
        ("2025-12-31 21:15", "2026-01-01 09:15"),
    ],
)
@pytest.mark.parametrize("entered_after", [timedelta(), 5 * HOUR, 30 * HOUR])
def test_the_clock_counts_from_the_receipt_and_not_from_the_entry(
    house: House, received: str, due: str, entered_after: timedelta
) -> None:
    entered = local(received) + entered_after
    code = log_one(house, local(received), now=entered)
    with house.app.app_context():
        view = read_report(OFFICER, code, now=entered)
    assert view.clock is not None
    assert view.clock.due_at == local(due)
    assert view.clock.remaining == 12 * HOUR - entered_after
    assert (view.received_at, view.entered_at) == (local(received), entered)


def test_a_report_begins_as_a_bare_suspicion(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        view = read_report(OFFICER, code, now=NOW)
    assert (view.state, view.case_code, view.child_name) == ("received", None, "Đỗ Thị Hòa")
    assert [(i.certainty, i.abuse_types, i.ground) for i in view.incidents] == [
        ("suspected", (), "")
    ]


def test_the_answers_are_kept_as_told_and_sealed(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        view = read_report(OFFICER, code, now=NOW)
        ((blob,),) = kept(house, select(Answers.sealed_answers))
    assert view.answers.items() >= {"child_state": "Bầm tím ở tay", "channel": "phone"}.items()
    assert "Bầm tím".encode() not in blob
    assert b"child_state" not in blob


@pytest.mark.parametrize("area", ["", "00000", "unknowns"])
def test_a_report_needs_a_unit_that_exists(house: House, area: str) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            log_report(OFFICER, told(event_area=area), now=NOW)
        assert broken.value.field == "event_area"
        assert stored(house) == 0


def test_no_report_is_older_than_the_child(house: House) -> None:
    received = datetime(2026, 11, 22, 22, 0, tzinfo=LOCAL)
    today = local_day(NOW)
    on_the_day = Birth(date(2026, 11, 22), "day", today)
    after = Birth(today, "day", today)
    with house.app.app_context():
        assert log_report(OFFICER, told(birth=on_the_day, received_at=received), now=NOW)
        with pytest.raises(RuleBroken) as broken:
            log_report(OFFICER, told(birth=after, received_at=received), now=NOW)
        assert log_report(
            OFFICER, told(birth=Birth(today, "year", today), received_at=received), now=NOW
        )
    assert broken.value.field == "birth"


def test_a_unit_chosen_from_todays_list_is_todays_also_for_an_older_receipt(house: House) -> None:
    # Code 31135 was ward Tân An until 30 June 2025; the page offers ward Ninh Kiều under it.
    soon_after = local("2025-12-01 09:00")
    code = log_one(house, local("2025-06-20 08:00"), now=soon_after)
    with house.app.app_context():
        assert read_report(OFFICER, code, now=NOW).event_unit == "Phường Ninh Kiều"


@pytest.mark.parametrize(
    "received", [NOW + MINUTE, NOW - OLDEST - MINUTE, local("2016-11-26 08:00")]
)
def test_a_moment_ahead_or_more_than_a_year_back_starts_no_clock(
    house: House, received: datetime
) -> None:
    with pytest.raises(RuleBroken) as broken:
        log_one(house, received)
    assert broken.value.field == "received_at"
    assert stored(house) == 0
    log_one(house, NOW)
    log_one(house, NOW - OLDEST)
    assert stored(house) == 2


def test_what_happened_elsewhere_stays_with_the_ward_that_was_told(house: House) -> None:
    code = log_one(house, event_area=str(CAI_KHE))
    with house.app.app_context():
        view = read_report(OFFICER, code, now=NOW)
        assert (view.unit_id, view.event_unit) == (NINH_KIEU, "Phường Cái Khế")
        assert view.elsewhere
        with pytest.raises(Missing):
            read_report(STRANGER, code, now=NOW)
    day = date(2026, 11, 23)
    assert own_unit(OFFICER, Act.REPORT_LOG, NINH_KIEU, day) == NINH_KIEU
    assert own_unit(SYSTEM, Act.REPORT_LOG, CAI_KHE, day) == CAI_KHE


def test_a_report_is_kept_by_a_unit_in_which_its_writer_logs_reports(house: House) -> None:
    # A chair logs for the own unit alone at night; where somebody is the officer comes first.
    grants = (
        Grant(Role.CHAIR, frozenset({CAI_KHE}), date(2020, 1, 1), None),
        Grant(Role.OFFICER, frozenset({NINH_KIEU}), date(2020, 1, 1), None),
    )
    both = Actor(None, "chair and officer", grants)
    code = log_one(house, by=both, event_area="31150")
    with house.app.app_context():
        assert read_report(OFFICER, code, now=NOW).unit_id == NINH_KIEU


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.SUPERVISOR])
def test_others_log_no_report(house: House, role: Role) -> None:
    actor = an_actor(role)
    with house.app.app_context():
        with pytest.raises(Denied):
            log_report(actor, told(), now=NOW)
        assert last_logged() == [(actor.label, "report.log", "denied")]
        assert stored(house) == 0


def test_a_form_posted_twice_is_stored_once(house: House) -> None:
    officer, other, post = officer_of(house), officer_of(house), key()
    with house.app.app_context():
        code = log_report(officer, told(), now=NOW, post=post)
        with pytest.raises(AlreadyDone) as again:
            log_report(officer, told(), now=NOW, post=post)
        with pytest.raises(AlreadyDone) as elsewhere:
            log_report(other, told(), now=NOW, post=post)
        assert (again.value.made, elsewhere.value.made) == (code, "")
        assert stored(house) == 1
        log_report(officer, told(), now=NOW, post=key())
        assert stored(house) == 2


def version(house: House, code: str) -> int:
    with house.app.app_context():
        return read_report(OFFICER, code, now=NOW).version


def test_an_amendment_keeps_the_version_before_and_the_receipt(house: House) -> None:
    code, later = log_one(house), NOW + HOUR
    other = told(NOW - 2 * HOUR, child_name="Bé Hòa", channel="police")
    read = version(house, code)
    with house.app.app_context():
        amend_report(OFFICER, code, other, version=read, now=later)
        view = read_report(OFFICER, code, now=later)
        before, after = kept(house, select(Answers.version, Answers.sealed_answers))
    assert (view.child_name, view.answers["channel"]) == ("Bé Hòa", "police")
    assert view.received_at == view.answers["received_at"] == NOW - HOUR
    assert view.clock is not None
    assert view.clock.due_at == NOW + 11 * HOUR
    assert (before[0], after[0], view.answers_version) == (1, 2, 2)
    assert before[1] != after[1]


# The second row changes an answer that no column of the report repeats.
@pytest.mark.parametrize("words", [{"child_name": "Bé Hòa"}, {"child_state": "Sốt"}])
def test_who_saves_second_is_told_and_nothing_is_lost(house: House, words: dict[str, str]) -> None:
    code = log_one(house)
    read = version(house, code)
    with house.app.app_context():
        amend_report(OFFICER, code, told(**words), version=read, now=NOW)
        with pytest.raises(Stale):
            amend_report(OFFICER, code, told(child_name="Bé Mận"), version=read, now=NOW)
        assert read_report(OFFICER, code, now=NOW).answers.items() >= words.items()
    assert version(house, code) == read + 1


def test_another_ward_amends_nothing_and_the_attempt_is_written_down(house: House) -> None:
    code = log_one(house)
    read = version(house, code)
    with house.app.app_context():
        with pytest.raises(Missing):
            amend_report(STRANGER, code, told(), version=read, now=NOW)
        assert last_logged() == [("stranger", "report.log", "denied")]
    assert version(house, code) == read
