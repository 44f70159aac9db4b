"""Drafts that somebody had typed and not sent, given to who goes on with the work of a unit.

A draft is sealed for its writer. Only a supervisor's act opens it for another: it is sealed anew
for that person, the writer keeps nothing of it, and the log names both by their numbers. Only what
an officer's page of this very unit holds goes along: a new report, or a form of files that the unit
answers for and that are not kept from the receiver.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, or_, select

from caseapp import desk
from caseapp.casework.staff import holding
from caseapp.records import marks
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.files import StoredFile
from caseapp.records.handed_works import TYPED, HandedWork
from caseapp.records.kept_forms import KeptForm, open_fields, seal_fields
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.users import RoleGrant, User
from caseapp.records.vault import KeyTrouble
from caseapp.rules.access import CONTENT_ROLES, POLICY, Act, Role
from caseapp.rules.namesakes import Known, names_in, plain_phone
from caseapp.rules.policy import EVERYONE
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import local_day

ActOf = Callable[[str], Act | None]
"""Tells by which act the form of an address is sent; None for what is no page with a form."""

_OFFICERS: Final = POLICY[Role.OFFICER] - EVERYONE
_WITHOUT_A_FILE: Final = frozenset({Act.REPORT_LOG, Act.CASE_EDIT, Act.CHILD_EDIT})
"""Acts of an officer whose pages begin a file, and therefore bear no mark."""
_UNIT_FIELDS: Final = frozenset({"event_area", "area_code"})
"""Names of the fields in which such a page asks for a unit, by its code."""
_KEEP_FROM: Final = "keep_from"
"""The field in which a writer ticks from whom to keep a report."""
_HELD: Final[dict[str, Any]] = {
    marks.CASE: Case,
    marks.REPORT: Report,
    marks.REFERRAL: Referral,
    marks.FILE: StoredFile,
}


@dataclass(frozen=True)
class TypedDraft:
    """A draft that would go along: its row, its text, and the marks of the files it is about."""

    row: KeptForm
    title: str
    fields: list[tuple[str, str]]
    marks: frozenset[str]


def typed_in(door: desk.Door, user_id: int, area_id: int, act_of: ActOf) -> list[TypedDraft]:
    """Return what a person had typed about the work of a unit, the oldest first."""
    rows = door.session.scalars(
        select(KeptForm)
        .where(KeptForm.user_id == user_id, KeptForm.fields.is_not(None))
        .order_by(KeptForm.at, KeptForm.id)
    ).all()
    return [draft for row in rows for draft in _of_unit(door, row, area_id, act_of)]


def _of_unit(door: desk.Door, row: KeptForm, area_id: int, act_of: ActOf) -> Iterator[TypedDraft]:
    act = act_of(row.path)
    if act not in _OFFICERS:
        return
    draft = _opened(row)
    if draft is None:
        return
    if draft.marks:
        here = all(_lies_in(door, mark, area_id) for mark in draft.marks)
    else:
        here = act in _WITHOUT_A_FILE and _unit_of(door, row.user_id, draft.fields) == area_id
    if here:
        yield draft


def _opened(row: KeptForm) -> TypedDraft | None:
    """Open a draft; None for one that does not open, which its writer's own page says."""
    try:
        title, fields = open_fields(desk.vault(), row)
    except KeyTrouble:
        return None
    chosen = {value.strip() for _, value in fields if marks.is_mark(value.strip())}
    about = frozenset({*marks.MARKED.findall(row.path), *chosen})
    return TypedDraft(row, title, fields, about)


def _lies_in(door: desk.Door, mark: str, area_id: int) -> bool:
    """Tell whether a unit answers for the file with a mark, or opens the child with it."""
    if mark.startswith(marks.CHILD):
        asked = select(ChildUnit.area_id).join(Child, Child.id == ChildUnit.child_id)
        return area_id in set(door.session.scalars(asked.where(Child.code == mark)))
    model = _HELD.get(mark[:2])
    if model is None:
        return False
    found = door.session.scalars(select(model.area_id).where(model.code == mark)).first()
    return bool(found == area_id)


def _unit_of(door: desk.Door, user_id: int, fields: list[tuple[str, str]]) -> int | None:
    """Return the unit in which a new file would lie if its writer sent it.

    The unit that the form names if it is one of the writer's, else their own; of several the one
    that casework.reports.own_unit takes as well.
    """
    own = units_of(door, user_id)
    codes = {value.rpartition(":")[2] for name, value in fields if name in _UNIT_FIELDS}
    known = territory().units
    for unit in sorted(known):
        if known[unit].code in codes and territory().keeper(unit) in own:
            return territory().keeper(unit)
    return min(own, default=None)


