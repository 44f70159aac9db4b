"""Reading kept papers: those of a case or report, one with its copies, the bytes of a copy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.deciding_rows import OF_REPORT, decision_of, number_of
from caseapp.casework.file_reading import CHANGED, ERASED, Unreadable, subject_key
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.measure_papers import ORDERS
from caseapp.casework.printed import Printed, begin
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case, Measure
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.kept_papers import KEPT, SOURCE, KeptCopy, KeptPaper, place_of_copy
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.records.vault import KeyDestroyed, KeyTrouble, unseal_bytes
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.copies import Copy
from caseapp.rules.kept_papers import ANY_ORDER, COMPLETED, WAITING
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class CopyView:
    """One kept copy: which of the two, how large, and its hash."""

    copy: Copy
    size: int
    sha256: str


@dataclass(frozen=True)
class KeptView:
    """The paper of a decision in one version, as its reader may see it.

    `about` is the code of its case or report, `place` the number by which addresses name the
    decision there. `unit_id` answers for the file, `numbered_in` is whose number it bears.
    `newest`: no later version follows.
    """

    code: str
    about: str
    of_report: bool
    child_name: str
    unit_id: int
    numbered_in: int
    kind: str
    form: str
    place: int
    version: int
    newest: bool
    state: str
    decided_at: datetime
    put_at: datetime
    put_by: str
    reason: str
    number: str
    symbol: str
    signed_on: date | None
    signed_at: datetime | None
    how: str
    scan: str
    completed_at: datetime | None
    completed_by: str
    copies: tuple[CopyView, ...]

    @property
    def waits(self) -> bool:
        """Whether it waits for the signature and the clerk's number."""
        return self.state == WAITING

    @property
    def unit(self) -> str:
        """The name of the unit whose number it bears."""
        return areas.label(self.numbered_in)


def owner_of(door: desk.Door, row: KeptPaper) -> Report | Case:
    """Return the report or case that a kept paper belongs to; Missing when that was a mistake."""
    if row.report_id is not None:
        return door.find(Report, id=row.report_id, deleted_at=None)
    return door.find(Case, id=row.case_id, deleted_at=None)


def row_of(door: desk.Door, row: KeptPaper) -> Paper | Measure:
    """Return the row of the decision."""
    if row.paper_id is not None:
        return door.session.get_one(Paper, row.paper_id)
    return door.session.get_one(Measure, row.measure_id)


def of_decision(row: Paper | Measure) -> ColumnElement[bool]:
    """Return what tells the kept papers of a decision."""
    column = KeptPaper.paper_id if isinstance(row, Paper) else KeptPaper.measure_id
    return column == row.id


def versions_of(door: desk.Door, row: Paper | Measure) -> list[KeptPaper]:
    """Return the kept papers of a decision, the newest first."""
    asked = select(KeptPaper).where(of_decision(row)).order_by(KeptPaper.version.desc())
    return list(door.session.scalars(asked))


def read_kept(actor: Actor, code: str, *, now: datetime) -> KeptView:
    """Return one kept paper; the read is logged."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        row = door.find(KeptPaper, code=code)
        owner = owner_of(door, row)
        door.log(_subject(owner), row.area_id, kept=row.id)
        return _views(door, owner, [row])[0]


def kept_in_case(actor: Actor, code: str, *, now: datetime) -> list[KeptView]:
    """Return the kept papers of a case and of the reports in it, the newest first."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        reports = select(Report.id).where(Report.case_id == case.id, Report.deleted_at.is_(None))
        wanted = or_(KeptPaper.case_id == case.id, KeptPaper.report_id.in_(reports))
        return _listed(door, case, wanted)


