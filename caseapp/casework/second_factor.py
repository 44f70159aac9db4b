"""The second factor: a secret for an app, six digits that serve once, ten codes on paper."""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from caseapp.casework.limits import vault_of
from caseapp.records.users import RecoveryCode, User

CODES: Final = 10
_STEP: Final = 30
_DRIFT: Final = 1  # steps that a telephone's clock may be ahead or behind
_ISSUER: Final = "Bảo vệ trẻ em Cần Thơ"
# Neither 0 and o nor 1, i and l: the codes are read from paper.
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_HALF: Final = 5


@dataclass(frozen=True)
class Offer:
    """A secret to be put in an app: as it is typed, and as its picture holds it."""

    secret: str
    address: str

    @property
    def grouped(self) -> str:
        """The secret in groups of four, as people copy it."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


def offer(session: Session, user: User, of_session: int) -> Offer:
    """Return the secret that a session offers its account, the same until one is set up."""
    known = f"{of_session}:{user.id}:{user.totp_last_step}:{user.password_hash}"
    secret = b32encode(vault_of(session).offered_secret(known)).decode()
    address = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=_ISSUER)
    return Offer(secret, address)


def _place(user: User) -> str:
    return f"users.totp_sealed:{user.id}"


def matching_step(secret: str, code: str, clock: datetime, after: int | None) -> int | None:
    """Return the step whose code this is, one behind or ahead at most; None when it fits none.

    A step up to `after` has served: a code that was looked at over a shoulder opens nothing.
    """
    totp = pyotp.TOTP(secret, interval=_STEP)
    present = int(clock.timestamp()) // _STEP
    for step in range(present - _DRIFT, present + _DRIFT + 1):
        fresh = after is None or step > after
        if secrets.compare_digest(totp.at(step * _STEP).encode(), code.encode()) and fresh:
            return step
    return None


def keep_secret(session: Session, user: User, secret: str, step: int) -> tuple[str, ...]:
    """Give an account its second factor; return ten new codes for paper."""
    user.totp_sealed = vault_of(session).seal_own(_place(user), secret)
    user.totp_last_step, user.factor_lost = step, False
    return new_codes(session, user)


def new_codes(session: Session, user: User) -> tuple[str, ...]:
    """Make ten codes in the place of those before; they are shown once and kept as hashes."""
    session.flush()  # the door's session does not by itself, and the delete must see all
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    vault = vault_of(session)
    made = tuple(new_code() for _ in range(CODES))
    for code in made:
        mark = vault.recovery_mark(user.id, plain(code))
        session.add(RecoveryCode(user_id=user.id, code_hash=mark))
    return made


def new_code() -> str:
    """Return a code of ten letters and digits that can be read out and copied from paper."""
    letters = [secrets.choice(_LETTERS) for _ in range(2 * _HALF)]
    return "".join(letters[:_HALF]) + "-" + "".join(letters[_HALF:])


def plain(code: str) -> str:
    """Return a typed code without blanks, hyphens and the difference of case and width."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", code).casefold() if letter.isalnum()
    )


def accept(session: Session, user: User, typed: str, clock: datetime) -> bool:
    """Take a code of the app or of the paper, once; False when it fits nothing."""
    code = plain(typed)
    if user.totp_sealed is None or not code:
        return False
    secret = vault_of(session).unseal_own(_place(user), user.totp_sealed)
    step = matching_step(secret, code, clock, user.totp_last_step)
    if step is not None:
        user.totp_last_step = step
        return True
    mark = vault_of(session).recovery_mark(user.id, code)
    paper = session.scalars(
        select(RecoveryCode).where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == mark,
            RecoveryCode.used_at.is_(None),
        )
    ).first()
    if paper is None:
        return False
    paper.used_at = clock
    return True


def codes_left(session: Session, user_id: int) -> int:
    """Return how many paper codes have not served yet."""
    unused = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def take_away(session: Session, user: User) -> None:
    """Take an account's second factor away, its paper codes too."""
    user.totp_sealed, user.factor_lost = None, False
    session.flush()  # the door's session does not by itself, and the delete must see all
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