def units_of(door: desk.Door, user_id: int) -> set[int]:
    """Return where somebody may begin a file: today, or when their roles ended, where they did."""
    held = _served(door, user_id)
    today = local_day(door.now)
    now = [each for each in held if each.valid_until is None or each.valid_until > today]
    return {each.area_id for each in now or held}


def serves_in(door: desk.Door, user_id: int, area_id: int) -> bool:
    """Tell whether somebody may begin files of a unit, or once did."""
    return area_id in {each.area_id for each in _served(door, user_id)}


def _served(door: desk.Door, user_id: int) -> list[RoleGrant]:
    granted = door.session.scalars(select(RoleGrant).where(RoleGrant.user_id == user_id)).all()
    return [each for each in granted if Act.REPORT_LOG in POLICY[Role(each.role)]]


def give_typed(door: desk.Door, draft: TypedDraft, to: int, area_id: int) -> None:
    """Seal a draft anew for another; its writer keeps nothing, and late saves come to nothing."""
    row = draft.row
    same = KeptForm.user_id == to, KeptForm.token == row.token, KeptForm.fields.is_(None)
    door.session.execute(delete(KeptForm).where(*same))
    made = KeptForm(
        user_id=to,
        path=row.path,
        at=row.at,
        token=row.token,
        saves=row.saves,
        begun_at=row.begun_at,
        typed_by=row.typed_by or row.user_id,
        typed_at=row.at,
    )
    door.session.add(made)
    door.session.flush()
    seal_fields(desk.vault(), made, draft.title, draft.fields)
    giver, row.fields, row.at = row.user_id, None, door.now
    first = min(draft.marks, default="")
    door.session.add(
        HandedWork(
            area_id=area_id, kind=TYPED, mark=first, from_id=giver, to_id=to,
            entered_at=door.now, entered_by=door.actor.user_id,
        )
    )  # fmt: skip
    door.session.flush()
    door.log(f"kept_form:{made.id}", area_id, from_user=giver, to_user=to)


def take_along(door: desk.Door, case: Case, to: int) -> None:
    """Give what officers of a unit that a case has left had typed about it to who has it now."""
    told = [case.code, *marks_on(door, case)]
    child = door.session.get_one(Child, case.child_id).code
    here = {user.id for user, _ in holding(door, CONTENT_ROLES, (case.area_id, CITY_ID))}
    here |= _standing_in(door, case)
    taker = door.session.get_one(User, to)
    officers = select(RoleGrant.user_id).where(RoleGrant.role == Role.OFFICER)
    asked = select(KeptForm).where(
        or_(*(KeptForm.path.contains(mark, autoescape=True) for mark in told)),
        KeptForm.fields.is_not(None),
        KeptForm.user_id.in_(officers),
    )
    for row in door.session.scalars(asked.order_by(KeptForm.at, KeptForm.id)).all():
        draft = None if row.user_id in here else _opened(row)
        if draft is None or is_kept(door, draft, taker, frozenset()):
            continue
        if draft.marks <= {*told, child}:
            give_typed(door, draft, to, case.area_id)


def _standing_in(door: desk.Door, case: Case) -> set[int]:
    """Return who, of whatever unit, works in the file of the case in somebody's place."""
    asked = (
        select(FileStandIn.user_id)
        .join(Report, Report.id == FileStandIn.report_id)
        .where(Report.case_id == case.id, FileStandIn.ended_at.is_(None))
    )
    return set(door.session.scalars(asked))


def marks_on(door: desk.Door, case: Case) -> Iterator[str]:
    """Yield the marks of the reports and referrals that hang on a case."""
    yield from door.session.scalars(select(Report.code).where(Report.case_id == case.id))
    yield from door.session.scalars(select(Referral.code).where(Referral.case_id == case.id))


def is_kept(door: desk.Door, draft: TypedDraft, taker: User, hidden: Collection[str]) -> bool:
    """Tell whether a draft must not come before somebody's eyes.

    Its file is kept from them, its writer ticked them, or it names them, whatever the field is
    called: what was not sent has made no mark yet, and nobody has asked whether it is the same one.
    """
    if not draft.marks.isdisjoint(hidden):
        return True
    if (_KEEP_FROM, taker.username) in draft.fields:
        return True
    told = [text for _, text in draft.fields]
    known = [Known(taker.id, taker.full_name, taker.phone_mac, taker.personal_id_mac)]
    if names_in(told, known):
        return True
    macs = {door.mac(each) for text in told for each in {text.strip(), plain_phone(text)} if each}
    return not macs.isdisjoint({taker.phone_mac, taker.personal_id_mac})
