"""Consent as acts write it: the words of child and representative, a basis, a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.child_days import insist_born
from caseapp.casework.consent_reading import Told, told_of
from caseapp.casework.notices import Subject, settle, tell, tell_officers
from caseapp.casework.one_child import find_child, find_row, record_of
from caseapp.casework.referral_holds import hold_elsewhere, hold_referrals, release_all
from caseapp.casework.standing_in import naming_used
from caseapp.records.children import Child
from caseapp.records.consents import ConsentEntry
from caseapp.records.people import ChildPerson
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.codes.consent import BASES, PURPOSES, SAID, SHARING, WITH_CONSENT_ALONE
from caseapp.rules.consent_texts import text_on
from caseapp.rules.consents import CHILD, REPRESENTATIVE, child_speaks, may_withdraw
from caseapp.rules.values import RuleBroken, local_day

_AGAINST: Final = frozenset({"refused", "withdrawn"})


@dataclass(frozen=True)
class Word:
    """What somebody said: `person` is the number of who speaks for the child, 0 for the child."""

    purpose: str
    kind: str
    person: int
    happened_at: datetime
    words: str = ""


def record_word(actor: Actor, code: str, word: Word, *, now: datetime, post: str = "") -> None:
    """Record what child or representative said for a purpose, with the edition they heard.

    RuleBroken for a child under 7, for who does not speak for the child on that day or is
    suspected, and for a withdrawal of what was never given.
    """
    _check(word, now)
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        insist_born(child, local_day(word.happened_at), "happened_at")
        told = told_of(door, child)
        if word.person:
            _insist_representative(told, word)
        elif not child_speaks(
            child.date_of_birth, child.birth_precision, local_day(word.happened_at)
        ):
            raise RuleBroken("A child under 7 is not asked: its representative is", field="person")
        speaker = REPRESENTATIVE if word.person else CHILD
        if word.kind == "withdrawn" and not may_withdraw(told.said(word.purpose), speaker):
            raise RuleBroken("Nothing was agreed to that could be withdrawn", field="consent_word")
        text = text_on(word.purpose, local_day(word.happened_at))
        if text is None:
            raise RuleBroken("On that day there was no text to read out", field="happened_at")
        row = _row(door, child, word.purpose, word.kind, word.happened_at)
        row.speaker, row.person_id = speaker, word.person or None
        if word.person:  # a word stands with who said it
            row.child_id = find_row(door, ChildPerson, child, word.person).child_id
        row.edition = text.edition.id
        _keep(door, child, row, word.words)
        _follow(door, child, row)
    _follow_elsewhere(word.purpose, word.kind, code, now)


def _check(word: Word, now: datetime) -> None:
    if word.purpose not in PURPOSES:
        raise RuleBroken("Choose what it is about", field="purpose")
    if word.kind not in SAID:
        raise RuleBroken("Choose what was said", field="consent_word")
    if word.happened_at > now:
        raise RuleBroken("The moment cannot lie in the future", field="happened_at")


def _insist_representative(told: Told, word: Word) -> None:
    day = local_day(word.happened_at)
    if not any(each.person == word.person and each.on(day) for each in told.speaking):
        raise RuleBroken("This person did not speak for the child on that day", field="person")
    if word.person in told.barred:
        raise RuleBroken(
            "This person cannot speak for the child: named as a suspect in a report, or the file "
            "is kept from them",
            field="person",
        )


def record_basis(
    actor: Actor, code: str, *, purpose: str, basis: str, reason: str, now: datetime, post: str = ""
) -> None:
    """Record the legal basis on which something is done without consent.

    It holds for what comes: each referral that is held wants a basis of its own.
    """
    if purpose not in PURPOSES:
        raise RuleBroken("Choose what it is about", field="purpose")
    if basis not in BASES:
        raise RuleBroken("Choose the basis", field="basis")
    if purpose in WITH_CONSENT_ALONE:
        raise RuleBroken(
            "This rests on consent alone (Decree 56/2017, Article 36)", field="purpose"
        )
    if not reason.strip():
        raise RuleBroken("Say why", field="reason")
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        stands = told_of(door, child).stands(purpose)
        if stands in {"disputed", "forbidden"}:
            raise RuleBroken("The chair decides here, or has decided already", field="purpose")
        row = _row(door, child, purpose, "basis", now)
        row.basis = basis
        _keep(door, child, row, reason)


def decide_dispute(
    actor: Actor,
    code: str,
    *,
    purpose: str,
    allowed: bool,
    reason: str,
    now: datetime,
    post: str = "",
) -> None:
    """Record the chair's decision where child and representative differ, with its reason."""
    if not reason.strip():
        raise RuleBroken("Give the reason for the decision", field="reason")
    with desk.writing(actor, Act.CONSENT_DECIDE, now=now, post=post) as door:
        child = find_child(door, code)
        if purpose not in PURPOSES or told_of(door, child).stands(purpose) != "disputed":
            raise RuleBroken("They do not differ, or it was decided already", field="purpose")
        if allowed and purpose in WITH_CONSENT_ALONE:
            raise RuleBroken(
                "Publishing wants the consent of both: it cannot be decided against one of them",
                field="allowed",
            )
        row = _row(door, child, purpose, "allowed" if allowed else "forbidden", now)
        row.naming_id = naming_used(door, min(_units(door, child)), now)
        _keep(door, child, row, reason)
        _follow(door, child, row)
        settle(door, child.code)
        for unit in _units(door, child):
            tell_officers(door, "consent_decided", Subject(child.code, unit), None, cause=row.id)
    _follow_elsewhere(purpose, "given" if allowed else "refused", code, now)


