"""Reading kept papers: those of a case or report, one with its copies, the bytes of a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.deciding_rows import number_of
from caseapp.casework.file_reading import subject_key
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case, Measure
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.kept_papers import KeptCopy, KeptPaper
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.records.vault import KeyDestroyed
from caseapp.rules.access import Act, Actor
from caseapp.rules.copies import Copy
from caseapp.rules.kept_papers import COMPLETED, WAITING


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
    `newest`: no later version follows. `former_number` is what stood there before a correction.
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
    former_number: str
    corrected_at: datetime | None
    corrected_by: str
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
        door.log(subject_of(owner), row.area_id, kept=row.id)
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
    door.log(subject_of(owner), owner.area_id, kept=len(rows))
    return [view for row in rows for view in _views(door, owner_of(door, row), [row])]


def subject_of(owner: Case | Report) -> str:
    """Return how the log names the file that a paper belongs to."""
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
        former_number=row.former_number,
        corrected_at=row.corrected_at,
        corrected_by=name_of(door, row.corrected_by),
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
