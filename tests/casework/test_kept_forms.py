"""Drafts: sealed, for their writer alone, never one over another, within limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.conflicts import lift_mark, mark_conflict, read_marks
from caseapp.casework.kept_forms import (
    AT_ONCE,
    LATE,
    MOST,
    Ended,
    Kept,
    Typed,
    end_sent,
    erase,
    give_back,
    keep,
    list_kept,
    save,
)
from caseapp.casework.limits import Caller
from caseapp.casework.sessions import IDLE, sign_out
from caseapp.casework.sign_in import sign_in
from caseapp.records.kept_forms import LARGEST, KeptForm
from caseapp.records.users import User
from caseapp.records.vault import KeyTrouble
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import PASSWORD, make_user

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ENDED = START + IDLE
FIELDS = [("child_name", "Bé Na"), ("abuse_types", "violence"), ("abuse_types", "neglect")]
PATH = "/reports/new"
TYPED = Typed("a" * 24, PATH, "Ghi nhận", FIELDS, writer="w" * 16)


@pytest.fixture
def token(house: House) -> str:
    name = make_user(house, "officer")
    with house.app.app_context():
        return sign_in(name, PASSWORD, caller=Caller("10.0.0.1"), clock=START).token


@pytest.fixture
def me(house: House, token: str) -> Actor:
    del token
    with house.app.app_context(), desk.ledger() as session:
        return Actor(session.scalars(select(User.id)).one(), "")


def put(me: Actor, typed: Typed = TYPED, at: datetime = START) -> Kept:
    return save(me, typed, clock=at)


def fields_of(me: Actor, path: str = PATH, token: str | None = None) -> list[tuple[str, str]]:
    found = give_back(me, path, token)
    return list(found.fields) if found else []


def test_a_draft_is_sealed_and_given_back_whole_to_its_writer_and_page_alone(
    house: House, me: Actor
) -> None:
    stranger = Actor((me.user_id or 0) + 1, "")
    with house.app.app_context():
        kept = put(me)
        with desk.ledger() as session:
            blob = session.scalars(select(KeptForm.fields)).one()
        assert blob is not None
        assert "Bé Na".encode() not in blob
        assert fields_of(me) == fields_of(me, token=kept.token) == FIELDS
        assert [(each.path, each.title) for each in list_kept(me)] == [(PATH, "Ghi nhận")]
        assert list_kept(stranger) == fields_of(stranger) == fields_of(me, "/") == []
        assert fields_of(me, token="none") == []
        erase(stranger, kept.token, clock=START)
        assert fields_of(me) == FIELDS
        erase(me, kept.token, clock=START)
        assert fields_of(me) == []


@pytest.mark.parametrize("what", ["user_id", "path"])
def test_a_row_given_to_another_person_or_page_opens_for_nobody(
    house: House, me: Actor, what: str
) -> None:
    other = make_user(house, "officer")
    with house.app.app_context():
        put(me)
        with desk.ledger(write=True) as session:
            row = session.scalars(select(KeptForm)).one()
            if what == "user_id":
                thief = session.scalars(select(User.id).where(User.username == other)).one()
                row.user_id = thief
                me = Actor(thief, "")
            else:
                row.path = "/"
            session.flush()
        with pytest.raises(KeyTrouble):
            give_back(me, "/" if what == "path" else PATH)
        assert [each.title for each in list_kept(me)] == [""]  # it can still be thrown away


def test_a_page_goes_on_with_its_draft_and_never_over_what_another_saved(
    house: House, me: Actor
) -> None:
    """The same page, one that was shown the draft, one that was not."""
    with house.app.app_context():
        first = put(me)
        again = put(me, replace(TYPED, fields=[("a", "2")]))  # the same page goes on typing
        shown = put(me, replace(TYPED, writer="x" * 16, saves=again.saves, fields=[("a", "3")]))
        assert first.token == again.token == shown.token
        stale = put(me, replace(TYPED, saves=1, fields=[("a", "4")]))  # that first page once more
        assert stale.token != first.token
        assert fields_of(me, token=first.token) == [("a", "3")]
        assert fields_of(me, token=stale.token) == [("a", "4")]
        newest = give_back(me, PATH)
        assert newest is not None
        assert [each[0] for each in newest.others] == [first.token]
        elsewhere = put(me, replace(TYPED, path="/", writer="x" * 16))
        assert elsewhere.token != first.token


def test_what_was_sent_or_thrown_away_is_gone_and_a_save_that_was_under_way_does_not_bring_it_back(
    house: House, me: Actor
) -> None:
    with house.app.app_context():
        kept = put(me)
        end_sent(me, "b" * 24, clock=START)  # sent before its first save came in
        end_sent(me, kept.token, clock=START)
        erase(me, put(me, replace(TYPED, token="d" * 24)).token, clock=START)
        for letter in "abd":
            with pytest.raises(Ended):
                put(me, replace(TYPED, token=letter * 24))
        assert list_kept(me) == fields_of(me) == []
        put(me, replace(TYPED, token="c" * 24), START + timedelta(days=1))
        with desk.ledger() as session:
            assert session.scalars(select(KeptForm.token)).all() == ["c" * 24]


@pytest.mark.parametrize(
    "typed",
    [
        replace(TYPED, fields=[("a", "x" * LARGEST)]),
        replace(TYPED, path="/" + "x" * 500),
    ],
)
def test_what_is_too_long_is_refused(house: House, me: Actor, typed: Typed) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken):
            put(me, typed)
        assert list_kept(me) == []


def test_drafts_are_limited_in_number_and_no_older_one_makes_room(
    house: House, me: Actor, token: str
) -> None:
    with house.app.app_context():
        for number in range(MOST):
            put(me, replace(TYPED, token=f"{number:024}"))
        with pytest.raises(RuleBroken):
            put(me)
        assert len(list_kept(me)) == MOST
        put(me, replace(TYPED, token=f"{3:024}"))  # one that is there goes on
        assert keep(token, TYPED, clock=ENDED)  # what comes too late would be lost


def test_a_draft_is_not_saved_without_end(house: House, me: Actor) -> None:
    with house.app.app_context():
        for _ in range(AT_ONCE + 1):
            put(me)
        with pytest.raises(RuleBroken):
            put(me)
        put(me, at=START + timedelta(seconds=2))


@pytest.mark.parametrize(
    ("after", "taken"),
    [(LATE - timedelta(seconds=1), True), (LATE, False)],
)
def test_a_form_is_taken_within_a_day_after_its_session_ended_and_kept_as_a_draft(
    house: House, token: str, me: Actor, after: timedelta, taken: bool
) -> None:
    with house.app.app_context():
        assert (keep(token, TYPED, clock=ENDED + after) == TYPED.token) is taken
        assert fields_of(me) == (FIELDS if taken else [])


def test_a_session_that_was_signed_out_keeps_nothing(house: House, token: str) -> None:
    with house.app.app_context():
        sign_out(token, clock=START)
        assert keep(token, TYPED, clock=ENDED) is None
        assert keep("no such token", TYPED, clock=ENDED) is None


def test_a_file_that_is_kept_from_its_writer_takes_its_drafts_out_of_sight_and_loses_none(
    house: House, me: Actor
) -> None:
    code, other = log_one(house), log_one(house)
    paths = [f"/reports/{each}/amendment" for each in (code, other)]
    with house.app.app_context():
        for number, path in enumerate(paths):
            put(me, replace(TYPED, token=f"{number:024}", path=path))
        with desk.ledger() as session:
            name = session.get_one(User, me.user_id).username
        mark_conflict(SUPERVISOR, "report", code, username=name, reason="x", now=NOW)
        assert [(each.path, each.mark) for each in list_kept(me)] == [(paths[1], other)]
        assert fields_of(me, paths[0]) == []
        put(me, replace(TYPED, token=f"{0:024}", path=paths[0]))  # nothing is told by refusing it
        (mark,) = read_marks(SUPERVISOR, "report", code, now=NOW).marks
        lift_mark(SUPERVISOR, "report", code, mark.number, reason="Nhầm người", now=NOW)
        assert fields_of(me, paths[0]) == FIELDS
