"""Cases that pass between ward Ninh Kiều and ward Cái Khế, and everybody who has a word in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from caseapp.casework.case_entry import open_directly
from caseapp.casework.case_reading import CaseView, read_case
from caseapp.casework.children import NewChild
from caseapp.casework.notices import list_own
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.transfer_answers import Verdict, accept_case, decide_transfer, refuse_case
from caseapp.casework.transfer_letters import NewLetter, send_letter
from caseapp.casework.transfer_reading import read_going
from caseapp.casework.transfers import Wish, ask_transfer, propose_transfer
from caseapp.records.children import Child
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import local_day
from tests.factories.children import a_child, actor_of, enter_child
from tests.factories.house import NOW, House, Template
from tests.factories.house import opened as open_copy
from tests.factories.referrals import open_a_case
from tests.factories.reports import kept
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

OLD_CAI_KHE = "31117"
"""Ward Cái Khế until 30 June 2025, a part of today's ward of that name."""
WHOM = "Chị Bảy, trực đêm, 0292 3820 000"
WHY = "Em sống với bà ngoại ở Cái Khế từ tháng trước"


def a_wish(unit: str = CAI_KHE, **more: str) -> Wish:
    return Wish(**{"unit_code": unit, "why": "residence", "words": WHY, "contact": WHOM, **more})


@dataclass(frozen=True)
class Handing:
    """A case of ward Ninh Kiều, its people, those of ward Cái Khế, and two supervisors."""

    house: House
    case: str
    officer: Actor
    chair: Actor
    other_officer: Actor
    other_chair: Actor
    supervisor: Actor
    second: Actor
    names: Mapping[str, str]

    def ask(self, now: datetime = NOW, unit: str = CAI_KHE) -> None:
        with self.house.app.app_context():
            ask_transfer(self.chair, self.case, a_wish(unit), now=now)

    def accept(self, now: datetime = NOW, officer: str = "") -> None:
        with self.house.app.app_context():
            accept_case(
                self.other_chair, self.case, officer=officer, version=self.version(), now=now
            )

    def refuse(self, now: datetime = NOW, reason: str = "Em không ở đây") -> None:
        with self.house.app.app_context():
            refuse_case(self.other_chair, self.case, reason=reason, version=self.version(), now=now)

    def decide(self, by: Actor, *, passes: bool, now: datetime = NOW) -> None:
        with self.house.app.app_context():
            said = Verdict(passes, "Đã nghe cả hai phường")
            decide_transfer(by, self.case, said, version=self.version(), now=now)

    def version(self) -> int:
        """The version that a form of now is filled from."""
        with self.house.app.app_context():
            view = read_going(self.supervisor, self.case, now=NOW, act=Act.TRANSFER_DECIDE)
            return view.transfer.version if view.transfer else 0

    def read(self, by: Actor, now: datetime = NOW) -> CaseView:
        with self.house.app.app_context():
            return read_case(by, self.case, now=now)

    def told(self, by: Actor, now: datetime = NOW) -> set[str]:
        """The kinds of notices that wait for somebody."""
        with self.house.app.app_context():
            return {notice.kind for notice in list_own(by, now=now)}


def a_handing(
    house: House, opened: Callable[[House, Actor], str] = open_a_case
) -> Handing:  # fmt: skip
    """Make the people, and the case by its officer."""
    names = {
        "officer": make_user(house, "officer"),
        "chair": make_user(house, "chair"),
        "other_officer": make_user(house, "officer", CAI_KHE),
        "other_chair": make_user(house, "chair", CAI_KHE),
        "supervisor": make_user(house, "supervisor", CITY),
        "second": make_user(house, "supervisor", CITY),
    }
    people = {who: actor_of(house, name) for who, name in names.items()}
    return Handing(house=house, case=opened(house, people["officer"]), names=names, **people)


def prepare(template: Template, folder: Path) -> tuple[Template, Handing]:
    """Make an instance with all of this once, for others to be copied from."""
    with open_copy(template, folder) as house:
        return replace(template, folder=folder), a_handing(house)


def case_of_an_old_ward(house: House, officer: Actor) -> str:
    """Open a case of a child that lives, since before the reform, in what is Cái Khế today."""
    return _opened(house, officer, a_child(OLD_CAI_KHE, resident_from=date(2024, 3, 1)))


def an_orphans_case(house: House, officer: Actor) -> str:
    """Open a case without a report: it may close without a review."""
    child = enter_child(house, officer)
    with house.app.app_context():
        return open_directly(officer, child, reason="Trẻ mồ côi", now=NOW)


def outside_case(house: House, officer: Actor) -> str:
    """Open a case of a child that lives outside the city now; return its code."""
    return _opened(house, officer, a_child("outside"))


def _opened(house: House, officer: Actor, child: NewChild) -> str:
    values = {
        "received_at": NOW - timedelta(hours=1),
        "event_area": NINH_KIEU,
        "channel": "phone",
        "child_name": "Đỗ Thị Hòa",
    }
    with house.app.app_context():
        return open_case(officer, log_report(officer, values, now=NOW), child, now=NOW)


def a_letter(**more: object) -> NewLetter:
    known: dict[str, object] = {
        "number": "27/UBND-VX", "day": local_day(NOW), "addressee": "UBND xã Tân Phú, tỉnh An Giang",
        "words": WHY,
    }  # fmt: skip
    return NewLetter(**{**known, **more})  # type: ignore[arg-type]  # fields by name


def transfers_under_way(house: House, actor: Actor) -> None:
    """Cases of the first ward that ask for something: proposed, by letter, outside the city."""
    proposed, written = open_a_case(house, actor), outside_case(house, actor)
    outside_case(house, actor)
    with house.app.app_context():
        propose_transfer(actor, proposed, a_wish(), now=NOW)
        send_letter(actor, written, a_letter(), now=NOW)


def child_of(house: House) -> str:
    """Return the code of the only child."""
    (found,) = (row[0] for row in kept(house, select(Child.code)))
    return str(found)
