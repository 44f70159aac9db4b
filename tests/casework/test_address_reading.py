"""Whether the own address works: what its owner sees of the last message to it."""

from __future__ import annotations

from datetime import timedelta

from caseapp.casework.messages import LAPSE, WAITS, note_try, take_due
from caseapp.casework.own_account import At, read_own
from tests.casework.test_messages import rung
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.messages import give_address
from tests.factories.signing import HERE
from tests.factories.web import make_user


def test_the_last_message_tells_whether_it_works(house: House) -> None:
    person, other = (actor_of(house, make_user(house, "officer")) for _ in range(2))
    with house.app.app_context():
        for each in (person, other):
            give_address(each.user_id, "own@example.org")

        def failed_at() -> list[object]:
            views = [read_own(each, At("", HERE, NOW, NOW)).address for each in (person, other)]
            return [view and view.failed_at for view in views]

        rung(person.user_id or 0, "day")
        (message,) = take_due(now=NOW)
        for turn in range(len(WAITS) + 1):
            assert failed_at() == [None, None]
            note_try(message.number, sent=False, now=NOW + timedelta(minutes=turn))
        assert failed_at() == [NOW + timedelta(minutes=len(WAITS)), None]
        rung(person.user_id or 0, "day", NOW + LAPSE)
        (message,) = take_due(now=NOW + LAPSE)
        note_try(message.number, sent=True, now=NOW + LAPSE)
        assert failed_at() == [None, None]
