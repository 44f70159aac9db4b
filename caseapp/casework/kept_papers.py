"""Papers before their signer: kept as they were put there, then with number and signed file.

The clerk gives the number once the paper is signed (Decree 30/2020, Art. 15); nothing that is
changed in the record later reaches a paper that was put before its signer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from caseapp import desk
from caseapp.casework.clock_stopping import click_stops, count_signed
from caseapp.casework.deciding_rows import Decided, decision_of, number_of
from caseapp.casework.file_reading import subject_key
from caseapp.casework.files import NewFile, Room, add_file
from caseapp.casework.kept_opening import unsealed_copy
from caseapp.casework.kept_reading import owner_of, row_of, subject_of, versions_of
from caseapp.records import marks
from caseapp.records.cases import Case, Measure
from caseapp.records.kept_papers import KEPT, SOURCE, KeptCopy, KeptPaper, place_of_copy
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.records.vault import new_content_key, seal_bytes
from caseapp.rules.access import Act, Actor
from caseapp.rules.copies import Copy
from caseapp.rules.kept_papers import (
    KEPT_PAPERS,
    KINDS,
    WAITING,
    check_signed,
    clean_number,
    clean_symbol,
    is_signed_file,
    number_key,
)
from caseapp.rules.outcomes import Stale
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Made:
    """One copy as it was drawn: the PDF, and the HTML that it was made from."""

    content: bytes = field(repr=False)
    source: str = field(repr=False)


@dataclass(frozen=True)
class Decision:
    """Which decision is put on paper: its kind, the code of case or report, its number there."""

    kind: str
    code: str
    number: int


@dataclass(frozen=True)
class Completion:
    """What comes back from signer and clerk; `signed_at` is known where the hour is."""

    number: str
    symbol: str
    signed_on: date
    signed_at: datetime | None
    file: NewFile


def look(actor: Actor, about: Decision, *, now: datetime) -> str:
    """Return what the record says of a decision, as a mark that changes with it.

    RuleBroken while nothing was decided; so a paper is drawn only of what can be kept.
    """
    with desk.reading(actor, Act.PAPER_PUT, now=now) as door:
        found = decision_of(door, about.kind, about.code, about.number)
        door.log(subject_of(found.owner), found.owner.area_id, looked=about.kind)
        return found.seen


def put_paper(
    actor: Actor,
    about: Decision,
    copies: Mapping[Copy, Made],
    *,
    seen: str,
    reason: str = "",
    now: datetime,
    post: str = "",
) -> str:
    """Keep a decision's paper as it is put before the signer; return its mark.

    A later version takes the place of one that waits, and follows one that was signed as a paper
    of its own: both need a reason. Stale when the record says something else than when the copies
    were drawn.
    """
    with desk.writing(actor, Act.PAPER_PUT, now=now, post=post) as door:
        found = decision_of(door, about.kind, about.code, about.number)
        if found.seen != seen:
            raise Stale(marks.subject_of("kept_papers", about.code))
        row = _new_row(door, about.kind, found, _follow(door, found.row, reason))
        if why := reason.strip():
            key_id = _key(door, found.owner)
            row.reason = door.seal(key_id, "kept_papers.reason", row.id, why)
        for copy, made in copies.items():
            _keep(door, row, found.owner, copy, made)
        door.made = row.code
        return row.code


def _follow(door: desk.Door, decision: Paper | Measure, reason: str) -> int:
    """Return the number of the version that is made, the one that waits replaced by it."""
    before = versions_of(door, decision)
    if not before:
        return 1
    if not reason.strip():
        raise RuleBroken("Say why a new version is made", field="reason")
    if before[0].state == WAITING:
        before[0].state = KEPT_PAPERS.next_state(before[0].state, "replace")
    return before[0].version + 1


def _new_row(door: desk.Door, kind: str, found: Decided, version: int) -> KeptPaper:
    of_measure = isinstance(found.row, Measure)
    row = KeptPaper(
        code=marks.new_mark(marks.KEPT, local_day(door.now).year),
        **_tied(found.owner),
        measure_id=found.row.id if of_measure else None,
        paper_id=None if of_measure else found.row.id,
        kind=kind,
        form=KINDS[kind].form,
        version=version,
        decided_at=found.decided_at,
        unit_id=found.unit,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    return row


def _tied(owner: Case | Report) -> dict[str, int | None]:
    of_report = isinstance(owner, Report)
    return {
        "report_id": owner.id if of_report else None,
        "case_id": None if of_report else owner.id,
        "area_id": owner.area_id,
    }


def _key(door: desk.Door, owner: Case | Report) -> int:
    key_id = subject_key(door, owner)
    assert key_id is not None  # whatever was decided on lies under a key
    return key_id


def _keep(
    door: desk.Door, row: KeptPaper, owner: Case | Report, copy: Copy, made: Made
) -> None:  # fmt: skip
    """Seal the bytes of a copy under a key of its own, and that under the child's."""
    digest, own = hashlib.sha256(made.content).hexdigest(), new_content_key()

    def sealed(cell: str, content: bytes) -> bytes:
        return seal_bytes(row.id, own, place_of_copy(cell, row.id, copy.value), content)

    kept = KeptCopy(
        **_tied(owner),
        kept_id=row.id,
        copy=copy.value,
        size=len(made.content),
        sha256=digest,
        content=sealed(KEPT, made.content),
        source=sealed(SOURCE, made.source.encode()),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(kept)
    door.session.flush()
    place = "kept_copies.content_key"
    kept.content_key = door.seal(_key(door, owner), place, kept.id, own.hex())
    said = {"copy": copy.value, "sha256": digest, "size": kept.size}
    door.log(subject_of(owner), row.area_id, kept=row.id, **said)


def complete_paper(
    actor: Actor, code: str, done: Completion, *, room: Room, now: datetime, post: str = ""
) -> str:
    """Enter the clerk's number, the day of the signature and the signed file; return the mark.

    RuleBroken for a number that the unit gave in that year under that symbol, whatever for; for a
    signature before the decision or in the future; for a file that attach_file would not take.
    """
    number, symbol = clean_number(done.number), clean_symbol(done.symbol)
    with desk.writing(actor, Act.PAPER_COMPLETE, now=now, post=post) as door:
        row = door.find(KeptPaper, code=code)
        row.state = KEPT_PAPERS.next_state(row.state, "complete")
        owner, decided = owner_of(door, row), row_of(door, row)
        moment = check_signed(row.decided_at, done.signed_on, done.signed_at, now)
        give_number(door, row, number, symbol, done.signed_on)
        row.signed_at, row.completed_at, row.completed_by = moment, now, actor.user_id
        row.how = _how(door, row, done.file.content)
        row.scan_id = add_file(door, owner, done.file, room).id
        place = number_of(door, owner, decided)
        for each in decision_of(door, row.kind, owner.code, place).signed:
            _sign(door, each, moment, known=done.signed_at is not None)
        door.log(subject_of(owner), row.area_id, kept=row.id, how=row.how)
        door.made = row.code
        return row.code


def hour_counts(actor: Actor, code: str, *, now: datetime) -> bool:
    """Tell whether the 12 hours of a report run until the hour of a paper's signature.

    Missing for a paper that the person may not complete; the read is logged.
    """
    with desk.reading(actor, Act.PAPER_COMPLETE, now=now) as door:
        row = door.find(KeptPaper, code=code)
        owner = owner_of(door, row)
        door.log(subject_of(owner), row.area_id, kept=row.id)
        place = number_of(door, owner, row_of(door, row))
        signed = decision_of(door, row.kind, owner.code, place).signed
        reports = [each.report_id for each in signed if isinstance(each, Measure)]
        return any(
            not click_stops(door, door.session.get_one(Report, number)) for number in reports
        )


def give_number(
    door: desk.Door, row: KeptPaper, number: str, symbol: str, signed_on: date
) -> None:  # fmt: skip
    """Let the paper bear the number; that nobody else does is the database's to say.

    So nothing is told of papers that the reader may not see but that the number is used.
    """
    row.number, row.number_key, row.symbol = number, number_key(number), symbol
    row.signed_on, row.year = signed_on, signed_on.year
    row.completed_at = row.completed_at or door.now
    try:
        door.session.flush()
    except IntegrityError:
        raise RuleBroken(
            "The number %(number)s/%(symbol)s of %(year)d is used already: look at the register",
            field="number",
            params={"number": number, "symbol": symbol, "year": signed_on.year},
        ) from None


def _how(door: desk.Door, row: KeptPaper, content: bytes) -> str:
    """Tell whether the file is one of the kept PDFs with a digital signature, or another."""
    copies = door.session.scalars(select(KeptCopy.copy).where(KeptCopy.kept_id == row.id)).all()
    kept = (unsealed_copy(door, row, Copy(each)) for each in copies)
    return "digital" if any(is_signed_file(each, content) for each in kept) else "scan"


def _sign(door: desk.Door, row: Paper | Measure, moment: datetime, *, known: bool) -> None:
    """Let a decision bear its signature; where the 12 hours wait for that, it stops them."""
    row.signed_at = moment
    door.session.flush()
    if isinstance(row, Paper):
        return
    report = door.session.get_one(Report, row.report_id)
    if click_stops(door, report):
        return
    if not known:
        raise RuleBroken(
            "Enter the hour of the signature: the 12 hours of the report run until then",
            field="signed_at",
        )
    count_signed(door, report)