def _units(door: desk.Door, child: Child) -> list[int]:
    """Return the units that may open the child, as far as the person at the door reaches them."""
    return [unit.area_id for unit in child.units if door.scope.covers(unit.area_id)] or [
        unit.area_id for unit in child.units
    ]


def _row(
    door: desk.Door, child: Child, purpose: str, kind: str, happened_at: datetime
) -> ConsentEntry:
    return ConsentEntry(
        child_id=child.id,
        purpose=purpose,
        kind=kind,
        speaker="",
        basis="",
        edition="",
        happened_at=happened_at,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )


def _keep(door: desk.Door, child: Child, row: ConsentEntry, words: str) -> None:
    door.session.add(row)
    key_id = door.key_of(record_of(door, child, row.child_id))
    door.session.flush()
    row.words = door.seal(key_id, "consent_entries.words", row.id, words.strip())
    door.session.flush()
    door.log(f"child:{child.id}", None, consent=row.id, purpose=row.purpose, kind=row.kind)
    door.made = child.code


def _follow(door: desk.Door, child: Child, row: ConsentEntry) -> None:
    """Hold or release referrals, and call the chair where child and representative differ."""
    told = told_of(door, child)
    if row.purpose in SHARING:
        if row.kind in _AGAINST or row.kind == "forbidden":
            hold_referrals(door, child, told)
        release_all(door, child, told)
    call_chair(door, child, told, only=row)


def call_chair(
    door: desk.Door, child: Child, told: Told, *, only: ConsentEntry | None = None
) -> None:
    """Tell the chair where child and representative differ: in any purpose, or in that of a row."""
    for purpose in [only.purpose] if only else PURPOSES.codes:
        if told.stands(purpose) == "disputed":
            last = only or [row for row in told.rows if row.purpose == purpose][-1]
            for unit in _units(door, child):
                subject = Subject(child.code, unit)
                tell(door, "consent_disputed", subject, to=Role.CHAIR, cause=last.id)


def _follow_elsewhere(purpose: str, kind: str, code: str, now: datetime) -> None:
    """Hold at once what lies in other units; the act itself is done and stands."""
    if purpose in SHARING and kind in _AGAINST:
        hold_elsewhere(code, now=now)
