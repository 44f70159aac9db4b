"""The second factor: sealed, one use for each code, ten codes on paper that nobody can read back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.second_factor import (
    CODES,
    accept,
    codes_left,
    keep_secret,
    matching_step,
    new_codes,
    offer,
    plain,
    take_away,
)
from caseapp.records.users import RecoveryCode, User
from caseapp.records.vault import KeyTrouble
from tests.factories.house import NOW, House
from tests.factories.signing import STEP, code_at
from tests.factories.web import make_user

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PRESENT = int(NOW.timestamp()) // 30


@pytest.fixture
def opened(house: House) -> Iterator[tuple[Session, User, User]]:
    for name in ("one", "two"):
        make_user(house, "officer", username=name)
    with house.app.app_context(), desk.ledger(write=True) as session:
        yield session, session.get_one(User, 1), session.get_one(User, 2)


def test_a_key_is_known_to_the_telephone_and_sealed_for_its_row(
    opened: tuple[Session, User, User],
) -> None:
    session, one, two = opened
    keep_secret(session, one, SECRET, PRESENT - 5)
    assert one.totp_sealed is not None
    assert SECRET.encode() not in one.totp_sealed
    assert accept(session, one, code_at(SECRET, NOW), NOW)
    two.totp_sealed = one.totp_sealed  # a cell that was moved to another account
    with pytest.raises(KeyTrouble):
        accept(session, two, code_at(SECRET, NOW), NOW)


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_code_fits_its_step_and_the_ones_beside_it(drift: int) -> None:
    code = code_at(SECRET, NOW + drift * STEP)
    assert matching_step(SECRET, code, NOW, None) == PRESENT + drift
    assert matching_step(SECRET, code, NOW, PRESENT + drift - 1) == PRESENT + drift
    assert matching_step(SECRET, code, NOW, PRESENT + drift) is None
    assert matching_step(SECRET, code, NOW + 3 * STEP, None) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "\x00", "a" * 40])
def test_what_is_no_code_fits_nothing(opened: tuple[Session, User, User], typed: str) -> None:
    session, one, _ = opened
    assert not accept(session, one, typed, NOW)  # nothing is set up
    keep_secret(session, one, SECRET, PRESENT - 5)
    assert not accept(session, one, typed, NOW)


def test_a_code_may_be_typed_with_blanks(opened: tuple[Session, User, User]) -> None:
    session, one, _ = opened
    keep_secret(session, one, SECRET, PRESENT - 5)
    code = code_at(SECRET, NOW)
    assert accept(session, one, f" {code[:3]} {code[3:]} ", NOW)


def test_ten_codes_on_paper_serve_once_each_and_their_owner_alone(
    opened: tuple[Session, User, User],
) -> None:
    session, one, two = opened
    codes = keep_secret(session, one, SECRET, PRESENT)
    keep_secret(session, two, SECRET, PRESENT)
    session.flush()
    assert len(set(codes)) == CODES == 10
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{5}-[2-9a-hjkmnp-z]{5}", code) for code in codes)
    kept = b"".join(row.code_hash for row in session.query(RecoveryCode))
    assert not any(plain(code).encode() in kept for code in codes)
    assert not accept(session, two, codes[0], NOW)
    assert accept(session, one, codes[0], NOW)
    session.flush()
    assert not accept(session, one, codes[0], NOW)
    assert codes_left(session, one.id) == 9
    assert accept(session, one, codes[1].upper().replace("-", " "), NOW)


def test_new_codes_end_the_old(opened: tuple[Session, User, User]) -> None:
    session, one, _ = opened
    old = keep_secret(session, one, SECRET, PRESENT)
    new = new_codes(session, one)
    session.flush()
    assert not accept(session, one, old[0], NOW)
    assert accept(session, one, new[0], NOW)


def test_what_is_taken_away_opens_nothing(opened: tuple[Session, User, User]) -> None:
    session, one, _ = opened
    codes = keep_secret(session, one, SECRET, PRESENT - 5)
    take_away(session, one)
    session.flush()
    assert not accept(session, one, codes[0], NOW)
    assert not accept(session, one, code_at(SECRET, NOW), NOW)
    assert codes_left(session, one.id) == 0


def test_an_offer_stays_until_something_is_set_up_and_is_nobody_elses(
    opened: tuple[Session, User, User],
) -> None:
    session, one, two = opened
    first = offer(session, one, 5)
    assert offer(session, one, 5) == first
    assert len({offer(session, user, at).secret for user in (one, two) for at in (5, 6)}) == 4
    assert first.grouped.replace(" ", "") == first.secret
    assert {len(group) for group in first.grouped.split()} == {4}
    assert first.address.startswith("otpauth://totp/")
    assert first.secret in first.address
    keep_secret(session, one, first.secret, PRESENT)
    assert offer(session, one, 5) != first


@given(st.text(max_size=30))
def test_plain_is_what_two_people_would_read_alike(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert plain(f" {text}-") == plain(text)
