"""Files that passed between two wards, and children of two wards that were made one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from caseapp.casework.children import move_child
from caseapp.casework.data_requests import NewRequest, record_request
from caseapp.casework.unmerging import read_since
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.transfers import Transfer
from caseapp.rules.values import local_day
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.kept_papers import SCAN, a_completion, complete, put
from tests.factories.markers import Markers
from tests.factories.merges import LATER, Two, undo
from tests.factories.plans import approved
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import kept
from tests.factories.transfers import Handing
from tests.factories.web import CAI_KHE, NINH_KIEU

ASKED: Final = NewRequest("access", "child", "letter", NOW, "Con muốn biết")
"""A request about the data of a child that moves, which goes with it."""
OURS: Final = frozenset({"officer", "chair", "deputy", "officer marked"})
THEIRS: Final = frozenset({"officer far", "chair far", "deputy far"})
READ_BY: Final = {
    "handed over": THEIRS, "lives on": OURS | THEIRS, "taken over": OURS,
    "one child": OURS | THEIRS, "our part": OURS, "their part": THEIRS,
    "our child again": OURS, "their child again": THEIRS,
}  # fmt: skip
"""Which ward reads what, beside the city's supervisor, as the law's guardian of a file would say:
who has a file reads all that came with it, who handed it over nothing more. Of a child that lives
on in the ward, or that is one with a child of the ward, both read what is the child's; the files
about it each reads of its own. Children who are two again are each their own ward's."""


@dataclass(frozen=True)
class Passed:
    """How a file or a child passed, by ids: what is the file's, and what is the child's alone."""

    name: str
    unit: int
    cases: tuple[int, ...] = ()
    children: tuple[int, ...] = ()


class Passing:
    """Lets files and children of a busy house pass, by the people of both wards."""

    def __init__(self, house: House, names: Mapping[str, str], markers: Markers) -> None:
        self.house, self.markers, self.names = house, markers, names
        self.near = [actor_of(house, names[seer]) for seer in ("officer", "chair")]
        self.far = [actor_of(house, names[seer]) for seer in ("officer far", "chair far")]
        self.city = actor_of(house, names["supervisor"])
        self.papers: dict[str, str] = {}

    def all(self) -> list[Passed]:
        """Let some pass each way, and make two pairs of children one: one of them two again."""
        ours, theirs = self._running(NINH_KIEU), self._running(CAI_KHE)
        over = [self._rich("handed over", NINH_KIEU), ours[1]]
        taken = [self._rich("taken over", CAI_KHE), theirs[0]]
        for case in over:
            self._hand(case, CAI_KHE, moves=True)
        self._hand(ours[2], CAI_KHE, moves=False)
        for case in taken:
            self._hand(case, NINH_KIEU, moves=True)
        self._merge(ours[3], theirs[1])
        self._part(*self._merge(ours[4], theirs[2]))
        return [
            self._passed("handed over", CAI_KHE, over, over),
            self._passed("handed over", CAI_KHE, [ours[2]], []),
            self._passed("lives on", CAI_KHE, [], [ours[2]]),
            self._passed("taken over", NINH_KIEU, taken, taken),
            self._passed("one child", NINH_KIEU, [], [ours[3], theirs[1]]),
            self._passed("our part", NINH_KIEU, [ours[3]], []),
            self._passed("their part", CAI_KHE, [theirs[1]], []),
            self._passed("our child again", NINH_KIEU, [ours[4]], [ours[4]]),
            self._passed("their child again", CAI_KHE, [theirs[2]], [theirs[2]]),
        ]

    def _running(self, unit: str) -> list[str]:
        """Return open cases of a unit that never passed, the newest first."""
        asked = select(Case.code).where(
            Case.area_id == int(unit),
            Case.state == "open",
            Case.id.not_in(select(Transfer.case_id)),
        )
        return [code for (code,) in kept(self.house, asked.order_by(Case.id.desc()))]

    def _rich(self, name: str, unit: str) -> str:
        """Open a case with a referral that was sent and a paper that was signed, with a marker."""
        case = open_a_case(self.house, SYSTEM, unit)
        approved(self.house, SYSTEM, SYSTEM, case)
        word = self._word("a paper", name)
        paper = put(self.house, SYSTEM, case, "plan", words=word)
        scan = SCAN + self._word("a scan", name).encode()
        complete(self.house, SYSTEM, paper, a_completion("29", content=scan))
        sent = draft(self.house, SYSTEM, case, add_agency(self.house, f"Tư vấn {unit}"))
        take(self.house, SYSTEM, sent, "send")
        return case

    def _word(self, what: str, name: str) -> str:
        word = self.markers.word(f"{what} {name}")
        self.papers[word] = name
        return word

    def _hand(self, case: str, unit: str, *, moves: bool) -> None:
        """Let the ward of a case hand it over, whose child has moved there or lives on."""
        own, other = (self.near, self.far) if unit == CAI_KHE else (self.far, self.near)
        if moves:
            with self.house.app.app_context():
                child = self._child(case)
                record_request(own[0], child, ASKED, now=NOW)
                move_child(own[0], child, area_code=unit, since=local_day(NOW), now=NOW)
        handing = Handing(self.house, case, *own, *other, self.city, self.city, self.names)
        handing.ask(unit=unit)
        handing.accept()

    def _child(self, case: str) -> str:
        asked = select(Child.code).join(Case, Case.child_id == Child.id).where(Case.code == case)
        ((code,),) = kept(self.house, asked)
        return str(code)

    def _merge(self, ours: str, theirs: str) -> tuple[Two, int]:
        """Make the children of two cases one, and let each ward record of it since."""
        who = self.near[0], self.far[0], self.city
        two = Two(self.house, *who, self._child(ours), self._child(theirs))
        number = two.merge()
        two.record(two.own, two.first, "01", late=True)
        two.record(two.other, two.second, "02", late=True)
        return two, number

    def _part(self, two: Two, number: int) -> None:
        """Make two of them again: what the other ward recorded is its child's."""
        with self.house.app.app_context():
            rows = read_since(two.supervisor, number, now=LATER).rows
        undo(two, number, *(row.key for row in rows if row.what == "02"))

    def _passed(self, name: str, unit: str, cases: list[str], of: list[str]) -> Passed:
        ids = select(Case.id).where(Case.code.in_(cases))
        children = select(Case.child_id).where(Case.code.in_(of))
        found = [tuple(row[0] for row in kept(self.house, asked)) for asked in (ids, children)]
        return Passed(name, int(unit), *found)
