"""Made-up consents in two wards: agreed to, disputed, withdrawn and held, settled by a basis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp.records.children import Child, ChildUnit
from caseapp.records.consents import ConsentEntry, ReferralHold
from caseapp.records.people import Representative
from caseapp.records.referrals import Referral
from caseapp.rules.consent_texts import text_on
from caseapp.rules.consents import CHILD, REPRESENTATIVE, child_speaks, hold_until
from caseapp.rules.referral_states import LIVE
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.notices import tell_of_dispute, tell_of_hold
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_PURPOSE: Final = "referral"
_WORDS: Final = {
    "given": "Nghe đọc xong, nói đồng ý.",
    "refused": "Không muốn người khác biết chuyện.",
    "withdrawn": "Gọi điện nói không muốn chia sẻ nữa.",
}
_AGO: Final = timedelta(days=9)
_LATELY: Final = timedelta(hours=5)
_NINE_YEARS: Final = timedelta(days=9 * 366)


@dataclass(frozen=True)
class _File:
    """A referral of a child, the child's key, and who speaks for it."""

    referral: int
    code: str
    unit: int
    child: int
    child_code: str
    key_id: int | None
    person: int
    born: date | None = None
    precision: str = ""


def write_consents(told: Telling) -> None:
    """Write one file after the other in the first two wards, each with another course."""
    told.rows.flush()
    for unit in DOZEN[:2]:
        files = list(_files(told, unit))
        for write, file in zip(_COURSES, files, strict=False):
            write(told, file)
        _dispute(told, unit, {file.child for file in files})


def _files(told: Telling, unit: int) -> Iterator[_File]:
    """Yield open referrals of the ward, one of each child, the eldest first: from 7 they speak."""
    rows = told.rows.door.session.execute(
        select(Referral.id, Referral.code, Referral.child_id, Child.code, Child.key_id,
               Representative.person_id, Child.date_of_birth, Child.birth_precision)
        .join(Child, Child.id == Referral.child_id)
        .join(Representative, Representative.child_id == Child.id)
        .where(Referral.area_id == unit, Referral.state.in_(("draft", *LIVE)))
        .order_by(Child.date_of_birth.is_(None), Child.date_of_birth, Referral.id)
    ).all()  # fmt: skip
    seen: set[int] = set()
    for row in rows:
        if row[2] not in seen and len(seen) < len(_COURSES):
            seen.add(row[2])
            yield _File(row[0], row[1], unit, *row[2:])


def _say(told: Telling, file: _File, kind: str, at: datetime, *, child: bool = False) -> None:
    number = told.rows.new_id(ConsentEntry)
    text = text_on(_PURPOSE, local_day(at))
    told.rows.add(
        ConsentEntry,
        id=number,
        child_id=file.child,
        purpose=_PURPOSE,
        kind=kind,
        speaker=CHILD if child else REPRESENTATIVE,
        person_id=None if child else file.person,
        basis="",
        edition=text.edition.id if text else "",
        happened_at=at,
        words=told.rows.seal(file.key_id, "consent_entries.words", number, _WORDS[kind]),
        naming_id=None,
        entered_at=at,
        entered_by=told.staff.officers.get(file.unit),
    )


def _hold(told: Telling, file: _File, at: datetime, *, settled: bool) -> None:
    number, officer = told.rows.new_id(ReferralHold), told.staff.officers.get(file.unit)
    why = "Trẻ cần được khám và điều trị ngay." if settled else ""
    told.rows.add(
        ReferralHold,
        id=number,
        referral_id=file.referral,
        area_id=file.unit,
        held_at=at,
        due_at=hold_until(at),
        ended_at=at + timedelta(hours=20) if settled else None,
        ended_by=officer if settled else None,
        way="basis" if settled else "",
        basis="emergency" if settled else "",
        reason=told.rows.seal(file.key_id, "referral_holds.reason", number, why) if why else None,
        entered_at=at,
        entered_by=officer,
    )
    if not settled:
        tell_of_hold(told, file.unit, file.code, at, number)


def _withdrawn(told: Telling, file: _File) -> None:
    """Agreed to, and withdrawn this morning: the referral is held."""
    end = told.span.end
    _say(told, file, "given", end - _AGO)
    _say(told, file, "withdrawn", end - _LATELY)
    _hold(told, file, end - _LATELY, settled=False)


def _dispute(told: Telling, unit: int, but: set[int]) -> None:
    """Let a child of the ward who is old enough refuse what its representative agrees to."""
    end = told.span.end
    grown = local_day(end) - _NINE_YEARS
    row = told.rows.door.session.execute(
        select(Child.id, Child.code, Child.key_id, Representative.person_id)
        .join(Representative, Representative.child_id == Child.id)
        .join(ChildUnit, ChildUnit.child_id == Child.id)
        .where(ChildUnit.area_id == unit, Child.date_of_birth < grown, Child.id.not_in(but))
        .order_by(Child.id)
    ).first()
    if row is None:
        return
    file = _File(0, "", unit, row[0], row[1], row[2], row[3])
    _say(told, file, "given", end - _AGO)
    _say(told, file, "refused", end - _LATELY, child=True)
    tell_of_dispute(told, unit, file.child_code, end - _LATELY)


def _agreed(told: Telling, file: _File) -> None:
    """Who speaks for it agrees; the child too, where it is old enough to be asked."""
    at = told.span.end - _AGO
    _say(told, file, "given", at)
    if child_speaks(file.born, file.precision, local_day(at)):
        _say(told, file, "given", at, child=True)


def _settled(told: Telling, file: _File) -> None:
    """Withdrawn some days ago; the officer named another basis the next day."""
    _say(told, file, "given", told.span.end - 2 * _AGO)
    _say(told, file, "withdrawn", told.span.end - _AGO)
    _hold(told, file, told.span.end - _AGO, settled=True)


_COURSES: Final[tuple[Callable[[Telling, _File], None], ...]] = (
    _withdrawn, _agreed, _settled,
)  # fmt: skip
