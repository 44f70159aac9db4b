"""Signing in: what is refused alike, which step follows, and that each is tried in earnest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from caseapp.casework.limits import WRONG_CODES, Caller, Refused, TooManyTries
from caseapp.casework.sessions import UNDER_WAY, Person, Staged, person_of
from caseapp.casework.sign_in import (
    Lapsed,
    Over,
    change_first_password,
    enter_code,
    offer,
    require,
    set_up,
    sign_in,
)
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.records.users import KnownBrowser, SignIn, SignInAttempt, User
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.stages import FIRST_PASSWORD_LASTS, Demands, Stage
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House, an_actor
from tests.factories.signing import ALL, HERE, STEP, code_at, entered, give_factor, must_change
from tests.factories.web import NINH_KIEU, PASSWORD, make_user

NEW = "a sentence of my own"
AROUND = {"caller": HERE, "clock": NOW, "demands": ALL}


@pytest.fixture
def name(house: House) -> str:
    return make_user(house, "officer", NINH_KIEU, username="canbo")


def plain(username: str = "canbo", password: str = PASSWORD, **more: object) -> str:
    given: dict[str, object] = {"caller": HERE, "clock": NOW} | more
    return sign_in(username, password, **given).token  # type: ignore[arg-type]


def test_neither_token_nor_password_lies_in_the_database(house: House, name: str) -> None:
    with house.app.app_context():
        given = plain(username=" CanBo ")
        row = db.session.query(SignIn).one()
        user = db.session.query(User).one()
        assert given.encode() not in row.token_hash
        assert len(row.token_hash) == 32
        assert PASSWORD not in user.password_hash
        assert user.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize("wrong", [{"username": "nobody"}, {"password": "wrong password"}])
def test_wrong_answers_are_refused_alike(house: House, name: str, wrong: dict[str, str]) -> None:
    with house.app.app_context():
        with pytest.raises(Refused):
            plain(**wrong)
        assert db.session.query(SignIn).count() == 0
        assert db.session.query(SignInAttempt).count() == 1


def test_a_password_alone_is_enough_where_nothing_else_is_asked(house: House, name: str) -> None:
    with house.app.app_context():
        entry = sign_in(name, PASSWORD, caller=HERE, clock=NOW)
        assert (entry.stage, bool(entry.browser_token)) == (None, True)
        assert isinstance(person_of(entry.token, clock=NOW, now=NOW), Person)


def test_every_step_that_is_owed_comes_in_its_order(house: House, name: str) -> None:
    must_change(house, name)
    with house.app.app_context():
        first = entered(name)
        assert (first.stage, first.browser_token) == (Stage.PASSWORD, "")
        second = change_first_password(first.token, NEW, **AROUND)  # type: ignore[arg-type]
        assert (second.stage, second.browser_token) == (Stage.SECOND_FACTOR, "")
        secret = offer(second.token, clock=NOW).secret
        third = set_up(second.token, code_at(secret, NOW), **AROUND)  # type: ignore[arg-type]
        assert (third.stage, len(third.codes)) == (None, 10)
        person = person_of(third.token, clock=NOW, now=NOW, demands=ALL)
        assert isinstance(person, Person)
        assert person.strong
        assert third.token != first.token
        assert person_of(first.token, clock=NOW, now=NOW, demands=ALL) is None  # replaced


def test_who_has_a_second_factor_shows_it_before_the_password_is_changed(
    house: House, name: str
) -> None:
    secret, _ = give_factor(house, name)
    must_change(house, name)
    with house.app.app_context():
        first = entered(name)
        assert first.stage == Stage.CODE
        with pytest.raises(Over):
            change_first_password(first.token, NEW, **AROUND)  # type: ignore[arg-type]
        second = enter_code(first.token, code_at(secret, NOW), **AROUND)  # type: ignore[arg-type]
        assert second.stage == Stage.PASSWORD
        with pytest.raises(RuleBroken, match="at least 10"):
            change_first_password(second.token, "short", **AROUND)  # type: ignore[arg-type]
        with pytest.raises(RuleBroken, match="other than"):
            change_first_password(second.token, PASSWORD, **AROUND)  # type: ignore[arg-type]
        last = change_first_password(second.token, NEW, **AROUND)  # type: ignore[arg-type]
        assert last.stage is None
        with pytest.raises(Refused):
            entered(name)


def test_a_sign_in_under_way_is_nobody(house: House, name: str) -> None:
    give_factor(house, name)
    with house.app.app_context():
        entry = entered(name, demands=Demands())  # optional here, and yet it is asked of who has it
        held = person_of(entry.token, clock=NOW, now=NOW)
        assert held == Staged(name, "vi", Stage.CODE)
        assert person_of(entry.token, clock=NOW + UNDER_WAY, now=NOW) is not None
        assert person_of(entry.token, clock=NOW + UNDER_WAY + timedelta(seconds=1), now=NOW) is None


def test_a_code_serves_once(house: House, name: str) -> None:
    secret, codes = give_factor(house, name)
    with house.app.app_context():
        for answer in (code_at(secret, NOW), codes[3].upper()):
            assert enter_code(entered(name).token, answer, **AROUND).stage is None  # type: ignore[arg-type]
            with pytest.raises(Refused):
                enter_code(entered(name).token, answer, **AROUND)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_telephones_clock_may_be_one_step_off(
    house: House, name: str, steps: int, fits: bool
) -> None:
    secret, _ = give_factor(house, name)
    with house.app.app_context():
        entry = entered(name)
        answer = code_at(secret, NOW + steps * STEP)
        if fits:
            assert enter_code(entry.token, answer, **AROUND).stage is None  # type: ignore[arg-type]
        else:
            with pytest.raises(Refused):
                enter_code(entry.token, answer, **AROUND)  # type: ignore[arg-type]


def test_a_later_code_ends_the_earlier_ones(house: House, name: str) -> None:
    secret, _ = give_factor(house, name)
    with house.app.app_context():
        enter_code(entered(name).token, code_at(secret, NOW), **AROUND)  # type: ignore[arg-type]
        with pytest.raises(Refused):  # seen over a shoulder half a minute ago
            enter_code(entered(name).token, code_at(secret, NOW - STEP), **AROUND)  # type: ignore[arg-type]


def test_the_fifth_wrong_code_ends_the_sign_in(house: House, name: str) -> None:
    secret, _ = give_factor(house, name)
    with house.app.app_context():
        entry = entered(name)
        for _ in range(WRONG_CODES - 1):
            with pytest.raises(Refused):
                enter_code(entry.token, "000000", **AROUND)  # type: ignore[arg-type]
        assert person_of(entry.token, clock=NOW, now=NOW) is not None
        with pytest.raises(Over):
            enter_code(entry.token, "000000", **AROUND)  # type: ignore[arg-type]
        with pytest.raises(Over):
            enter_code(entry.token, code_at(secret, NOW), **AROUND)  # type: ignore[arg-type]
        assert person_of(entry.token, clock=NOW, now=NOW) is None


def test_wrong_codes_count_like_wrong_passwords(house: House, name: str) -> None:
    secret, _ = give_factor(house, name)
    with house.app.app_context():
        kept = entered(name)
        for _ in range(2):
            entry = entered(name)
            for _ in range(WRONG_CODES):
                with pytest.raises((Refused, Over)):
                    enter_code(entry.token, "000000", **AROUND)  # type: ignore[arg-type]
        with pytest.raises(TooManyTries):
            entered(name)
        with pytest.raises(TooManyTries):  # nor does a sign-in that began before go on
            enter_code(kept.token, code_at(secret, NOW), **AROUND)  # type: ignore[arg-type]


def test_a_wrong_code_sets_nothing_up(house: House, name: str) -> None:
    with house.app.app_context():
        entry = entered(name)
        assert entry.stage == Stage.SECOND_FACTOR
        secret = offer(entry.token, clock=NOW).secret
        with pytest.raises(Refused):
            set_up(entry.token, "000000", **AROUND)  # type: ignore[arg-type]
        assert offer(entry.token, clock=NOW).secret == secret  # what the app holds stays right
        assert db.session.query(User).one().totp_sealed is None
        last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert (last.act, last.outcome, last.subject) == ("account.sign_in", "denied", "user:1")
        other = entered(name)
        assert offer(other.token, clock=NOW).secret != secret


def test_of_two_that_set_up_the_second_is_told(house: House, name: str) -> None:
    with house.app.app_context():
        one, two = entered(name), entered(name)
        codes = [code_at(offer(each.token, clock=NOW).secret, NOW) for each in (one, two)]
        set_up(one.token, codes[0], **AROUND)  # type: ignore[arg-type]
        with pytest.raises(Over):
            set_up(two.token, codes[1], **AROUND)  # type: ignore[arg-type]
        held = person_of(two.token, clock=NOW, now=NOW, demands=ALL)
        assert held == Staged(name, "vi", Stage.CODE)


def test_a_step_without_its_session_is_over(house: House, name: str) -> None:
    with house.app.app_context():
        done = plain()
        for token in ("", "made up"):
            with pytest.raises(Over):
                enter_code(token, "000000", **AROUND)  # type: ignore[arg-type]
            with pytest.raises(Over):
                offer(token, clock=NOW)
        weak = {**AROUND, "demands": Demands()}
        for step in (enter_code, set_up, change_first_password):
            with pytest.raises(Over):  # a complete sign-in owes none of them
                step(done, "a sentence of my own", **weak)  # type: ignore[operator]
        assert db.session.query(SignInAttempt).count() == 0


def test_a_browser_is_known_once_the_sign_in_is_complete(house: House, name: str) -> None:
    secret, _ = give_factor(house, name)
    with house.app.app_context():
        entry = entered(name)
        assert db.session.query(KnownBrowser).count() == 0
        done = enter_code(entry.token, code_at(secret, NOW), **AROUND)  # type: ignore[arg-type]
        row = db.session.query(KnownBrowser).one()
        assert done.browser_token.encode() not in row.token_hash
        again = entered(name, caller=Caller("192.0.2.9", done.browser_token))
        later = {**AROUND, "clock": NOW + STEP, "caller": Caller("192.0.2.9", done.browser_token)}
        code = code_at(secret, NOW + STEP)
        assert enter_code(again.token, code, **later).browser_token == done.browser_token  # type: ignore[arg-type]


def test_require_asks_the_policy(house: House) -> None:
    with house.app.app_context():
        require(an_actor(Role.CHAIR, user_id=1), Act.CASE_CLOSE, now=NOW)
        with pytest.raises(Denied):
            require(an_actor(Role.OFFICER, user_id=1), Act.CASE_CLOSE, now=NOW)


def test_a_password_of_somebody_else_lapses_without_counting_as_a_wrong_one(
    house: House, name: str
) -> None:
    must_change(house, name)
    lapsing = replace(ALL, lapsing=True)
    late = NOW + FIRST_PASSWORD_LASTS
    with house.app.app_context():
        with pytest.raises(Lapsed):
            entered(name, clock=late, demands=lapsing)
        assert db.session.query(SignInAttempt).count() == 0
        assert db.session.query(SignIn).count() == 0
        with pytest.raises(Refused) as wrong:
            entered(name, password="not the password", clock=late, demands=lapsing)
        assert not isinstance(wrong.value, Lapsed)  # only who knows it hears that it was right
        early = late - timedelta(seconds=1)
        assert entered(name, clock=early, demands=lapsing).stage == Stage.PASSWORD
        assert entered(name, clock=late).stage == Stage.PASSWORD  # outside production


def test_every_way_a_sign_in_ends_is_written_down_with_its_factor(house: House, name: str) -> None:
    secret, _ = give_factor(house, name)
    with house.app.app_context():
        with pytest.raises(Refused):
            entered(name, password="not the password")
        entry = entered(name)
        enter_code(entry.token, code_at(secret, NOW), **AROUND)  # type: ignore[arg-type]
        rows = db.session.query(AuditEntry).filter_by(act="account.sign_in").order_by(AuditEntry.id)
        told = [(row.outcome, json.loads(row.detail or "{}")) for row in rows]
    assert told == [("denied", {}), ("done", {"owed": "code"}), ("done", {"strong": True})]
