"""The letter to the court settles the 15 days once it is sent, until the court rejects it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.case_reading import read_case
from caseapp.casework.court_requests import CourtAnswer, answer_request, send_request
from caseapp.casework.measures_reading import read_measures
from caseapp.casework.notices import list_own
from caseapp.casework.separation_orders import NewOrder, prepare_order
from caseapp.casework.separation_reading import SeparationView
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.measures import (
    DAY,
    TODAY,
    Desk,
    a_desk,
    a_separation,
    decide,
    follow,
    prepare,
)

SENT = NOW + 14 * DAY
LATER = NOW + 20 * DAY


@pytest.fixture
def desk(house: House) -> Desk:
    """A child separated for 15 days; the letter to the court is signed on the 14th."""
    made = a_desk(house)
    prepare(house, made, a_separation(TODAY + 15 * DAY))
    decide(house, made.chair, made.case)
    follow(house, made, "court_request", SENT, body="court", body_name="Tòa án khu vực 1")
    return made


def parted(house: House, desk: Desk) -> SeparationView:
    with house.app.app_context():
        return read_measures(desk.officer, desk.case, now=LATER).separations[0]


def send(house: House, desk: Desk) -> None:
    with house.app.app_context():
        send_request(desk.officer, desk.case, 1, letter="12/CV", sent_at=SENT, now=SENT)


def answer(house: House, desk: Desk, outcome: str, day: int = 20) -> None:
    said = CourtAnswer(outcome, "3/QĐ-TA", TODAY + day * DAY)
    with house.app.app_context():
        answer_request(desk.officer, desk.case, 1, said, now=LATER)


def test_a_signed_letter_is_none_until_it_is_sent(house: House, desk: Desk) -> None:
    assert parted(house, desk).needs == "late"
    send(house, desk)
    seen = parted(house, desk)
    assert (seen.needs, seen.before_court, seen.state) == ("", True, "in_force")
    assert seen.clock is not None
    assert (seen.clock.kind, seen.clock.stopped_at) == ("kept", SENT)


def test_what_the_court_grants_ends_the_temporary_separation(house: House, desk: Desk) -> None:
    send(house, desk)
    answer(house, desk, "granted")
    seen = parted(house, desk)
    assert (seen.state, seen.orders[0].state) == ("passed_on", "answered")
    assert seen.orders[0].said["answer"] == "3/QĐ-TA"


def test_what_waited_falls_with_what_the_court_grants(house: House, desk: Desk) -> None:
    send(house, desk)
    new = NewOrder("lifting", "Cha đã đi", assessed_on=TODAY)
    with house.app.app_context():
        prepare_order(desk.officer, desk.case, 1, new, now=LATER)
        assert "order_submitted" in [each.kind for each in list_own(desk.chair, now=LATER)]
    answer(house, desk, "granted")
    with house.app.app_context():
        assert "order_submitted" not in [each.kind for each in list_own(desk.chair, now=LATER)]
        lines = read_case(desk.officer, desk.case, now=LATER).events
    assert [each.happened_at for each in lines if each.kind == "lifting_fall"] == [LATER]


def test_what_the_court_rejects_lets_the_15_days_count_on(house: House, desk: Desk) -> None:
    send(house, desk)
    answer(house, desk, "rejected")
    seen = parted(house, desk)
    assert (seen.state, seen.needs, seen.before_court) == ("in_force", "late", False)
    assert seen.clock is not None
    assert seen.clock.kind == "late"


def test_bad_input_is_named(house: House, desk: Desk) -> None:
    def broken(letter: str, hours: int) -> str | None:
        at = SENT + timedelta(hours=hours)
        with house.app.app_context(), pytest.raises(RuleBroken) as found:
            send_request(desk.officer, desk.case, 1, letter=letter, sent_at=at, now=SENT)
        return found.value.field

    assert broken(" ", 0) == "letter"
    assert broken("1/CV", 1) == "sent_at"  # in the future
    assert broken("1/CV", -1) == "sent_at"  # before it was decided
    with pytest.raises(RuleBroken):
        answer(house, desk, "granted")  # not sent yet
    send(house, desk)
    for outcome, day, field in (("maybe", 20, "outcome"), ("granted", 13, "day")):
        with pytest.raises(RuleBroken) as found:
            answer(house, desk, outcome, day)
        assert found.value.field == field
    said = CourtAnswer("granted", " ", TODAY)
    with house.app.app_context(), pytest.raises(RuleBroken) as found:
        answer_request(desk.officer, desk.case, 1, said, now=LATER)
    assert found.value.field == "number"