def kept_on_report(actor: Actor, code: str, *, now: datetime) -> list[KeptView]:
    """Return the kept papers of a report, the newest first."""
    with desk.reading(actor, Act.REPORT_READ, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        return _listed(door, report, KeptPaper.report_id == report.id)


def _listed(
    door: desk.Door, owner: Case | Report, wanted: ColumnElement[bool]
) -> list[KeptView]:  # fmt: skip
    rows = list(door.session.scalars(select(KeptPaper).where(wanted).order_by(KeptPaper.id.desc())))
    door.log(_subject(owner), owner.area_id, kept=len(rows))
    return [view for row in rows for view in _views(door, owner_of(door, row), [row])]


def _subject(owner: Case | Report) -> str:
    return f"{'report' if isinstance(owner, Report) else 'case'}:{owner.id}"


def _views(door: desk.Door, owner: Case | Report, rows: Iterable[KeptPaper]) -> list[KeptView]:
    return [_view(door, owner, row) for row in rows]


def _view(door: desk.Door, owner: Case | Report, row: KeptPaper) -> KeptView:
    decided, key_id = row_of(door, row), subject_key(door, owner)
    scan = door.session.get(StoredFile, row.scan_id) if row.scan_id is not None else None
    copies = select(KeptCopy).where(KeptCopy.kept_id == row.id).order_by(KeptCopy.id)
    return KeptView(
        code=row.code,
        about=owner.code,
        of_report=isinstance(owner, Report),
        child_name=_name(door, owner),
        unit_id=row.area_id,
        numbered_in=row.unit_id,
        kind=row.kind,
        form=row.form,
        place=number_of(door, owner, decided),
        version=row.version,
        newest=versions_of(door, decided)[0].id == row.id,
        state=row.state,
        decided_at=row.decided_at,
        put_at=row.entered_at,
        put_by=name_of(door, row.entered_by),
        reason=_reason(door, key_id, row),
        number=row.number,
        symbol=row.symbol,
        signed_on=row.signed_on,
        signed_at=row.signed_at,
        how=row.how,
        scan=scan.code if scan is not None else "",
        completed_at=row.completed_at,
        completed_by=name_of(door, row.completed_by),
        copies=tuple(
            CopyView(Copy(each.copy), each.size, each.sha256)
            for each in door.session.scalars(copies)
        ),
    )


def _name(door: desk.Door, owner: Case | Report) -> str:
    if owner.child_id is None:
        return owner.child_name if isinstance(owner, Report) else ""
    return name_shown(door, door.session.get_one(Child, owner.child_id))


def _reason(door: desk.Door, key_id: int | None, row: KeptPaper) -> str:
    try:
        return door.unseal(key_id, "kept_papers.reason", row.id, row.reason)
    except KeyDestroyed:
        return ""


def decision_number(row: KeptPaper) -> str:
    """Return number and symbol as a paper names another: 27/QĐ-UBND; empty while it has none."""
    return f"{row.number}/{row.symbol}" if row.state == COMPLETED else ""


def numbers_of(
    door: desk.Door, rows: Iterable[Paper], *, until: datetime | None = None
) -> dict[int, str]:  # fmt: skip
    """Return the clerk's number of each decision that has one, by the row of the decision.

    Of several versions that were signed the newest counts; `until`: of those entered by then.
    """
    ids = [row.id for row in rows]
    if not ids:
        return {}
    asked = select(KeptPaper).where(KeptPaper.paper_id.in_(ids), KeptPaper.state == COMPLETED)
    if until is not None:
        asked = asked.where(KeptPaper.completed_at <= until)
    found = door.session.scalars(asked.order_by(KeptPaper.version))
    return {row.paper_id: decision_number(row) for row in found if row.paper_id is not None}


@dataclass(frozen=True)
class OpenedCopy:
    """The bytes of a copy as they were put before the signer, under a name that tells nothing."""

    name: str
    content: bytes
    printed: Printed


def open_copy(actor: Actor, code: str, copy: Copy, *, now: datetime) -> OpenedCopy:
    """Return a kept copy for printing; logged as a print.

    Missing for the file's copy to whom the place may not be shown; Unreadable when it was changed
    or its key destroyed.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        return _opened(door, door.find(KeptPaper, code=code), copy)


def _opened(door: desk.Door, row: KeptPaper, copy: Copy) -> OpenedCopy:
    content, about = bytes_of(door, row, copy), _subject(owner_of(door, row))
    printed = begin(door, about, row.area_id, form=row.form, kept=row.id, copy=copy.value)
    return OpenedCopy(f"{row.code}-{copy.value}", content, printed)


def open_newest(
    actor: Actor, kind: str, code: str, number: int, copy: Copy, *, now: datetime
) -> OpenedCopy | None:
    """Return the newest kept copy of a decision; None while none was put before a signer.

    Logged as a print once there is one; Missing and Unreadable as for open_copy.
    """
    act = Act.REPORT_PRINT if kind in OF_REPORT else Act.CASE_PRINT
    if not desk.tally(actor, act, _of_file(kind, code), now=now):
        return None
    with desk.reading(actor, act, now=now) as door:
        try:
            rows = versions_of(door, decision_of(door, kind, code, number).row)
        except RuleBroken:
            rows = []  # it was not decided yet, unlike another one of the file
        return _opened(door, rows[0], copy) if rows else None


def _of_file(kind: str, code: str) -> Select[tuple[int]]:
    """Return what selects the papers of that kind in a case, or on a report."""
    kinds = ORDERS if kind == ANY_ORDER else (kind,)
    asked = select(KeptPaper.id).where(KeptPaper.kind.in_(kinds))
    if kind in OF_REPORT:
        return asked.join(Report, Report.id == KeptPaper.report_id).where(Report.code == code)
    return asked.join(Case, Case.id == KeptPaper.case_id).where(Case.code == code)


def bytes_of(door: desk.Door, row: KeptPaper, copy: Copy, cell: str = KEPT) -> bytes:
    """Open a cell of a copy and check it; Missing and Unreadable as for open_copy."""
    sees = may(door.actor, Act.PLACE_SEE, local_day(door.now), row.area_id)
    if copy == Copy.FILE and not sees:
        raise Missing(f"kept_papers:{row.code}")
    return unsealed_copy(door, row, copy, cell)


def unsealed_copy(door: desk.Door, row: KeptPaper, copy: Copy, cell: str = KEPT) -> bytes:
    """Open a cell of a copy for who shows nothing of it; Unreadable as for open_copy."""
    kept = door.find(KeptCopy, kept_id=row.id, copy=copy.value)
    key_id = subject_key(door, owner_of(door, row))
    try:
        own = door.unseal(key_id, "kept_copies.content_key", kept.id, kept.content_key)
        sealed = kept.content if cell == KEPT else kept.source
        content = unseal_bytes(bytes.fromhex(own), place_of_copy(cell, row.id, copy), sealed)
    except KeyDestroyed:
        raise Unreadable(ERASED) from None
    except KeyTrouble:
        raise Unreadable(CHANGED) from None
    if cell == KEPT and hashlib.sha256(content).hexdigest() != kept.sha256:
        raise Unreadable(CHANGED)
    return content


def source_of(door: desk.Door, row: Paper | Measure, copy: Copy) -> str | None:
    """Return what the newest kept copy of a decision was drawn from, as HTML; None without one."""
    rows = versions_of(door, row)
    return bytes_of(door, rows[0], copy, SOURCE).decode() if rows else None
