"""Forms kept for their writer: sealed, for a day, at most twenty, for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.kept_forms import LASTS, MOST, erase, give_back, keep, list_kept
from caseapp.casework.limits import Caller
from caseapp.casework.sessions import IDLE, sign_out
from caseapp.casework.sign_in import sign_in
from caseapp.records.kept_forms import KeptForm
from caseapp.records.users import User
from caseapp.records.vault import KeyTrouble
from caseapp.rules.access import Actor
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import PASSWORD, make_user

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ENDED = START + IDLE
FIELDS = [("child_name", "Bé Na"), ("abuse_types", "violence"), ("abuse_types", "neglect")]
PATH = "/reports/new"


@pytest.fixture
def token(house: House) -> str:
    name = make_user(house, "officer")
    with house.app.app_context():
        return sign_in(name, PASSWORD, caller=Caller("10.0.0.1"), clock=START).token


def owner(house: House) -> int:
    with house.app.app_context(), desk.ledger() as session:
        return session.scalars(select(User.id)).one()


def who(number: int) -> Actor:
    return Actor(number, "")


def test_it_is_sealed_and_given_back_whole(house: House, token: str) -> None:
    person = owner(house)
    with house.app.app_context():
        number = keep(token, PATH, FIELDS, clock=ENDED)
        assert number is not None
        with desk.ledger() as session:
            blob = session.get_one(KeptForm, number).fields
        assert blob is not None
        assert "Bé Na".encode() not in blob
        assert give_back(who(person), number, PATH, clock=ENDED) == FIELDS
        assert [kept.path for kept in list_kept(who(person), clock=ENDED)] == [PATH]
        for wrong in (
            (who(person + 1), number, PATH),
            (who(person), number + 1, PATH),
            (who(person), number, "/"),
        ):
            assert give_back(*wrong, clock=ENDED) is None


def test_a_sealed_text_moved_to_another_row_does_not_open(house: House, token: str) -> None:
    person = owner(house)
    with house.app.app_context():
        first = keep(token, PATH, FIELDS, clock=ENDED)
        second = keep(token, PATH, [], clock=ENDED)
        assert first
        assert second
        with desk.ledger(write=True) as session:
            moved = session.get_one(KeptForm, first).fields
            session.get_one(KeptForm, second).fields = moved
            session.flush()
        with pytest.raises(KeyTrouble):
            give_back(who(person), second, PATH, clock=ENDED)


def test_it_lasts_a_day(house: House, token: str) -> None:
    person = owner(house)
    with house.app.app_context():
        number = keep(token, PATH, FIELDS, clock=ENDED)
        assert number is not None
        last = ENDED + LASTS - timedelta(seconds=1)
        assert give_back(who(person), number, PATH, clock=last) == FIELDS
        assert give_back(who(person), number, PATH, clock=ENDED + LASTS) is None
        assert list_kept(who(person), clock=ENDED + LASTS) == []


@pytest.mark.parametrize(
    ("after", "taken"),
    [(LASTS - timedelta(seconds=1), True), (LASTS, False)],
)
def test_a_session_that_ended_a_day_ago_keeps_nothing(
    house: House, token: str, after: timedelta, taken: bool
) -> None:
    with house.app.app_context():
        assert (keep(token, PATH, FIELDS, clock=ENDED + after) is not None) is taken


def test_a_session_that_was_signed_out_keeps_nothing(house: House, token: str) -> None:
    with house.app.app_context():
        sign_out(token, clock=START)
        assert keep(token, PATH, FIELDS, clock=ENDED) is None
        assert keep("no such token", PATH, FIELDS, clock=ENDED) is None


def test_the_oldest_makes_room_and_what_is_over_goes(house: House, token: str) -> None:
    person = owner(house)
    with house.app.app_context():
        made = [
            keep(token, PATH, FIELDS, clock=ENDED + timedelta(minutes=minute))
            for minute in range(MOST + 2)
        ]
        kept = list_kept(who(person), clock=ENDED + timedelta(hours=1))
        assert [form.id for form in kept] == made[:1:-1]
        erase(person + 1, kept[0].id)
        assert len(list_kept(who(person), clock=ENDED + timedelta(hours=1))) == MOST
        erase(person, kept[0].id)
        assert len(list_kept(who(person), clock=ENDED + timedelta(hours=1))) == MOST - 1


def test_a_number_that_no_table_holds_erases_nothing(house: House, token: str) -> None:
    person = owner(house)
    with house.app.app_context():
        keep(token, PATH, FIELDS, clock=ENDED)
        erase(person, 10**30)
        assert len(list_kept(who(person), clock=ENDED)) == 1


def test_what_was_typed_into_a_file_that_is_kept_from_its_writer_since_is_gone(
    house: House, token: str
) -> None:
    person, code, other = owner(house), log_one(house), log_one(house)
    paths = [f"/reports/{code}/amendment", f"/reports/{other}/amendment"]
    with house.app.app_context():
        numbers = [keep(token, path, FIELDS, clock=ENDED) for path in paths]
        assert numbers[0]
        with desk.ledger() as session:
            name = session.get_one(User, person).username
        mark_conflict(SUPERVISOR, "report", code, username=name, reason="x", now=NOW)
        assert [kept.path for kept in list_kept(who(person), clock=ENDED)] == paths[1:]
        assert give_back(who(person), numbers[0], paths[0], clock=ENDED) is None
