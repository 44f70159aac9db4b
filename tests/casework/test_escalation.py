"""Through the night: who stands next is told, once, and never who must not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.casework.calls import CallEntry, record_call
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.decisions import decide_measure
from caseapp.casework.escalation import any_due, call_next
from caseapp.casework.forwarding import forward_report
from caseapp.casework.forwarding_reading import read_arriving
from caseapp.casework.messages import take_due
from caseapp.casework.notices import list_own
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import log_report
from caseapp.casework.signing_rules import set_click_rule
from caseapp.records.messages import Message
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.values import local_day
from tests.factories.children import actor_of, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.told import VALUES
from tests.factories.web import CAI_KHE, CITY, make_user

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
RECEIVED = NOW - 20 * MINUTE
UNTOUCHED = NOW + 30 * MINUTE
CHAIR, OTHERS = an_actor(Role.CHAIR, 31135, user_id=77), an_actor(Role.SUPERVISOR, user_id=78)


@dataclass
class Night:
    """A report logged at NOW, received 20 minutes before; two deputies, the city's supervisor."""

    writer: Actor
    people: dict[str, Actor]
    report: str

    def told(self, now: datetime) -> dict[str, list[str]]:
        """Who was called out, at which steps."""
        found = {
            name: [view.detail for view in list_own(actor, now=now) if view.kind == "called_out"]
            for name, actor in self.people.items()
        }
        return {name: steps for name, steps in found.items() if steps}


@pytest.fixture
def night(house: House) -> Night:
    writer = officer_of(house)
    posts = (("mot", "chair"), ("hai", "chair"), ("giamsat", "supervisor"), ("khac", "supervisor"))
    people = {
        name: actor_of(
            house, make_user(house, role, CITY if role == "supervisor" else None, username=name)
        )
        for name, role in posts
    }
    with house.app.app_context():
        on_list("deputy", place=2, username="hai")
        on_list("deputy", place=1, username="mot", mail="mot@example.org")
        on_list("supervisor", code=CITY, username="giamsat", mail="giamsat@example.org")
        report = log_report(writer, VALUES | {"received_at": RECEIVED}, now=NOW)
        with desk.ledger(write=True) as session:
            session.execute(delete(Message))  # what the logging itself sent
    return Night(writer, people, report)


def test_one_after_the_other_is_told_and_each_once(house: House, night: Night) -> None:
    mot, hai, city = ["after_30m"], ["after_4h"], ["after_8h"]
    with house.app.app_context():
        for now, told in (
            (UNTOUCHED - SECOND, {}),
            (UNTOUCHED, {"mot": mot}),
            (RECEIVED + 4 * HOUR - SECOND, {"mot": mot}),
            (RECEIVED + 4 * HOUR, {"mot": mot, "hai": hai}),
            (RECEIVED + 8 * HOUR - SECOND, {"mot": mot, "hai": hai}),
            (RECEIVED + 8 * HOUR, {"mot": mot, "hai": hai, "giamsat": city}),
            (RECEIVED + 10 * HOUR, {"mot": mot, "hai": hai, "giamsat": city}),
        ):
            call_next(now=now)
            assert call_next(now=now) == 0
            assert night.told(now) == told
        assert [m.address for m in take_due(now=UNTOUCHED)] == ["mot@example.org"]


def opens(night: Night) -> None:
    read_report(CHAIR, night.report, now=NOW)


def gets_through(night: Night) -> None:
    record_call(night.writer, night.report, CallEntry("number-113", NOW, "reached", ""), now=NOW)


@pytest.mark.parametrize("act", [opens, gets_through])
def test_what_somebody_took_up_is_called_out_after_four_hours(
    house: House, night: Night, act: Callable[[Night], None]
) -> None:
    with house.app.app_context():
        act(night)
        assert call_next(now=UNTOUCHED) == 0
        assert call_next(now=RECEIVED + 4 * HOUR) == 1


def test_the_writer_s_own_look_a_list_and_a_call_in_vain_take_nothing_up(
    house: House, night: Night
) -> None:
    with house.app.app_context():
        read_report(night.writer, night.report, now=NOW)
        list_reports(CHAIR, now=NOW)
        in_vain = CallEntry("number-113", NOW, "no_answer", "")
        record_call(night.writer, night.report, in_vain, now=NOW)
        assert call_next(now=UNTOUCHED) == 1


