"""Messages on their way out: tried a few times, lapsed when too late, forgotten in the end."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.duty import end_entry, read_list
from caseapp.casework.messages import KEPT, LAPSE, WAITS, note_try, ring, sweep, take_due
from caseapp.records.messages import Message
from caseapp.rules.access import Act
from tests.factories.children import actor_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import NINH_KIEU, make_user

WARD = int(NINH_KIEU)
SECOND = timedelta(seconds=1)


@pytest.fixture
def chair(house: House) -> int:
    """The account of a chair with an address on the list; one message waits for it."""
    number = actor_of(house, make_user(house, "chair", username="chutich")).user_id
    assert number is not None
    with house.app.app_context():
        on_list("chair", username="chutich", mail="chutich@example.org")
        on_list("deputy", username="chutich")
        with desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW) as door:
            assert ring(door, [number, 99], [WARD]) == 1
    return number


def states() -> list[tuple[str, int]]:
    with desk.ledger() as session:
        return [(row.state, row.tries) for row in session.scalars(select(Message))]


def due(now: datetime) -> list[str]:
    return [message.address for message in take_due(now=now)]


def test_a_message_that_fails_is_tried_again_and_then_given_up(house: House, chair: int) -> None:
    with house.app.app_context():
        now = NOW
        for wait in WAITS:
            (message,) = take_due(now=now)
            note_try(message.number, sent=False, now=now)
            assert due(now + wait - SECOND) == []
            now += wait
        note_try(message.number, sent=False, now=now)
        assert due(now + LAPSE / 2) == []
        assert states() == [("failed", 1 + len(WAITS))]


def test_a_message_that_went_out_is_not_sent_again(house: House, chair: int) -> None:
    with house.app.app_context():
        (message,) = take_due(now=NOW)
        note_try(message.number, sent=True, now=NOW)
        assert due(NOW + timedelta(hours=1)) == []
        sweep(now=NOW + KEPT - SECOND)
        assert states() == [("sent", 1)]
        sweep(now=NOW + KEPT)
        assert states() == []


def test_what_is_too_late_lapses_as_it_does_without_a_gateway(house: House, chair: int) -> None:
    with house.app.app_context():
        sweep(now=NOW + LAPSE - SECOND)
        assert due(NOW + LAPSE - SECOND) == ["chutich@example.org"]
        assert due(NOW + LAPSE) == []
        sweep(now=NOW + LAPSE)
        assert states() == [("lapsed", 0)]


def test_an_act_that_fails_sends_nothing(house: House, chair: int) -> None:
    with house.app.app_context():
        with suppress(ZeroDivisionError), desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW) as door:
            assert ring(door, [chair], [WARD]) == 1
            raise ZeroDivisionError
        assert len(due(NOW)) == 1


def test_who_was_taken_off_the_list_is_sent_nothing(house: House, chair: int) -> None:
    with house.app.app_context():
        first = read_list(SYSTEM, NINH_KIEU, now=NOW).entries[0]
        end_entry(SYSTEM, NINH_KIEU, first.number, now=NOW)
        assert due(NOW) == []
