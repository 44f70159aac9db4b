"""Made-up help: its values and confirmations, gifts for lists of children, help under plans."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from caseapp.records.assistance import AssistanceBatch, cell_of
from caseapp.records.cases import Case
from caseapp.records.children import Assistance, Child
from caseapp.records.papers import PlanActivity
from caseapp.rules.assistance import kind_for, year_before
from caseapp.rules.values import LOCAL, is_child
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_VALUES: Final = {
    "monthly_allowance": 750_000,
    "education": 1_500_000,
    "emergency_support": 2_000_000,
    "rehabilitation": 3_000_000,
    "health_care": 500_000,
}
_IN_KIND: Final = {
    "education": "Bộ sách giáo khoa, cặp, đồng phục",
    "emergency_support": "Gạo 20 kg, chăn, áo ấm",
}
_ENDED: Final = 13
_UNCONFIRMED: Final = 4
"""Of so many running helps one has ended; of the others one is confirmed by nobody this year."""

_GIFT: Final = "Gạo 10 kg, sữa, bánh kẹo"
_GIFT_NOTE: Final = "Quà Tết cho trẻ em có hoàn cảnh đặc biệt"
_GIVER: Final = "Quỹ Bảo trợ trẻ em (dữ liệu thử)"
_GIFT_VALUE: Final = 500_000
_MOST_GIFTS: Final = 40
_WRONG_VALUE: Final = "Nhập nhầm số tiền; danh sách ký nhận ghi 700.000 đồng"
_NOT_THERE: Final = "Trẻ không có mặt, chưa nhận quà"
_PLAN_GIVERS: Final = ("Trung tâm Công tác xã hội (dữ liệu thử)", "Trạm y tế", "UBND phường, xã")


@dataclass(frozen=True)
class Help:
    """A help to one child, as the demo tells it; `more` are columns that few of them fill."""

    child: int
    key_id: int | None
    kind: str
    first: date
    last: date | None
    runs: bool
    provider: str
    note: str
    entered_at: datetime
    entered_by: int | None
    value: int | None = None
    in_kind: str = ""
    more: tuple[tuple[str, Any], ...] = ()


def add_help(told: Telling, told_help: Help) -> int:
    """Write a help; every row names the same columns."""
    rows, each = told.rows, told_help
    row_id = rows.new_id(Assistance)
    row: dict[str, Any] = {
        "id": row_id,
        "child_id": each.child,
        "kind": each.kind,
        "given_on": each.first,
        "given_until": each.last,
        "open_ended": each.runs,
        "provider": each.provider,
        "note": rows.seal(each.key_id, "assistance.note", row_id, each.note),
        "value": each.value,
        "in_kind": rows.seal(each.key_id, "assistance.in_kind", row_id, each.in_kind),
        "entered_at": each.entered_at,
        "entered_by": each.entered_by,
        "why_deleted": None,
    }
    row |= dict.fromkeys(("confirmed_on", "confirmed_by", "ended_at", "ended_by"))
    row |= dict.fromkeys(("activity_id", "batch_id", "deleted_at", "deleted_by"))
    row |= _since(told, each, row_id) if each.runs else {}
    row |= dict(each.more)
    if why := row["why_deleted"]:
        row["why_deleted"] = rows.seal(each.key_id, "assistance.why_deleted", row_id, why)
    rows.add(Assistance, **row)
    return row_id


def worth_of(kind: str, number: int) -> tuple[int | None, str]:
    """Return value and goods that help of a kind usually has; of some nobody wrote it down."""
    return (None, "") if number % 5 == 0 else (_VALUES.get(kind), _IN_KIND.get(kind, ""))


def _since(told: Telling, each: Help, number: int) -> dict[str, Any]:
    """Say what became of a running help: ended, confirmed within the year, or confirmed by none."""
    today = told.span.today
    if each.first > year_before(today) + timedelta(days=60):
        return {}
    if number % _ENDED == 0:
        last = today - timedelta(days=number % 50 + 10)
        at = datetime.combine(last + timedelta(days=3), time(9), LOCAL)
        return {
            "open_ended": False,
            "given_until": last,
            "ended_at": at,
            "ended_by": each.entered_by,
        }
    if number % _UNCONFIRMED == 0:
        return {}
    said = today - timedelta(days=number % 300 + 5)
    return {"confirmed_on": said, "confirmed_by": each.entered_by}


def write_gifts(told: Telling, register: Register) -> None:
    """Write the gifts for Tết of the dozen wards, and the help that carried plans out."""
    told.rows.flush()
    day = date(told.span.today.year, 2, 10)
    if day > told.span.today:
        day = date(day.year - 1, 2, 10)
    helped = _helped_by(told, day)
    for ward in DOZEN:
        people = [
            person
            for person in register.special
            if person.keeper == ward and person.id in helped and is_child(person.born, day)
        ]
        if people:
            _gift(told, ward, day, people[:_MOST_GIFTS])
    _under_plans(told)
    told.rows.flush()


def _helped_by(told: Telling, day: date) -> set[int]:
    """Return whom some help is recorded for that began before a day."""
    asked = select(Assistance.child_id).group_by(Assistance.child_id)
    return set(told.rows.door.session.scalars(asked.having(func.min(Assistance.given_on) <= day)))


def _gift(told: Telling, ward: int, day: date, people: list[Person]) -> None:
    """Write one entry for a list of children; one of them is put right since, one withdrawn."""
    rows, officer = told.rows, told.staff.officers.get(ward)
    at = datetime.combine(day + timedelta(days=1), time(10, 30), LOCAL)
    number = rows.new_id(AssistanceBatch)
    cell = cell_of(AssistanceBatch(id=number))
    said = json.dumps({"note": _GIFT_NOTE, "in_kind": _GIFT}, ensure_ascii=False)
    rows.add(
        AssistanceBatch,
        id=number,
        area_id=ward,
        kind="other",
        given_on=day,
        given_until=None,
        open_ended=False,
        provider=_GIVER,
        value=_GIFT_VALUE,
        content=rows.door.place.vault.seal_own(cell, said),
        entered_at=at,
        entered_by=officer,
    )
    for place, person in enumerate(people):
        gone = {0: _WRONG_VALUE, 1: _NOT_THERE}.get(place) if len(people) > 2 else None  # noqa: PLR2004 - somebody keeps it
        more: list[tuple[str, Any]] = [("batch_id", number)]
        if gone:
            since = at + timedelta(days=2)
            more += [("why_deleted", gone), ("deleted_at", since), ("deleted_by", officer)]
        one = Help(
            person.id, person.key_id, "other", day, None, False, _GIVER, _GIFT_NOTE, at, officer,
            _GIFT_VALUE, _GIFT, tuple(more),
        )  # fmt: skip
        add_help(told, one)
        if gone == _WRONG_VALUE:
            right = Help(
                person.id, person.key_id, "other", day, None, False, _GIVER, _GIFT_NOTE,
                at + timedelta(days=2), officer, 700_000, _GIFT, (("batch_id", number),),
            )  # fmt: skip
            add_help(told, right)


def _under_plans(told: Telling) -> None:
    """Record every second activity that was done as help given; the others are offered."""
    asked = (
        select(PlanActivity, Case.child_id, Child.key_id)
        .join(Case, Case.id == PlanActivity.case_id)
        .join(Child, Child.id == Case.child_id)
        .where(PlanActivity.state == "done", Case.deleted_at.is_(None))
        .order_by(PlanActivity.id)
    )
    known = set[tuple[int, str, date]]()
    for row, child, key_id in told.rows.door.session.execute(asked).tuples().all():
        kind = kind_for(row.measure)
        if row.id % 2 or row.done_on is None or (child, kind, row.done_on) in known:
            continue
        known.add((child, kind, row.done_on))
        giver = _PLAN_GIVERS[row.id % len(_PLAN_GIVERS)]
        at = row.settled_at or told.span.end
        one = Help(
            child, key_id, kind, row.done_on, None, False, giver, "", at, row.settled_by,
            more=(("activity_id", row.id),),
        )  # fmt: skip
        add_help(told, one)