def decided(night: Night) -> None:
    decide_measure(
        night.people["hai"],
        night.report,
        kind="none",
        decided_at=NOW,
        reason="x",
        signed_at=None,
        now=NOW,
    )


def _set(**values: object) -> None:
    with desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW) as door:
        (report,) = door.session.scalars(select(Report))
        for name, value in values.items():
            setattr(report, name, value)


def hidden(_: Night) -> None:
    _set(deleted_at=NOW)


@pytest.mark.parametrize("act", [decided, hidden])
def test_what_is_decided_or_taken_out_calls_nobody(
    house: House, night: Night, act: Callable[[Night], None]
) -> None:
    with house.app.app_context():
        act(night)
        late = RECEIVED + 11 * HOUR
        assert call_next(now=late) == 0
        assert not any_due(NOW, now=late)
        assert night.told(late) == {}


def test_the_decision_ends_the_notice(house: House, night: Night) -> None:
    with house.app.app_context():
        call_next(now=UNTOUCHED)
        decided(night)
        assert night.told(UNTOUCHED) == {}
        assert call_next(now=RECEIVED + 11 * HOUR) == 0


def test_who_must_not_know_is_passed_over_and_told_nothing(house: House, night: Night) -> None:
    with house.app.app_context():
        for name in ("mot", "giamsat"):
            mark_conflict(
                night.people["khac"], "report", night.report, username=name, reason="x", now=NOW
            )
        # The mark is the supervisor's look at it: only the hours call now.
        late = RECEIVED + 10 * HOUR
        assert call_next(now=late) == 2
        assert night.told(late) == {"hai": ["after_4h"], "khac": ["after_8h"]}
        assert take_due(now=late) == []


def test_a_closed_account_or_one_without_a_role_there_is_passed_over(
    house: House, night: Night
) -> None:
    with house.app.app_context():
        disable_account(SYSTEM, "mot", now=NOW)
        call_next(now=UNTOUCHED)
        assert night.told(UNTOUCHED) == {"hai": ["after_30m"]}


def test_without_a_list_the_supervisors_are_told(house: House) -> None:
    writer = officer_of(house)
    with house.app.app_context():
        log_report(writer, VALUES | {"received_at": RECEIVED}, now=NOW)
        assert call_next(now=UNTOUCHED) == 1
        assert [view.kind for view in list_own(OTHERS, now=UNTOUCHED)] == ["called_out"]
        assert call_next(now=RECEIVED + 10 * HOUR) == 0


def test_the_minute_in_which_a_step_falls_due_is_seen(house: House, night: Night) -> None:
    with house.app.app_context():
        for moment in (UNTOUCHED, *(RECEIVED + hours * HOUR for hours in (4, 8, 10))):
            assert any_due(moment - MINUTE, now=moment)
            assert not any_due(moment - MINUTE, now=moment - SECOND)
            assert not any_due(moment, now=moment + MINUTE)


def test_a_clock_that_runs_on_an_ended_report_is_owed_as_well(house: House, night: Night) -> None:
    with house.app.app_context():
        _set(state="ended")  # and the decision that it rested on was denied
        assert any_due(NOW, now=RECEIVED + 4 * HOUR)
        assert call_next(now=RECEIVED + 4 * HOUR) == 2


def test_a_look_of_the_unit_that_may_receive_it_takes_nothing_up(
    house: House, night: Night
) -> None:
    other = actor_of(house, make_user(house, "officer", CAI_KHE))
    with house.app.app_context():
        forward_report(night.writer, night.report, unit_code=CAI_KHE, contact="x", now=NOW)
        read_arriving(other, night.report, now=NOW)
        assert call_next(now=UNTOUCHED) == 1


def test_nobody_is_called_out_for_a_signature_alone(house: House, night: Night) -> None:
    administrator = actor_of(house, make_user(house, "administrator", CITY))
    rule = {"stops": False, "decision": "5/QĐ-UBND", "valid_from": local_day(NOW), "now": NOW}
    said = {"kind": "emergency", "decided_at": NOW, "reason": "x", "signed_at": None, "now": NOW}
    with house.app.app_context():
        set_click_rule(administrator, **rule)  # type: ignore[arg-type]
        decide_measure(night.people["hai"], night.report, **said)  # type: ignore[arg-type]
        clock = read_report(night.writer, night.report, now=NOW).clock
        assert clock is not None
        assert clock.stopped_at is None
        assert not any_due(RECEIVED, now=UNTOUCHED)
        assert call_next(now=RECEIVED + 10 * HOUR) == 0
